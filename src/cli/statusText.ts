/** How does an index stand, in words? */
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import { changeText, meaningSearchText, megabytes, sharedText } from '../adapters/standingText.ts';
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
    ...(sharedVectors ? [`shared      ${printable(sharedText(sharedVectors))}`] : []),
    `size        ${megabytes(size())} MB on disk`,
    '',
  ].join('\n');
}
