/** What does one worker thread do? It reads and takes apart the files that it is told, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyseFile, type AnalysisTools } from '../core/analyseFile.ts';
import { Failure } from '../core/failure.ts';
import type { FileId } from '../core/types.ts';
import { DiskFiles } from './diskFiles.ts';
import { openDocumentTokenizer } from './modelFolder.ts';
import { TreeSitterParser, type GrammarPaths } from './treeSitterParser.ts';

export interface WorkerSetup {
  readonly grammars: GrammarPaths;
  readonly modelDir: string;
}

export interface AnalysisJob {
  readonly id: number;
  readonly file: FileId;
  readonly knownContent: string | null;
}

async function openTools({ grammars, modelDir }: WorkerSetup): Promise<AnalysisTools> {
  const files = new DiskFiles();
  const parser = new TreeSitterParser(grammars);
  try {
    return { files, parser, ...await openDocumentTokenizer(modelDir) };
  } catch (error) {
    // The main thread reports a model that can't be loaded; words are searched without one.
    if (error instanceof Failure) return { files, parser, tokenizer: null, maxTokens: 0 };
    throw error;
  }
}

if (parentPort) {
  const port = parentPort;
  const tools = openTools(workerData as WorkerSetup);
  port.on('message', ({ id, file, knownContent }: AnalysisJob) => {
    void tools.then((ready) => analyseFile(file, ready, knownContent)).then((analysis) => port.postMessage({ id, analysis }));
  });
}
