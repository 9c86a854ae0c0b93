/** Does the command line keep its contract: options, fields, exit codes, and what it says? */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { explainedText } from '../../src/cli/explainedText.ts';
import { answerText, printable } from '../../src/cli/output.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

const files = {
  'src/retry.js': 'export function retryWithDelay(attempts) {\n  // waits longer after each failed attempt\n  return new Promise((resolve) => setTimeout(resolve, 2 ** attempts * 100));\n}\n',
  'src/again.ts': 'export async function tryAgain(work: () => Promise<void>, attempts: number) {\n  // waits between two attempts, longer each time\n  for (let i = 0; i < attempts; i++) await work();\n}\n',
  'docs/cache.md': '# Cache\n\nEntries expire after one hour.\n\n## Eviction\n\nThe least recently used entry goes first.\n',
  'billing/invoice.py': 'def parse_invoice(text):\n    """Reads the amounts of an invoice."""\n    return text.split()\n',
};

function folder(t: TestContext) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, files);
  const cache = tempDirectory(t);
  const run = (args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'src/cli/main.ts'), ...args], { cwd: root, input, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache } });
    return { status, stdout, stderr };
  };
  const at = ['--path', root, '--index-dir', indexDir];
  return { root, indexDir, cache, run, at };
}

test('index builds and says what it did; search finds, with exactly the fields of the contract', (t) => {
  const { root, indexDir, run, at } = folder(t);
  const built = run(['index', root, '--index-dir', indexDir]);
  assert.equal(built.status, 0);
  assert.equal(built.stdout, '');
  assert.match(built.stderr, /^4 files indexed, 0 skipped, 0 failed; \d+ chunks, \d+ embedded, 0 reused so far; [\d.]+ s\.\n$/);
  const { status, stdout } = run(['search', 'amounts of an invoice', ...at, '--json']);
  assert.equal(status, 0);
  const answer = JSON.parse(stdout);
  assert.deepEqual(Object.keys(answer).slice(0, 4), ['query', 'verdict', 'results', 'tookMs']);
  assert.match(answer.verdict, /^(strong|weak)$/);
  const [first] = answer.results;
  assert.deepEqual(Object.keys(first).slice(0, 9), ['path', 'startLine', 'endLine', 'score', 'language', 'kind', 'symbol', 'snippet', 'contributions']);
  assert.deepEqual(
    [first.path, first.startLine, first.endLine, first.language, first.kind, first.symbol],
    ['billing/invoice.py', 1, 3, 'python', 'code', 'parse_invoice']);
  assert.equal(Object.values(first.contributions as Record<string, number>).reduce((sum, value) => sum + value, 0), first.score);
});

test('with --stdin each line is a query and each answer a line, in order', (t) => {
  const { run, at } = folder(t);
  const { status, stdout } = run(['search', '--stdin', '--json', ...at], 'least recently used entry\n\nparse_invoice\nretry after a failed attempt\n');
  assert.equal(status, 0);
  const answers = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ query }) => query), ['least recently used entry', '', 'parse_invoice', 'retry after a failed attempt']);
  assert.deepEqual([answers[0], answers[2]].map(({ results }) => results[0].path), ['docs/cache.md', 'billing/invoice.py']);
  assert.deepEqual(answers[1].results, []);
});

test('search without an index builds it first, and an index that is behind is brought up to date', (t) => {
  const { root, run, at } = folder(t);
  assert.match(run(['search', 'parse invoice', ...at]).stdout, /^billing\/invoice\.py:1-3 {2}parse_invoice/);
  writeFiles(root, { 'new.py': 'def rotate_image(image, degrees):\n    return image.rotate(degrees)\n' });
  assert.match(run(['search', 'rotate an image', ...at]).stdout, /^new\.py:1-2 {2}rotate_image/);
});

