/** Which groups are really one, of longer pieces? Those whose members follow one another in the same files, as in a file that was copied whole. */
import type { LineRange } from '../types.ts';

export interface Member extends LineRange {
  readonly fileId: number;
  /** Place of the first and last chunk among those of its file. */
  readonly first: number;
  readonly last: number;
  readonly symbol: string | null;
  /** To the group's first member; 1 of that itself. */
  readonly likeness: number;
}

/** The first member is the one that the others are compared with. */
export type Group = readonly Member[];

/** Groups of one chunk a member come in; chunks may lie between two that follow one another where they were too trivial to be compared. */
export function joinNeighbours(groups: readonly Group[], isTrivial: (fileId: number, chunk: number) => boolean): Group[] {
  const joined: Group[] = [];
  /** The last group of each set of files that may go on. */
  const open = new Map<string, number>();
  const inOrder = groups.map(inFileOrder).sort((a, b) => compare(a[0]!, b[0]!));
  for (const group of inOrder) {
    const key = group.map(({ fileId }) => fileId).join(' ');
    const at = open.get(key);
    if (at !== undefined && group.every((member, place) => follows(joined[at]![place]!, member, isTrivial))) {
      joined[at] = joined[at]!.map((member, place) => together(member, group[place]!));
    } else {
      open.set(key, joined.length);
      joined.push(group);
    }
  }
  return joined.map((group) => group.toSorted((a, b) => b.likeness - a.likeness || compare(a, b)));
}

const compare = (a: Member, b: Member): number => a.fileId - b.fileId || a.first - b.first;
const inFileOrder = (group: Group): Group => group.toSorted(compare);

function follows({ fileId, last }: Member, { first }: Member, isTrivial: (fileId: number, chunk: number) => boolean): boolean {
  if (first <= last) return false;
  for (let between = last + 1; between < first; between++) if (!isTrivial(fileId, between)) return false;
  return true;
}

function together(a: Member, b: Member): Member {
  const [lines, more] = [a.endLine - a.startLine + 1, b.endLine - b.startLine + 1];
  // Never below both, by rounding.
  const likeness = Math.max(Math.min(a.likeness, b.likeness), (a.likeness * lines + b.likeness * more) / (lines + more));
  return { ...a, last: b.last, endLine: b.endLine, symbol: a.symbol ?? b.symbol, likeness };
}
