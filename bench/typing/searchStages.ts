/** Which stage of a search takes how long, for each beginning of a question as it is typed? In one process, without editor and browser.  node bench/typing/searchStages.ts */
import os from 'node:os';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { isZeroVector } from '../../src/core/embed/unitVector.ts';
import { parseLexicalQuery } from '../../src/core/lexical/query.ts';
import { findAny, wordFinder } from '../../src/core/lexical/wordMatches.ts';
import { namedFirst, withNamed } from '../../src/core/search/namedFirst.ts';
import { nearest } from '../../src/core/search/nearest.ts';
import { parseQuery } from '../../src/core/search/parseQuery.ts';
import { present } from '../../src/core/search/present.ts';
import { rank } from '../../src/core/search/rank.ts';
import { retrieve } from '../../src/core/search/retrieve.ts';
import { LegibleTexts } from '../../src/core/scan/legibleTexts.ts';
import { embedFor } from '../../src/core/searcher.ts';
import { corpora } from '../speed/corpora.ts';
import { openKeptIndex } from './keptIndex.ts';
import { timesTable, typedQuestions } from './typedQuestions.ts';

/** Results that the panel asks for. */
const limit = 30;

const times = new Map<string, number[]>();

async function timed<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  times.set(name, [...times.get(name) ?? [], performance.now() - started]);
  return result;
}

async function ask({ index }: OpenedIndex, texts: LegibleTexts, query: string): Promise<void> {
  const { state, catalog } = index;
  const asked = parseQuery(query);
  if (asked.form === 'nothing') return;
  const { results } = await timed('whole search', () => index.search({ query, limit }));
  const [embedded] = await timed('the question\'s vector', () => embedFor(state, [asked.text], 'query'));
  const vector = embedded && !isZeroVector(embedded) ? embedded : null;
  const lexical = await timed('the question\'s words', () => parseLexicalQuery(asked.text, state.lexical));
  await timed('candidates, of it by words', () => state.lexical.search(lexical, 2000));
  if (vector) await timed('candidates, of it by meaning', () => nearest(vector, 100, state.vectors, state.graph));
  const candidates = await timed('candidates', () => withNamed(retrieve({ lexical, vector }, state, catalog), asked, catalog));
  const ranked = await timed('ranking', () => namedFirst(rank({ query: asked.text, vector, lexical, candidates, state, catalog }), asked, catalog, state.lexical));
  await timed('snippets', () => present(ranked, { query, limit, chunks: false, texts, findWords: findAny([wordFinder(lexical)]) }));
  for (const { root, path, startLine } of results.slice(0, 5)) await timed('explaining a hit', () => index.explainHit({ root, path, startLine, asked: { query } }));
}

const folders = await corpora[process.argv[2] ?? Object.keys(corpora).at(-1) ?? '']?.();
if (folders === undefined) throw new Error(`There are: ${Object.keys(corpora).join('; ')}`);
const opened = await openKeptIndex(folders, 'read');
await opened.index.graphLoaded;
const texts = new LegibleTexts(opened.files);
for (const question of typedQuestions) await opened.index.search({ query: question, limit }); // warms up
for (const question of typedQuestions) for (let letters = 1; letters <= question.length; letters++) await ask(opened, texts, question.slice(0, letters));
console.log(`${opened.index.catalog.chunkCount} chunks; load ${os.loadavg()[0]?.toFixed(1)}\n${timesTable('stage, ms', times)}`);
await opened.close();
