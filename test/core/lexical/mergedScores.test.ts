/** Is a group of documents scored as one document that holds all their terms? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { tokenise } from '../../../src/core/lexical/tokenise.ts';

const bodies = ['retry the request after a delay', 'the delay doubles with each attempt', 'parse the header of a request', 'write the log to disk', 'close the socket'];

function indexOf(documents: readonly string[], pathOf: (id: number) => string): LexicalIndex {
  const index = new LexicalIndex(new TermDictionary());
  documents.forEach((body, id) => index.add(id, countTerms({ name: '', context: '', body }), tokenise(pathOf(id))));
  return index;
}

test('a group of one document has the score and coverage that a search gives it', () => {
  const index = indexOf(bodies, (id) => `net/file${id}.ts`);
  const query = parseLexicalQuery('retry request delay net', index);
  const scores = index.scoreMerged(bodies.map((_, id) => [id]), query, 1);
  for (const { id, score, coverage } of index.search(query, 10)) {
    assert.ok(Math.abs(scores[id]!.score - score) < 1e-9);
    assert.ok(Math.abs(scores[id]!.coverage - coverage) < 1e-9);
  }
});

test('a group covers what any of its documents holds; a path that they share counts once', () => {
  const index = indexOf(bodies, () => 'net/client.ts');
  const query = parseLexicalQuery('retry attempt', index);
  const [both, first, none] = index.scoreMerged([[0, 1], [2], []], query, 2);
  assert.equal(both!.coverage, 1);
  assert.equal(first!.coverage, 0);
  assert.deepEqual(none, { score: 0, coverage: 0 });
  const path = parseLexicalQuery('client', index);
  const [one, three] = index.scoreMerged([[0], [1, 2, 3]], path, 1);
  assert.ok(Math.abs(one!.score - three!.score) < 1e-9);
});

test('of two groups that hold a word as often, the shorter is better', () => {
  const index = indexOf(bodies, (id) => `file${id}.ts`);
  const [short, long] = index.scoreMerged([[4], [3, 2, 1]], parseLexicalQuery('socket disk', index), 1.5);
  assert.ok(short!.score > long!.score);
});

test('ids that are not in the index, and removed ones, count for nothing', () => {
  const index = indexOf(bodies, (id) => `file${id}.ts`);
  index.remove(0);
  const [group] = index.scoreMerged([[0, 99]], parseLexicalQuery('retry', index), 1);
  assert.deepEqual(group, { score: 0, coverage: 0 });
});
