/** Does the aspect of "Find Similar" decide what comes first? Over code in five languages: copies with other names, other code of the same name. */
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Result, SimilarAnswer, SimilarRequest } from '../../src/core/search/answer.ts';
import type { Aspect } from '../../src/core/similar/aspect.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, pathsOf, repository, type TestIndexOptions } from '../support/testIndex.ts';

/** An example's file and a line in it, a copy of it with all of its own names changed, and other code of the same name. */
const cases: readonly { readonly language: string; readonly example: string; readonly line: number; readonly copy: string; readonly namesake: string }[] = [
  { language: 'TypeScript', example: 'queue/retry.ts', line: 5, copy: 'net/persevere.ts', namesake: 'legacy/retry.ts' },
  { language: 'Python', example: 'stats/median.py', line: 4, copy: 'stats/prices.py', namesake: 'tables/median.py' },
  { language: 'Go', example: 'ranges/merge.go', line: 8, copy: 'calendar/bookings.go', namesake: 'calendar/merge.go' },
  { language: 'Rust', example: 'store/checksum.rs', line: 5, copy: 'store/blocks.rs', namesake: 'manifest/checksum.rs' },
  { language: 'Java', example: 'http/Headers.java', line: 10, copy: 'forms/Answers.java', namesake: 'forms/Columns.java' },
];
const [retry] = cases as [(typeof cases)[0]];
const ledger = { example: 'store/ledger.ts', line: 5 };

interface Place { readonly example: string; readonly line?: number }

interface Indexed {
  readonly root: string;
  similarTo(place: Place, more?: Partial<SimilarRequest>, signal?: AbortSignal): Promise<SimilarAnswer>;
}

async function indexed(t: TestContext, options: Pick<TestIndexOptions, 'modelDir'> = {}): Promise<Indexed> {
  const root = tempDirectory(t);
  cpSync(path.join(repository, 'test/fixtures/similar'), root, { recursive: true });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root], ...options });
  await bringUpToDate(opened);
  const similarTo: Indexed['similarTo'] = ({ example, line }, more = {}, signal) =>
    opened.index.similar({ file: path.join(root, example), ...(line === undefined ? {} : { startLine: line, enclosing: true }), limit: 50, ...more }, signal);
  return { root, similarTo };
}

/** Its place, from 0; behind all others where it is not among the results. */
function placeOf(file: string, answer: SimilarAnswer): number {
  const place = pathsOf(answer).indexOf(file);
  return place < 0 ? Infinity : place;
}

for (const each of cases) {
  test(`the aspect decides between a renamed copy and a namesake (${each.language})`, async (t) => {
    const { similarTo } = await indexed(t);
    const [behaviour, name] = [await similarTo(each, { aspect: 'behaviour' }), await similarTo(each, { aspect: 'name' })];
    assert.equal(pathsOf(behaviour)[0], each.copy, 'what does the same comes first by behaviour');
    assert.ok(placeOf(each.copy, behaviour) < placeOf(each.namesake, behaviour));
    assert.equal(pathsOf(name)[0], each.namesake, 'what is named the same comes first by name');
    assert.ok(placeOf(each.namesake, name) < placeOf(each.copy, name));
    assert.deepEqual([behaviour.verdict, name.verdict], ['strong', 'strong']);
  });
}

test('by documentation comes first what is said to do the same, in whatever words, name and language', async (t) => {
  const { similarTo } = await indexed(t);
  const answer = await similarTo(retry, { aspect: 'documentation' });
  assert.deepEqual(pathsOf(answer).slice(0, 2), ['net/download.py', 'docs/operations.md']);
  assert.equal(pathsOf(answer).includes(retry.copy), false, 'the copy has no comment to compare');
});

test('by usage comes first what the same callers use, not what has the same body', async (t) => {
  const { similarTo } = await indexed(t);
  const copy = 'app/diary.ts';
  const [usage, behaviour] = [await similarTo(ledger, { aspect: 'usage' }), await similarTo(ledger, { aspect: 'behaviour' })];
  assert.equal(pathsOf(usage)[0], 'store/archive.ts');
  assert.ok(placeOf('store/archive.ts', usage) < placeOf(copy, usage));
  assert.ok(placeOf(copy, behaviour) < placeOf('store/archive.ts', behaviour));
});

test('without an aspect everything counts: both the copy and the namesake are near', async (t) => {
  const { similarTo } = await indexed(t);
  const [all, unsaid] = [await similarTo(retry, { aspect: 'all' }), await similarTo(retry)];
  assert.deepEqual(unsaid, all);
  assert.ok(placeOf(retry.copy, all) < 4 && placeOf(retry.namesake, all) < 4);
});

test('a place that was selected is compared as the definition that it is of', async (t) => {
  const { similarTo } = await indexed(t);
  const selected = await similarTo({ ...retry, line: 2 }, { enclosing: false, endLine: 14, aspect: 'name' });
  assert.equal(pathsOf(selected)[0], retry.namesake);
  const file = await similarTo({ example: retry.example }, { aspect: 'behaviour' });
  assert.equal(pathsOf(file)[0], retry.copy);
});

