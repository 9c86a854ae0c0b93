/** How does an index stand, in words? */
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { GraphStanding, RecallSummary } from '../core/search/graphStanding.ts';
import type { ModelChangeSummary } from '../core/workspaceIndex.ts';
import type { SharedVectorsStanding } from '../adapters/sharedVectors.ts';
import { printable } from './output.ts';

const maxListedFailures = 200;

export function statusText({ index, role, embedder, modelTrouble, sharedVectors, size }: OpenedIndex): string {
  const { files, skippedByReason, skippedFolders, chunks, graph, embedded, languages, modelChange } = index.summary();
  const skipped = Object.entries(skippedByReason).map(([reason, count]) => `${count} ${reason}`).join(', ');
  return [
    `folder      ${index.roots.map(({ path }) => printable(path)).join(', ')}`,
    `files       ${files.indexed} indexed, ${files.skipped} skipped${skipped ? ` (${skipped}${skippedFolders ? `; ${skippedFolders} of them whole folders` : ''})` : ''}, ${files.failed} failed`
      + `${files.pending ? `, ${files.pending} waiting` : ''}${files.stale ? `; ${files.stale} to be read again` : ''}`,
    ...index.catalog.failedFiles(maxListedFailures).map(({ path, message }) => `  failed    ${printable(path)}: ${printable(message)}`),
    `chunks      ${chunks.total}, ${chunks.withVectors} with vectors; ${graph.vectors} in the graph`,
    `by meaning  ${meaningSearchText(graph)}`,
    `embedded    ${embedded.computed} computed, ${embedded.reused} found again`,
    `languages   ${languages.join(', ') || 'none'}`,
    `model       ${embedder ? `${embedder.id}, ${embedder.dimensions} dimensions` : `none: ${modelTrouble?.message ?? ''}`}`,
    ...(modelChange ? [`next model  ${changeText(modelChange)}`] : []),
    `role        ${role}${role === 'reader' ? ' (another process keeps this index up to date)' : ''}`,
    ...(sharedVectors ? [`shared      ${sharedText(sharedVectors)}`] : []),
    `size        ${megabytes(size())} MB on disk`,
    '',
  ].join('\n');
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** How the vectors stand that all indexes of this user share. */
export function sharedText({ file, bytes, maxBytes, trouble, madeAnew }: SharedVectorsStanding): string {
  if (trouble !== null) return `no vectors are shared with other indexes: ${printable(trouble)} (${printable(file)})`;
  const filled = madeAnew ? '; the file was damaged and is filled again' : '';
  return `vectors for all indexes take ${megabytes(bytes)} of at most ${megabytes(maxBytes)} MB in ${printable(file)}${filled}`;
}

/** How far the change to another model has come, and what answers meanwhile. */
export function changeText({ from, to, made, total, answering }: ModelChangeSummary): string {
  const meanwhile = answering === 'old' ? `${from} answers meanwhile` : `${from} is not there any more; words answer meanwhile, with the vectors made so far`;
  return `${to}: ${made} of ${total} vectors (${Math.floor((made / total) * 100)}%); ${meanwhile}`;
}

/** How what is near in meaning is found, and how completely. */
export function meaningSearchText({ search, recall }: GraphStanding): string {
  switch (search) {
    case 'graph': return `by the graph${recall ? `: ${recallText(recall)}` : ''}`;
    case 'many': return 'each vector is compared: a graph of so many would take too much memory';
    case 'few': return 'each vector is compared: there are few';
    case 'incomplete': return 'each vector is compared until the graph is complete: run `lodestone index`';
    case 'unmeasured': return 'each vector is compared until the graph\'s recall is measured: run `lodestone index`';
    case 'insufficient': return `each vector is compared: the graph misses too many${recall ? ` (${recallText(recall)})` : ''}`;
  }
}

function recallText({ recall, atLeast, width, samples, asked, measuredAt }: RecallSummary): string {
  const day = new Date(measuredAt).toISOString().slice(0, 10);
  return `recall@10 ${recall.toFixed(4)} (at least ${atLeast.toFixed(4)}) at ef ${width}, ${samples} samples (${asked} questions), ${day}`;
}
