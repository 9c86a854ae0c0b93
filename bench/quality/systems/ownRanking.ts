/** How does Lodestone rank, query operators and names apart? For vectors that are not the index's own. */
import { isZeroVector } from '../../../src/core/embed/unitVector.ts';
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { rank } from '../../../src/core/search/rank.ts';
import { retrieve } from '../../../src/core/search/retrieve.ts';
import { filesByBestChunk, type RankingSystem } from './rankingSystem.ts';

export const ownRanking: RankingSystem = {
  name: 'the ranking',
  rank: async (queries, { index: { catalog, state }, embedder }) => {
    const vectors = await embedder.embed(queries, 'query');
    return queries.map((query, place) => {
      const vector = isZeroVector(vectors[place]!) ? null : vectors[place]!;
      const asked = { query, vector, lexical: parseLexicalQuery(query, state.lexical) };
      return filesByBestChunk(rank({ ...asked, candidates: retrieve(asked, state, catalog), state, catalog }).map(({ candidate }) => candidate));
    });
  },
};
