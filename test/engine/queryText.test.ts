/** Does what is typed into a query do what it says, over a real index? */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { Answer, SearchRequest } from '../../src/core/search/answer.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, pathsOf } from '../support/testIndex.ts';

const padding = (count: number): string => Array.from({ length: count }, (_, line) => `  step${line}(); // does work number ${line} of this long function\n`).join('');

const files: Readonly<Record<string, string>> = {
  'src/retry.ts': 'export function retryWithDelay(attempts: number): void {\n  // waits longer after each failed attempt\n  schedule(() => undefined, 2 ** attempts * 100);\n}\n',
  'src/http/client.ts': "import { retryWithDelay } from '../retry.ts';\n\nexport function fetchAll(): void {\n  retryWithDelay(3);\n  retryWithDelay(4);\n}\n",
  'src/http/server.py': 'def serve(port):\n    """Retries are waited for: a failed attempt is tried again."""\n    return retryWithDelay(port)\n',
  'src/http/server.test.ts': "import { test } from 'node:test';\n\ntest('a failed attempt is tried again', () => { retry_limit = 3; });\n",
  'docs/retry.md': '# Retries\n\nAfter a failed attempt the client waits. The Retry Limit is three.\n',
  'src/long.ts': `export function longWork(): void {\n${padding(150)}  const needleInTheHay = 1;\n}\n`,
  'lib/lock.js': 'const sharedPromise = require("./sharedPromise");\nconst other = require("./other");\nmodule.exports = { lock: () => sharedPromise(other) };\n',
  'lib/sharedPromise.js': 'module.exports = (work) => {\n  let running = null;\n  return () => (running ??= work());\n};\n',
  'lib/many.rb': 'module Many\n  def slug_it(text)\n    text\n  end\n\n  def titleize_slug(slug)\n    slug\n  end\nend\n',
  'lib/post.rb': 'class Post\n  def populate\n    titleize_slug(slug); titleize_slug(title); titleize_slug(name)\n  end\nend\n',
  'lib/other.js': `exports.bad = "${'a'.repeat(60)}b";\n`,
};

async function indexed(t: TestContext) {
  const root = tempDirectory(t);
  writeFiles(root, files);
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  return (query: string, parts: Partial<SearchRequest> = {}): Promise<Answer> => opened.index.search({ query, limit: 20, ...parts });
}

test('filters in the text narrow, alone, together, and with those of the request', async (t) => {
  const search = await indexed(t);
  const paths = async (query: string, parts?: Partial<SearchRequest>) => new Set(pathsOf(await search(query, parts)));
  assert.deepEqual(await paths('lang:py failed attempt'), new Set(['src/http/server.py']));
  assert.deepEqual(await paths('kind:docs failed attempt'), new Set(['docs/retry.md']));
  assert.deepEqual(await paths('kind:tests failed attempt'), new Set(['src/http/server.test.ts']));
  assert.deepEqual(await paths('kind:code path:http failed attempt'), new Set(['src/http/client.ts', 'src/http/server.py']));
  assert.deepEqual(await paths('path:http failed attempt', { kinds: ['tests', 'docs'] }), new Set(['src/http/server.test.ts']));
  assert.deepEqual(await paths('path:http -path:test failed attempt'), new Set(['src/http/client.ts', 'src/http/server.py']));
  assert.deepEqual(await paths('path:src -lang:ts failed attempt'), new Set(['src/http/server.py']));
  assert.deepEqual(await paths('lang:ts failed attempt', { include: ['src/http'] }), new Set(['src/http/client.ts', 'src/http/server.test.ts']));
  assert.deepEqual(await paths('lang:ts failed attempt', { languages: ['python'] }), new Set());
  assert.equal((await search('lang:klingon failed attempt')).results.length > 3, true, 'an unknown language is text');
});

test('a query of filters only has no results, and says that it is one', async (t) => {
  const search = await indexed(t);
  const { results, understood } = await search('lang:ts path:src');
  assert.deepEqual(results, []);
  assert.equal(understood?.form, 'filters');
  assert.deepEqual(understood?.operators.map(({ value }) => value), ['typescript', 'src']);
});

test('an exact phrase finds all files that hold it: first its definition, then by number of lines, with the lines', async (t) => {
  const search = await indexed(t);
  const { verdict, results } = await search('"retryWithDelay"');
  assert.equal(verdict, 'strong');
  assert.deepEqual(results.map(({ path, matchedLines }) => [path, matchedLines]),
    [['src/retry.ts', [1]], ['src/http/client.ts', results[1]?.matchedLines], ['src/http/server.py', [3]]]);
  for (const { score, contributions } of results) assert.equal(Object.values(contributions).reduce((sum, value) => sum + value, 0), score);
  const lines = (await search('"retryWithDelay"', { chunks: true })).results.filter(({ path }) => path === 'src/http/client.ts').flatMap(({ matchedLines }) => matchedLines ?? []);
  assert.deepEqual(lines.sort(), [1, 4, 5]);
});

