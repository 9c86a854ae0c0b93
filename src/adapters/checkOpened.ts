/** Does an index that is open hold what it should: vectors, graph, model, and no file that failed? */
import type { Finding } from './checkInstallation.ts';
import type { OpenedIndex } from './openWorkspaceIndex.ts';
import { changeText, meaningSearchText, sharedText } from './standingText.ts';

const ok = (check: Finding['check'], message: string): Finding => ({ check, level: 'ok', message, nextStep: null, repairable: false });
const wrong = (check: Finding['check'], message: string, nextStep: string, repairable: boolean): Finding => ({ check, level: 'bad', message, nextStep, repairable });

/** What is being made at the moment is not missing: it is no more than a warning that it is not there yet. */
export function checkOpened({ index, role, snapshot, sharedVectors, modelTrouble, embedder }: OpenedIndex): Finding[] {
  const { chunks, files, graph, modelChange } = index.summary();
  const { indexer } = index;
  const isWorking = indexer.phase !== 'ready' && !indexer.paused && !indexer.trouble;
  const unfinished = (check: Finding['check'], message: string): Finding => isWorking
    ? { check, level: 'warning', message, nextStep: 'Wait: it is being done.', repairable: false }
    : wrong(check, message, 'Repair it, or run `lodestone index`.', true);
  return [
    ok('store', `index opened as its ${role}: ${chunks.total} chunks; snapshot ${snapshot}`),
    modelTrouble ? wrong('model', modelTrouble.message, modelTrouble.nextStep, false) : ok('model', `the index's model is ${embedder?.id}`),
    chunks.withVectors === chunks.total ? ok('vectors', `${chunks.total} of ${chunks.total} chunks have vectors`)
      : unfinished('vectors', `${chunks.withVectors} of ${chunks.total} chunks have vectors.`),
    ...(modelChange ? [unfinished('model', `model ${changeText(modelChange)}`)] : []),
    ok('graph', `graph: ${graph.vectors} vectors, ${graph.ready ? 'complete' : 'the rest is searched exactly'}`),
    ok('graph', `search by meaning: ${meaningSearchText(graph)}`),
    ...(sharedVectors ? [sharedVectors.trouble === null ? ok('vectors', sharedText(sharedVectors)) : wrong('vectors', sharedText(sharedVectors), 'Other indexes are searched without them.', false)] : []),
    ...(indexer.trouble ? [wrong('store', `Indexing has stopped. ${indexer.trouble.message}`, indexer.trouble.nextStep, false)] : []),
    files.failed === 0 ? ok('files', '0 files failed') : wrong('files', `${files.failed} files failed.`, 'They are listed in the status; repairing tries them again.', true),
  ];
}
