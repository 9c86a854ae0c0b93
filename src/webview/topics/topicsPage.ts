/** How does the topic map's page work? Asks for the map when the index is there, shows it as a picture and as a list, and says when it is out of date. */
import { t } from '../../protocol/localise.ts';
import type { OpenTarget, PageEvent, PageState } from '../../protocol/panelProtocol.ts';
import { isComplete, percent } from '../../protocol/statusText.ts';
import type { MappedFile, TopicMap } from '../../protocol/topicTypes.ts';
import { button, element, icon } from '../dom.ts';
import type { VsCodeApi } from '../vsCodeApi.ts';
import { folderGroups, type FolderGroups } from './folderGroups.ts';
import { colourVariables, otherVariable, shapeOf, type Shape } from './mapStyle.ts';
import { MapView } from './mapView.ts';
import { TopicList } from './topicList.ts';
import { fileCount, spokenFile, topicCount, topicName } from './topicText.ts';

export class TopicsPage {
  readonly #api: VsCodeApi;
  readonly #notice = element('p', { class: 'map-notice', role: 'status' });
  readonly #redraw = button(t('Draw Again'), () => this.#ask(), { class: 'secondary', hidden: true });
  readonly #legend = element('ul', { class: 'legend', 'aria-label': t('Colours by folder') });
  readonly #spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  readonly #view: MapView;
  readonly #list: TopicList;
  readonly #body: HTMLElement;
  #state: PageState = { hasFolder: true, isTrusted: true, daemon: 'starting', trouble: null, status: null };
  #map: TopicMap | null = null;
  #asking = false;
  /** The index's last change when the map was asked for. */
  #asOf: number | null = null;

  constructor(page: HTMLElement, api: VsCodeApi) {
    this.#api = api;
    const open = (file: number, stays: boolean): void => this.#open(file, stays);
    this.#view = new MapView({ open, looked: (file, by) => this.#looked(file, by) });
    this.#list = new TopicList({ open, looked: (topic, file) => (file === null ? this.#view.showTopic(topic) : this.#view.showFile(file)) });
    this.#body = element('div', { class: 'map-body', hidden: true }, this.#view.element,
      element('aside', { class: 'map-side' }, this.#legend, element('h2', {}, t('Topics')), this.#list.element));
    page.append(element('header', { class: 'map-head' }, element('h1', {}, t('Topic Map')), this.#notice, this.#redraw, element('span', { class: 'map-buttons' },
      ...([[t('Zoom In'), '+', () => this.#view.zoom(true)], [t('Zoom Out'), '−', () => this.#view.zoom(false)], [t('Show All'), '⤢', () => this.#view.fit()]] as const)
        .map(([label, sign, act]) => button(sign, act, { class: 'secondary', title: label, 'aria-label': label })))), this.#body, this.#spoken);
    api.postMessage({ type: 'ready' });
  }

  receive(event: PageEvent): void {
    switch (event.type) {
      case 'state': return this.#accept(event.state);
      case 'progress':
        if (this.#asking) this.#say(t('Drawing the map: {0}', percent(event.share)));
        return;
      case 'topics': return this.#show(event.map);
      case 'noTopics':
        this.#asking = false;
        this.#redraw.hidden = false;
        return this.#say(`${event.message} ${event.nextStep}`);
      case 'answer':
      case 'explanation':
      case 'failed':
      case 'setQuery':
      case 'findSimilar':
      case 'focus': return; // the search panel's
    }
  }

  #accept(state: PageState): void {
    this.#state = state;
    const { status, hasFolder, trouble } = state;
    if (!hasFolder) return this.#say(t('Open a folder to have it indexed.'));
    if (status === null || status.chunks.withVectors === 0) return this.#say(trouble === null ? t('The map can be drawn once files are indexed.') : `${trouble.message} ${trouble.nextStep}`);
    if (this.#map === null && !this.#asking && (isComplete(status) || status.phase === 'paused')) return this.#ask();
    if (this.#map === null && !this.#asking) this.#say(t('The map is drawn when everything is indexed.'));
    this.#redraw.hidden = this.#asking || (this.#map !== null && status.lastUpdate === this.#asOf);
  }

  #ask(): void {
    this.#asking = true;
    this.#asOf = this.#state.status?.lastUpdate ?? null;
    this.#redraw.hidden = true;
    this.#say(t('Drawing the map…'));
    this.#api.postMessage({ type: 'topics' });
  }

  #show(map: TopicMap): void {
    this.#asking = false;
    this.#map = map;
    if (map.files.length === 0) return this.#say(t('There is nothing to draw: no file has a vector.'));
    const groups = folderGroups(map.files.map((file) => this.#shownPath(file)));
    this.#body.hidden = false;
    this.#legend.replaceChildren(...legendItems(groups, map.files.some(({ outlier }) => outlier)));
    this.#view.show(map, groups, (topic) => topicName(map.topics[topic]!));
    this.#list.show(map);
    const left = map.withoutVectors === 0 ? '' : ` ${t('{0} without a vector.', fileCount(map.withoutVectors))}`;
    this.#say(`${t('{0} in {1}.', fileCount(map.files.length), topicCount(map.topics.length))}${left}`);
    this.#redraw.hidden = (this.#state.status?.lastUpdate ?? null) === this.#asOf;
  }

  #looked(file: number | null, by: 'keyboard' | 'pointer'): void {
    if (by === 'pointer' || file === null || this.#map === null) return;
    const known = this.#map.files[file]!;
    this.#spoken.replaceChildren(spokenFile(known, this.#map.topics[known.topic]!));
  }

  #open(file: number, stays: boolean): void {
    const known = this.#map?.files[file];
    if (known === undefined) return;
    const target: OpenTarget = { root: known.root, path: known.path, startLine: 1, endLine: 1 };
    this.#api.postMessage({ type: 'open', target, mode: stays ? 'side' : 'beside' });
  }

  /** With the workspace folder's name before it, where there are several. */
  #shownPath({ root, path }: MappedFile): string {
    const roots = this.#state.status?.roots ?? [];
    return roots.length > 1 ? `${roots.find((each) => each.path === root)?.name ?? ''}/${path}` : path;
  }

  #say(text: string): void {
    if (this.#notice.textContent !== text) this.#notice.replaceChildren(text);
  }
}

const shapePaths: Readonly<Record<Shape, string>> = {
  circle: 'M13 8a5 5 0 1 1-10 0a5 5 0 1 1 10 0z', square: 'M3.5 3.5h9v9h-9z', triangle: 'M8 2.5l5.5 10h-11z', diamond: 'M8 2l6 6-6 6-6-6z',
};

function legendItems({ names, groupOf }: FolderGroups, hasOutliers: boolean): HTMLElement[] {
  const item = (name: string, variable: string, path: string, kind: string): HTMLElement => {
    const mark = icon([path]);
    mark.classList.add(kind);
    mark.style.color = `var(${variable})`;
    return element('li', { title: name }, mark, element('span', {}, name));
  };
  return [
    ...names.map((name, at) => item(name === '' ? t('(top folder)') : name, colourVariables[at]!, shapePaths[shapeOf(at)], 'filled')),
    ...(groupOf.includes(-1) ? [item(t('Other folders'), otherVariable, shapePaths.circle, 'filled')] : []),
    ...(hasOutliers ? [item(t('Outlier: hardly belongs to its topic'), '--vscode-editorWarning-foreground', shapePaths.circle, 'ring')] : []),
  ];
}
