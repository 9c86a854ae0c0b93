/** What is the vector of a piece of code or text that others are to be like, when a model's vector is a weighted sum of its tokens'? */
import { everywhereAlike, tokenWeights } from './staticWeights.ts';
import type { StaticModel } from './wordShares.ts';
import { normalise } from './unitVector.ts';

/**
 * One for each list of token ids. A question is about what a text begins with, so the model lets later tokens count less; what is
 * alike may be alike anywhere, so in an example every place counts the same. Of two halves of a function the second was found at
 * a mean reciprocal rank of .233 rather than .184 (training/README.md), the documents' vectors being the same.
 */
export async function exampleVectors(texts: readonly Uint32Array[], { tokens, weights }: StaticModel, dimensions: number, signal?: AbortSignal): Promise<Float32Array[]> {
  const vectors = await tokens.vectorsOf(texts.flatMap((ids) => [...ids]), signal);
  return texts.map((ids) => {
    const sum = new Float32Array(dimensions);
    const ofTokens = tokenWeights(ids, everywhereAlike(weights));
    ids.forEach((id, place) => vectors.get(id)!.forEach((value, i) => { sum[i]! += ofTokens[place]! * value; }));
    return normalise(sum);
  });
}
