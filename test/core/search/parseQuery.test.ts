/** Is the text of a query read as people mean it, and left alone where they mean nothing by it? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../../src/core/search/parseQuery.ts';
import { realTexts } from '../../support/realTexts.ts';
import { randomInteger, randomNumbers } from '../lexical/random.ts';

/** text, and what was taken out of it, as one line. */
function read(query: string): string {
  const { text, filters, exact, pattern } = parseQuery(query);
  const parts = [
    ...filters.languages.map((each) => `lang ${each}`), ...filters.excludedLanguages.map((each) => `-lang ${each}`),
    ...filters.paths.map((each) => `path ${each}`), ...filters.excludedPaths.map((each) => `-path ${each}`),
    ...(filters.kinds?.map((each) => `kind ${each}`) ?? []), ...exact.map((each) => `exact ${each}`), ...(pattern ? [`pattern ${pattern}`] : []),
  ];
  return [text, ...parts].join(' | ');
}

const readings: Readonly<Record<string, string>> = {
  'where are retries limited': 'where are retries limited',
  '  spaces stay  ': '  spaces stay  ',
  'lang:ts retry': 'retry | lang typescript | lang typescriptreact',
  'retry LANG:TypeScript': 'retry | lang typescript | lang typescriptreact',
  'lang:tsx a': 'a | lang typescriptreact',
  'lang:c++ a lang:py': 'a | lang cpp | lang python',
  'language:.rs,golang a': 'a | lang rust | lang go',
  '-lang:js a': 'a | -lang javascript | -lang javascriptreact',
  'path:src/core a': 'a | path src/core',
  'file:rank.ts a': 'a | path rank.ts',
  'a -path:test b': 'a b | -path test',
  'path:**/*.md a': 'a | path **/*.md',
  'path:src\\core a': 'a | path src/core',
  'path:"my notes" a': 'a | path my notes',
  'path:.github a': 'a | path .github',
  'kind:docs a': 'a | kind docs',
  'kind:code a': 'a | kind code',
  '-kind:docs a': 'a | kind code | kind tests',
  'kind:test a': 'a | kind tests',
  '-kind:tests a': 'a | kind code | kind docs',
  'kind:code,tests a': 'a | kind code | kind tests',
  'kind:code kind:docs a': 'a | kind code | kind docs',
  'kind:all -kind:code a': 'a | kind tests | kind docs',
  'kind:all a': 'a',
  'kind:documentation a': 'a | kind docs',
  '"exact words"': 'exact words | exact exact words',
  'where is "retry limit" set': 'where is retry limit set | exact retry limit',
  'what is "retry limit"?': 'what is retry limit? | exact retry limit',
  '“curly quotes”': 'curly quotes | exact curly quotes',
  '"say \\"hi\\""': 'say "hi" | exact say "hi"',
  '"C:\\dir\\"': 'C:\\dir\\ | exact C:\\dir\\',
  '"a" "b c"': 'a b c | exact a | exact b c',
  '/ret(ry|ries)\\s*=/i in code': 'in code | pattern /ret(ry|ries)\\s*=/i',
  '/a\\/b[/]c/': ' | pattern /a\\/b[/]c/',
  '/foo/gy': ' | pattern /foo/',
  'lang:ts "x y" /z/ -path:test words': 'x y  words | lang typescript | lang typescriptreact | -path test | exact x y | pattern /z/',
};

test('filters, phrases and expressions are taken out of the text', () => {
  for (const [query, reading] of Object.entries(readings)) assert.equal(read(query).replace(/ {2}(?=words)/, ' '), reading.replace(/ {2}(?=words)/, ' '), query);
});

test('what only looks like them is text', () => {
  const texts = [
    'std::vector', 'path::operator', 'file::open', 'http://example.com/a?b=c', 'file:///etc/hosts', 'foo:bar', 'lang:klingon', 'lang:', 'lang: ts', 'kind:poem',
    'kind: Deployment', 'path: /api', '"unbalanced', 'don"t', '"', '""', '" "', 'print("hello world")', '"name": 1', 'Class::method', 'it\'s', '`code`', '/usr/local/bin',
    '/usr/local/', '/', '//', '// a comment', '/* a comment */', '/health and /ready', 'a / b / c', 'and/or', '-', '-v', '--path x', 'a-path:b', 'xlang:ts', 'path:/', '/ab', '1/2', '</div>',
    '"two\nlines"',
  ];
  for (const text of texts) {
    const { operators, text: kept } = parseQuery(text);
    assert.deepEqual(operators, [], text);
    assert.equal(kept, text);
  }
});

