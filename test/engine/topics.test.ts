/** Is a workspace's map true to it: files of one subject in one topic, named by their own words? */
import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { TopicMap } from '../../src/core/topics/topicMapper.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, repository } from '../support/testIndex.ts';

/** Of this repository's own sources, as they are now: four folders that are about different things. */
const folders = ['lexical', 'scan', 'embed', 'chunk/languages'];

async function indexed(t: TestContext) {
  const root = tempDirectory(t);
  for (const folder of folders) cpSync(path.join(repository, 'src/core', folder), path.join(root, 'lib', folder.replace('chunk/', '')), { recursive: true });
  writeFiles(root, { 'empty.json': '', 'other/cake.md': '# Cake\n\nBeat the eggs with sugar and butter, fold in the flour, and bake it in the oven for forty minutes.\n' });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  const told: number[] = [];
  const map = (signal?: AbortSignal): Promise<TopicMap> => opened.index.topics({ turn: async () => {}, progress: (done) => { told.push(done); } }, signal);
  return { root, opened, map, told };
}

test('each file is on the map once, in a topic of files of its kind', async (t) => {
  const { map, told } = await indexed(t);
  const { topics, files, withoutVectors } = await map();
  const count = folders.reduce((sum, folder) => sum + readdirSync(path.join(repository, 'src/core', folder), { recursive: true }).filter((name) => String(name).endsWith('.ts')).length, 0);
  assert.equal(files.length, count + 1);
  assert.equal(withoutVectors, 0);
  assert.deepEqual(topics.map((topic) => topic.files), topics.map((_, at) => files.filter(({ topic }) => topic === at).length));
  assert.ok(topics.length >= 4);
  const languages = files.filter(({ path: file }) => file.startsWith('lib/languages/'));
  const most = Math.max(...topics.map((_, at) => languages.filter(({ topic }) => topic === at).length));
  assert.ok(most >= 0.6 * languages.length, `${most} of ${languages.length} languages in one topic`);
  assert.ok(told.at(-1) === 4);
});

test('topics are called by words that stand in them and not everywhere', async (t) => {
  const { map } = await indexed(t);
  const { topics, files } = await map();
  for (const { terms } of topics) for (const term of terms) assert.match(term, /^\p{L}[\p{L}-]{2,}$/u);
  const wordsOf = (part: string): readonly string[] => {
    const inside = topics.map((_, at) => files.filter(({ topic, path: file }) => topic === at && file.includes(part)).length);
    return topics[inside.indexOf(Math.max(...inside))]!.terms;
  };
  assert.ok(wordsOf('languages/').some((term) => ['definition', 'rule', 'language', 'child', 'kind', 'node', 'body', 'symbol', 'identifier'].includes(term)), wordsOf('languages/').join());
  assert.notDeepEqual(wordsOf('languages/'), wordsOf('lexical/'));
  const everywhere = topics.flatMap(({ terms }) => terms).filter((term, at, all) => all.indexOf(term) !== at);
  assert.ok(everywhere.length < topics.length, everywhere.join());
});

test('the map is the same each time, kept until the index changes, and made anew then', async (t) => {
  const { root, opened, map, told } = await indexed(t);
  const first = await map();
  const reported = told.length;
  assert.equal(await map(), first);
  assert.equal(told.length, reported);
  writeFiles(root, { 'other/bread.md': '# Bread\n\nKnead the dough of flour, water, salt and yeast, let it rise for an hour, and bake it.\n' });
  await bringUpToDate(opened);
  const second = await map();
  assert.equal(second.files.length, first.files.length + 1);
});

test('a map that is not wanted any more is not made', async (t) => {
  const { map } = await indexed(t);
  await assert.rejects(map(AbortSignal.abort()), { code: 'cancelled' });
});
