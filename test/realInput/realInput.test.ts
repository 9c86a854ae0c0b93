/** Does the command line answer questions about well-known packages, and own up where there is no answer? */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root, runNode } from '../../scripts/run.ts';
import { realPackage, realPackages, type RealPackage } from './packages.ts';

interface Question {
  readonly package: string;
  readonly query: string;
  readonly expected: readonly string[];
}

interface Answer {
  readonly query: string;
  readonly verdict: 'strong' | 'weak' | 'none';
  readonly results: readonly { readonly path: string; readonly startLine: number; readonly endLine: number; readonly score: number; readonly snippet: string; readonly contributions: Readonly<Record<string, number>> }[];
}

const resultLimit = 5;
/** Of a package's five to eight questions: one miss more or less says little. */
const neededShare = 0.6;
/** Of all packages' questions together. */
const neededShareOfAll = 0.85;

/** About nothing that any of the packages does. */
const nonsense = ['recipe for tomato soup with fresh basil', 'who won the football world cup', 'zxqv wplk brrgh', 'cheap flights to Lisbon in August'];

const questions: readonly Question[] = JSON.parse(readFileSync(path.join(import.meta.dirname, 'questions.json'), 'utf8'));
const cli = path.join(root, 'dist/cli.js');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-real-'));

interface IndexedPackage {
  readonly folder: string;
  readonly indexDir: string;
}

const indexed = new Map<string, Promise<IndexedPackage>>();

/** Fetched and indexed once, by the first test that needs it: one that can't be fetched fails no other's tests. */
function indexedPackage(source: RealPackage): Promise<IndexedPackage> {
  const making = indexed.get(source.name) ?? (async () => {
    const folder = await realPackage(source);
    const indexDir = path.join(scratch, source.name);
    await runNode(cli, ['index', folder, '--index-dir', indexDir]);
    return { folder, indexDir };
  })();
  indexed.set(source.name, making);
  return making;
}

const isFound = ({ expected }: Question, answer: Answer | undefined): boolean =>
  answer !== undefined && answer.verdict !== 'none' && answer.results.some((result) => expected.includes(result.path));

const place = ({ folder, indexDir }: IndexedPackage) => ['--path', folder, '--index-dir', indexDir];

async function ask(source: RealPackage, queries: readonly string[]): Promise<readonly Answer[]> {
  const { stdout } = await runNode(cli, ['search', '--stdin', '--json', '--limit', String(resultLimit), ...place(await indexedPackage(source))], { input: `${queries.join('\n')}\n`, accept: [0, 1] });
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

after(() => rmSync(scratch, { recursive: true, force: true }));

for (const source of realPackages) {
  const { name, version } = source;
  test(`${name} ${version} is indexed, and most questions find their file among the first ${resultLimit}`, async () => {
    const own = questions.filter((question) => question.package === name);
    assert.ok(own.length >= 5);
    const answers = await ask(source, own.map(({ query }) => query));
    assert.deepEqual(answers.map(({ query }) => query), own.map(({ query }) => query));
    const missed = own.filter((question, index) => !isFound(question, answers[index]));
    const found = own.length - missed.length;
    assert.ok(found / own.length >= neededShare, `${found} of ${own.length}; missed:\n${missed.map((question) => {
      const got = answers[own.indexOf(question)]?.results.map((result) => result.path).join(', ');
      return `  ${question.query}\n    wanted ${question.expected.join(' or ')}\n    got ${got}`;
    }).join('\n')}`);
  });

  test(`${name} has no answer to questions about something else`, async () => {
    const answers = await ask(source, nonsense);
    assert.deepEqual(answers.filter(({ verdict }) => verdict !== 'none').map(({ query, verdict, results }) => `${query}: ${verdict} ${results[0]?.path}`), []);
  });
}

test(`of all the questions, ${neededShareOfAll * 100} in a hundred find their file`, async () => {
  let found = 0;
  for (const source of realPackages) {
    const own = questions.filter((question) => question.package === source.name);
    const answers = await ask(source, own.map(({ query }) => query));
    found += own.filter((question, index) => isFound(question, answers[index])).length;
  }
  assert.ok(found / questions.length >= neededShareOfAll, `${found} of ${questions.length}`);
});

for (const source of realPackages) {
  test(`results in ${source.name} carry the lines of the file as it is, and scores that are the sum of their parts`, async () => {
    const { folder } = await indexedPackage(source);
    const own = questions.filter((question) => question.package === source.name);
    for (const result of (await ask(source, own.map(({ query }) => query))).flatMap(({ results }) => results)) {
      const lines = readFileSync(path.join(folder, result.path), 'utf8').split(/\r?\n/);
      assert.ok(result.startLine >= 1 && result.endLine >= result.startLine && result.endLine <= lines.length, `${result.path}:${result.startLine}-${result.endLine}`);
      assert.ok(lines.slice(result.startLine - 1, result.endLine).join('\n').startsWith(result.snippet.split(/\r?\n/)[0] ?? ''), `${result.path}:${result.startLine}`);
      assert.equal(Object.values(result.contributions).reduce((sum, part) => sum + part, 0), result.score);
    }
  });
}

test('what is similar to throttling is other rate limiting, and never the thing itself', async () => {
  const rxjs = realPackages.find(({ name }) => name === 'rxjs');
  assert.ok(rxjs);
  const inIndex = await indexedPackage(rxjs);
  const { stdout } = await runNode(cli, ['similar', path.join(inIndex.folder, 'internal/operators/throttle.ts'), '--json', '--limit', String(resultLimit), ...place(inIndex)]);
  const { results }: Answer = JSON.parse(stdout);
  const found = results.map((result) => result.path);
  assert.ok(!found.includes('internal/operators/throttle.ts'));
  assert.ok(found.some((file) => /throttleTime|debounce|audit|sample/.test(file)), found.join(', '));
});
