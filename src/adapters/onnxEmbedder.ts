/** How does the embedding model run, in this process, on the CPU? */
import './noTelemetry.ts';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { constantInput, graphInterfaceOf, type GraphInterface, type InputRole } from '../core/embed/graphInterface.ts';
import { exampleVectors } from '../core/embed/exampleVectors.ts';
import type { ModelDescription } from '../core/embed/modelDescription.ts';
import { poolTokens } from '../core/embed/pooling.ts';
import { StaticTokens } from '../core/embed/staticTokens.ts';
import { layOutBatch, planSingleTexts, planTokenBatches, type ModelInput, type TokenBatch } from '../core/embed/tokenBatches.ts';
import type { Tokenizer } from '../core/embed/tokenizer.ts';
import { isUnitVector, isZeroVector, normalise } from '../core/embed/unitVector.ts';
import { wordShares, type StaticModel, type WordShare } from '../core/embed/wordShares.ts';
import { Failure } from '../core/failure.ts';
import type { AskedRole, Embedder, TextRole } from '../core/ports.ts';
import { openModelFolder, type ModelFolder } from './modelFolder.ts';
import { nativeModuleFailure } from './nativeModule.ts';

export interface OnnxEmbedderOptions {
  /** Threads that one batch is divided among. */
  readonly threads: number;
}

/** Words that any model knows, one token each, and that have little to do with each other. */
const anchorWords = 'file number red';
const anchorCount = 3;

const restart = 'Restart the background process (Lodestone: Restart). If it happens again, report it with the log.';

let runtime: Promise<typeof import('onnxruntime-node')> | undefined;

/** Loaded with the first model: where it does not load, words still find. Rejects with Failure "moduleUnavailable". */
function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  runtime ??= import('onnxruntime-node').catch((error: unknown) => { throw nativeModuleFailure('onnxruntime-node', error); });
  return runtime;
}

/**
 * Embeds texts with an ONNX model. The event loop is blocked while a batch runs and free between batches.
 *
 * A text in which the bundled model knows no word (an empty one, or one of unknown tokens only) gets the zero vector: it has
 * no direction, and is similar to nothing. Models that mark where a text begins and ends give an empty one a vector, too.
 */
export class OnnxEmbedder implements Embedder {
  readonly model: ModelDescription;
  readonly tokenizer: Tokenizer;
  readonly dimensions: number;
  readonly #session: InferenceSession;
  readonly #graph: GraphInterface;
  readonly #static: StaticModel | null;
  #closed = false;

