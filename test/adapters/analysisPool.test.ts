/** Does the pool let its threads go when there is no work, but for the one that the next edit will need? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { AnalysisPool } from '../../src/adapters/analysisPool.ts';
import { installed, repository } from '../support/testIndex.ts';

const files = ['fileStructure', 'headingBlocks', 'packBlocks', 'keyBlocks'].map((name) => ({ root: path.join(repository, 'src/core/chunk'), path: `${name}.ts` }));

async function threadsLeft(pool: AnalysisPool, expected: number): Promise<void> {
  while (pool.threads !== expected) await sleep(5);
}

test('after a burst of work one thread is kept for the next edit, and goes too when none comes', { timeout: 60_000 }, async (t) => {
  const pool = new AnalysisPool(installed.workerScript, { ...installed }, 2, { firstMs: 2_147_483_647, othersMs: 1 });
  t.after(() => pool.close());
  const analyses = await Promise.all(files.map((file) => pool.analyse(file)));
  assert.deepEqual(analyses.map(({ outcome }) => outcome), files.map(() => 'indexed'));
  await threadsLeft(pool, 1);
  await sleep(50);
  assert.equal(pool.threads, 1);
  assert.equal((await pool.analyse(files[0]!)).outcome, 'indexed');
  assert.equal(pool.threads, 1, 'an edit goes to the thread that runs');

  const brief = new AnalysisPool(installed.workerScript, { ...installed }, 2, { firstMs: 1, othersMs: 1 });
  t.after(() => brief.close());
  await Promise.all(files.map((file) => brief.analyse(file)));
  await threadsLeft(brief, 0);
});
