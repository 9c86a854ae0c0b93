/** Which words of a question are looked for in the lines of a hit, to choose the lines that are shown? */

/** Words of four letters or more without their last two letters, down to four: enough to find "removes" for "removed". */
export function queryStems(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, Math.max(4, word.length - 2))))];
}

export function stemsIn(line: string, stems: readonly string[]): string[] {
  const text = line.toLowerCase();
  return stems.filter((stem) => text.includes(stem));
}
