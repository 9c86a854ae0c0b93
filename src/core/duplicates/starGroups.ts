/** Which pieces are copies of one another? Groups around the one that most others resemble. */

export interface Pair {
  readonly a: number;
  readonly b: number;
  /** 0 to 1. */
  readonly likeness: number;
}

export interface StarGroup {
  readonly centre: number;
  /** The others, likest first. */
  readonly others: readonly { readonly piece: number; readonly likeness: number }[];
}

/**
 * Star clustering (J. Aslam, E. Pelekhov, D. Rus, "The star clustering algorithm for static and dynamic information organization",
 * JGAA 2004): every member is like the centre, so that no chain of small differences joins what is not alike. Of equals the earlier piece wins.
 */
export function starGroups(pairs: readonly Pair[], threshold: number): StarGroup[] {
  const neighbours = new Map<number, Map<number, number>>();
  const link = (from: number, to: number, likeness: number): void => {
    const known = neighbours.get(from);
    if (known) known.set(to, likeness); else neighbours.set(from, new Map([[to, likeness]]));
  };
  for (const { a, b, likeness } of pairs) {
    if (likeness < threshold) continue;
    link(a, b, likeness);
    link(b, a, likeness);
  }
  const weight = new Map([...neighbours].map(([piece, others]) => [piece, [...others.values()].reduce((sum, each) => sum + each, 0)]));
  const centres = [...neighbours.keys()].sort((a, b) => weight.get(b)! - weight.get(a)! || a - b);
  const taken = new Set<number>();
  const groups: StarGroup[] = [];
  for (const centre of centres) {
    if (taken.has(centre)) continue;
    const others = [...neighbours.get(centre)!].filter(([piece]) => !taken.has(piece)).map(([piece, likeness]) => ({ piece, likeness }));
    if (!others.length) continue;
    for (const { piece } of others) taken.add(piece);
    taken.add(centre);
    groups.push({ centre, others: others.sort((a, b) => b.likeness - a.likeness || a.piece - b.piece) });
  }
  return groups;
}
