/**
 * Does the index survive kills?  node bench/kills/run.ts [--kills N] [--seed S] [--phase PHASE]...
 * N kills (100) in all, spread over the phases; after each the index is compared with a fresh one. Prints a line a phase, or what differed.
 */
import { parseArgs } from 'node:util';
import { KillRun, phases, type Phase } from '../../test/support/kills/killRun.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' }, phase: { type: 'string', multiple: true } } });
const chosen = phases.filter((phase) => values.phase?.includes(phase) ?? true);
const endings: (() => unknown)[] = [];
const owner = { after: (ending: () => unknown) => void endings.push(ending) } as ConstructorParameters<typeof KillRun>[0];
/** A snapshot is made of more than 2,000 chunks only. */
const foldersOf = (phase: Phase): readonly string[] => (phase === 'saving' ? ['src', 'docs'] : ['src/adapters', 'src/daemon', 'src/protocol', 'docs/decisions']);

try {
  for (const [at, phase] of chosen.entries()) {
    const run = new KillRun(owner, foldersOf(phase), Number(values.seed) * 10 + at);
    const kills = Math.round((Number(values.kills) * (at + 1)) / chosen.length) - Math.round((Number(values.kills) * at) / chosen.length);
    const started = performance.now();
    for (let kill = 0; kill < kills; kill++) {
      await run.once(phase).catch((error: unknown) => { throw new Error(`Kill ${kill + 1} while ${phase}, seed ${values.seed}`, { cause: error }); });
    }
    await run.end();
    console.log(`${phase}: ${JSON.stringify(run.counts[phase])} in ${Math.round((performance.now() - started) / 1000)} s`);
  }
} finally {
  for (const ending of endings.reverse()) await ending();
}
