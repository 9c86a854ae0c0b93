/** How do parts of an index stand, in words? For the terminal and for doctor; file names in it are as they are on the disk. */
import type { GraphStanding, RecallSummary } from '../core/search/graphStanding.ts';
import type { ModelChangeSummary } from '../core/workspaceIndex.ts';
import type { SharedVectorsStanding } from './sharedVectors.ts';

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** How the vectors stand that all indexes of this user share. */
export function sharedText({ file, bytes, maxBytes, trouble, madeAnew }: SharedVectorsStanding): string {
  if (trouble !== null) return `no vectors are shared with other indexes: ${trouble} (${file})`;
  const filled = madeAnew ? '; the file was damaged and is filled again' : '';
  return `vectors for all indexes take ${megabytes(bytes)} of at most ${megabytes(maxBytes)} MB in ${file}${filled}`;
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
