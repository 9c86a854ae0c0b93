/** Does a hit fit into the palette's row, as text? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { locationText, matchedLine, narrowedText, plainText, relevanceMark, tellingLine } from '../../src/extension/picker/pickText.ts';

test('the shown line is the one that holds the question’s words', () => {
  assert.equal(tellingLine('package gateway\n\n// TokenBucket lets a client make a burst of requests.\nfunc f() {}', 'f', 'burst of requests'),
    '// TokenBucket lets a client make a burst of requests.');
});

test('where none does, it is the line of the symbol, else the first with a word in it', () => {
  const snippet = '\n/**\n * {\n   Waits for the lock.\n */\nfunction pause() {}';
  assert.equal(tellingLine(snippet, 'pause', 'unrelated'), 'function pause() {}');
  assert.equal(tellingLine(snippet, null, 'unrelated'), 'Waits for the lock.');
  assert.equal(tellingLine('{\n}\n', null, ''), '{');
  assert.equal(tellingLine('', null, 'unrelated'), '');
});

test('a line that was demanded to the letter is the one shown', () => {
  assert.equal(matchedLine({ snippet: 'a\n  b\nc', startLine: 10, matchedLines: [11, 12] }), 'b');
  assert.equal(matchedLine({ snippet: 'a', startLine: 10 }), null);
});

test('how the query was narrowed stands above the list, and what was not looked through', () => {
  const operators = [{ type: 'language', negated: false, value: 'typescript', start: 0, end: 7 }, { type: 'path', negated: true, value: 'test', start: 8, end: 18 }] as const;
  assert.equal(narrowedText({ form: 'question', text: 'x', operators, unverified: null }), 'language typescript · not path test');
  assert.equal(narrowedText({ form: 'pattern', text: '', operators: [], unverified: { files: 3, because: 'time' } }), '3 files not looked through: the expression takes too long');
  assert.equal(narrowedText({ form: 'question', text: 'x', operators: [], unverified: null }), null);
});

test('a line of any length is cut', () => {
  assert.ok(tellingLine('word '.repeat(100_000), null, 'word').length <= 160);
});

test('the place is path and lines', () => {
  assert.equal(locationText({ path: 'src/a b.ts', startLine: 3, endLine: 9 }), 'src/a b.ts:3-9');
  assert.equal(locationText({ path: 'a.ts', startLine: 3, endLine: 3 }), 'a.ts:3');
});

test('the mark has one to four filled parts', () => {
  assert.deepEqual([0, 0.25, 0.26, 0.5, 0.75, 1].map(relevanceMark), ['●○○○', '●○○○', '●●○○', '●●○○', '●●●○', '●●●●']);
});

test('code that looks like an icon stays code', () => {
  assert.equal(plainText('$(document).ready($(sync~spin), $(a.b))'), '\\$(document).ready(\\$(sync~spin), $(a.b))');
});
