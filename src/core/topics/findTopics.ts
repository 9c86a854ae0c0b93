/** Which topics does a workspace have, and which files belong to each? */
import { outliers } from './outliers.ts';
import { assign, moveCentres, sphericalKMeans } from './sphericalKMeans.ts';
import { rowProduct, type VectorRows } from './vectorRows.ts';

export interface FoundTopic {
  readonly centre: Float32Array;
  /** Rows, the most typical first. */
  readonly members: readonly number[];
}

export interface FoundTopics {
  /** The largest first. */
  readonly topics: readonly FoundTopic[];
  readonly outliers: ReadonlySet<number>;
}

/** Of n files: 8 of 50, 13 of 200, 25 of 1,000; more than 40 nobody takes in. */
const mostTopics = 40;
const topicsWanted = (files: number): number => Math.max(1, Math.min(mostTopics, Math.round(1.6 * files ** 0.4)));
/** Centres as near as this are of one topic. */
const sameTopic = 0.9;
/** Fewer files are no topic of their own where there are many. */
const leastFiles = (files: number): number => Math.max(2, Math.round(files * 0.003));
const roundsAfter = 3;
/** Centres are sought among so many files, spread evenly over all: those of more are nearly the same. */
const mostSampled = 5000;

/** Rows must be of unit length. `check` gives way to other work, and rejects when the map is not wanted any more. */
export async function findTopics(rows: VectorRows, check: () => Promise<void>): Promise<FoundTopics> {
  if (rows.count === 0) return { topics: [], outliers: new Set() };
  const sample = evenly(rows, mostSampled);
  const found = await sphericalKMeans(sample, topicsWanted(rows.count), check);
  const kept = distinct(found.centres, found.nearest, leastFiles(sample.count));
  const [nearest, similarity] = [new Int32Array(rows.count), new Float32Array(rows.count)];
  for (let round = 0; round < roundsAfter; round++) {
    for (let row = 0; row < rows.count; row++) assign(rows, row, kept, nearest, similarity);
    if (round < roundsAfter - 1) moveCentres(rows, kept, nearest);
    await check();
  }
  const members: number[][] = Array.from({ length: kept.count }, () => []);
  nearest.forEach((topic, row) => members[topic]!.push(row));
  const topics = members.map((inside, topic) => ({
    centre: kept.values.slice(topic * rows.width, (topic + 1) * rows.width), members: inside.sort((a, b) => similarity[b]! - similarity[a]! || a - b),
  })).filter((topic) => topic.members.length > 0).sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!);
  const outside = topics.flatMap((topic) => {
    const isOut = outliers(topic.members.map((row) => similarity[row]!));
    return topic.members.filter((_, at) => isOut[at]);
  });
  return { topics, outliers: new Set(outside) };
}

function evenly(rows: VectorRows, most: number): VectorRows {
  if (rows.count <= most) return rows;
  const values = new Float32Array(most * rows.width);
  for (let at = 0; at < most; at++) {
    const row = Math.floor((at * rows.count) / most);
    values.set(rows.values.subarray(row * rows.width, (row + 1) * rows.width), at * rows.width);
  }
  return { count: most, width: rows.width, values };
}

/** The larger of two that are nearly the same stands for both; those of hardly any files go. At least one is kept. */
function distinct(centres: VectorRows, nearest: Int32Array, least: number): VectorRows {
  const sizes = new Uint32Array(centres.count);
  for (const centre of nearest) sizes[centre]!++;
  const bySize = Array.from({ length: centres.count }, (_, at) => at).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const kept: number[] = [];
  for (const centre of bySize) {
    if (kept.length > 0 && (sizes[centre]! < least || kept.some((other) => rowProduct(centres, centre, centres, other) >= sameTopic))) continue;
    kept.push(centre);
  }
  const values = new Float32Array(kept.length * centres.width);
  kept.forEach((centre, at) => values.set(centres.values.subarray(centre * centres.width, (centre + 1) * centres.width), at * centres.width));
  return { count: kept.length, width: centres.width, values };
}
