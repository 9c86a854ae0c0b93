/** What is read of notebooks, pages and data files, and where are they divided? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { TreeSitterParser } from '../../../src/adapters/treeSitterParser.ts';
import { linesOfCell } from '../../../src/core/chunk/readableNotebook.ts';
import type { Chunk } from '../../../src/core/types.ts';
import { chunkText, linkedGrammars } from './grammars.ts';

const parser = new TreeSitterParser(linkedGrammars());
const words = (count: number) => Array.from({ length: count }, (_, number) => `word${number % 10}`).join(' ');

async function chunksOf(path: string, lines: readonly string[]): Promise<readonly Chunk[]> {
  return (await chunkText(parser, path, lines.join('\n'))).chunks;
}

/** A notebook as Jupyter writes it. */
function notebook(cells: readonly { readonly type: string; readonly source: readonly string[] }[]): string[] {
  const outputs = [{ output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo'.repeat(300) } }];
  const written = cells.map(({ type, source }) => ({
    cell_type: type, metadata: {}, ...(type === 'code' ? { execution_count: 1, outputs } : {}),
    source: source.map((line, index) => (index < source.length - 1 ? `${line}\n` : line)),
  }));
  return JSON.stringify({ cells: written, metadata: {}, nbformat: 4 }, null, 1).split('\n');
}

test('a notebook is divided by its headings and cells, and only its sources are read', async () => {
  const code = Array.from({ length: 36 }, (_, line) => `value_${line} = compute("${line}", previous=value)`);
  const lines = notebook([
    { type: 'markdown', source: ['# Rain', '', words(140)] },
    { type: 'code', source: ['# no heading', ...code.slice(0, 10), '', ...code.slice(10)] },
    { type: 'markdown', source: ['## Sun', '', words(80)] },
  ]);
  const chunks = await chunksOf('a.ipynb', lines);
  assert.deepEqual(chunks.map((chunk) => chunk.symbol), ['Rain', 'Rain', 'Sun']);
  assert.ok(chunks[1]?.text.includes('value_9 = compute("9", previous=value)\n\nvalue_10'), 'a cell is whole, without escapes');
  assert.ok(chunks.every((chunk) => !/iVBOR|cell_type|metadata/.test(chunk.text)));
  assert.ok(lines[(chunks[2]?.startLine ?? 0) - 1] !== undefined && chunks[2]?.text.includes('## Sun'));
});

test('the lines of a cell are those of its source, in the order of the cells', () => {
  const lines = notebook([{ type: 'markdown', source: ['# Rain'] }, { type: 'code', source: ['a = 1', '', 'b = 2'] }, { type: 'code', source: [] }]);
  const sourceOf = (cell: number) => {
    const range = linesOfCell(lines.join('\n'), cell);
    return range && lines.slice(range.startLine - 1, range.endLine).map((line) => JSON.parse(line.trim().replace(/,$/, '')));
  };
  assert.deepEqual([0, 1, 2, 3].map(sourceOf), [['# Rain'], ['a = 1\n', '\n', 'b = 2'], null, null]);
});

test('a notebook in one line is kept as it is', async () => {
  const [line = ''] = [JSON.stringify({ cells: [{ cell_type: 'code', source: ['a = 1'] }] })];
  assert.deepEqual((await chunksOf('a.ipynb', [line])).map((chunk) => chunk.text), [line]);
});

test('a page is read without its tags, and divided by its headings', async () => {
  const chunks = await chunksOf('a.html', [
    '<!doctype html>', '<!-- a', '# comment -->', `<body class="${'utility '.repeat(20)}">`, '<h1 class="big">All &amp; <b>more</b></h1>', `<p>${words(60)}`, '</p>',
    '<h2>Part</h2>', `<p>${words(60)} <img src="a.png"`, '  alt="a bird"></p>', '<script>', '# kept()', '</script>', '</body>',
  ]);
  assert.deepEqual(chunks.map((chunk) => [chunk.symbol, ...chunk.context]), [['All & more'], ['Part', 'All & more']]);
  const text = chunks.map((chunk) => chunk.text).join('\n');
  assert.ok(text.includes('a bird') && text.includes('# kept()'));
  assert.doesNotMatch(text, /<|comment|utility|a\.png|&amp;/);
});

test('JSON is divided by its top keys, a long one between the keys inside, and none is a name that other files use', async () => {
  const entry = (name: string) => [`    "${name}": {`, `      "text": "${words(20)} { \\" ["`, '    },'];
  const chunks = await chunksOf('a.json', [
    '{', '  "first": {', ...entry('x'), `    "y": "${words(40)}"`, '  },', '  "second": {', ...Array.from({ length: 20 }, (_, number) => entry(`key${number}`)).flat(), '    "end": 1', '  }', '}',
  ]);
  assert.equal(chunks[0]?.symbol, 'first');
  assert.deepEqual(chunks[1]?.symbol, 'second');
  assert.ok(chunks.length > 2 && chunks.slice(2).every((chunk) => chunk.symbol === 'second' && chunk.context[0] === 'second'));
  assert.ok(chunks.every((chunk) => chunk.definitions.length === 0));
});

test('YAML is divided by its top keys with the comments above them, never inside a text', async () => {
  const chunks = await chunksOf('a.yaml', [
    '# About.', 'name: x', '', '# The script.', 'script: |', ...Array.from({ length: 60 }, (_, number) => `  key${number}: ${words(6)}`), '', '# Where.', 'place:', ...Array.from({ length: 8 }, (_, number) => `  - at: ${words(6)} ${number}`),
  ]);
  assert.deepEqual([...new Set(chunks.map((chunk) => chunk.symbol))], ['script', 'place']);
  assert.ok(chunks.at(-1)?.text.startsWith('# Where.'));
});

test('TOML is divided by its tables, never inside a text', async () => {
  const chunks = await chunksOf('a.toml', ['title = 1', '[first]', `a = "${words(60)}"`, '[second]', 'b = """', '[not]', words(60), '"""', '[[third]]', `c = "${words(60)}"`]);
  assert.deepEqual(chunks.map((chunk) => chunk.symbol), ['first', 'second', 'third']);
});

test('a literal block of reStructuredText is never cut where it fits', async () => {
  const block = (number: number) => ['Example::', '', `    first ${number} ${words(40)}`, '', `    ${words(40)}`, '', '    Not a title', '    ===========', ''];
  const chunks = await chunksOf('a.rst', ['Title', '=====', '', ...[1, 2, 3, 4, 5].flatMap(block)]);
  assert.ok(chunks.length > 1);
  assert.deepEqual([...new Set(chunks.map((chunk) => chunk.symbol))], ['Title']);
  for (const chunk of chunks) assert.ok(/^(?:Title|Example::)/.test(chunk.text) && chunk.text.trimEnd().endsWith('==========='), chunk.text);
});

test('the equations of a Haskell function are one definition with its type and its comment', async () => {
  const equation = (number: number) => `route ${number} request = answer (lookupTable ${number}) (headersOf request) (bodyOf request)`;
  const chunks = await chunksOf('A.hs', ['module A where', '', '-- | Chooses an answer.', 'route :: Int -> Request -> Answer', ...[1, 2, 3, 4].map(equation), '', 'other :: Int', 'other = 1']);
  const route = chunks.find((chunk) => chunk.symbol === 'route');
  assert.ok(route?.text.includes('-- | Chooses') && route.text.includes('route 4'));
  const long = await chunksOf('A.hs', ['route :: Int', ...Array.from({ length: 60 }, (_, number) => equation(number))]);
  assert.ok(long.length > 1 && long.slice(1).every((chunk) => chunk.symbol === 'route' && chunk.text.startsWith('route ') && chunk.context[0] === 'route :: Int'));
});

test('a Dart function is cut between the statements of its body, though the grammar has the body apart', async () => {
  const statements = Array.from({ length: 60 }, (_, number) => [`    final value${number} =`, `        compute(${number}, previous, "${words(3)}");`]).flat();
  const chunks = await chunksOf('a.dart', ['class Box {', '  int open(', '    int first,', '  ) {', ...statements, '  }', '}']);
  assert.ok(chunks.length > 3);
  assert.ok(chunks.slice(2).every((chunk) => chunk.symbol === 'open' && /^ *(?:final|\})/.test(chunk.text)));
});