test('filters narrow by kind, language and path; --limit and --chunks shape the list', (t) => {
  const { run, at } = folder(t);
  const paths = (...args: string[]): string[] => JSON.parse(run(['search', 'waits longer between attempts, cache entries', '--json', ...at, ...args]).stdout).results.map((each: { path: string }) => each.path);
  assert.deepEqual(new Set(paths('--kind', 'docs')), new Set(['docs/cache.md']));
  assert.equal(paths('--kind', 'code').includes('docs/cache.md'), false);
  assert.equal(paths('--kind', 'docs,tests').includes('src/again.ts'), false);
  assert.deepEqual(paths('--lang', 'typescript'), ['src/again.ts']);
  assert.deepEqual(new Set(paths('--include', 'src')), new Set(['src/retry.js', 'src/again.ts']));
  assert.equal(paths('--exclude', '**/*.ts').includes('src/again.ts'), false);
  assert.equal(paths('--limit', '1').length, 1);
  assert.equal(paths().length, new Set(paths()).size, 'each file once');
  assert.ok(paths('--chunks').length >= paths().length);
});

test('similar finds what resembles a place, without the place itself', (t) => {
  const { run, at } = folder(t);
  const { status, stdout } = run(['similar', 'src/retry.js:2', ...at, '--json']);
  const { results } = JSON.parse(stdout);
  assert.equal(status, 0);
  assert.equal(results[0].path, 'src/again.ts');
  assert.equal(results.some((each: { path: string }) => each.path === 'src/retry.js'), false);
});

test('--counterpart leads from code to the documentation about it, and back', (t) => {
  const { root, run, at } = folder(t);
  writeFiles(root, { 'docs/retries.md': '# Retries\n\nWhat fails is sent again by `retryWithDelay`, which waits longer each time.\n\n# Printing\n\nThe printer needs paper.\n' });
  const first = (place: string, counterpart: string) => {
    const { status, stdout } = run(['similar', place, ...at, '--json', '--counterpart', counterpart]);
    return [status, ...JSON.parse(stdout).results.slice(0, 1).flatMap(({ path: file, kind }: { path: string; kind: string }) => [file, kind])];
  };
  assert.deepEqual(first('src/retry.js:2', 'docs'), [0, 'docs/retries.md', 'docs']);
  assert.deepEqual(first('docs/retries.md:3', 'code'), [0, 'src/retry.js', 'code']);
  const nonsense = run(['similar', 'src/retry.js:2', ...at, '--counterpart', 'tests']);
  assert.deepEqual([nonsense.status, nonsense.stdout], [2, '']);
  assert.match(nonsense.stderr, /--counterpart takes docs or code, not "tests"/);
});

test('similar compares by the aspect that is named, and its order is moved by --but', (t) => {
  const { root, run, at } = folder(t);
  writeFiles(root, {
    'net/persist.js': 'export function persist(tries) {\n  return new Promise((done) => setTimeout(done, 2 ** tries * 100));\n}\n',
    'net/retry.py': 'def retry_with_delay(attempts):\n    """Names of the attempts that are due."""\n    return [each.name for each in attempts if each.is_due]\n',
  });
  const first = (...args: string[]): string => JSON.parse(run(['similar', 'src/retry.js:2', ...at, '--json', ...args]).stdout).results[0].path;
  assert.equal(first('--aspect', 'behaviour'), 'net/persist.js');
  assert.equal(first('--aspect', 'name'), 'net/retry.py');
  assert.equal(first('--aspect', 'documentation'), 'src/again.ts');
  assert.equal(first('--aspect', 'all'), 'net/retry.py');
  assert.equal(first('--but', 'in TypeScript'), 'src/again.ts');
  assert.notEqual(first('--but', 'not in Python'), 'net/retry.py');
  const nameless = run(['similar', 'net/persist.js:2', ...at, '--aspect', 'documentation']);
  assert.equal(nameless.status, 2);
  assert.match(nameless.stderr, /persist has no comment\. Choose another aspect\./);
  const unknown = run(['similar', 'src/retry.js:2', ...at, '--aspect', 'colour']);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /--aspect takes all, behaviour, name, documentation, usage, not "colour"/);
});

