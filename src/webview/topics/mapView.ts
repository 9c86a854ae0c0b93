/** How does one look around the map? A canvas that is moved, zoomed and walked over by mouse and keyboard. */
import type { TopicMap } from '../../protocol/topicTypes.ts';
import { element } from '../dom.ts';
import { Camera, type Point } from './camera.ts';
import { drawMap, type Scene } from './drawMap.ts';
import type { FolderGroups } from './folderGroups.ts';
import { readMapStyle, type MapStyle } from './mapStyle.ts';
import { PointGrid } from './pointGrid.ts';
import { mapLabel } from './topicText.ts';

export interface MapListener {
  /** `stays`: in a tab of its own. */
  open(file: number, stays: boolean): void;
  /** Walked to by the keyboard, or under the pointer: what it is is to be said. Null: nothing. */
  looked(file: number | null, by: 'keyboard' | 'pointer'): void;
}

/** Pixels around a mark within which the pointer means it. */
const reach = 10;
/** Pixels that the pointer may move in a click. */
const clickSlack = 4;
const zoomStep = 1.35;
const panStep = 60;

export class MapView {
  readonly canvas = element('canvas', { class: 'map', tabindex: 0, role: 'application' });
  readonly #tip = element('div', { class: 'map-tip', hidden: true });
  readonly element = element('div', { class: 'map-view' }, this.canvas, this.#tip);
  readonly #listener: MapListener;
  readonly #context: CanvasRenderingContext2D;
  readonly #camera = new Camera();
  #style: MapStyle = readMapStyle();
  #scene: Scene | null = null;
  #frame = 0;
  #drag: { readonly start: Point; last: Point; moved: boolean } | null = null;

  constructor(listener: MapListener) {
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('The browser draws no pictures.');
    this.#context = context;
    this.#listener = listener;
    new ResizeObserver(() => this.#resize()).observe(this.element);
    new MutationObserver(() => this.#restyle()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
    new MutationObserver(() => this.#restyle()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.canvas.addEventListener('pointerdown', (event) => this.#press(event));
    this.canvas.addEventListener('pointermove', (event) => this.#move(event));
    this.canvas.addEventListener('pointerup', (event) => this.#release(event));
    this.canvas.addEventListener('pointerleave', () => this.#point(null, 'pointer'));
    this.canvas.addEventListener('dblclick', (event) => this.#openAt(event, true));
    this.canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  show(map: TopicMap, groups: FolderGroups, nameOf: (topic: number) => string): void {
    this.#scene = { map, groups, nameOf, grid: new PointGrid(map.files), current: null, currentTopic: null };
    this.canvas.setAttribute('aria-label', mapLabel(map));
    this.fit();
  }

  fit(): void {
    if (this.#scene === null) return;
    const { topics } = this.#scene.map;
    const extreme = (of: (topic: (typeof topics)[0]) => number, pick: (...values: number[]) => number): number => pick(...topics.map(of));
    this.#camera.fit({
      left: extreme(({ x, radius }) => x - radius, Math.min), right: extreme(({ x, radius }) => x + radius, Math.max),
      top: extreme(({ y, radius }) => y - radius, Math.min), bottom: extreme(({ y, radius }) => y + radius, Math.max),
    }, true);
    this.#draw();
  }

  zoom(closer: boolean): void {
    const current = this.#currentFile();
    this.#camera.zoom(closer ? zoomStep : 1 / zoomStep, current ? this.#camera.toScreen(current) : undefined);
    this.#draw();
  }

  /** Marks the topic and shows all of it; null: none. */
  showTopic(topic: number | null): void {
    const shown = topic === null ? undefined : this.#scene?.map.topics[topic];
    if (this.#scene === null) return;
    this.#scene = { ...this.#scene, currentTopic: topic };
    if (shown) this.#camera.fit({ left: shown.x - shown.radius - 2, right: shown.x + shown.radius + 2, top: shown.y - shown.radius - 2, bottom: shown.y + shown.radius + 2 }, false);
    this.#draw();
  }

  /** Marks a file and brings it into view. */
  showFile(file: number): void {
    if (this.#scene === null) return;
    this.#scene = { ...this.#scene, current: file };
    this.#camera.reveal(this.#scene.map.files[file]!);
    this.#draw();
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    this.canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    this.canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    this.#camera.resize(width, height);
    this.fit();
  }

  #restyle(): void {
    this.#style = readMapStyle();
    this.#draw();
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#scene === null) return;
      this.#context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      drawMap(this.#context, this.#scene, this.#camera, this.#style, this.element.clientWidth, this.element.clientHeight);
    });
  }

  #currentFile(): Point | null {
    return this.#scene === null || this.#scene.current === null ? null : this.#scene.map.files[this.#scene.current] ?? null;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#camera.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), { x: event.offsetX, y: event.offsetY });
    this.#draw();
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = { x: event.offsetX, y: event.offsetY };
    this.#drag = { start: at, last: at, moved: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const at = { x: event.offsetX, y: event.offsetY };
    if (this.#drag === null) return this.#point(this.#fileAt(at), 'pointer', at);
    this.#drag.moved ||= Math.hypot(at.x - this.#drag.start.x, at.y - this.#drag.start.y) > clickSlack;
    if (!this.#drag.moved) return;
    this.#camera.pan(at.x - this.#drag.last.x, at.y - this.#drag.last.y);
    this.#drag.last = at;
    this.#tip.hidden = true;
    this.#draw();
  }

  #release(event: PointerEvent): void {
    const clicked = this.#drag !== null && !this.#drag.moved;
    this.#drag = null;
    if (clicked) this.#openAt(event, event.ctrlKey || event.metaKey);
  }

  #openAt(event: MouseEvent, stays: boolean): void {
    const file = this.#fileAt({ x: event.offsetX, y: event.offsetY });
    if (file !== null) this.#listener.open(file, stays);
  }

  #fileAt(at: Point): number | null {
    return this.#scene?.grid.nearest(this.#camera.toWorld(at), reach / this.#camera.scale) ?? null;
  }

  #point(file: number | null, by: 'keyboard' | 'pointer', at?: Point): void {
    if (this.#scene === null) return;
    this.canvas.classList.toggle('pointing', by === 'pointer' && file !== null);
    const known = file === null ? undefined : this.#scene.map.files[file];
    this.#tip.hidden = known === undefined || at === undefined;
    if (known !== undefined && at !== undefined) this.#showTip(known.path, this.#scene.nameOf(known.topic), at);
    if (file === this.#scene.current) return;
    if (by === 'pointer' && document.activeElement === this.canvas && file === null) return; // the keyboard's place stays
    this.#scene = { ...this.#scene, current: file };
    this.#listener.looked(file, by);
    this.#draw();
  }

  #showTip(path: string, topic: string, { x, y }: Point): void {
    this.#tip.replaceChildren(element('div', {}, path), element('div', { class: 'dimmed' }, topic));
    const { clientWidth, clientHeight } = this.element;
    this.#tip.style.left = `${Math.max(0, Math.min(x + 14, clientWidth - this.#tip.offsetWidth - 4))}px`;
    this.#tip.style.top = `${Math.max(0, Math.min(y + 14, clientHeight - this.#tip.offsetHeight - 4))}px`;
  }

  #key(event: KeyboardEvent): void {
    if (this.#scene === null || !this.#pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** True where the key means something here. */
  #pressed({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const direction = directions[key];
    if (altKey) return false;
    if (direction) {
      if (shiftKey) this.#camera.pan(-direction[0] * panStep, -direction[1] * panStep);
      else this.#walk(direction);
      this.#draw();
      return true;
    }
    switch (key) {
      case '+':
      case '=': this.zoom(true); return true;
      case '-': this.zoom(false); return true;
      case 'Home':
      case '0': this.fit(); return true;
      case 'PageDown': this.#walkToTopic(1); return true;
      case 'PageUp': this.#walkToTopic(-1); return true;
      case 'Enter':
      case ' ': {
        const current = this.#scene?.current ?? null;
        if (current !== null) this.#listener.open(current, ctrlKey || metaKey);
        return true;
      }
      default: return false;
    }
  }

  #walk([dx, dy]: readonly [number, number]): void {
    const { map, grid, current } = this.#scene!;
    this.#goTo(current === null ? (map.files.length ? 0 : null) : grid.next(current, dx, dy));
  }

  /** To the most typical file of the topic before or after. */
  #walkToTopic(step: number): void {
    const { map, current } = this.#scene!;
    const { length } = map.topics;
    if (length === 0) return;
    const topic = current === null ? (step > 0 ? 0 : length - 1) : (map.files[current]!.topic + step + length) % length;
    this.#goTo(map.files.findIndex((file) => file.topic === topic));
  }

  #goTo(file: number | null): void {
    if (file === null || file < 0) return;
    this.#point(file, 'keyboard');
    this.#camera.reveal(this.#scene!.map.files[file]!);
    this.#draw();
  }
}

const directions: Readonly<Record<string, readonly [number, number]>> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