  private constructor({ model, tokenizer }: ModelFolder, session: InferenceSession, graph: GraphInterface, dimensions: number) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.dimensions = dimensions;
    this.#session = session;
    this.#graph = graph;
    this.#static = model.static && {
      tokenizer, maxTokens: model.maxTokens, weights: model.static,
      tokens: new StaticTokens((texts, signal) => this.embedTokens(texts, signal), model.static, [...tokenizer.encode(anchorWords, anchorCount)]),
    };
  }

  /** Takes a folder of either form. Rejects with Failure "modelMissing", "modelDamaged", "modelFailed" or "moduleUnavailable". */
  static async open(modelDir: string, options: OnnxEmbedderOptions): Promise<OnnxEmbedder> {
    const folder = await openModelFolder(modelDir);
    const session = await createSession(folder, options.threads);
    const graph = graphInterfaceOf(folder.model, session.inputNames, session.outputNames);
    if (typeof graph === 'string') throw folder.unusable(graph);
    return new OnnxEmbedder(folder, session, graph, await tryOut(folder, session, graph));
  }

  get id(): string {
    return this.model.id;
  }

  async embed(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]> {
    const prefix = role === 'query' ? this.model.queryPrefix : this.model.documentPrefix;
    const tokens = texts.map((text) => this.tokenizer.encode(prefix + text, this.model.maxTokens));
    return role === 'example' && this.#static ? exampleVectors(tokens, this.#static, this.dimensions, signal) : this.embedTokens(tokens, signal);
  }

  /**
   * One vector for each list of token ids (each at most `model.maxTokens` long), in their order. The same ids give the
   * same bits, whatever they are embedded with. Rejects with Failure "modelFailed", or "cancelled" once aborted.
   */
  async embedTokens(texts: readonly Uint32Array[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = texts.map(() => new Float32Array(this.dimensions));
    const batches = this.model.pooling === 'none' ? planTokenBatches(texts) : planSingleTexts(texts);
    for (const batch of batches) {
      if (signal?.aborted) throw new Failure('cancelled', 'Embedding was cancelled.', 'Start it again if it is still wanted.', signal.reason);
      const results = await this.#run(texts, batch);
      batch.positions.forEach((position, row) => { vectors[position] = this.#unitVector(results[row]!); });
      await nextTurn();
    }
    return vectors;
  }

  async wordShares(text: string, asked: readonly string[], role: AskedRole, signal?: AbortSignal): Promise<readonly WordShare[] | null> {
    return this.#static && wordShares(text, asked, role, this.#static, signal);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#session.release();
  }

  /** One vector of `dimensions` values, of no particular length, for each text of the batch. */
  async #run(texts: readonly Uint32Array[], batch: TokenBatch): Promise<Float32Array[]> {
    if (this.#closed) throw new Failure('modelFailed', 'The embedding model is closed.', restart);
    const { data, dims } = await runGraph(this.#session, this.#graph, layOutBatch(texts, batch, this.model.padTokenId), [batch.positions.length, batch.paddedLength])
      .catch((cause: unknown) => {
        throw new Failure('modelFailed', 'The embedding model failed on a batch of texts.', restart, cause);
      });
    const rowLength = (dims.length === 3 ? batch.paddedLength : 1) * this.dimensions;
    if (!(data instanceof Float32Array) || data.length !== batch.positions.length * rowLength) {
      throw new Failure('modelFailed', `The embedding model's output "${this.#graph.output}" is not ${this.dimensions} numbers a text.`, restart);
    }
    const { pooling } = this.model;
    return batch.positions.map((position, row) => {
      const values = data.slice(row * rowLength, (row + 1) * rowLength);
      return dims.length === 3 && pooling !== 'none' ? poolTokens(values, texts[position]!.length, this.dimensions, pooling) : values;
    });
  }

  #unitVector(vector: Float32Array): Float32Array {
    const result = this.model.normalized ? vector : normalise(vector);
    if (isUnitVector(result) || isZeroVector(result)) return result;
    throw new Failure('modelFailed', 'The embedding model gave a vector that is not of unit length.', restart);
  }
}

async function createSession({ graph, unusable }: ModelFolder, threads: number): Promise<InferenceSession> {
  const settings: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Plans memory for each new input shape and keeps the plans; there are many shapes. Without: 65 MB less, as fast.
    enableMemPattern: false,
    logSeverityLevel: 3,
  };
  const { InferenceSession } = await loadRuntime();
  try {
    return await (typeof graph === 'string' ? InferenceSession.create(graph, settings) : InferenceSession.create(graph, settings));
  } catch (cause) {
    throw unusable('its graph is not one that onnxruntime can run', cause);
  }
}

/** Runs one word: whether the model works is known when it is opened, and so is how many dimensions it has. */
async function tryOut({ model, tokenizer, hiddenSize, neededStep, unusable }: ModelFolder, session: InferenceSession, graph: GraphInterface): Promise<number> {
  const ids = tokenizer.encode('word', model.maxTokens);
  const tokens = ids.length > 0 ? ids : Uint32Array.of(model.padTokenId);
  const input = layOutBatch([tokens], { positions: [0], paddedLength: tokens.length }, model.padTokenId);
  const { data, dims } = await runGraph(session, graph, input, [1, tokens.length])
    .catch((cause: unknown) => { throw unusable('its graph fails on a text', cause); });
  const dimensions = Number(dims.at(-1) ?? 0);
  const perToken = dims.length === 3;
  if (!(data instanceof Float32Array)) throw unusable(`its output "${graph.output}" is not of the type float32`);
  if (data.length !== (perToken ? tokens.length : 1) * dimensions || dimensions < 1 || (perToken && model.pooling === 'none')) {
    throw unusable(`its output "${graph.output}" has the shape ${dims.join(' x ')}, which is neither one vector a text nor one a token`);
  }
  const expected = model.dimensions ?? (perToken ? hiddenSize : null) ?? dimensions;
  if (dimensions !== expected) throw unusable(`its output "${graph.output}" has ${dimensions} dimensions, its description ${expected}`);
  if (perToken && neededStep !== null) {
    throw unusable(`its modules.json asks for the step "${neededStep}", which only a graph with the output "sentence_embedding" can hold`);
  }
  return dimensions;
}

/** `shape`: rows, and tokens a row. */
async function runGraph(session: InferenceSession, graph: GraphInterface, input: ModelInput, shape: readonly [number, number]): Promise<Tensor> {
  const valuesOf = (role: InputRole): BigInt64Array => {
    switch (role) {
      case 'inputIds': return input.inputIds;
      case 'attentionMask': return input.attentionMask;
      case 'tokenTypeIds': case 'positionIds': return constantInput(role, ...shape);
    }
  };
  const { Tensor } = await loadRuntime();
  const feeds = Object.fromEntries(graph.inputs.map(({ name, role }) => [name, new Tensor('int64', valuesOf(role), shape)]));
  const output = (await session.run(feeds, [graph.output]))[graph.output];
  if (output === undefined) throw new TypeError(`the graph gave no "${graph.output}"`);
  return output;
}
