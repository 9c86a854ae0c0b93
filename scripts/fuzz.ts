/** Do the readers stand a million hostile inputs, none for longer than a second?  npm run fuzz [-- --inputs N --first SEED --only NAME --seed SEED] */
import { parseArgs } from 'node:util';
import { fuzzTargets, runInput } from '../test/fuzz/targets.ts';

const longestMs = 1000;
const { values } = parseArgs({ options: { inputs: { type: 'string' }, first: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } } });
const targets = fuzzTargets.filter(({ name }) => values.only === undefined || name === values.only);
const shares = targets.reduce((sum, { share }) => sum + share, 0);
const inputs = values.seed === undefined ? Number(values.inputs ?? 1_000_000) : 1;
const first = Number(values.seed ?? values.first ?? 0);

let failed = 0;
let done = 0;
const begun = performance.now();
for (const target of targets) {
  const count = Math.max(1, Math.ceil(inputs * target.share / shares));
  await target.prepare?.();
  const started = performance.now();
  let slowest = { ms: 0, seed: first };
  let failures = 0;
  for (let seed = first; seed < first + count; seed++) {
    const at = performance.now();
    try {
      await runInput(target, seed);
    } catch (error) {
      failures++;
      if (failures <= 3) console.log(`FAILED ${target.name}, seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const ms = performance.now() - at;
    if (ms > slowest.ms) slowest = { ms, seed };
    if (seed % 500 === 0) await new Promise((resolve) => setImmediate(resolve)); // answers that wait for their turn get it
  }
  if (slowest.ms > longestMs) failures++;
  failed += failures;
  done += count;
  console.log(`${target.name}: ${count} inputs in ${((performance.now() - started) / 1000).toFixed(1)} s, slowest ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed}), ${failures} failed`);
}
console.log(`${done} inputs in ${((performance.now() - begun) / 1000).toFixed(0)} s, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
process.exit();
