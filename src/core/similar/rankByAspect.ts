/** In which order come the chunks that resemble an example under one aspect? By what their views share, and how near their views' meanings are. */
import { innerProduct, isZeroVector } from '../embed/unitVector.ts';
import type { Candidate, ScoredCandidate } from '../search/candidate.ts';
import { sumOf } from '../search/rank.ts';
import { unrelated } from '../search/rankAlike.ts';
import type { SingleAspect } from './aspect.ts';
import { overlap, rarities } from './overlap.ts';
import type { View } from './view.ts';

export interface Viewed {
  readonly candidate: Candidate;
  readonly view: View;
}

export type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Views that are embedded: those that share most, and those whose chunks are nearest. 2 ms with the bundled model; a network of 50 ms a text takes 3 s. */
const maxEmbedded = 64;

interface Weighing {
  /** The name of the contribution of what the views share. */
  readonly shared: 'structure' | 'words';
  /** What meaning counts against it; 0: views are not embedded. The rest of masked code means nothing: it lowers what structure finds. */
  readonly meaning: number;
}

const weighings: Readonly<Record<SingleAspect, Weighing>> = {
  behaviour: { shared: 'structure', meaning: 0 },
  name: { shared: 'words', meaning: 0.5 },
  documentation: { shared: 'words', meaning: 1 },
  usage: { shared: 'words', meaning: 0.5 },
};

/** Best first; what shares nothing is left out. Without a model `embed` gives no vectors, and what is shared decides alone. */
export async function rankByAspect(aspect: SingleAspect, example: View, others: readonly Viewed[], embed: Embed): Promise<ScoredCandidate[]> {
  const { shared, meaning: weight } = weighings[aspect];
  const rarity = rarities([example, ...others.map(({ view }) => view)]);
  const compared = others.map((other) => ({ ...other, share: overlap(example, other.view, rarity), meaning: 0 }));
  if (weight > 0) await addMeaning(example, compared, embed);
  return compared.map(({ candidate, share, meaning }): ScoredCandidate => {
    const contributions = { ...(share > 0 ? { [shared]: share } : {}), ...(meaning > 0 ? { meaning: weight * meaning } : {}) };
    const score = sumOf(contributions);
    return { candidate, contributions, score, relevance: relevanceOf(score / (1 + weight)) };
  }).filter(({ score }) => score > 0);
}

async function addMeaning(example: View, compared: { readonly candidate: Candidate; readonly view: View; readonly share: number; meaning: number }[], embed: Embed): Promise<void> {
  const nearest = compared.toSorted((a, b) => b.share + (b.candidate.similarity ?? 0) - a.share - (a.candidate.similarity ?? 0)).slice(0, maxEmbedded);
  const [own, ...vectors] = await embed([example, ...nearest.map(({ view }) => view)].map(({ text }) => text));
  if (!own || isZeroVector(own)) return;
  vectors.forEach((vector, at) => { nearest[at]!.meaning = Math.max(0, (innerProduct(own, vector) - unrelated) / (1 - unrelated)); });
}

/** Copies share 0.4 to 1 of all there is to share, what has nothing to do with the example up to 0.15 (test/fixtures/similar): a verdict's bounds then lie between. */
const relevanceOf = (share: number): number => Math.min(1, 1.25 * share);
