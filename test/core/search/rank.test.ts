/** Are scores sums of named parts, and are files listed once, in a stable order? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Candidate, QueryContext } from '../../../src/core/search/candidate.ts';
import { groupByFile, rank } from '../../../src/core/search/rank.ts';
import { signals } from '../../../src/core/search/signals/all.ts';
import { askedPlaces } from '../../../src/core/search/signals/penalties.ts';
import { queryWords } from '../../../src/core/lexical/queryWords.ts';

let nextId = 0;
const candidate = (path: string, over: Partial<Candidate> & { symbol?: string; fileId?: number; startLine?: number } = {}): Candidate => {
  const id = nextId++;
  const { symbol = null, fileId = id, startLine = 1, ...rest } = over;
  return {
    chunk: { id, fileId, startLine, endLine: startLine + 9, shape: 'function', symbol, contentKey: '', revision: 1 },
    file: { id: fileId, root: '/r', path, size: 1, mtimeMs: 1, state: 'indexed', reason: '', message: '', language: 'go', kind: 'code', contentKey: '' },
    similarity: 0.5, lexical: 5, coverage: 0.5, ...rest,
  };
};
const context = (query: string): QueryContext => ({ words: queryWords(query), topSimilarity: 0.5, topLexical: 5, asksFor: askedPlaces(query) });
const order = (query: string, ...candidates: Candidate[]): string[] => rank(candidates, context(query), signals).map((each) => each.candidate.file.path);

test('the nearer in meaning, the better in words, and the named symbol come first', () => {
  assert.deepEqual(order('x', candidate('far.go', { similarity: 0.2 }), candidate('near.go', { similarity: 0.5 })), ['near.go', 'far.go']);
  assert.deepEqual(order('x', candidate('few.go', { lexical: 1 }), candidate('many.go', { lexical: 5 })), ['many.go', 'few.go']);
  assert.deepEqual(order('parse invoice', candidate('a.go'), candidate('b.go', { symbol: 'parseInvoice' })), ['b.go', 'a.go']);
  assert.deepEqual(order('retry policy', candidate('a.go'), candidate('http/retryPolicy.go')), ['http/retryPolicy.go', 'a.go']);
});

test('tests and change logs stand behind, unless they are asked for', () => {
  const both = () => [candidate('pkg/retry_test.go'), candidate('pkg/delay.go')];
  assert.deepEqual(order('how long is the delay', ...both()), ['pkg/delay.go', 'pkg/retry_test.go']);
  assert.equal(rank(both(), context('test of the retry'), signals).every(({ contributions }) => contributions['test'] === undefined), true);
  assert.deepEqual(order('x', candidate('CHANGELOG.md'), candidate('notes.md')), ['notes.md', 'CHANGELOG.md']);
});

test('a candidate without a vector is ranked by its words, not thrown out', () => {
  const [only] = rank([candidate('a.go', { similarity: null })], context('x'), signals);
  assert.ok(only!.score > 0);
  assert.equal(only!.contributions['meaning'], undefined);
});

test('a file is listed once, by its best chunk, with the others beside it in order', () => {
  const ranked = rank([
    candidate('a.go', { fileId: 900, startLine: 1, similarity: 0.3 }), candidate('a.go', { fileId: 900, startLine: 20, similarity: 0.5 }),
    candidate('a.go', { fileId: 900, startLine: 40, similarity: 0.4 }), candidate('b.go', { fileId: 901, similarity: 0.5 }),
  ], context('x'), signals);
  const groups = groupByFile(ranked);
  assert.deepEqual(groups.map(({ best, others }) => [best.candidate.file.path, best.candidate.chunk.startLine, others.map((other) => other.candidate.chunk.startLine)]),
    [['a.go', 20, [40, 1]], ['b.go', 1, []]]);
  for (const { best } of groups) assert.equal(Object.values(best.contributions).reduce((sum, value) => sum + value, 0), best.score);
});

test('equal scores are ordered by path and line, whatever order the candidates come in', () => {
  const make = () => [candidate('b.go'), candidate('a.go', { fileId: 77, startLine: 30 }), candidate('a.go', { fileId: 77, startLine: 3 })];
  const shown = (candidates: Candidate[]) => rank(candidates, context('x'), signals).map((each) => [each.candidate.file.path, each.candidate.chunk.startLine]);
  assert.deepEqual(shown(make()), [['a.go', 3], ['a.go', 30], ['b.go', 1]]);
  assert.deepEqual(shown(make().reverse()), shown(make()));
});