test('what the words of "similar, but" ask for comes before what is otherwise nearer, and what they exclude after it', async (t) => {
  const { similarTo } = await indexed(t);
  const [plain, python, noTimer] = [await similarTo(retry), await similarTo(retry, { but: 'in Python' }), await similarTo(retry, { but: 'not in TypeScript' })];
  assert.equal(pathsOf(plain)[0], retry.copy);
  assert.equal(pathsOf(python)[0], 'net/download.py', 'the one in Python that does the like');
  assert.ok(placeOf('stats/median.py', python) > placeOf(retry.copy, python), 'not whatever is in Python');
  assert.ok(placeOf('docs/operations.md', noTimer) < placeOf(retry.copy, noTimer));
  const words = await similarTo(retry, { but: 'a documented service' });
  assert.equal(pathsOf(words)[0], 'docs/operations.md');
  const excluded = await similarTo(retry, { but: 'without entries and limits' });
  assert.ok(placeOf(retry.namesake, excluded) > placeOf(retry.namesake, plain));
});

test('the words move an answer by aspect, too', async (t) => {
  const { similarTo } = await indexed(t);
  const [plain, moved] = [await similarTo(retry, { aspect: 'documentation' }), await similarTo(retry, { aspect: 'documentation', but: 'operations of a service' })];
  assert.equal(pathsOf(plain)[0], 'net/download.py');
  assert.equal(pathsOf(moved)[0], 'docs/operations.md');
});

test('every score is the sum of its named parts, whatever the aspect', async (t) => {
  const { similarTo } = await indexed(t);
  const aspects: readonly Aspect[] = ['all', 'behaviour', 'name', 'documentation', 'usage'];
  for (const aspect of aspects) {
    const { results } = await similarTo(ledger, { aspect, but: 'in TypeScript, without a database' });
    assert.ok(results.length > 0, aspect);
    const sum = ({ contributions }: Result): number => Object.values(contributions).reduce((total, value) => total + value, 0);
    for (const result of results) assert.equal(sum(result), result.score, `${aspect}: ${result.path}`);
  }
});

test('an example that has nothing of the aspect is refused, with what to do', async (t) => {
  const { similarTo } = await indexed(t);
  const prose = { example: 'docs/operations.md', line: 5 };
  await assert.rejects(similarTo(prose, { aspect: 'behaviour' }), { code: 'nothingToCompare', nextStep: 'Choose another aspect.' });
  await assert.rejects(similarTo({ example: retry.copy, line: 3 }, { aspect: 'documentation' }), { code: 'nothingToCompare', message: /persevere has no comment/ });
  await assert.rejects(similarTo(retry, { aspect: 'usage' }), { code: 'nothingToCompare', message: /retryWithBackoff is mentioned nowhere else/ });
});

test('filters hold under every aspect', async (t) => {
  const { similarTo } = await indexed(t);
  for (const aspect of ['behaviour', 'name', 'documentation', 'usage'] as const) {
    const { results } = await similarTo(ledger, { aspect, languages: ['typescript'], exclude: ['app'] });
    assert.ok(results.length > 0, aspect);
    assert.deepEqual(results.filter(({ path: file, language }) => language !== 'typescript' || file.startsWith('app/')), [], aspect);
  }
});

test('without a model what is shared decides alone', async (t) => {
  const { similarTo } = await indexed(t, { modelDir: path.join(repository, 'test/fixtures/models/none') });
  const [behaviour, name, usage] = [await similarTo(retry, { aspect: 'behaviour' }), await similarTo(retry, { aspect: 'name' }), await similarTo(ledger, { aspect: 'usage' })];
  assert.deepEqual([behaviour, name, usage].map((answer) => pathsOf(answer)[0]), [retry.copy, retry.namesake, 'store/archive.ts']);
  assert.equal(behaviour.retrieval, 'lexical');
  assert.equal(pathsOf(await similarTo(retry, { but: 'a documented service' }))[0], 'docs/operations.md');
});

test('a file that is gone since it was indexed is not compared', async (t) => {
  const { root, similarTo } = await indexed(t);
  rmSync(path.join(root, retry.copy));
  assert.equal(pathsOf(await similarTo(retry, { aspect: 'behaviour' })).includes(retry.copy), false);
});

test('a question that is aborted stops reading', async (t) => {
  const { similarTo } = await indexed(t);
  for (const aspect of ['behaviour', 'usage'] as const) await assert.rejects(similarTo(ledger, { aspect }, AbortSignal.abort()), { code: 'cancelled' });
});

test('a cell of a notebook is an example by itself, and is not among what resembles it', async (t) => {
  const root = tempDirectory(t);
  const cell = (source: string[]) => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source });
  const cells = [cell(['import pandas as pd\n', 'rainfall = pd.read_csv("rain.csv")']), cell(['for attempt in range(5):\n', '    if send_again_after_pause(attempt): break'])];
  writeFiles(root, {
    'weather.ipynb': JSON.stringify({ cells, metadata: {}, nbformat: 4 }, null, 1),
    'load.py': 'import pandas as pd\nrainfall = pd.read_csv("rain.csv")\n', 'retry.py': 'def retry():\n    for attempt in range(9):\n        if send_again_after_pause(attempt): break\n',
  });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  const similarTo = (cell: number) => opened.index.similar({ file: path.join(root, 'weather.ipynb'), cell, limit: 5 });
  assert.equal(pathsOf(await similarTo(0))[0], 'load.py');
  assert.equal(pathsOf(await similarTo(1))[0], 'retry.py');
  await assert.rejects(similarTo(2), { code: 'nothingToCompare' });
});
