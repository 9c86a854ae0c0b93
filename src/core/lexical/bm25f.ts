/**
 * How well does a document match one term? BM25F: S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple
 * weighted fields" (CIKM 2004), and section 3.6 of Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond" (2009).
 *
 *   frequency = sum over fields f of weight(f) * count(f) / (1 - b(f) + b(f) * length(f) / averageLength(f))
 *   score     = idf * frequency / (k1 + frequency)
 */
import { fieldNames } from './documents.ts';
import type { Documents, FieldName } from './documents.ts';
import { bodyFrequency, contextFrequency, isBodyOnly, nameFrequency, pathFrequency, slotOf } from './posting.ts';

export interface FieldParameters {
  /** What one occurrence counts in the field, against one in the body. */
  readonly weight: number;
  /** How far the field's length discounts its frequencies: 0 not at all, 1 in proportion. */
  readonly b: number;
}

export interface Bm25fParameters {
  /** How slowly repetition saturates. */
  readonly k1: number;
  readonly fields: Readonly<Record<FieldName, FieldParameters>>;
}

export const defaultParameters: Bm25fParameters = {
  k1: 1.2,
  fields: {
    name: { weight: 3, b: 0.4 },
    context: { weight: 1, b: 0.3 },
    path: { weight: 1.5, b: 0.3 },
    body: { weight: 1, b: 0.6 },
  },
};

/** Robertson and Sparck Jones's weight in the form that is never negative: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function inverseDocumentFrequency(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

const frequencyIn: Readonly<Record<FieldName, (posting: number) => number>> = {
  name: nameFrequency,
  context: contextFrequency,
  path: pathFrequency,
  body: bodyFrequency,
};

/** BM25F over the documents as they are now: made for one search, not kept over a change. */
export class Bm25f {
  readonly #k1: number;
  readonly #weights: Record<FieldName, number>;
  readonly #flat: Record<FieldName, number>;
  readonly #slope: Record<FieldName, number>;
  readonly #lengths: Record<FieldName, Uint32Array>;

  constructor(documents: Documents, parameters: Bm25fParameters) {
    const perField = <T>(make: (field: FieldName) => T): Record<FieldName, T> =>
      ({ name: make('name'), context: make('context'), path: make('path'), body: make('body') });
    this.#k1 = parameters.k1;
    this.#weights = perField((field) => parameters.fields[field].weight);
    this.#flat = perField((field) => 1 - parameters.fields[field].b);
    this.#slope = perField((field) => parameters.fields[field].b / documents.averageLength(field));
    this.#lengths = perField((field) => documents.lengths(field));
  }

  /** What a field adds to the weighted frequency. */
  fieldFrequency(posting: number, field: FieldName): number {
    const count = frequencyIn[field](posting);
    if (count === 0) return 0;
    const length = this.#lengths[field][slotOf(posting)]!;
    return (this.#weights[field] * count) / (this.#flat[field] + this.#slope[field] * length);
  }

  /** Weighted frequency over all fields. */
  frequency(posting: number): number {
    if (isBodyOnly(posting)) return this.fieldFrequency(posting, 'body');
    let sum = 0;
    for (const field of fieldNames) sum += this.fieldFrequency(posting, field);
    return sum;
  }

  /** Share of a term's weight that a weighted frequency earns, 0 to 1. */
  saturation(frequency: number): number {
    return frequency / (this.#k1 + frequency);
  }
}
