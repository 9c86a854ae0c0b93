/** What is said about the index and the answer, around the list of results? */
import { t } from '../protocol/localise.ts';
import type { PageCommand, PageState } from '../protocol/panelProtocol.ts';
import { coverage, daemonSentence, fileProgress, progressSentence, virtualSentence } from '../protocol/statusText.ts';
import { button, element, type Child } from './dom.ts';

type RunCommand = (command: PageCommand) => void;

/** The strip under the search field: progress, and trouble with what to do about it. Null where all is well. */
export function indexNotice(state: PageState, run: RunCommand): HTMLElement | null {
  const { daemon, status, trouble } = state;
  if (!state.hasFolder) return null;
  if (daemon === 'stopped') {
    return notice('problem', trouble === null ? daemonSentence(daemon) : `${trouble.message} ${trouble.nextStep}`, [
      button(t('Restart'), () => run('restart')), button(t('Show Log'), () => run('showLog'), { class: 'secondary' })]);
  }
  if (daemon === 'restarting') return notice('warning', daemonSentence(daemon), [button(t('Show Log'), () => run('showLog'), { class: 'secondary' })]);
  if (daemon === 'starting' || status === null) return notice('progress', t('Starting…'), [progressBar(null)]);
  if (status.trouble !== null) {
    return notice('problem', `${status.trouble.message} ${status.trouble.nextStep}`, [button(t('Show Index Status'), () => run('showStatus'), { class: 'secondary' })]);
  }
  switch (status.phase) {
    case 'ready': return status.files.indexed > 0 ? null
      : notice('warning', t('None of the workspace’s files is indexed: they are left out, or could not be read. The status says why.'), [button(t('Show Index Status'), () => run('showStatus'))]);
    case 'failed': return notice('problem', progressSentence(status), [button(t('Rebuild'), () => run('rebuild')), button(t('Show Log'), () => run('showLog'), { class: 'secondary' })]);
    case 'paused': return notice('warning', progressSentence(status), [button(t('Resume'), () => run('resume'))]);
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
  return element('progress', { max: 1, value: share, 'aria-label': t('Progress') });
}

/** Questions that have an answer in most repositories. */
const examples = [t('where errors are shown to the user'), t('retry with a growing delay'), t('how to run the tests')];

/** What narrows a search, as it is typed. */
const syntax: readonly (readonly [written: string, meaning: string])[] = [
  ['lang:ts', t('only this language')], ['path:src', t('only such paths')], ['-path:test', t('none of these')], ['kind:docs', t('or {0}', 'kind:code, kind:tests')],
  ['"retry limit"', t('these very letters')], ['/retr(y|ies)/i', t('a regular expression')],
];

/** Which folders can't be searched, and why; null where all can. */
export const virtualNote = ({ virtualFolders }: PageState): HTMLElement | null =>
  virtualFolders === undefined ? null : element('p', { class: 'virtual' }, virtualSentence(virtualFolders));

/** What fills the list's place while nothing is asked. */
/** `kept`: searches that are kept, as they are shown. */
export function emptyView(state: PageState, run: RunCommand, ask: (query: string) => void, kept: readonly HTMLElement[]): HTMLElement {
  if (!state.hasFolder) {
    return element('div', { class: 'welcome' },
      virtualNote(state),
      element('p', {}, t('Open a folder to search its code and documentation by meaning.')),
      button(t('Open Folder'), () => run('openFolder'), { class: 'wide' }));
  }
  return element('div', { class: 'welcome' },
    virtualNote(state),
    ...(state.isTrusted ? [] : [element('p', { class: 'dimmed' }, t('You have not trusted this workspace: its own settings of what is indexed, and how, are not used. Searching works.')),
      button(t('Manage Workspace Trust'), () => run('manageTrust'), { class: 'link' })]),
    element('p', {}, t('Say in your own words what the code or the documentation is about. Names work as well.')),
    element('ul', { class: 'examples' }, ...examples.map((example) =>
      element('li', {}, button(example, () => ask(example), { class: 'link' })))),
    element('dl', { class: 'syntax' }, ...syntax.flatMap(([written, meaning]) => [element('dt', {}, written), element('dd', {}, meaning)])),
    button(t('More on what can be typed'), () => run('showQuerySyntax'), { class: 'link' }), ...kept);
}

/** What to do where no hit is good. `complete`: of a complete index; `filtered`: the filters may be to blame. */
export function nothingFound(complete: boolean, filtered: boolean, { clearFilters, findText }: { readonly clearFilters: () => void; readonly findText: () => void }): HTMLElement {
  const advice = !complete ? t('The index is not complete yet: more may be found when it is.')
    : filtered ? t('Try other words, or search everywhere.') : t('Try other words, or describe what it does.');
  return element('div', { class: 'nothing' },
    element('p', { class: 'dimmed' }, advice),
    filtered ? button(t('Clear Filters'), clearFilters, { class: 'secondary' }) : null,
    button(t('Look for These Letters in VS Code’s Search'), findText, { class: 'link' }));
}
