/** How far does an edit in a long run of small pieces reach? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chunkFile } from '../../../src/core/chunk/chunkFile.ts';

const entry = (i: number): string => `  "message.${(i * 7919) % 9973}": "The ${i % 2 ? 'quick' : 'slow'} answer to question number ${i}",`;
const chunksOf = (entries: readonly string[]): string[] =>
  chunkFile({ path: 'messages.json', language: 'json', text: ['{', ...entries, '  "last": 1', '}'].join('\n') }, null).chunks.map(({ text }) => text);

test('an entry more, wherever it is put, changes the chunks about it and leaves the others as they were', () => {
  const entries = Array.from({ length: 3000 }, (_, i) => entry(i));
  const known = new Set(chunksOf(entries));
  assert.ok(known.size > 80);
  for (let at = 0; at <= entries.length; at += 100) {
    const changed = chunksOf(entries.toSpliced(at, 0, '  "inserted": "at which all entries after it move",')).filter((text) => !known.has(text));
    assert.ok(changed.length >= 1 && changed.length <= 32, `${changed.length} of ${known.size} chunks, by an entry at ${at}`);
  }
});

test('entries that are all alike make chunks that are all alike', () => {
  const chunks = chunksOf(Array.from({ length: 5000 }, () => '  "same": "A value like any other in this long list of values",'));
  assert.ok(chunks.length > 100);
  assert.ok(new Set(chunks).size <= 8, `${new Set(chunks).size} different ones of ${chunks.length}`);
});