test('the form says what is left without the filters', () => {
  const forms: Readonly<Record<string, string>> = {
    '': 'nothing', '?!': 'nothing', 'lang:ts path:src': 'filters', '"exact"': 'exact', 'lang:ts "exact"': 'exact', '/a+/ kind:code': 'pattern', '"a" /b/': 'pattern',
    rankCandidates: 'symbol', 'rank_candidates lang:ts': 'symbol', 'Class::method': 'symbol', 'obj.method()': 'symbol', '#private': 'symbol', 'searcher': 'symbol',
    'rank candidates': 'question', 'how is it ranked?': 'question', '"exact" and more': 'question', '"exact" word': 'question', '缓存': 'question',
    'src/core/rank.ts': 'path', 'rank.ts': 'path', './rank.ts:12': 'path', 'rank.ts#L12': 'path', 'src\\core\\rank.ts': 'path', 'README.md': 'path', 'notes.txt': 'path', 'search/rank': 'path',
  };
  for (const [query, form] of Object.entries(forms)) assert.equal(parseQuery(query).form, form, query);
});

test('a path may name a line', () => {
  const places = ['rank.ts', 'rank.ts:12', 'src/a.ts:12:5', 'src/a.ts:3-9', 'a.ts#L7', '/src/a.ts', '../a.ts'].map((query) => parseQuery(query).place);
  assert.deepEqual(places, [
    { path: 'rank.ts', line: null }, { path: 'rank.ts', line: 12 }, { path: 'src/a.ts', line: 12 }, { path: 'src/a.ts', line: 3 }, { path: 'a.ts', line: 7 },
    { path: 'src/a.ts', line: null }, { path: 'a.ts', line: null },
  ]);
});

test('an expression that can\'t be read is reported, not thrown', () => {
  const { pattern, patternError, form } = parseQuery('/foo(/');
  assert.equal(pattern, null);
  assert.match(patternError ?? '', /group/);
  assert.equal(form, 'pattern');
  assert.match(parseQuery('/a/iuv').patternError ?? '', /flags/i);
});

test('whatever is typed, nothing is thrown, operators lie in order within the query, and cutting them all out leaves none', () => {
  const random = randomNumbers(3);
  const pieces = ['lang:', 'ts', 'path:', '-path:', '"', '"', '/', '/i', '\\', ' ', ' ', 'a b', '(', '[', 'kind:docs', '::', '“', '”', '\n', 'é', '😀', '.ts', ':12', '*', '#'];
  for (let trial = 0; trial < 5000; trial++) {
    const query = Array.from({ length: 1 + randomInteger(random, 12) }, () => pieces[randomInteger(random, pieces.length)]).join('');
    const { operators, text } = parseQuery(query);
    let end = 0;
    for (const operator of operators) {
      assert.ok(operator.start >= end && operator.end > operator.start && operator.end <= query.length, query);
      end = operator.end;
    }
    if (!operators.length) assert.equal(text, query);
    const spaces = operators.reduceRight((rest, each) => `${rest.slice(0, each.start)}${' '.repeat(each.end - each.start)}${rest.slice(each.end)}`, query);
    const left = parseQuery(spaces).operators.filter(({ type }) => type !== 'pattern'); // of two expressions the second is text until the first is gone
    assert.deepEqual(left, [], query);
  }
});

test('pasted code and prose of any kind is read in no time, and never thrown at', () => {
  const texts = [...realTexts(300, 2000), '"a '.repeat(3000), '/a '.repeat(3000), '/[a '.repeat(2500), '/('.repeat(5000), 'lang:'.repeat(2000), `/${'a|'.repeat(4000)}`];
  for (const text of texts) assert.equal(typeof parseQuery(text).text, 'string');
});
