/** What are the vectors of a static model's tokens, when its graph gives every vector at unit length? */
import { Failure } from '../failure.ts';
import { tokenWeights, type StaticWeights } from './staticWeights.ts';
import { innerProduct, isZeroVector, lengthOf } from './unitVector.ts';

/** Kept vectors: 4 MB at 256 dimensions. Ten hits of a question hold about 800 different tokens. */
const maxKept = 4096;
/** Beyond this cosine a token says too little of its length beside an anchor; words of another language share their English word's direction. */
const mostAlike = 0.99;

interface Anchor {
  readonly id: number;
  readonly direction: Float32Array;
  readonly length: number;
}

type EmbedTokens = (texts: readonly Uint32Array[], signal?: AbortSignal) => Promise<readonly Float32Array[]>;

/**
 * A token by itself has its direction as its vector; its length shows in the vector of the token followed by another, the anchor,
 * whose direction is known: how far the sum leans towards either is the ratio of their weighted lengths. So lengths are known up to
 * the unit, which is the length of the first anchor, and no sum of weighted tokens depends on it once it is brought to unit length.
 */
export class StaticTokens {
  readonly #embed: EmbedTokens;
  readonly #weights: StaticWeights;
  readonly #anchorIds: readonly number[];
  #anchors: readonly Anchor[] = [];
  #known = new Map<number, Float32Array>();

  /** `anchorIds`: tokens that the model knows, unlike each other: where a token is like one of them, another serves. */
  constructor(embed: EmbedTokens, weights: StaticWeights, anchorIds: readonly number[]) {
    this.#embed = embed;
    this.#weights = weights;
    this.#anchorIds = anchorIds;
  }

  /** The vector of each token, in units of the first anchor's length; of one that the model doesn't know, zero. Rejects as embedding does. */
  async vectorsOf(ids: Iterable<number>, signal?: AbortSignal): Promise<ReadonlyMap<number, Float32Array>> {
    if (this.#anchors.length === 0) this.#anchors = await this.#openAnchors(signal);
    const wanted = new Set(ids);
    if (this.#known.size + wanted.size > maxKept) this.#known = new Map();
    const known = this.#known;
    const missing = [...wanted].filter((id) => !known.has(id));
    const directions = await this.#directionsOf(missing, signal);
    const vectors = await this.#withLengths(missing, directions, this.#anchors, signal);
    missing.forEach((id, i) => known.set(id, vectors[i]!));
    return known;
  }

  async #openAnchors(signal?: AbortSignal): Promise<readonly Anchor[]> {
    const directions = await this.#directionsOf(this.#anchorIds, signal);
    const [first, ...others] = this.#anchorIds.map((id, i) => ({ id, direction: directions[i]!, length: 1 }));
    const vectors = await this.#withLengths(others.map(({ id }) => id), others.map(({ direction }) => direction), [first!], signal);
    return [first!, ...others.map((anchor, i) => ({ ...anchor, length: lengthOf(vectors[i]!) }))];
  }

  #directionsOf(ids: readonly number[], signal?: AbortSignal): Promise<readonly Float32Array[]> {
    return this.#embed(ids.map((id) => Uint32Array.of(id)), signal);
  }

  async #withLengths(ids: readonly number[], directions: readonly Float32Array[], anchors: readonly Anchor[], signal?: AbortSignal): Promise<Float32Array[]> {
    const chosen = directions.map((direction) => anchorFor(direction, anchors));
    const pairs = await this.#embed(ids.map((id, i) => Uint32Array.of(id, chosen[i]!.id)), signal);
    return ids.map((id, i) => {
      const [weight, anchorWeight] = tokenWeights([id, chosen[i]!.id], this.#weights);
      const length = relativeLength(directions[i]!, chosen[i]!.direction, pairs[i]!) * chosen[i]!.length * (anchorWeight! / weight!);
      return directions[i]!.map((value) => value * length);
    });
  }
}

function anchorFor(direction: Float32Array, anchors: readonly Anchor[]): Anchor {
  const anchor = anchors.find((each) => Math.abs(innerProduct(each.direction, direction)) <= mostAlike);
  if (anchor === undefined) throw new Failure('modelFailed', 'Words of the model that should be unlike are alike.', 'Choose another model.');
  return anchor;
}

/** The pair lies in the plane of both: its parts along each, with what they share taken out, are as their weighted lengths. */
function relativeLength(direction: Float32Array, anchor: Float32Array, pair: Float32Array): number {
  if (isZeroVector(direction)) return 0;
  const between = innerProduct(direction, anchor);
  const [alongToken, alongAnchor] = [innerProduct(pair, direction), innerProduct(pair, anchor)];
  return (alongToken - between * alongAnchor) / (alongAnchor - between * alongToken);
}
