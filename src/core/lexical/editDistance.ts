/**
 * How many typing errors lie between two words? Insertions, deletions, substitutions and swaps of neighbours count one each
 * (restricted Damerau-Levenshtein: F. J. Damerau, "A technique for computer detection and correction of spelling errors", 1964).
 */

/** The distance, or `most` + 1 where it is larger than `most`. Rows are cut to the band that can stay within it. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(most + 1);
    if (row <= most) current[0] = row;
    let least = current[0]!;
    for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(back[column - 1]! + (same ? 0 : 1), back[column]! + 1, current[column - 1]! + 1);
      if (isSwap(a, b, row, column)) cost = Math.min(cost, twoBack[column - 2]! + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    twoBack = back;
    back = current;
  }
  return Math.min(back[b.length]!, most + 1);
}

function isSwap(a: string, b: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
}
