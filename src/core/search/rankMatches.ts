/** In which order come the hits of a query that is nothing but a phrase or an expression? Definitions first, then by number of matching lines. */
import type { Catalog } from '../catalog/catalog.ts';
import type { ScoredCandidate } from './candidate.ts';
import { sumOf } from './rank.ts';
import type { ChunkMatch, TextMatches } from './textMatches.ts';

/** Each beyond what those after it come to together: they only order. */
const definitionWeight = 100;
const demandWeight = 2;
const hereWeight = 0.001;

/** Every chunk that matches, best first. Each file stands as often as it has such chunks, its best one first. */
export function rankMatches({ chunks, linesOfFile }: TextMatches, catalog: Catalog): ScoredCandidate[] {
  const ranked = [...chunks.values()].flatMap((match): ScoredCandidate[] => {
    const chunk = catalog.chunk(match.chunkId);
    const file = catalog.fileById(match.fileId);
    if (!chunk || !file) return [];
    const contributions = contributionsOf(match, linesOfFile.get(match.fileId) ?? match.lines.length);
    // All that was asked for is there: it is as relevant as can be.
    return [{ candidate: { chunk, file, similarity: null, lexical: 0, coverage: 1 }, contributions, score: sumOf(contributions), relevance: 1 }];
  });
  return ranked.sort((a, b) => b.score - a.score || (a.candidate.file.path < b.candidate.file.path ? -1 : a.candidate.file.path > b.candidate.file.path ? 1 : 0)
    || a.candidate.chunk.startLine - b.candidate.chunk.startLine);
}

function contributionsOf({ defines, met, lines }: ChunkMatch, linesOfFile: number): Record<string, number> {
  return {
    ...(defines ? { definition: definitionWeight } : {}),
    ...(met > 1 ? { demands: demandWeight * (met - 1) } : {}),
    matchingLines: linesOfFile / (linesOfFile + 1),
    here: hereWeight * (lines.length / (lines.length + 1)),
  };
}
