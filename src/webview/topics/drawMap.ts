/** What of the map is painted at which size? Topics and their names always, files as marks, and their names once there is room for them. */
import type { MappedFile, TopicMap } from '../../protocol/topicTypes.ts';
import type { Box, Camera } from './camera.ts';
import type { FolderGroups } from './folderGroups.ts';
import { addShape, shapeOf, type MapStyle } from './mapStyle.ts';
import type { PointGrid } from './pointGrid.ts';

export interface Scene {
  readonly map: TopicMap;
  readonly groups: FolderGroups;
  readonly grid: PointGrid;
  /** What a topic is called. */
  readonly nameOf: (topic: number) => string;
  readonly current: number | null;
  /** The topic that is looked at in the list. */
  readonly currentTopic: number | null;
}

/** Of a file's disc, whose radius is 1 in the plane. */
const markShare = 0.42;
const smallestMark = 1.1;
const largestMark = 7;
/** Below this a shape is a few pixels: all are drawn as squares, the quickest. */
const shapesFrom = 2.5;
/** Pixels that a file needs for its name. */
const namesFrom = 38;
const mostNames = 120;

export function drawMap(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, style: MapStyle, width: number, height: number): void {
  context.clearRect(0, 0, width, height);
  const visible = camera.visible;
  drawTopics(context, scene, camera, style);
  const shown = [...scene.grid.within(grown(visible, 2))];
  const radius = Math.min(largestMark, Math.max(smallestMark, camera.scale * markShare));
  drawFiles(context, scene, camera, style, shown, radius);
  const taken: Box[] = [];
  drawTopicNames(context, scene, camera, style, taken);
  if (camera.scale * 2 >= namesFrom) drawFileNames(context, scene, camera, style, shown.slice(0, mostNames), taken, radius);
  drawCurrent(context, scene, camera, style, radius);
}

const grown = ({ left, top, right, bottom }: Box, by: number): Box => ({ left: left - by, top: top - by, right: right + by, bottom: bottom + by });

function drawTopics(context: CanvasRenderingContext2D, { map, currentTopic }: Scene, camera: Camera, style: MapStyle): void {
  map.topics.forEach((topic, at) => {
    const { x, y } = camera.toScreen(topic);
    context.beginPath();
    context.arc(x, y, topic.radius * camera.scale, 0, 2 * Math.PI);
    context.globalAlpha = style.isHighContrast ? 0 : at === currentTopic ? 0.16 : 0.06;
    context.fillStyle = style.text;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = at === currentTopic ? 2 : 1;
    context.strokeStyle = at === currentTopic ? style.focus : style.line;
    context.stroke();
  });
}

function drawFiles(context: CanvasRenderingContext2D, { map, groups }: Scene, camera: Camera, style: MapStyle, shown: readonly number[], radius: number): void {
  const byGroup: number[][] = style.colours.map(() => []);
  for (const at of shown) byGroup[groups.groupOf[at]! < 0 ? byGroup.length - 1 : groups.groupOf[at]!]!.push(at);
  byGroup.forEach((members, group) => {
    context.fillStyle = style.colours[group]!;
    const shape = shapeOf(group === byGroup.length - 1 ? -1 : group);
    for (const at of members) {
      const { x, y } = camera.toScreen(map.files[at]!);
      if (radius < shapesFrom) {
        context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        continue;
      }
      context.beginPath();
      addShape(context, shape, x, y, radius);
      context.fill();
    }
  });
  const rings = new Path2D();
  for (const at of shown) {
    if (!map.files[at]!.outlier) continue;
    const { x, y } = camera.toScreen(map.files[at]!);
    addShape(rings, 'circle', x, y, radius + 2.5);
  }
  context.lineWidth = 1.3;
  context.strokeStyle = style.outlier;
  context.stroke(rings);
}

/** The largest topics first; a name that would lie over another is left out until there is room. */
function drawTopicNames(context: CanvasRenderingContext2D, { map, nameOf, currentTopic }: Scene, camera: Camera, style: MapStyle, taken: Box[]): void {
  context.font = `600 12px ${style.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const order = map.topics.map((_, at) => at).sort((a, b) => Number(b === currentTopic) - Number(a === currentTopic) || a - b);
  for (const at of order) {
    const { x, y } = camera.toScreen(map.topics[at]!);
    const top = y - map.topics[at]!.radius * camera.scale - 9;
    const text = nameOf(at);
    if (!claim(taken, x, top, context.measureText(text).width, 15)) continue;
    writeText(context, text, x, top, style);
  }
}

function drawFileNames(context: CanvasRenderingContext2D, { map }: Scene, camera: Camera, style: MapStyle, shown: readonly number[], taken: Box[], radius: number): void {
  context.font = `11px ${style.font}`;
  for (const at of shown) {
    const file: MappedFile = map.files[at]!;
    const { x, y } = camera.toScreen(file);
    const text = file.path.slice(file.path.lastIndexOf('/') + 1);
    const below = y + radius + 9;
    if (claim(taken, x, below, context.measureText(text).width, 13)) writeText(context, text, x, below, style);
  }
}

function claim(taken: Box[], x: number, y: number, width: number, height: number): boolean {
  const box = { left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - height / 2, bottom: y + height / 2 };
  if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) return false;
  taken.push(box);
  return true;
}

function writeText(context: CanvasRenderingContext2D, text: string, x: number, y: number, style: MapStyle): void {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = style.background;
  context.strokeText(text, x, y);
  context.fillStyle = style.text;
  context.fillText(text, x, y);
}

function drawCurrent(context: CanvasRenderingContext2D, { map, current }: Scene, camera: Camera, style: MapStyle, radius: number): void {
  const file = current === null ? undefined : map.files[current];
  if (file === undefined) return;
  const { x, y } = camera.toScreen(file);
  context.beginPath();
  context.arc(x, y, radius + 5, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = style.focus;
  context.stroke();
  context.beginPath();
  context.arc(x, y, radius + 7, 0, 2 * Math.PI);
  context.lineWidth = 1;
  context.strokeStyle = style.text;
  context.stroke();
}
