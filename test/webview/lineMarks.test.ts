/** Are the marks of a line where its matches are, whatever colours its tokens have? */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { MeaningWord } from '../../src/protocol/searchTypes.ts';
import { markTokens } from '../../src/webview/lineMarks.ts';

const tokens = [{ text: 'async ', scope: 'hljs-keyword' }, { text: 'retryPolicy', scope: null }, { text: '()', scope: null }];
const word = (start: number, end: number): MeaningWord => ({ line: 1, start, end, word: 'w', share: 0.1, queryWord: 'q' });

test('tokens are divided where marks begin and end, and are together the same text', () => {
  const marked = markTokens(tokens, 4, [{ line: 1, start: 10, end: 15 }], [word(4, 9), word(10, 21)]);
  assert.deepEqual(marked.map(({ text, scope, letters, meaning }) => [text, scope, letters, meaning?.start ?? null]), [
    ['async', 'hljs-keyword', false, 4], [' ', 'hljs-keyword', false, null],
    ['retry', null, true, 10], ['Policy', null, false, 10], ['()', null, false, null],
  ]);
});

test('a mark goes on through several tokens, and what lies outside of the line is no matter', () => {
  const marked = markTokens(tokens, 0, [{ line: 1, start: 3, end: 9 }, { line: 1, start: 40, end: 50 }], []);
  assert.deepEqual(marked.map(({ text, letters }) => [text, letters]), [['asy', false], ['nc ', true], ['ret', true], ['ryPolicy', false], ['()', false]]);
  assert.deepEqual(markTokens([], 0, [], []), []);
});
