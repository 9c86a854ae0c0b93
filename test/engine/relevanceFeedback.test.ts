/** Does what is like a hit come to the front or go to the end, as it is wanted; and are only the chosen files looked into? */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, pathsOf, repository } from '../support/testIndex.ts';

async function indexed(t: TestContext) {
  const root = tempDirectory(t);
  cpSync(path.join(repository, 'test/fixtures/similar'), root, { recursive: true });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  return { root, opened };
}

const query = 'try again with a growing pause after a failure';

test('of what is wanted less, the hit comes last and what is like it moves down; scores stay the sums of what is shown', async (t) => {
  const { root, opened } = await indexed(t);
  const before = await opened.index.search({ query, limit: 50 });
  const first = before.results[0]!;
  const after = await opened.index.search({ query, limit: 50, unlike: [{ root, path: first.path, startLine: first.startLine }] });
  assert.equal(after.results.length, before.results.length, 'nothing is lost');
  assert.notEqual(pathsOf(after)[0], first.path);
  const unwanted = after.results.find((result) => result.path === first.path)!;
  assert.ok(unwanted.contributions['unlike']! < 0 && unwanted.relevance === 0);
  assert.ok(after.results.every((result) => result.score >= unwanted.score));
  for (const { score, contributions } of after.results) assert.equal(score, Object.values(contributions).reduce((sum, value) => sum + value, 0));
  const copies = after.results.filter(({ contributions, path: other }) => contributions['unlike'] !== undefined && other !== first.path);
  assert.ok(copies.length > 0 && copies.length < after.results.length - 1, 'what is like it moves, the rest does not');
});

test('of what is wanted more, the hit and what is like it come first, though the question does not find them', async (t) => {
  const { root, opened } = await indexed(t);
  // More places than are looked at for one question, all nearer to it.
  writeFiles(root, Object.fromEntries(Array.from({ length: 220 }, (_, at) => [`again/pause${at}.ts`, `/** Tries again with a growing pause after failure ${at}. */\nexport const failure${at} = () => tryAgain(growingPause(${at}));\n`])));
  await opened.index.refresh();
  await bringUpToDate(opened);
  const wanted = { root, path: 'stats/median.py', startLine: 1 };
  const before = pathsOf(await opened.index.search({ query, limit: 300 }));
  const after = await opened.index.search({ query, limit: 300, like: [wanted] });
  assert.deepEqual([wanted.path, 'tables/median.py'].filter((path) => before.includes(path)), []);
  assert.equal(pathsOf(after)[0], wanted.path);
  const copy = after.results.find(({ path }) => path === 'tables/median.py');
  assert.ok(copy && copy.contributions['like']! > 0, 'its copy');
  assert.ok(after.results[0]!.contributions['like']! > 0 && after.results[0]!.relevance > 0.9);
  for (const { score, contributions } of after.results) assert.equal(score, Object.values(contributions).reduce((sum, value) => sum + value, 0));
});

test('only the chosen files are looked into', async (t) => {
  const { root, opened } = await indexed(t);
  const among = [{ root, path: 'net/download.py' }, { root, path: 'store/ledger.ts' }, { root, path: 'not/there.ts' }];
  assert.deepEqual(pathsOf(await opened.index.search({ query, limit: 50, among })).toSorted(), ['net/download.py', 'store/ledger.ts']);
  assert.deepEqual(pathsOf(await opened.index.search({ query, limit: 50, among: [] })), []);
});