test('nothing relevant is exit code 1 and said so', (t) => {
  const { run, at } = folder(t);
  const { status, stdout } = run(['search', 'kubernetes ingress certificate renewal', ...at]);
  assert.equal(status, 1);
  assert.match(stdout, /^Nothing relevant found for "kubernetes ingress certificate renewal"\./);
});

test('bad usage is exit code 2, trouble is 3, and each message says what to do next', (t) => {
  const { root, indexDir, run, at } = folder(t);
  for (const args of [['search', ...at], ['search', 'x', '--limit', '0'], ['search', 'x', '--kind', 'poems'], ['search', 'x', '--frobnicate'], ['dance'], ['explain', 'x']]) {
    const { status, stderr } = run(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /Run `lodestone/);
  }
  assert.equal(run(['search', 'x', '--path', path.join(root, 'nowhere')]).status, 3);
  fs.writeFileSync(path.join(root, 'plain'), '');
  const unwritable = run(['index', root, '--index-dir', path.join(root, 'plain', 'index')]);
  assert.equal(unwritable.status, 3);
  assert.match(unwritable.stderr, /Choose a directory/);
  assert.equal(run(['--help']).status, 0);
  assert.equal(fs.existsSync(path.join(indexDir, 'catalog.sqlite')), false, 'bad usage makes no index');
});

test('status, doctor and explain speak of the index as it is', (t) => {
  const { root, indexDir, run } = folder(t);
  const fresh = path.join(indexDir, 'none-yet');
  const at = ['--path', root, '--index-dir', fresh];
  for (const command of ['status', 'doctor']) assert.equal(run([command, ...at]).status, 3, 'there is no index yet');
  assert.equal(fs.existsSync(fresh), false, 'telling makes no index');
  run(['index', root, '--index-dir', fresh]);
  assert.match(run(['status', ...at]).stdout, /files {7}4 indexed, 0 skipped, 0 failed/);
  assert.match(run(['status', ...at]).stdout, /by meaning {2}each vector is compared: there are few/);
  const { search, recall } = JSON.parse(run(['status', '--json', ...at]).stdout).graph;
  assert.deepEqual([search, recall], ['few', null]);
  const doctor = run(['doctor', ...at]);
  assert.equal(doctor.status, 0);
  assert.match(doctor.stdout, /ok {3}search by meaning: each vector is compared: there are few/);
  assert.match(doctor.stdout, /checksums match/);
  const explained = run(['explain', 'parse invoice', 'billing/invoice.py:2', ...at]);
  assert.equal(explained.status, 0);
  assert.match(explained.stdout, /billing\/invoice\.py:1-3, 1 of \d+ chunks, relevance [\d.]+\n(\s+-?[\d.]+ {2}\w+\n)+/);
  assert.match(run(['explain', 'parse invoice', 'nowhere.py:1', ...at]).stdout, /not among the \d+ candidates/);
});

test('what a query says is heeded, on top of the options: filters, phrases, expressions; explain tells how it was understood', (t) => {
  const { run, at } = folder(t);
  const search = (...args: string[]) => {
    const { status, stdout } = run(['search', ...args, '--json', ...at]);
    const { results, understood } = JSON.parse(stdout);
    return { status, understood, paths: results.map((each: { path: string }) => each.path), results };
  };
  assert.deepEqual(search('lang:ts waits between attempts').paths, ['src/again.ts']);
  assert.deepEqual(search('-path:again lang:ts,js waits between attempts').paths, ['src/retry.js'], 'no option, though it begins with "-"');
  assert.deepEqual(search('waits between attempts path:src', '--lang', 'typescript').paths, ['src/again.ts']);
  const exact = search('"longer after each"');
  assert.deepEqual([exact.status, exact.paths, exact.results[0].matchedLines], [0, ['src/retry.js'], [2]]);
  assert.deepEqual(exact.understood, { form: 'exact', text: 'longer after each', unverified: null,
    operators: [{ type: 'exact', negated: false, value: 'longer after each', start: 0, end: 19 }] });
  assert.deepEqual(new Set(search('/setTimeout|text\\.split/').paths), new Set(['src/retry.js', 'billing/invoice.py']));
  assert.match(run(['search', '"longer after each"', ...at]).stdout, /^ +2> +\/\/ waits longer after each failed attempt$/m);
  const bad = run(['search', '/foo(/', ...at]);
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /expression can't be read/);
  assert.match(run(['explain', 'lang:py "parse_invoice" amounts', 'billing/invoice.py:2', ...at]).stdout,
    /^understood: question "parse_invoice amounts"; language python; exact parse_invoice\nbilling\/invoice\.py:1-3, 1 of 1 chunks/);
  assert.match(run(['--help']).stdout, /lang:ts.*"an exact phrase"/);
});

test('explain says which lines, words and terms make a hit, as text and as JSON; search marks the strongest line', (t) => {
  const { run, at } = folder(t);
  const args = ['explain', 'tried again after it has failed', 'src/retry.js:2', ...at];
  const { status, stdout } = run(args);
  assert.equal(status, 0);
  assert.match(stdout, /\nby meaning: similarity 0\.\d{3}, of which\n( +-?\d+ % {2}\d+: .+\n)+( +-?\d+ % {2}the (other lines|names around it|path)\n)+ {4}words {2}.*failed <- failed \d+ %/);
  assert.match(stdout, /\nby letters: score of the words [\d.]+, of which\n[^]* [\d.]+ {2}fail \(body [\d.]+\), in line 2\n/);
  const explained = JSON.parse(run([...args, '--json']).stdout);
  assert.deepEqual([explained.path, explained.rank > 0, explained.meaning.method, explained.matchedWords.length > 0], ['src/retry.js', true, 'words', true]);
  const { lines, rest, similarity } = explained.meaning;
  assert.ok(Math.abs(lines.reduce((sum: number, { share }: { share: number }) => sum + share, 0) + rest.otherLines + rest.names + rest.path - similarity) < 1e-5);
  const missing = run(['explain', 'parse invoice', 'nowhere.py:1', '--json', ...at]);
  assert.deepEqual([missing.status, JSON.parse(missing.stdout).rank, JSON.parse(missing.stdout).file], [1, null, null]);
  assert.match(run(['search', 'waits longer after a failed attempt', ...at]).stdout, /^ +2\* {3}\/\/ waits longer after each failed attempt$/m);
  const [first] = JSON.parse(run(['search', 'waits longer after a failed attempt', ...at, '--json']).stdout).results;
  assert.deepEqual(first.matchedWords[0], { line: 1, start: 31, end: 39, term: 'attempt' });
});

test('control characters of names and contents are shown, never sent to the terminal', () => {
  assert.equal(printable('a\u001b[31mred\u0007\u202e'), 'a\\u001b[31mred\\u0007\\u202e');
  const result = {
    root: '/r', path: 'evil\u001b]0;title\u0007.md', startLine: 1, endLine: 1, symbol: null, score: 1, language: 'markdown', kind: 'docs' as const,
    snippet: 'text \u001b[2J cleared', stale: false, relevance: 1, contributions: { meaning: 1 }, otherRanges: [],
  };
  const shown = answerText({ query: 'q', verdict: 'strong', results: [result], retrieval: 'hybrid', coverage: 1 });
  const explained = explainedText({
    query: 'q', understood: undefined, path: result.path, startLine: 1, endLine: 1, candidates: 1, rank: 1, score: 1, relevance: 1, contributions: {},
    lines: [result.snippet], matchedWords: [], terms: [{ text: '\u001b', matchedBy: '\u009b', idf: 1, covers: true, score: 1, fields: { name: 0, context: 0, path: 0, body: 1 } }],
    meaning: { method: 'words', similarity: 1, lines: [{ line: 1, share: 1 }], words: [{ line: 1, start: 0, end: 1, word: '\u001b', share: 1, queryWord: '\u0007' }], rest: { otherLines: 0, names: 0, path: 0 } },
  });
  for (const text of [shown, explained]) assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f\u009b]/);
});

test('duplicates prints what is written more than once, with the fields of the contract', (t) => {
  const { root, run, at } = folder(t);
  const queue = fs.readFileSync(path.join(repository, 'src/core/workQueue.ts'), 'utf8');
  writeFiles(root, { 'a/queue.ts': queue, 'b/backlog.ts': queue.replaceAll('WorkQueue', 'Backlog') });
  const { status, stdout } = run(['duplicates', ...at, '--json']);
  assert.equal(status, 0);
  const answer = JSON.parse(stdout);
  assert.deepEqual(Object.keys(answer), ['threshold', 'groups', 'found', 'compared', 'trivial', 'vendored', 'tookMs']);
  assert.deepEqual(Object.keys(answer.groups[0].pieces[0]), ['path', 'startLine', 'endLine', 'symbol', 'language', 'kind', 'likeness']);
  assert.deepEqual(answer.groups.map(({ pieces }: { pieces: { path: string }[] }) => pieces.map((piece) => piece.path).sort()), [['a/queue.ts', 'b/backlog.ts']]);
  assert.match(run(['duplicates', ...at]).stdout, /^1 group of pieces that are 70 % alike or more\.\n[\s\S]*queue\.ts:\d+-\d+/);
  fs.rmSync(path.join(root, 'b'), { recursive: true });
  const none = run(['duplicates', ...at]);
  assert.equal(none.status, 1);
  assert.match(none.stdout, /^Nothing is 70 % alike or more\./);
  assert.equal(run(['duplicates', ...at, '--threshold', '0.2']).status, 2);
});

test('what another folder holds too is not embedded again; status says where the vectors lie that all share, doctor why none are', (t) => {
  const { indexDir, cache, run, at } = folder(t);
  const clone = tempDirectory(t);
  writeFiles(clone, files);
  run(['index', ...at.slice(1)]);
  assert.match(run(['index', clone, '--index-dir', tempDirectory(t)]).stderr, /; (\d+) chunks, 0 embedded, \1 reused/);
  const file = path.join(cache, 'lodestone/shared/vectors.sqlite');
  assert.match(run(['status', ...at]).stdout, new RegExp(`^shared {6}vectors for all indexes take [\\d.]+ of at most 512\\.0 MB in ${file}$`, 'm'));
  assert.match(run(['doctor', ...at]).stdout, /^ok {3}vectors for all indexes take/m);
  fs.rmSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(path.dirname(file), 'in the way');
  const { status, stdout } = run(['doctor', ...at]);
  assert.equal(status, 3);
  assert.match(stdout, /^BAD {2}no vectors are shared with other indexes: .+ENOTDIR|EEXIST/m);
  assert.equal(run(['search', 'amounts of an invoice', ...at]).status, 0);
  assert.ok(fs.existsSync(path.join(indexDir, 'catalog.sqlite')));
});

test('why names the deciding rule of each path, and its exit code says whether all are indexed', (t) => {
  const { root, run, at } = folder(t);
  writeFiles(root, { '.gitignore': 'dist/\n', 'dist/x.js': 'x();\n' });
  run(['index', root, ...at.slice(2)]);
  const { status, stdout } = run(['why', 'src/retry.js', 'dist/x.js', 'nowhere.ts', '/', ...at]);
  assert.equal(status, 1);
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    'src/retry.js  indexed: javascript, 1 chunks, 1 of them with vectors.',
    'dist/x.js  skipped: ignored: .gitignore:1 dist/; the folder dist/ is left out as a whole',
    'nowhere.ts  missing: It does not exist.',
    '/  outside: It lies in no folder that is indexed.',
  ]);
  const asJson = run(['why', 'src', 'src/again.ts', '--json', ...at]);
  assert.deepEqual([asJson.status, JSON.parse(asJson.stdout).map(({ path: name, state }: { path: string; state: string }) => [name, state])], [0, [['src', 'folder'], ['src/again.ts', 'indexed']]]);
  assert.equal(run(['why', ...at]).status, 2);
});
