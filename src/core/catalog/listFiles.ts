/** Which files are in a state, and by which rules? A page at a time: a workspace may have left out thousands. */
import type { FileId } from '../types.ts';
import type { Catalog } from './catalog.ts';
import type { FileRow, FileState } from './rows.ts';

/** Part of a list: `limit` entries at most, the first being number `from`, from 0. */
export interface Page {
  readonly from: number;
  readonly limit: number;
}

export interface FileListRequest extends Page {
  readonly state: FileState;
  /** The language of indexed files, the reason of skipped ones, the code of failed ones. */
  readonly group: string;
  /** Of skipped files only those that this rule has decided on; null: all. */
  readonly rule: string | null;
}

/** In the order of their paths. */
export interface FileList {
  readonly total: number;
  /** `why`: the deciding rule, the error, or what was met while an indexed file was read. A skipped folder's path ends with a slash. */
  readonly files: readonly (FileId & { readonly why: string })[];
}

export interface RuleListRequest extends Page {
  /** Of the skipped files. */
  readonly reason: string;
}

/** Rules that have decided on most come first. */
export interface RuleList {
  readonly total: number;
  readonly rules: readonly { readonly rule: string; readonly files: number }[];
}

export function listFiles({ state, group, rule, from, limit }: FileListRequest, catalog: Catalog): FileList {
  const found: FileRow[] = [];
  for (const row of catalog.files()) {
    if (row.state === state && groupOf(row) === group && (rule === null || row.message === rule)) found.push(row);
  }
  found.sort((one, other) => compare(one.root, other.root) || compare(one.path, other.path));
  return { total: found.length, files: found.slice(from, from + limit).map(({ root, path, message }) => ({ root, path, why: message })) };
}

export function listRules({ reason, from, limit }: RuleListRequest, catalog: Catalog): RuleList {
  const counts = new Map<string, number>();
  for (const { state, reason: own, message } of catalog.files()) {
    if (state === 'skipped' && own === reason) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  const rules = [...counts].map(([rule, files]) => ({ rule, files })).sort((one, other) => other.files - one.files || compare(one.rule, other.rule));
  return { total: rules.length, rules: rules.slice(from, from + limit) };
}

const groupOf = (row: FileRow): string => (row.state === 'indexed' ? row.language : row.reason);
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
