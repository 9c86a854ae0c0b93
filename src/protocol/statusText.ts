/** How are the state of the index and the worth of a hit put into words? The same in status bar, palette, panel and status page. */
import type { DaemonState, IndexStatus } from './daemonProtocol.ts';
import type { SearchAnswer } from './searchTypes.ts';

export const formatCount = (count: number): string => count.toLocaleString('en');

export const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Share of chunks that have vectors, 0 to 1; an empty index lacks none. */
export function coverage(status: IndexStatus): number {
  return status.chunks.total === 0 ? 1 : status.chunks.withVectors / status.chunks.total;
}

/** Rounded down, so that 100% is said only when nothing is missing. */
export const percent = (share: number): string => `${Math.floor(share * 100)}%`;

/** Whether what is not found now is not there: false while files or meanings are still missing, and while that is unknown. */
export function isComplete(status: IndexStatus | null): boolean {
  if (status === null || status.chunks.total === 0 && status.phase !== 'ready') return false;
  return status.files.pending === 0 && coverage(status) === 1 && status.phase !== 'indexing';
}

/** Share of the files that have been looked at, 0 to 1. */
export function fileProgress({ files }: IndexStatus): number {
  const done = files.indexed + files.failed;
  return done + files.pending === 0 ? 0 : done / (done + files.pending);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} kB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

/** One or two words for what the index is doing. */
export function phaseTitle(phase: IndexStatus['phase']): string {
  switch (phase) {
    case 'starting': return 'Starting';
    case 'scanning': return 'Looking for files';
    case 'indexing': return 'Indexing';
    case 'embedding': return 'Embedding';
    case 'ready': return 'Up to date';
    case 'paused': return 'Paused';
    case 'failed': return 'Failed';
  }
}

/** How far the change to another model has come, and what answers meanwhile. */
export function modelChangeSentence({ from, to, made, total, answering }: NonNullable<IndexStatus['modelChange']>): string {
  const meanwhile = answering === 'old' ? `model ${from} answers meanwhile` : `model ${from} is not there any more: words answer meanwhile, with the vectors made so far`;
  return `Model ${to}: ${percent(total === 0 ? 1 : made / total)} of vectors; ${meanwhile}.`;
}

/** What the index is doing and what works meanwhile. */
export function progressSentence(status: IndexStatus): string {
  const { modelChange } = status;
  return modelChange === null ? phaseSentence(status) : `${phaseSentence(status)} ${modelChangeSentence(modelChange)}`;
}

function phaseSentence(status: IndexStatus): string {
  const covered = `meaning search covers ${percent(coverage(status))}`;
  switch (status.phase) {
    case 'starting': return 'Loading the index…';
    case 'scanning': return status.chunks.total > 0 ? 'Looking for changed files…' : 'Looking for files…';
    case 'indexing': {
      const { indexed, failed, pending } = status.files;
      const read = `${plural(indexed + failed, 'file')} read, ${formatCount(pending)} to go.`;
      if (status.chunks.total === 0) return read;
      return `${read} What is read can be found by its words${coverage(status) > 0.005 ? `; ${covered}` : ''}.`;
    }
    case 'embedding': return `Word search is ready; ${covered}.`;
    case 'ready': return `${plural(status.files.indexed, 'file')} indexed.`;
    case 'paused': return coverage(status) < 1 ? `Indexing is paused; ${covered}.` : 'Indexing is paused: changes are not picked up.';
    case 'failed': return status.trouble?.message ?? 'The index could not be made.';
  }
}

/** How what is near in meaning is found, in two words and a sentence. */
export function meaningSearchText({ search, recall }: IndexStatus['graph']): { readonly value: string; readonly hint: string } {
  switch (search) {
    case 'graph': return { value: 'by the graph', hint: recall === null ? '' : recallSentence(recall) };
    case 'few': return { value: 'exact', hint: 'each vector is compared: as many as there are take a few milliseconds' };
    case 'incomplete': return { value: 'exact for now', hint: 'each vector is compared until the graph holds them all' };
    case 'unmeasured': return { value: 'exact for now', hint: 'each vector is compared until it is measured how many of the nearest the graph finds' };
    case 'insufficient': return { value: 'exact', hint: `each vector is compared: the graph misses too many of the nearest${recall === null ? '' : `; ${recallSentence(recall)}`}` };
  }
}

/** Rounded down, so that 99% is said only where it was reached. */
function recallSentence({ recall, atLeast, width, samples, asked, measuredAt }: NonNullable<IndexStatus['graph']['recall']>): string {
  const share = (value: number): string => `${(Math.floor(value * 1000) / 10).toFixed(1)}%`;
  const day = new Date(measuredAt).toLocaleDateString();
  return `finds ${share(recall)} of the ten nearest (at least ${share(atLeast)}) at width ${width}, measured on ${day} with ${plural(samples, 'sample')}, ${asked === 0 ? 'none' : formatCount(asked)} of them questions of yours`;
}

export function daemonSentence(state: DaemonState): string {
  switch (state) {
    case 'stopped': return 'The background process is not running.';
    case 'starting': return 'Starting…';
    case 'running': return 'Running.';
    case 'restarting': return 'The background process has ended, and is being started again.';
  }
}

/** Hits below this are hardly related: an answer whose best hit lies below it counts as "nothing relevant". */
const relatedFrom = 0.22;

/** How many of the hits are worth showing at once: all but the hardly related ones at the end of the list. */
export function relatedCount({ results }: Pick<SearchAnswer, 'results'>): number {
  return results.findLastIndex(({ relevance }) => relevance >= relatedFrom) + 1;
}

/** One to four, for a mark of four parts: a hit that is shown at all has one. */
export const relevanceLevel = (relevance: number): number => Math.min(4, Math.max(1, Math.ceil(relevance * 4)));
