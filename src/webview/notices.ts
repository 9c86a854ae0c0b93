/** What is said about the index and the answer, around the list of results? */
import type { PageCommand, PageState } from '../protocol/panelProtocol.ts';
import { coverage, daemonSentence, fileProgress, progressSentence } from '../protocol/statusText.ts';
import { button, element, type Child } from './dom.ts';

type RunCommand = (command: PageCommand) => void;

/** The strip under the search field: progress, and trouble with what to do about it. Null where all is well. */
export function indexNotice(state: PageState, run: RunCommand): HTMLElement | null {
  const { daemon, status, trouble } = state;
  if (!state.hasFolder) return null;
  if (daemon === 'stopped') {
    return notice('problem', trouble === null ? daemonSentence(daemon) : `${trouble.message} ${trouble.nextStep}`, [
      button('Restart', () => run('restart')), button('Show Log', () => run('showLog'), { class: 'secondary' })]);
  }
  if (daemon === 'restarting') return notice('warning', daemonSentence(daemon), [button('Show Log', () => run('showLog'), { class: 'secondary' })]);
  if (daemon === 'starting' || status === null) return notice('progress', 'Starting…', [progressBar(null)]);
  if (status.trouble !== null) {
    return notice('problem', `${status.trouble.message} ${status.trouble.nextStep}`, [button('Show Index Status', () => run('showStatus'), { class: 'secondary' })]);
  }
  switch (status.phase) {
    case 'ready': return null;
    case 'failed': return notice('problem', progressSentence(status), [button('Rebuild', () => run('rebuild')), button('Show Log', () => run('showLog'), { class: 'secondary' })]);
    case 'paused': return notice('warning', progressSentence(status), [button('Resume', () => run('resume'))]);
    case 'starting':
    case 'scanning': return status.chunks.total > 0 ? null : notice('progress', progressSentence(status), [progressBar(null)]);
    case 'indexing': return notice('progress', progressSentence(status), [progressBar(fileProgress(status))]);
    case 'embedding': return notice('progress', progressSentence(status), [progressBar(coverage(status))]);
  }
}

function notice(tone: 'progress' | 'warning' | 'problem', sentence: string, more: readonly Child[]): HTMLElement {
  return element('div', { class: `notice ${tone}` }, element('p', {}, sentence), ...more);
}

/** A share of 0 to 1, or null for work of unknown length. */
export function progressBar(share: number | null): HTMLProgressElement {
  return element('progress', { max: 1, value: share, 'aria-label': 'Progress' });
}

/** Questions that have an answer in most repositories. */
const examples = ['where errors are shown to the user', 'retry with a growing delay', 'how to run the tests'];

/** What narrows a search, as it is typed. */
const syntax: readonly (readonly [written: string, meaning: string])[] = [
  ['lang:ts', 'only this language'], ['path:src', 'only such paths'], ['-path:test', 'none of these'], ['kind:docs', 'or kind:code'],
  ['"retry limit"', 'these very letters'], ['/retr(y|ies)/i', 'a regular expression'],
];

/** What fills the list's place while nothing is asked. */
export function emptyView(state: PageState, run: RunCommand, ask: (query: string) => void): HTMLElement {
  if (!state.hasFolder) {
    return element('div', { class: 'welcome' },
      element('p', {}, 'Open a folder to search its code and documentation by meaning.'),
      button('Open Folder', () => run('openFolder'), { class: 'wide' }));
  }
  return element('div', { class: 'welcome' },
    element('p', {}, 'Say in your own words what the code or the documentation is about. Names work as well.'),
    element('ul', { class: 'examples' }, ...examples.map((example) =>
      element('li', {}, button(example, () => ask(example), { class: 'link' })))),
    element('dl', { class: 'syntax' }, ...syntax.flatMap(([written, meaning]) => [element('dt', {}, written), element('dd', {}, meaning)])),
    button('More on what can be typed', () => run('showQuerySyntax'), { class: 'link' }));
}

/** What to do where no hit is good. `complete`: of a complete index; `filtered`: the filters may be to blame. */
export function nothingFound(complete: boolean, filtered: boolean, clearFilters: () => void): HTMLElement {
  const advice = !complete ? 'The index is not complete yet: more may be found when it is.'
    : filtered ? 'Try other words, or search everywhere.' : 'Try other words, or describe what it does.';
  return element('div', { class: 'nothing' },
    element('p', { class: 'dimmed' }, advice),
    filtered ? button('Clear Filters', clearFilters, { class: 'secondary' }) : null);
}
