/** Are the lines that are shown of a hit the ones that tell what it is? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { excerpt } from '../../src/webview/snippetLines.ts';

const numbered = (count: number, text: (line: number) => string = (line) => `line ${line}`) =>
  Array.from({ length: count }, (_, at) => text(at + 1)).join('\n');

test('a short hit is shown whole, moved left by the indentation that its lines share', () => {
  const { lines, indentation, firstLine, hidden } = excerpt('    a\n      b\n\n    c', 10, '');
  assert.deepEqual(lines.map((line) => line.slice(indentation)), ['a', '  b', '', 'c']);
  assert.deepEqual([firstLine, hidden], [10, 0]);
});

test('of a long hit the first eight lines are shown, and the rest is counted', () => {
  const { lines, firstLine, hidden } = excerpt(numbered(20), 5, 'nothing of this');
  assert.deepEqual([lines.length, lines[0], firstLine, hidden], [8, 'line 1', 5, 12]);
});

test('the line that must be seen is shown, with two above it, unless the first lines show it or the snippet ends before it', () => {
  const shown = (line: number) => excerpt(numbered(30), 101, 'line', line);
  assert.deepEqual([shown(108).firstLine, shown(120).firstLine, shown(130).firstLine], [101, 118, 123]);
  assert.ok(shown(120).lines.includes('line 20'));
  assert.equal(shown(131).firstLine, 101);
});

test('blank lines at the start are passed over, and the numbers stay right', () => {
  assert.deepEqual(excerpt('\n\r\n  a\r\n', 7, ''), { lines: ['  a'], firstLine: 9, indentation: 2, before: ['', ''], hidden: 0 });
});

test('lines that hold the words of the question are shown rather than the first', () => {
  const text = numbered(40, (line) => line === 30 ? 'old log files are removed here' : `line ${line}`);
  const { lines, firstLine, hidden } = excerpt(text, 1, 'when are the logs removed?');
  assert.ok(lines.includes('old log files are removed here'));
  assert.ok(firstLine > 22 && firstLine <= 30);
  assert.equal(hidden, 32);
});

test('where the first lines hold as many words, they are shown', () => {
  const text = numbered(40, (line) => line === 1 || line === 30 ? 'removed' : `line ${line}`);
  assert.equal(excerpt(text, 1, 'removed').firstLine, 1);
});

test('an empty hit is one empty line', () => {
  assert.deepEqual(excerpt('', 3, 'word'), { lines: [''], firstLine: 3, indentation: 0, before: [], hidden: 0 });
});
