/** How is one file with its hits drawn? Its best range with a snippet, and its other ranges below, folded until asked for. */
import { t } from '../protocol/localise.ts';
import type { ExplainTarget, Feedback, OpenMode, OpenTarget, SimilarExample } from '../protocol/panelProtocol.ts';
import type { HitExplanation, ResultRange, SearchResult } from '../protocol/searchTypes.ts';
import { element, icon, iconButton, type Child } from './dom.ts';
import { chevronIcon, codeIcon, docsIcon, fewerIcon, moreIcon, similarIcon, splitIcon } from './icons.ts';
import { describeLanguage } from './languages.ts';
import { spokenExplanation } from './meaningText.ts';
import { relevanceView, relevanceWord } from './relevanceView.ts';
import { snippetView } from './snippetView.ts';

export interface HitActions {
  open(target: OpenTarget, mode: OpenMode): void;
  findSimilar(example: SimilarExample): void;
  /** More or fewer like this hit. */
  judge(hit: ExplainTarget, wanted: keyof Feedback): void;
  /** Fold or unfold the other ranges of the file. */
  toggle(item: HTMLElement): void;
}

/** What a tree item opens. */
const targets = new WeakMap<HTMLElement, OpenTarget>();
export const targetOf = (item: HTMLElement): OpenTarget | undefined => targets.get(item);

/** The same file has the same key in the next answer: selection and folding survive. Where each hit stands by itself, its line belongs to it. */
export const hitKey = ({ root, path, startLine }: Pick<SearchResult, 'root' | 'path' | 'startLine'>, flat: boolean): string => (flat ? `${root}\n${path}\n${startLine}` : `${root}\n${path}`);

export interface HitPlace {
  readonly position: number;
  readonly total: number;
  /** The folder's name, where the workspace has several. */
  readonly rootName: string | null;
  /** Each hit stands by itself. */
  readonly flat: boolean;
  /** What was asked: decides which lines of the hit are shown. */
  readonly query: string;
  /** Null until it is there. */
  readonly explanation: HitExplanation | null;
}

export function hitView(result: SearchResult, place: HitPlace, actions: HitActions): HTMLElement {
  const others = result.otherRanges.length;
  const startLine = result.matchedLines?.[0] ?? result.startLine; // what was demanded to the letter is where one wants to be
  const target = rangeTarget(result, { ...result, startLine });
  const item = element('div', {
    role: 'treeitem', class: 'hit', tabindex: -1, 'aria-level': 1, 'aria-posinset': place.position, 'aria-setsize': place.total,
    'aria-expanded': others > 0 ? 'false' : null, 'aria-label': spokenLabel(result), 'data-key': hitKey(result, place.flat),
    'aria-description': spokenMatches(result, place.explanation), 'data-vscode-context': contextOf(target, result),
  }, fileRow(result, place.rootName, target, actions), placeRow(result), snippetView(result, place.query, place.explanation, 'known'),
  others > 0 ? moreRow(others, actions) : null, others > 0 ? rangeGroup(result, place.flat, actions) : null);
  targets.set(item, target);
  onOpen(item, target, actions);
  return item;
}

/** Puts the explanation into a hit that is there already: its lines may change, the rest stays. */
export function explainItem(item: HTMLElement, result: SearchResult, query: string, explanation: HitExplanation): void {
  item.querySelector('.snippet')?.replaceWith(snippetView(result, query, explanation, 'now'));
  item.setAttribute('aria-description', spokenMatches(result, explanation));
}

/** True where there was something left to colour. */
export function colourItem(item: HTMLElement, result: SearchResult, query: string, explanation: HitExplanation | null): boolean {
  const snippet = item.querySelector('.snippet.uncoloured');
  snippet?.replaceWith(snippetView(result, query, explanation, 'now'));
  return snippet !== null;
}

const spokenMatches = ({ matchedWords = [], snippet, startLine }: SearchResult, explanation: HitExplanation | null): string =>
  spokenExplanation(matchedWords, snippet.split('\n'), startLine, explanation);

/** What VS Code's own menu at a hit is told of it (package.json, "webview/context"). */
const contextOf = (target: OpenTarget, { startLine }: SearchResult): string => JSON.stringify({ webviewSection: 'hit', ...target, hitLine: startLine, preventDefaultContextMenuItems: true });

const placeOf = ({ root, path, startLine }: SearchResult): ExplainTarget => ({ root, path, startLine });

const rangeTarget = ({ root, path }: SearchResult, { startLine, endLine }: ResultRange): OpenTarget => ({ root, path, startLine, endLine });

const lineText = ({ startLine, endLine }: ResultRange): string => startLine === endLine ? t('line {0}', startLine) : t('lines {0}–{1}', startLine, endLine);

function spokenLabel(result: SearchResult): string {
  const others = result.otherRanges.length;
  return [result.path, result.symbol, lineText(result), t('{0} relevance', relevanceWord(result.relevance)),
    result.stale ? t('changed since it was indexed') : null,
    others === 0 ? null : others === 1 ? t('1 more range') : t('{0} more ranges', others)].filter((part) => part !== null).join(', ');
}

