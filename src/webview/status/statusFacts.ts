/** Which facts about the index are shown, and in which words? */
import { spokenLanguage, t } from '../../protocol/localise.ts';
import type { IndexStatus } from '../../protocol/daemonProtocol.ts';
import { coverage, formatBytes, formatCount, meaningSearchText, percent, plural, watchingText } from '../../protocol/statusText.ts';

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
    fact(t('Files indexed'), formatCount(files.indexed), waitingHint(files)),
    fact(t('Files skipped'), formatCount(files.skipped), skippedHint(status)),
    fact(t('Files failed'), formatCount(files.failed), files.failed > 0 ? t('reasons below') : null),
    fact(t('Chunks'), formatCount(chunks.total), t('functions, classes, sections and the like')),
    fact(t('Found by meaning'), percent(coverage(status)), t('{0} chunks have a vector', formatCount(chunks.withVectors))),
    fact(t('Embedded'), plural(embedded.computed, 'text'), t('{0} known from before, not embedded again', plural(embedded.reused, 'text'))),
    noGraph(status) ? fact(t('Vector graph'), t('none')) : fact(t('Vector graph'), graph.ready ? t('ready') : t('being built'), graph.ready ? plural(graph.vectors, 'vector') : t('{0} so far; until then the search is exact, and slower', plural(graph.vectors, 'vector'))),
    fact(t('Search by meaning'), searched.value, searched.hint),
    fact(t('Last update'), status.lastUpdate === null ? t('never') : timeAgo(now - status.lastUpdate), status.lastUpdate === null ? null : new Date(status.lastUpdate).toLocaleString(spokenLanguage())),
  ];
}

const noGraph = ({ graph, chunks }: IndexStatus): boolean => graph.ready && graph.vectors === 0 && chunks.withVectors > 0;

function waitingHint({ pending, stale }: IndexStatus['files']): string | null {
  const parts = [...(pending > 0 ? [t('{0} waiting', formatCount(pending))] : []), ...(stale > 0 ? [t('{0} to be read again', formatCount(stale))] : [])];
  return parts.length > 0 ? parts.join(', ') : null;
}

function skippedHint({ files, skippedFolders }: IndexStatus): string | null {
  if (files.skipped === 0) return null;
  return skippedFolders > 0 ? t('reasons below; {0} of them whole folders', formatCount(skippedFolders)) : t('reasons below');
}

export function machineFacts(status: IndexStatus): Fact[] {
  const { model, role, sharedVectors, watching } = status;
  const noticed = watching && watchingText(watching);
  return [
    fact(t('Model'), model.id, model.state === 'failed' ? model.message ?? t('It could not be loaded.') : model.state === 'ready' ? t('{0} dimensions, loaded', model.dimensions) : t('{0} dimensions, not loaded yet', model.dimensions)),
    fact(t('Memory'), formatBytes(status.memoryBytes), t('of the background process')),
    ...(status.power.pauses ? [fact(t('Power'), powerText(status.power.onBattery), status.power.onBattery === null ? t('indexing is not paused on battery: this system does not say') : t('indexing is paused on battery'))] : []),
    fact(t('Index on disk'), formatBytes(status.indexBytes), status.indexDir),
    ...(sharedVectors ? [sharedFact(sharedVectors)] : []),
    ...(noticed ? [fact(t('Changes noticed'), noticed.value, noticed.hint)] : []),
    fact(t('Role'), role === 'writer' ? t('keeps the index') : t('reads the index'), role === 'writer' ? null : t('another window or the command line keeps it up to date')),
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
