/** Is a file listed once, by its best chunk, in a stable order? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScoredCandidate } from '../../../src/core/search/candidate.ts';
import { byScore, groupByFile } from '../../../src/core/search/rank.ts';
import { rankAlike } from '../../../src/core/search/rankAlike.ts';

let nextId = 0;
function scored(path: string, score: number, { fileId = nextId, startLine = 1, similarity = 0.5 as number | null, lexical = 5 } = {}): ScoredCandidate {
  const id = nextId++;
  return {
    candidate: {
      chunk: { id, fileId, startLine, endLine: startLine + 9, shape: 'function', symbol: null, contentKey: '', revision: 1 },
      file: { id: fileId, root: '/r', path, size: 1, mtimeMs: 1, isRecent: false, state: 'indexed', reason: '', message: '', language: 'go', kind: 'code', contentKey: '' },
      similarity, lexical, coverage: 0.5,
    },
    score, relevance: 0.5, contributions: { meaning: score },
  };
}

test('a file is listed once, by its best chunk, with the others beside it in order', () => {
  const ranked = [
    scored('a.go', 3, { fileId: 900, startLine: 20 }), scored('b.go', 2, { fileId: 901 }),
    scored('a.go', 1, { fileId: 900, startLine: 40 }), scored('a.go', -1, { fileId: 900, startLine: 1 }),
  ];
  assert.deepEqual(groupByFile(ranked).map(({ best, others }) => [best.candidate.file.path, best.candidate.chunk.startLine, others.map((other) => other.candidate.chunk.startLine)]),
    [['a.go', 20, [40, 1]], ['b.go', 1, []]]);
});

test('equal scores are ordered by path and line, whatever order the candidates come in', () => {
  const make = () => [scored('b.go', 1), scored('a.go', 1, { fileId: 77, startLine: 30 }), scored('a.go', 1, { fileId: 77, startLine: 3 })];
  const shown = (each: readonly ScoredCandidate[]) => each.toSorted(byScore).map(({ candidate }) => [candidate.file.path, candidate.chunk.startLine]);
  assert.deepEqual(shown(make()), [['a.go', 3], ['a.go', 30], ['b.go', 1]]);
  assert.deepEqual(shown(make().reverse()), shown(make()));
});

test('likeness is meaning and shared words; without a vector the words decide', () => {
  const order = (...each: ScoredCandidate[]): string[] => rankAlike(each.map(({ candidate }) => candidate)).map(({ candidate }) => candidate.file.path);
  assert.deepEqual(order(scored('far.go', 0, { similarity: 0.2 }), scored('near.go', 0, { similarity: 0.5 })), ['near.go', 'far.go']);
  assert.deepEqual(order(scored('few.go', 0, { lexical: 1 }), scored('many.go', 0, { lexical: 5 })), ['many.go', 'few.go']);
  const [only] = rankAlike([scored('a.go', 0, { similarity: null }).candidate]);
  assert.deepEqual(Object.keys(only!.contributions), ['words']);
  assert.ok(only!.score > 0);
});
