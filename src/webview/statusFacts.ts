/** Which facts about the index are shown, and in which words? */
import { spokenLanguage, t } from '../protocol/localise.ts';
import type { IndexStatus } from '../protocol/daemonProtocol.ts';
import { coverage, formatBytes, formatCount, meaningSearchText, percent, plural, watchingText } from '../protocol/statusText.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** What the value means or what follows from it, where that is not plain. */
  readonly hint: string | null;
}

const fact = (name: string, value: string, hint: string | null = null): Fact => ({ name, value, hint });

/** `now` in milliseconds since the epoch. */
export function contentFacts(status: IndexStatus, now: number): Fact[] {
  const { files, chunks, graph, embedded } = status;
  const searched = meaningSearchText(graph);
  return [
    fact('Files indexed', formatCount(files.indexed), waitingHint(files)),
    fact('Files skipped', formatCount(files.skipped), skippedHint(status)),
    fact('Files failed', formatCount(files.failed), files.failed > 0 ? 'reasons below' : null),
    fact('Chunks', formatCount(chunks.total), 'functions, classes, sections and the like'),
    fact('Found by meaning', percent(coverage(status)), `${formatCount(chunks.withVectors)} chunks have a vector`),
    fact('Embedded', plural(embedded.computed, 'text'), `${plural(embedded.reused, 'text')} known from before, not embedded again`),
    noGraph(status) ? fact(t('Vector graph'), t('none')) : fact('Vector graph', graph.ready ? 'ready' : 'being built', graph.ready ? plural(graph.vectors, 'vector') : `${plural(graph.vectors, 'vector')} so far; until then the search is exact, and slower`),
    fact('Search by meaning', searched.value, searched.hint),
    fact('Last update', status.lastUpdate === null ? 'never' : timeAgo(now - status.lastUpdate), status.lastUpdate === null ? null : new Date(status.lastUpdate).toLocaleString()),
  ];
}

const noGraph = ({ graph, chunks }: IndexStatus): boolean => graph.ready && graph.vectors === 0 && chunks.withVectors > 0;

function waitingHint({ pending, stale }: IndexStatus['files']): string | null {
  const parts = [...(pending > 0 ? [`${formatCount(pending)} waiting`] : []), ...(stale > 0 ? [`${formatCount(stale)} to be read again`] : [])];
  return parts.length > 0 ? parts.join(', ') : null;
}

function skippedHint({ files, skippedFolders }: IndexStatus): string | null {
  if (files.skipped === 0) return null;
  return skippedFolders > 0 ? `reasons below; ${formatCount(skippedFolders)} of them whole folders` : 'reasons below';
}

export function machineFacts(status: IndexStatus): Fact[] {
  const { model, role, sharedVectors, watching } = status;
  const noticed = watching && watchingText(watching);
  return [
    fact('Model', model.id, model.state === 'failed' ? model.message ?? 'It could not be loaded.' : `${model.dimensions} dimensions, ${model.state === 'ready' ? 'loaded' : 'not loaded yet'}`),
    fact('Memory', formatBytes(status.memoryBytes), 'of the background process'),
    ...(status.power.pauses ? [fact(t('Power'), powerText(status.power.onBattery), status.power.onBattery === null ? t('indexing is not paused on battery: this system does not say') : t('indexing is paused on battery'))] : []),
    fact('Index on disk', formatBytes(status.indexBytes), status.indexDir),
    ...(sharedVectors ? [sharedFact(sharedVectors)] : []),
    ...(noticed ? [fact(t('Changes noticed'), noticed.value, noticed.hint)] : []),
    fact('Role', role === 'writer' ? 'keeps the index' : 'reads the index', role === 'writer' ? null : 'another window or the command line keeps it up to date'),
  ];
}

function powerText(onBattery: boolean | null): string {
  if (onBattery === null) return t('not known');
  return onBattery ? t('battery') : t('mains');
}

function sharedFact({ file, bytes, maxBytes, trouble, madeAnew }: NonNullable<IndexStatus['sharedVectors']>): Fact {
  if (trouble !== null) return fact(t('Shared vectors'), t('left out'), `${trouble} (${file})`);
  const hint = madeAnew ? t('the file was damaged and is filled again: {0}', file) : t('for all workspaces: {0}', file);
  return fact(t('Shared vectors'), t('{0} of {1}', formatBytes(bytes), formatBytes(maxBytes)), hint);
}

const units: readonly { readonly name: Intl.RelativeTimeFormatUnit; readonly ms: number }[] = [
  { name: 'day', ms: 86_400_000 }, { name: 'hour', ms: 3_600_000 }, { name: 'minute', ms: 60_000 },
];

function timeAgo(ms: number): string {
  const unit = units.find((candidate) => ms >= candidate.ms);
  return unit === undefined ? t('just now') : new Intl.RelativeTimeFormat(spokenLanguage()).format(-Math.floor(ms / unit.ms), unit.name);
}
