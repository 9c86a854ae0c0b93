/** Are packed strings found again exactly, whatever they hold, and do they come back from their columns? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ColumnReader, type Column } from '../../src/core/columns.ts';
import { PackedStrings } from '../../src/core/packedStrings.ts';

const odd = ['', 'a', 'constructor', '__proto__', 'a\0b', '\ud800', '\udc00', 'straße', '目录', '🚀', 'x'.repeat(5000)];

function filled(): PackedStrings {
  const strings = new PackedStrings();
  for (const text of odd) strings.add(text);
  for (let at = 0; at < 20_000; at++) strings.add(`term${at % 15_000}`);
  return strings;
}

test('each string keeps its number, is held once, and comes back as it was', () => {
  const strings = filled();
  assert.equal(strings.size, odd.length + 15_000);
  for (const [number, text] of odd.entries()) {
    assert.equal(strings.numberOf(text), number);
    assert.equal(strings.at(number), text);
  }
  assert.equal(strings.numberOf('term14999'), odd.length + 14_999);
  assert.equal(strings.numberOf('term15000'), -1);
  assert.equal(strings.at(-1), undefined);
  assert.equal(strings.at(strings.size), undefined);
});

test('columns hold all of it, and what is restored from them grows on', () => {
  const again = new PackedStrings();
  // Copied, as a file would be.
  const columns = new Map(Object.entries(filled().columns()).map(([name, column]) => [name, (column as Column).slice() as Column]));
  again.restore(new ColumnReader(columns));
  for (const [number, text] of odd.entries()) assert.equal(again.numberOf(text), number);
  assert.equal(again.numberOf('term7'), odd.length + 7);
  for (let at = 15_000; at < 40_000; at++) assert.equal(again.add(`term${at}`), odd.length + at);
  assert.equal(again.numberOf('term39999'), odd.length + 39_999);
});
