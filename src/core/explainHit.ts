/** What in a hit matches a question, by letters and by meaning? The hit is cut out of its file anew: what is embedded of it is not kept. */
import { embeddedText } from './analyseFile.ts';
import type { FileRow } from './catalog/rows.ts';
import { chunkFile } from './chunk/chunkFile.ts';
import { Failure } from './failure.ts';
import { readExample, type SimilarParts } from './findSimilar.ts';
import { characteristicQuery } from './lexical/characteristicQuery.ts';
import type { LexicalQuery } from './lexical/lexicalQuery.ts';
import { parseLexicalQuery } from './lexical/query.ts';
import type { FindWords } from './lexical/wordMatches.ts';
import type { ExplainHitRequest, HitExplanation, MeaningExplanation, SimilarRequest } from './search/answer.ts';
import { meaningOf, type AskedMeaning } from './search/meaningShares.ts';
import { matchedWordsOf } from './search/present.ts';
import { understand, wordsOf } from './searcher.ts';
import type { Chunk } from './types.ts';

interface Asked {
  readonly lexical: LexicalQuery | null;
  readonly findWords: FindWords;
  /** Null where nothing is asked by meaning. */
  readonly meaning: AskedMeaning | null;
}

/** Null where the file is not indexed, or has no such line any more. Rejects as reading the file does, "badRequest" as searching, "cancelled" when aborted. */
export async function explainHit(request: ExplainHitRequest, parts: SimilarParts, signal?: AbortSignal): Promise<HitExplanation | null> {
  const { catalog, state, texts } = parts;
  const file = catalog.file({ root: request.root, path: request.path });
  if (file?.state !== 'indexed') return null;
  const { text, lines } = await texts.read(file);
  const chunk = await chunkAt(request.startLine, file, text, parts);
  if (!chunk) return null;
  const asked = 'query' in request.asked ? askedBy(request.asked.query, parts) : await askedLike(request.asked.example, parts);
  const id = catalog.chunkIdsOf(file.id).find((each) => catalog.chunk(each)!.endLine >= request.startLine);
  return {
    startLine: chunk.startLine, endLine: chunk.endLine,
    matchedWords: matchedWordsOf(lines.slice(chunk.startLine - 1, chunk.endLine), chunk.startLine, asked.findWords),
    terms: id !== undefined && asked.lexical ? state.lexical.explain(id, asked.lexical)?.terms ?? null : null,
    meaning: asked.meaning && await meaning(chunk, file.path, lines, asked.meaning, parts, signal),
  };
}

async function chunkAt(line: number, { path, language }: FileRow, text: string, { parser }: SimilarParts): Promise<Chunk | undefined> {
  const tree = await parser.parse(text, language).catch(() => null); // as when it was indexed: it then has line chunks
  try {
    return chunkFile({ path, language, text }, tree).chunks.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  } finally {
    tree?.delete();
  }
}

function askedBy(query: string, { state }: SimilarParts): Asked {
  const parsed = understand(query);
  const byWords = !['exact', 'pattern', 'filters', 'nothing'].includes(parsed.form);
  const lexical = byWords ? parseLexicalQuery(parsed.text, state.lexical) : null;
  return { lexical, findWords: wordsOf(parsed, lexical), meaning: byWords ? { texts: [parsed.text], role: 'query' } : null };
}

/**
 * Forty characteristic words would mark every other word of what is alike: of an example's hits only the meaning is shown in the lines.
 * Under an aspect nothing is: views of both were compared there, not what is written in the lines.
 */
async function askedLike(example: SimilarRequest, parts: SimilarParts): Promise<Asked> {
  if ((example.aspect ?? 'all') !== 'all') return { lexical: null, findWords: () => [], meaning: null };
  const { texts } = await readExample(example, parts);
  return { lexical: characteristicQuery(texts.join('\n'), parts.state.lexical), findWords: () => [], meaning: { texts, role: 'example' } };
}

/** Null without a model, or where it fails: the words then stand alone. */
async function meaning(chunk: Chunk, path: string, lines: readonly string[], asked: AskedMeaning, { state }: SimilarParts, signal?: AbortSignal): Promise<MeaningExplanation | null> {
  const { embedder, vectors } = state;
  if (!embedder || vectors.count === 0) return null;
  try {
    return await meaningOf(chunk, embeddedText(chunk), path, lines, asked, embedder, signal);
  } catch (error) {
    if (error instanceof Failure && error.code === 'modelFailed') return null;
    throw error;
  }
}
