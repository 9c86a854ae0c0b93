/** Where does each topic lie, and each file within its topic? */
import type { FoundTopics } from './findTopics.ts';
import { placeDiscs, type Disc } from './placeDiscs.ts';
import { principalCoordinates } from './principalAxes.ts';
import { rowProduct, rowsOf, type VectorRows } from './vectorRows.ts';

export interface PlacedRow {
  readonly row: number;
  readonly topic: number;
  readonly x: number;
  readonly y: number;
}

/** Files have the same room everywhere: the disc of one is of radius 1. Around all of a topic's is a rim. */
const rim = 0.8;
const radiusOf = (files: number): number => Math.sqrt(files) + rim;

/** Topics by how alike they are; within a topic files by their two principal components, spread evenly over its disc. */
export async function layOut(rows: VectorRows, { topics }: FoundTopics, check: () => Promise<void>): Promise<{ topics: Disc[]; members: PlacedRow[] }> {
  const centres = rowsOf(topics.map(({ centre }) => centre), rows.width);
  const discs = placeDiscs(topics.map(({ members }) => radiusOf(members.length)), (i, j) => Math.max(0, 1 - rowProduct(centres, i, centres, j)));
  const placed: PlacedRow[] = [];
  for (const [topic, { members }] of topics.entries()) {
    const within = spread(principalCoordinates(rows, members));
    members.forEach((row, at) => {
      const { x, y, radius } = discs[topic]!;
      placed.push({ row, topic, x: rounded(x + (radius - rim) * within[at]!.x), y: rounded(y + (radius - rim) * within[at]!.y) });
    });
    await check();
  }
  return { topics: discs.map(({ x, y, radius }) => ({ x: rounded(x), y: rounded(y), radius: rounded(radius) })), members: placed };
}

/** Finer places than this are no different to see, and longer to send. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Keeps the direction of each point and the order of the distances; in a disc of radius 1 each then has the same room. */
function spread(coordinates: Float64Array): { x: number; y: number }[] {
  const count = coordinates.length / 2;
  const deviation = [0, 1].map((axis) => Math.sqrt(coordinates.reduce((sum, value, at) => sum + (at % 2 === axis ? value * value : 0), 0) / count) || 1);
  const points = Array.from({ length: count }, (_, at) => {
    const [x, y] = [coordinates[2 * at]! / deviation[0]!, coordinates[2 * at + 1]! / deviation[1]!];
    return { at, angle: Math.atan2(y, x), distance: Math.hypot(x, y) };
  });
  const placed = new Array<{ x: number; y: number }>(count);
  points.sort((a, b) => a.distance - b.distance || a.at - b.at).forEach(({ at, angle }, rank) => {
    const radius = count === 1 ? 0 : Math.sqrt((rank + 0.5) / count);
    placed[at] = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  return placed;
}