test('a phrase is found within words and in any case, unless it has an upper-case letter', async (t) => {
  const search = await indexed(t);
  const paths = async (query: string) => new Set(pathsOf(await search(query)));
  assert.deepEqual(await paths('"trywithdel"'), new Set(['src/retry.ts', 'src/http/client.ts', 'src/http/server.py']));
  assert.deepEqual(await paths('"retry limit"'), new Set(['docs/retry.md']));
  assert.deepEqual(await paths('"Retry Limit"'), new Set(['docs/retry.md']));
  assert.deepEqual(await paths('"RETRY limit"'), new Set());
  assert.deepEqual(await paths('"=> {"'), new Set(['src/http/server.test.ts', 'lib/sharedPromise.js']), 'signs alone are found too');
  assert.deepEqual(await paths('"failed attempt" "waits"'), new Set(['src/retry.ts', 'docs/retry.md']), 'a file must hold every phrase');
});

test('other words beside a phrase order what holds it, and nothing else is found', async (t) => {
  const search = await indexed(t);
  const { verdict, results } = await search('"failed attempt" documentation of the limit');
  assert.equal(results.length, 4);
  assert.notEqual(verdict, 'none');
  assert.equal(results[0]?.path, 'docs/retry.md');
});

test('a hit deep in a long function is shown where it is', async (t) => {
  const search = await indexed(t);
  for (const query of ['"needleInTheHay"', '/needle\\w+/', '"needleInTheHay" long work']) {
    const [hit] = (await search(query)).results;
    const line = hit?.matchedLines?.[0] ?? 0;
    assert.equal(line, 152);
    assert.match(hit?.snippet.split('\n')[line - (hit?.startLine ?? 0)] ?? '', /needleInTheHay/);
  }
});

test('a regular expression finds its lines, with or without words that the index knows', async (t) => {
  const search = await indexed(t);
  const paths = async (query: string) => pathsOf(await search(query));
  assert.deepEqual(await paths('/retry_?limit/'), ['src/http/server.test.ts']);
  assert.deepEqual(new Set(await paths('/RETRY.?LIMIT/i')), new Set(['src/http/server.test.ts', 'docs/retry.md']));
  assert.deepEqual(await paths('/^export function \\w+Delay\\(/'), ['src/retry.ts']);
  assert.deepEqual(new Set(await paths('/(?:serve|fetchAll)\\(/ -lang:md')), new Set(['src/http/server.py', 'src/http/client.ts']));
  assert.deepEqual(await paths('/\\?\\?=/'), ['lib/sharedPromise.js']);
  assert.equal((await search('/no such thing/')).verdict, 'none');
});

test('an expression that takes for ever is given up where it does, and the answer says so', async (t) => {
  const search = await indexed(t);
  const { results, understood } = await search('/"(a+)+";|attempts/');
  assert.deepEqual(understood?.unverified, { files: 1, because: 'time' });
  assert.deepEqual(pathsOf({ results } as Answer), ['src/retry.ts']);
});

test('an expression that can\'t be read is a bad request that says what to do', async (t) => {
  const search = await indexed(t);
  await assert.rejects(search('/foo(/'), (error: unknown) => error instanceof Failure && error.code === 'badPattern' && /group/.test(error.message) && /backslash/.test(error.nextStep));
});

test('a file that is named comes first, at the line that is named', async (t) => {
  const search = await indexed(t);
  for (const query of ['server.py', 'src/http/server.py', 'http/server.py:2', 'SERVER.py', 'http/server.py lang:py']) assert.equal(pathsOf(await search(query))[0], 'src/http/server.py', query);
  const [hit] = (await search('long.ts:120')).results;
  assert.equal(hit?.path, 'src/long.ts');
  assert.ok((hit?.startLine ?? 0) <= 120 && (hit?.endLine ?? 0) >= 120);
  assert.equal(pathsOf(await search('lib/sharedPromise'))[0], 'lib/sharedPromise.js');
});

test('an identifier finds its definition first in any case convention, and the file that is called so before who imports it', async (t) => {
  const search = await indexed(t);
  for (const query of ['retryWithDelay', 'retry_with_delay', 'RetryWithDelay', 'retry-with-delay', 'RETRY_WITH_DELAY', 'retry with delay', 'retryWithDelay()', 'client.retryWithDelay', 'retryWithDelay lang:ts']) {
    assert.equal(pathsOf(await search(query))[0], 'src/retry.ts', query);
  }
  for (const query of ['sharedPromise', 'shared_promise', 'shared promise']) assert.equal(pathsOf(await search(query))[0], 'lib/sharedPromise.js', query);
  for (const query of ['titleizeSlug', 'titleize_slug', 'titleize slug']) assert.equal(pathsOf(await search(query))[0], 'lib/many.rb', query);
  const { results } = await search('retryWithDelay');
  for (const { score, contributions } of results) assert.equal(Object.values(contributions).reduce((sum, value) => sum + value, 0), score);
});
