/** Is it said rightly what in a hit matches, over a real index? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { ExplainHitRequest, HitExplanation, MeaningExplanation, Result } from '../../src/core/search/answer.ts';
import { tinyModel } from '../support/foreignModel.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, repository, type TestIndexOptions } from '../support/testIndex.ts';

const files: Readonly<Record<string, string>> = {
  'src/http/client.ts': 'export class Client {\n  private waiting = 0;\n\n  close(): void {\n    this.waiting = 0;\n  }\n\n  async download(url: string): Promise<Response> {\n    for (let attempt = 0; attempt < maxRetries; attempt++) {\n      const response = await fetch(url);\n      if (response.ok) return response;\n      await sleep(backoff(attempt));\n    }\n    throw new Error(url);\n  }\n}\n',
  'docs/page.html': '<html>\n<body>\n<h1 class="big">Restoring a backup</h1>\n<p>A <b>dump</b> of the database is &quot;restored&quot; at night.</p>\n</body>\n</html>\n',
  'notes.md': '# Garden\n\nThe hedgehogs are fed at dusk.\r\n\r\nTheir mealworms are in the cellar.\n',
};

async function indexed(t: TestContext, options: Partial<TestIndexOptions> = {}) {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], ...options });
  await bringUpToDate(opened);
  const { index } = opened;
  const first = async (query: string): Promise<Result> => (await index.search({ query, limit: 1 })).results[0]!;
  const explain = async (asked: ExplainHitRequest['asked'], hit: Pick<Result, 'root' | 'path' | 'startLine'>): Promise<HitExplanation> => (await index.explainHit({ root: hit.root, path: hit.path, startLine: hit.startLine, asked }))!;
  return { root, index, first, explain };
}

const total = ({ lines, rest }: MeaningExplanation): number => lines.reduce((sum, { share }) => sum + share, 0) + rest!.otherLines + rest!.names + rest!.path;

test('on this repository the parts of every hit\u2019s similarity are all of it, and it is the one that was ranked by', async (t) => {
  const { index } = await indexed(t, { roots: [path.join(repository, 'src'), path.join(repository, 'docs')] });
  let names = 0;
  for (const query of ['how is a file divided into chunks', 'who may write to the index', 'stop when aborted', 'Wörter der Anfrage']) {
    const { results } = await index.search({ query, limit: 15 });
    const [vector] = await index.embedder!.embed([query], 'query');
    for (const { root, path: file, startLine, endLine } of results) {
      const { meaning, ...range } = (await index.explainHit({ root, path: file, startLine, asked: { query } }))!;
      const row = index.catalog.file({ root, path: file })!;
      const id = index.catalog.chunkIdsOf(row.id).find((each) => index.catalog.chunk(each)!.endLine >= startLine)!;
      assert.ok(Math.abs(total(meaning!) - meaning!.similarity) < 1e-5, `${query}: ${file}:${startLine}`);
      // Stored vectors are rounded to a byte a value, once alone and once with their path's.
      assert.ok(Math.abs(meaning!.similarity - index.state.vectors.similarity(id, vector!)!) < 0.005, `${query}: ${file}:${startLine}`);
      assert.equal(meaning!.method, 'words');
      assert.ok(meaning!.lines.length <= 3 && meaning!.words.length <= 8);
      for (const { line } of [...meaning!.lines, ...meaning!.words]) assert.ok(line >= range.startLine && line <= Math.max(endLine, range.endLine));
      if (meaning!.rest!.names !== 0) names++;
    }
  }
  assert.ok(names > 10, 'names around chunks take part');
});

test('lines and words are those of the file, with the query\u2019s words that they answer', async (t) => {
  const { first, explain } = await indexed(t);
  const query = 'request it again after it has failed';
  const hit = await first(query);
  assert.equal(hit.path, 'src/http/client.ts');
  const { meaning } = await explain({ query }, hit);
  const lines = files['src/http/client.ts']!.split('\n');
  for (const { line, start, end, word } of meaning!.words) assert.equal(lines[line - 1]!.slice(start, end), word);
  assert.deepEqual(meaning!.lines.map(({ line }) => line).includes(9), true, 'the line with the retries');
  assert.equal(meaning!.words.find(({ word }) => word === 'Retries')?.queryWord, 'failed');
  const stops = await explain({ query: 'if for it' }, hit);
  assert.deepEqual(stops.meaning?.words.filter(({ word }) => word === 'for' || word === 'if'), [], 'stop words are not named');
});

test('words that match by letters come with the answer, and with the fields that they count in', async (t) => {
  const { first, explain } = await indexed(t);
  const query = 'downlaod atempts path:client';
  const hit = await first(query);
  const shown = (words: HitExplanation['matchedWords']) => words.map(({ line, start, end, term }) => `${line}: ${files[hit.path]!.split('\n')[line - 1]!.slice(start, end)} ${term}`);
  const expected = ['8: download downlaod', '9: attempt atempt', '9: attempt atempt', '9: attempt atempt', '12: attempt atempt'];
  assert.deepEqual(shown(hit.matchedWords!), expected);
  const { matchedWords, terms } = await explain({ query }, hit);
  assert.deepEqual(shown(matchedWords), expected);
  assert.deepEqual(terms!.map(({ text, matchedBy }) => [text, matchedBy]), [['downlaod', 'download'], ['atempt', 'attempt']]);
  assert.ok(terms![0]!.fields.name > 0 && terms![1]!.fields.name === 0 && terms![1]!.fields.body > 0);
});

test('a phrase alone marks its letters, and nothing by meaning', async (t) => {
  const { first, explain } = await indexed(t);
  const hit = await first('"response.ok"');
  assert.deepEqual(hit.matchedWords, [{ line: 11, start: 10, end: 21, term: 'response.ok' }]);
  const { meaning, terms } = await explain({ query: '"response.ok"' }, hit);
  assert.deepEqual([meaning, terms], [null, null]);
});

test('of HTML the words are marked where they are written', async (t) => {
  const { first, explain } = await indexed(t);
  const query = 'restore a database dump';
  const hit = await first(query);
  const { meaning } = await explain({ query }, hit);
  const lines = files['docs/page.html']!.split('\n');
  assert.ok(meaning!.words.some(({ word }) => word === 'dump'));
  for (const { line, start, end, word } of meaning!.words) assert.equal(lines[line - 1]!.slice(start, end), word);
});

test('a hit of "find similar" is explained by the example', async (t) => {
  const { root, index, explain } = await indexed(t);
  const example = { file: path.join(root, 'example.ts'), text: 'for (let tries = 0; tries < most; tries++) await fetch(address);\n', limit: 1 };
  const [hit] = (await index.similar(example)).results;
  const { meaning, matchedWords } = await explain({ example }, hit!);
  assert.ok(Math.abs(total(meaning!) - meaning!.similarity) < 1e-5);
  assert.ok(meaning!.words.some(({ queryWord }) => queryWord === 'fetch' || queryWord === 'tries'));
  assert.deepEqual([hit!.matchedWords, matchedWords], [undefined, []]);
  const byName = await explain({ example: { ...example, aspect: 'name' } }, hit!);
  assert.deepEqual([byName.meaning, byName.terms], [null, null], 'an aspect compares something else than the lines');
});

test('a model that reads a text as a whole has its lines compared by themselves, and says so', async (t) => {
  const { first, explain } = await indexed(t, { modelDir: tinyModel });
  const { meaning } = await explain({ query: 'hedgehogs are fed' }, { ...await first('hedgehogs are fed'), path: 'notes.md', startLine: 1 });
  assert.deepEqual([meaning!.method, meaning!.words, meaning!.rest], ['lines', [], null]);
  assert.ok(meaning!.lines.length > 0 && meaning!.lines.every(({ line, share }) => [1, 3, 5].includes(line) && share <= 1.0001));
});

test('what was changed since is explained as it is now, and what is gone not at all', async (t) => {
  const { root, index, explain } = await indexed(t);
  writeFiles(root, { 'notes.md': 'The hedgehogs are fed.\n' });
  const asked = { query: 'feeding of hedgehogs' };
  const { startLine, endLine, matchedWords } = await explain(asked, { root, path: 'notes.md', startLine: 1 });
  assert.deepEqual([startLine, endLine, matchedWords.map(({ line }) => line)], [1, 1, [1]]);
  assert.equal(await index.explainHit({ root, path: 'notes.md', startLine: 5, asked }), null);
  assert.equal(await index.explainHit({ root, path: 'nowhere.md', startLine: 1, asked }), null);
  await assert.rejects(index.explainHit({ root, path: 'notes.md', startLine: 1, asked }, AbortSignal.abort()), { code: 'cancelled' });
  await assert.rejects(index.explainHit({ root, path: 'notes.md', startLine: 1, asked: { query: '/a(/' } }), { code: 'badPattern' });
});
