/** How good is each half of the retrieval alone? Files by their best chunk. */
import { parseLexicalQuery } from '../../../src/core/lexical/query.ts';
import { isZeroVector } from '../../../src/core/embed/unitVector.ts';
import { chunksOf, filesByBestChunk, type RankingSystem } from './rankingSystem.ts';

/** Ten files are among the chunks of this many, unless one file holds nearly all of them. */
export const chunkDepth = 500;

export const bm25Alone: RankingSystem = {
  name: 'BM25 alone',
  rank: async (queries, target) => queries.map((query) => {
    const { lexical } = target.index.state;
    const hits = lexical.search(parseLexicalQuery(query, lexical), chunkDepth);
    return filesByBestChunk(chunksOf(hits.map(({ id }) => id), target));
  }),
};

export const vectorsAlone: RankingSystem = {
  name: 'vectors alone',
  rank: async (queries, target) => {
    const vectors = await target.embedder.embed(queries, 'query');
    return vectors.map((vector) => {
      const nearest = isZeroVector(vector) ? [] : target.index.state.vectors.topK(vector, chunkDepth);
      return filesByBestChunk(chunksOf(nearest.map(({ id }) => id), target));
    });
  },
};
