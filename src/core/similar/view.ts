/** What is there of a piece of code or text when it is looked at under one aspect? */
import type { ContentKind, LanguageId } from '../types.ts';

/** An example, or a chunk that is compared with it. */
export interface Piece {
  readonly text: string;
  readonly language: LanguageId;
  readonly kind: ContentKind;
  /** Names of what it defines, as far as they are known; of a section its heading. */
  readonly symbols: readonly string[];
}

/** A word, or the hash of a run of tokens. */
export type Feature = string | number;

export interface View {
  /** What is embedded. */
  readonly text: string;
  /** What is counted as common to two pieces, with what it counts. */
  readonly features: ReadonlyMap<Feature, number>;
}
