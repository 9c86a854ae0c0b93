/** How does the embedding model run, in this process, on the CPU? */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ModelDescription } from '../core/embed/modelDescription.ts';
import { layOutBatch, planTokenBatches, type TokenBatch } from '../core/embed/tokenBatches.ts';
import type { Tokenizer } from '../core/embed/tokenizer.ts';
import { isUnitVector, isZeroVector, normalise } from '../core/embed/unitVector.ts';
import { Failure } from '../core/failure.ts';
import type { Embedder } from '../core/ports.ts';
import { openTokenizer, readModelDescription, readVerifiedModelFile } from './modelFiles.ts';

export interface OnnxEmbedderOptions {
  /** Threads that one batch is divided among. */
  readonly threads: number;
}

const restart = 'Restart the background process (Lodestone: Restart). If it happens again, report it with the log.';

/**
 * Embeds texts with an ONNX model. The event loop is blocked while a batch runs and free between batches.
 *
 * A text in which the model knows no word (an empty one, or one of unknown tokens only) gets the zero vector: it has no
 * direction, and is similar to nothing.
 */
export class OnnxEmbedder implements Embedder {
  readonly model: ModelDescription;
  readonly tokenizer: Tokenizer;
  readonly #session: InferenceSession;
  #closed = false;

  private constructor(model: ModelDescription, tokenizer: Tokenizer, session: InferenceSession) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.#session = session;
  }

  /** Rejects with Failure "modelMissing", "modelDamaged" or "modelFailed". */
  static async open(modelDir: string, options: OnnxEmbedderOptions): Promise<OnnxEmbedder> {
    const model = await readModelDescription(modelDir);
    const tokenizer = await openTokenizer(modelDir, model);
    const session = await createSession(await readVerifiedModelFile(modelDir, model, 'model.onnx'), options.threads);
    const embedder = new OnnxEmbedder(model, tokenizer, session);
    await embedder.embedTokens([Uint32Array.of(model.padTokenId)]);
    return embedder;
  }

  get id(): string {
    return this.model.id;
  }

  get dimensions(): number {
    return this.model.dimensions;
  }

  async embed(texts: readonly string[], kind: 'query' | 'document', signal?: AbortSignal): Promise<Float32Array[]> {
    const prefix = kind === 'query' ? this.model.queryPrefix : this.model.documentPrefix;
    return this.embedTokens(texts.map((text) => this.tokenizer.encode(prefix + text, this.model.maxTokens)), signal);
  }

  /**
   * One vector for each list of token ids (each at most `model.maxTokens` long), in their order. The same ids give the
   * same bits, whatever they are embedded with. Rejects with Failure "modelFailed", or "cancelled" once aborted.
   */
  async embedTokens(texts: readonly Uint32Array[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = texts.map(() => new Float32Array(this.dimensions));
    for (const batch of planTokenBatches(texts)) {
      if (signal?.aborted) throw new Failure('cancelled', 'Embedding was cancelled.', 'Start it again if it is still wanted.', signal.reason);
      const output = await this.#run(texts, batch);
      batch.positions.forEach((position, row) => {
        vectors[position] = this.#unitVector(output.slice(row * this.dimensions, (row + 1) * this.dimensions));
      });
      await nextTurn();
    }
    return vectors;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#session.release();
  }

  async #run(texts: readonly Uint32Array[], batch: TokenBatch): Promise<Float32Array> {
    if (this.#closed) throw new Failure('modelFailed', 'The embedding model is closed.', restart);
    const { inputs, output, padTokenId } = this.model;
    const { inputIds, attentionMask } = layOutBatch(texts, batch, padTokenId);
    const rows = batch.positions.length;
    const shape = [rows, batch.paddedLength];
    const results = await this.#session
      .run({ [inputs.inputIds]: new Tensor('int64', inputIds, shape), [inputs.attentionMask]: new Tensor('int64', attentionMask, shape) }, [output])
      .catch((cause: unknown) => {
        throw new Failure('modelFailed', 'The embedding model failed on a batch of texts.', restart, cause);
      });
    const data = results[output]?.data;
    if (!(data instanceof Float32Array) || data.length !== rows * this.dimensions) {
      throw new Failure('modelFailed', `The embedding model's output "${output}" is not ${this.dimensions} numbers a text.`, restart);
    }
    return data;
  }

  #unitVector(vector: Float32Array): Float32Array {
    const result = this.model.normalized ? vector : normalise(vector);
    if (isUnitVector(result) || isZeroVector(result)) return result;
    throw new Failure('modelFailed', 'The embedding model gave a vector that is not of unit length.', restart);
  }
}

async function createSession(model: Uint8Array, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // Plans memory for each new input shape and keeps the plans; there are many shapes. Without: 65 MB less, as fast.
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw new Failure('modelFailed', 'The embedding model could not be started.', restart, cause);
  }
}
