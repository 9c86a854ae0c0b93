/** How are the state of the index and the worth of a hit put into words? The same in status bar, palette, panel and status page. */
import { spokenLanguage, t } from './localise.ts';
import type { DaemonState, IndexStatus } from './daemonProtocol.ts';
import type { Pace } from './pace.ts';
import type { SearchAnswer } from './searchTypes.ts';

export const formatCount = (count: number): string => count.toLocaleString(spokenLanguage());

/** One and several, as they are said. */
const nouns = {
  file: [() => t('{0} file', formatCount(1)), (count: string) => t('{0} files', count)],
  relatedFile: [() => t('{0} loosely related file', formatCount(1)), (count: string) => t('{0} loosely related files', count)],
  chunk: [() => t('{0} chunk', formatCount(1)), (count: string) => t('{0} chunks', count)],
  text: [() => t('{0} text', formatCount(1)), (count: string) => t('{0} texts', count)],
  vector: [() => t('{0} vector', formatCount(1)), (count: string) => t('{0} vectors', count)],
  sample: [() => t('{0} sample', formatCount(1)), (count: string) => t('{0} samples', count)],
} as const;

export function plural(count: number, noun: keyof typeof nouns): string {
  const [one, several] = nouns[noun];
  return count === 1 ? one() : several(formatCount(count));
}

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

/** Files that wait to be read, for the first time or again. */
export const filesToGo = ({ files }: Pick<IndexStatus, 'files'>): number => files.pending + files.stale;

/** Share of the files that have been looked at, 0 to 1. */
export function fileProgress({ files }: IndexStatus): number {
  const all = files.indexed + files.failed + files.pending;
  return all === 0 ? 0 : Math.max(0, all - filesToGo({ files })) / all;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} kB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

const inUnit = (count: number, unit: 'second' | 'minute' | 'hour'): string => count.toLocaleString(spokenLanguage(), { style: 'unit', unit, unitDisplay: 'short' });

/** In steps that grow with it, so that what is said does not change at every look. */
export function durationText(seconds: number): string {
  if (seconds <= 50) return inUnit(Math.max(1, Math.ceil(seconds / 10)) * 10, 'second');
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 10) return inUnit(minutes, 'minute');
  const coarse = Math.ceil(minutes / 5) * 5;
  const [hours, rest] = [Math.floor(coarse / 60), coarse % 60];
  return [...(hours > 0 ? [inUnit(hours, 'hour')] : []), ...(rest > 0 ? [inUnit(rest, 'minute')] : [])].join(' ');
}

/** More would change at every look. */
const twoDigits = (count: number): number => Number(count.toPrecision(2));

/** How fast the work goes, and when it is done. */
export function paceText({ of, perSecond, secondsLeft }: Pace): string {
  const rate = twoDigits(Math.max(1, perSecond));
  return of === 'files' ? t('{0} a second; about {1} until all are read.', plural(rate, 'file'), durationText(secondsLeft))
    : t('{0} a second; about {1} until all have their vectors.', plural(rate, 'chunk'), durationText(secondsLeft));
}

/** What is missing where folders of the workspace lie on no disk. */
export const virtualSentence = (folders: readonly string[]): string =>
  t('Not searched, as its files lie on no disk of this machine: {0}. Clone the repository, or open a copy of the folder.', folders.join(', '));

/** One or two words for what the index is doing. */
export function phaseTitle(phase: IndexStatus['phase']): string {
  switch (phase) {
    case 'starting': return t('Starting');
    case 'scanning': return t('Looking for files');
    case 'indexing': return t('Indexing');
    case 'embedding': return t('Embedding');
    case 'ready': return t('Up to date');
    case 'paused': return t('Paused');
    case 'failed': return t('Failed');
  }
}

/** How far the change to another model has come, and what answers meanwhile. */
export function modelChangeSentence({ from, to, made, total, answering }: NonNullable<IndexStatus['modelChange']>): string {
  const share = percent(total === 0 ? 1 : made / total);
  return answering === 'old' ? t('Model {0}: {1} of vectors; model {2} answers meanwhile.', to, share, from)
    : t('Model {0}: {1} of vectors; model {2} is not there any more: words answer meanwhile, with the vectors made so far.', to, share, from);
}

