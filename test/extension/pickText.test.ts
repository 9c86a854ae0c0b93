/** Does a hit fit into the palette's row, as text? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { firstTellingLine, locationText, plainText, relevanceMark } from '../../src/extension/picker/pickText.ts';

test('the shown line is the first with a word in it', () => {
  assert.equal(firstTellingLine('\n/**\n * {\n   Waits for the lock.\n */\nfunction wait() {}'), 'Waits for the lock.');
  assert.equal(firstTellingLine('{\n}\n'), '{');
  assert.equal(firstTellingLine(''), '');
});

test('a line of any length is cut', () => {
  assert.ok(firstTellingLine('word '.repeat(100_000)).length <= 160);
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
