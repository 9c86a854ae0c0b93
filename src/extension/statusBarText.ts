/** What does the status bar say? */
import type { DaemonState, IndexStatus } from '../protocol/daemonProtocol.ts';
import type { Pace } from '../protocol/pace.ts';
import { coverage, daemonSentence, durationText, fileProgress, filesToGo, formatCount, paceText, percent, plural, progressSentence } from '../protocol/statusText.ts';
import { t } from '../protocol/localise.ts';

export interface StatusBarText {
  readonly text: string;
  /** Markdown; nothing of the repository is in it. */
  readonly tooltip: string;
  readonly problem: boolean;
}

/** `pace`: null where nothing can be said of it. */
export function statusBarText(daemon: DaemonState, status: IndexStatus | null, pace: Pace | null = null): StatusBarText {
  const problem = daemon === 'stopped' || (daemon === 'running' && (status?.phase === 'failed' || status?.trouble != null));
  const sentence = daemon !== 'running' || status === null ? daemonSentence(daemon) : status.trouble?.message ?? progressSentence(status);
  const shownPace = daemon === 'running' && !problem ? pace : null;
  const lines = ['**Lodestone**', escapeMarkdown(sentence), ...(shownPace === null ? [] : [escapeMarkdown(paceText(shownPace))]), ...(status === null ? [] : [counts(status)])];
  return { text: `${shortText(daemon, status, problem)}${shownPace === null ? '' : t(', about {0}', durationText(shownPace.secondsLeft))}`, tooltip: lines.join('\n\n'), problem };
}

function shortText(daemon: DaemonState, status: IndexStatus | null, problem: boolean): string {
  if (daemon === 'restarting') return '$(sync~spin) Lodestone';
  if (problem) return '$(warning) Lodestone';
  switch (daemon === 'running' ? status?.phase ?? 'starting' : 'starting') {
    case 'starting':
    case 'scanning': return '$(sync~spin) Lodestone';
    case 'indexing': return `$(sync~spin) Lodestone ${percent(status === null ? 0 : fileProgress(status))}`;
    case 'embedding': return `$(search) Lodestone ${percent(status === null ? 0 : coverage(status))}`;
    case 'paused': return '$(debug-pause) Lodestone';
    case 'ready': return '$(search) Lodestone';
    case 'failed': return '$(warning) Lodestone';
  }
}

function counts({ files, chunks, embedded }: IndexStatus): string {
  return [
    '| | |', '|:--|--:|',
    `| ${t('Files indexed')} | ${formatCount(files.indexed)} |`,
    ...(filesToGo({ files }) > 0 ? [`| ${t('Files waiting')} | ${formatCount(filesToGo({ files }))} |`] : []),
    `| ${t('Files skipped')} | ${formatCount(files.skipped)} |`,
    ...(files.failed > 0 ? [`| ${t('Files failed')} | ${formatCount(files.failed)} |`] : []),
    `| ${t('Found by meaning')} | ${t('{0} of {1}', formatCount(chunks.withVectors), plural(chunks.total, 'chunk'))} |`,
    `| ${t('Texts embedded')} | ${formatCount(embedded.computed)} |`,
    `| ${t('Texts known before')} | ${formatCount(embedded.reused)} |`,
  ].join('\n');
}

const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-!|<>~$]/g, '\\$&');