/** What the index is doing and what works meanwhile. */
export function progressSentence(status: IndexStatus): string {
  const { modelChange } = status;
  return modelChange === null ? phaseSentence(status) : `${phaseSentence(status)} ${modelChangeSentence(modelChange)}`;
}

function phaseSentence(status: IndexStatus): string {
  const covered = percent(coverage(status));
  switch (status.phase) {
    case 'starting': return t('Loading the index…');
    case 'scanning': return status.chunks.total > 0 ? t('Looking for changed files…') : t('Looking for files…');
    case 'indexing': {
      const { indexed, failed, stale } = status.files;
      const read = t('{0} read, {1} to go.', plural(Math.max(0, indexed + failed - stale), 'file'), formatCount(filesToGo(status)));
      if (status.chunks.total === 0) return read;
      return `${read} ${coverage(status) > 0.005 ? t('What is read can be found by its words; meaning search covers {0}.', covered) : t('What is read can be found by its words.')}`;
    }
    case 'embedding': return t('Word search is ready; meaning search covers {0}.', covered);
    case 'ready': return t('{0} indexed.', plural(status.files.indexed, 'file'));
    case 'paused': if (status.power.pausedBy === 'battery') return t('Indexing waits until the machine is off its battery; what is indexed is searched.');
      return coverage(status) < 1 ? t('Indexing is paused; meaning search covers {0}.', covered) : t('Indexing is paused: changes are not picked up.');
    case 'failed': return status.trouble?.message ?? t('The index could not be made.');
  }
}

/** How changes on the disk are noticed, in a few words and a sentence. */
export function watchingText({ by, limited, deferred }: NonNullable<IndexStatus['watching']>): { readonly value: string; readonly hint: string | null } {
  const sentences = [
    ...(limited === null ? [] : [limited.message, t('All files are looked at every {0} s besides.', formatCount(Math.round(limited.scanEveryMs / 1000))), limited.nextStep]),
    ...(deferred === 0 ? [] : [t('{0} changing again and again: left alone for up to half a minute each time.', plural(deferred, 'file'))]),
  ];
  const value = by === 'editor' ? t('by VS Code') : limited === null ? t('at once') : t('not all at once');
  return { value, hint: sentences.length === 0 ? null : sentences.join(' ') };
}

/** How what is near in meaning is found, in two words and a sentence. */
export function meaningSearchText({ search, recall }: IndexStatus['graph']): { readonly value: string; readonly hint: string } {
  switch (search) {
    case 'graph': return { value: t('by the graph'), hint: recall === null ? '' : recallSentence(recall) };
    case 'many': return { value: t('exact'), hint: t('each vector is compared: a graph of so many would take too much memory') };
    case 'few': return { value: t('exact'), hint: t('each vector is compared: as many as there are take a few milliseconds') };
    case 'incomplete': return { value: t('exact for now'), hint: t('each vector is compared until the graph holds them all') };
    case 'unmeasured': return { value: t('exact for now'), hint: t('each vector is compared until it is measured how many of the nearest the graph finds') };
    case 'insufficient': return { value: t('exact'), hint: [t('each vector is compared: the graph misses too many of the nearest'), ...(recall === null ? [] : [recallSentence(recall)])].join('; ') };
  }
}

/** Rounded down, so that 99% is said only where it was reached. */
function recallSentence({ recall, atLeast, width, samples, asked, measuredAt }: NonNullable<IndexStatus['graph']['recall']>): string {
  const share = (value: number): string => `${(Math.floor(value * 1000) / 10).toFixed(1)}%`;
  const day = new Date(measuredAt).toLocaleDateString(spokenLanguage());
  return t('finds {0} of the ten nearest (at least {1}) at width {2}, measured on {3} with {4}, {5} of them questions of yours',
    share(recall), share(atLeast), width, day, plural(samples, 'sample'), asked === 0 ? t('none') : formatCount(asked));
}

export function daemonSentence(state: DaemonState): string {
  switch (state) {
    case 'stopped': return t('The background process is not running.');
    case 'starting': return t('Starting…');
    case 'running': return t('Running.');
    case 'restarting': return t('The background process has ended, and is being started again.');
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
