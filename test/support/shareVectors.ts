/** A process of sharedVectors.test.ts: keeps vectors of its own in the cache, a few at a time, and finds each again.  shareVectors.ts DIRECTORY NAME COUNT */
import { SharedVectors } from '../../src/adapters/sharedVectors.ts';
import { keyOf } from '../../src/core/analyseFile.ts';

const [directory, name, count] = process.argv.slice(2) as [string, string, string];
const cache = SharedVectors.open(directory, 64 * 1024 * 1024)!;
let kept = 0;
for (let i = 0; i < Number(count); i++) {
  const row = { key: keyOf(`${name} ${i}`), vector: new Uint8Array(260).fill(i) };
  // Another process may write just now: what was left out is offered again, as an index does that comes to the same text.
  for (let tries = 0; tries < 200 && cache.find('model', [row.key])[0] === null; tries++) {
    cache.keep('model', [row]);
    await new Promise((resolve) => setTimeout(resolve, 25 * Math.random()));
  }
  if (cache.find('model', [row.key])[0] !== null) kept++;
}
process.stdout.write(String(kept));
