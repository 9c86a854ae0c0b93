/** Does this process survive what a test does to a graph? Run as a child: argument 1 is a task, 2 its file, 3 the identity; the answer is printed as JSON. */
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import { Failure } from '../../src/core/failure.ts';
import { randomUnitVectors } from '../support/randomVectors.ts';

const [task, file, identity] = process.argv.slice(2) as [string, string, string];

/** Loads, and if that works searches, adds and removes: damage often shows only then. */
async function load(): Promise<unknown> {
  const index = await HnswVectorIndex.load(file, identity);
  if (typeof index === 'string') return index;
  const vectors = randomUnitVectors(300, index.dimensions, 8);
  for (const [i, vector] of vectors.entries()) {
    index.search(vector, 20, 100);
    index.add(i, vector);
    index.remove(2 * i);
  }
  return index.count;
}

function addBadVectors(): unknown {
  const index = new HnswVectorIndex(16);
  const good = randomUnitVectors(40, 16);
  good.forEach((vector, id) => index.add(id, vector));
  const bad: unknown[] = [good[0]!.with(1, NaN), good[0]!.with(1, Infinity), new Float32Array(15), new Float32Array(0), new Float32Array(16).fill(NaN)];
  const codes = bad.flatMap((vector) => [() => index.add(3, vector as Float32Array), () => index.search(vector as Float32Array, 5, 50)]).map((act) => {
    try {
      act();
      return 'taken';
    } catch (error) {
      return error instanceof Failure ? error.code : String(error);
    }
  });
  return [codes, index.search(good[3]!, 1, 50)[0]?.id];
}

const answer = task === 'load' ? await load() : addBadVectors();
console.log(JSON.stringify(answer));
