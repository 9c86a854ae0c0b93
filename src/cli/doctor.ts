/** Is everything as it should be? Each check says so, or what to do. */
import { Failure } from '../core/failure.ts';
import type { CliOptions } from './arguments.ts';
import { openExistingIndex } from './openIndex.ts';
import { changeText, meaningSearchText, sharedText } from './statusText.ts';

const line = (ok: boolean, text: string): void => { process.stdout.write(`${ok ? 'ok  ' : 'BAD '} ${text}\n`); };

/** Exit code 0 when all is well, 3 otherwise. */
export async function doctor(options: CliOptions): Promise<number> {
  line(true, `Node ${process.version}`);
  try {
    const opened = await openExistingIndex(options);
    const { index, embedder, sharedVectors, modelTrouble, role, healed } = opened;
    try {
      await index.graphLoaded;
      const { chunks, failures, graph, modelChange } = index.summary();
      line(modelTrouble === null, modelTrouble ? `${modelTrouble.message} ${modelTrouble.nextStep}` : `model ${embedder?.id}: ${options.modelDir === undefined ? 'checksums match, ' : ''}it runs`);
      line(!healed, healed ? 'the index was damaged: run `lodestone index` to build it anew' : `index opened as its ${role}: ${chunks.total} chunks`);
      const complete = chunks.withVectors === chunks.total;
      line(complete, `${chunks.withVectors} of ${chunks.total} chunks have vectors${complete ? '' : ': run `lodestone index`'}`);
      if (modelChange) line(false, `model ${changeText(modelChange)}: run \`lodestone index\``);
      line(true, `graph: ${graph.vectors} vectors, ${graph.ready ? 'complete' : 'the rest is searched exactly'}`);
      line(true, `search by meaning: ${meaningSearchText(graph)}`);
      if (sharedVectors) line(sharedVectors.trouble === null, sharedText(sharedVectors));
      line(failures.length === 0, `${failures.length} files failed${failures.length ? ': `lodestone status` lists them' : ''}`);
      return modelTrouble || healed || modelChange || !complete || failures.length || sharedVectors?.trouble ? 3 : 0;
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    line(false, `${error.message} ${error.nextStep}`);
    return 3;
  }
}
