/** What may be asked about near-duplicates within the workspace, and what is answered? Plain data; lines count from 1, inclusive. */
import type { SearchFilters } from './searchTypes.ts';

export interface DuplicatesRequest extends SearchFilters {
  /** From what likeness on pieces count as duplicates: 0.5 to 1. */
  readonly threshold: number;
  /** True: folders of other people's code and of generated code, too. */
  readonly vendored?: boolean;
  /** Groups at most. */
  readonly limit: number;
}

export interface DuplicatePiece {
  /** Absolute path of the workspace folder that the file is in. */
  readonly root: string;
  /** Relative to `root`, with "/". */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly symbol: string | null;
  readonly language: string;
  readonly kind: 'code' | 'docs';
  /** To the first piece of the group, 0 to 1; 1 of that itself. */
  readonly likeness: number;
}

export interface DuplicateGroup {
  /** Of the piece that is least like the first. */
  readonly likeness: number;
  /** The first is the one that most resemble. */
  readonly pieces: readonly DuplicatePiece[];
}

export interface DuplicatesAnswer {
  /** What repeats most lines first. */
  readonly groups: readonly DuplicateGroup[];
  /** Of all groups, those beyond the limit too. */
  readonly found: number;
  /** Pieces that were compared, and those that were left out: too little in them, or other people's. */
  readonly compared: number;
  readonly trivial: number;
  readonly vendored: number;
}