function fileRow(result: SearchResult, rootName: string | null, target: OpenTarget, actions: HitActions): HTMLElement {
  const cut = result.path.lastIndexOf('/');
  const folder = [rootName, cut < 0 ? null : result.path.slice(0, cut)].filter((part) => part !== null).join('/');
  const { badge, name } = describeLanguage(result.language);
  const row = element('div', { class: 'file-row', title: result.path, draggable: 'true' },
    element('span', { class: `badge ${result.kind}`, title: name }, badge),
    element('span', { class: 'file-name' }, result.path.slice(cut + 1)),
    element('span', { class: 'folder' }, folder),
    result.stale ? element('span', { class: 'stale', title: t('The file has changed since it was indexed: lines may have moved.') }, t('changed')) : null,
    element('span', { class: 'actions' },
      counterpartButton(result, actions),
      iconButton(t('Find Similar'), similarIcon, () => actions.findSimilar(exampleOf(rangeTarget(result, result))), { tabindex: -1 }),
      iconButton(t('More Like This'), moreIcon, () => actions.judge(placeOf(result), 'like'), { tabindex: -1, class: 'icon-button judging' }),
      iconButton(t('Fewer Like This'), fewerIcon, () => actions.judge(placeOf(result), 'unlike'), { tabindex: -1, class: 'icon-button judging' }),
      iconButton(t('Open to the Side'), splitIcon, () => actions.open(target, 'side'), { tabindex: -1 })),
    relevanceView(result));
  row.addEventListener('dragstart', ({ dataTransfer }) => {
    dataTransfer?.setData('text/plain', `${target.path}:${target.startLine}`);
    dataTransfer?.setData('text/uri-list', fileUri(target));
  });
  return row;
}

const fileUri = (target: OpenTarget): string => `file://${joinPath(target.root, target.path).replaceAll('\\', '/').replace(/^(?!\/)/, '/').split('/').map(encodeURIComponent).join('/')}`;

/** From code to the documentation about it, and back. */
function counterpartButton(result: SearchResult, actions: HitActions): HTMLElement {
  const example = exampleOf(rangeTarget(result, result));
  return result.kind === 'code'
    ? iconButton(t('Find Documentation for This'), docsIcon, () => actions.findSimilar({ ...example, counterpart: 'docs' }), { tabindex: -1 })
    : iconButton(t('Find Code for This'), codeIcon, () => actions.findSimilar({ ...example, counterpart: 'code' }), { tabindex: -1 });
}

/** A file's path on this machine's disk; Windows takes "/" as well. */
const exampleOf = ({ root, path, startLine, endLine }: OpenTarget): SimilarExample => ({ file: joinPath(root, path), startLine, endLine });

function joinPath(root: string, path: string): string {
  const separator = root.includes('\\') ? '\\' : '/';
  return `${root.endsWith(separator) ? root.slice(0, -1) : root}${separator}${path.replaceAll('/', separator)}`;
}

const placeRow = (range: ResultRange): HTMLElement => element('div', { class: 'place-row' }, ...rangeText(range));

function rangeText(range: ResultRange): Child[] {
  return [
    range.symbol === null ? null : element('span', { class: 'symbol' }, range.symbol),
    element('span', { class: 'lines' }, lineText(range)),
  ];
}

function moreRow(count: number, actions: HitActions): HTMLElement {
  const row = element('div', { class: 'more-row', 'aria-hidden': 'true' }, icon(chevronIcon),
    count === 1 ? t('1 more range in this file') : t('{0} more ranges in this file', count));
  row.addEventListener('click', (event) => {
    event.stopPropagation();
    const item = row.closest<HTMLElement>('.hit');
    if (item !== null) actions.toggle(item);
  });
  row.addEventListener('dblclick', (event) => event.stopPropagation());
  return row;
}

function rangeGroup(result: SearchResult, flat: boolean, actions: HitActions): HTMLElement {
  const total = result.otherRanges.length;
  return element('div', { role: 'group', class: 'ranges' }, ...result.otherRanges.map((range, offset) => {
    const item = element('div', {
      role: 'treeitem', class: 'range', tabindex: -1, 'aria-level': 2, 'aria-posinset': offset + 1, 'aria-setsize': total,
      'aria-label': [range.symbol, lineText(range)].filter((part) => part !== null).join(', '),
      'data-key': `${hitKey(result, flat)}\n${range.startLine}`,
    }, ...rangeText(range));
    const target = rangeTarget(result, range);
    targets.set(item, target);
    onOpen(item, target, actions);
    return item;
  }));
}

/** A click shows the place and leaves the focus in the list; a double click goes there. */
function onOpen(item: HTMLElement, target: OpenTarget, actions: HitActions): void {
  item.addEventListener('click', (event) => {
    event.stopPropagation();
    if (window.getSelection()?.type === 'Range') return; // the user marks text to copy it
    item.focus({ preventScroll: true });
    actions.open(target, event.ctrlKey || event.metaKey || event.altKey ? 'side' : 'peek');
  });
  item.addEventListener('dblclick', (event) => {
    event.stopPropagation();
    actions.open(target, 'pin');
  });
}
