/** Which words set a group apart from all others? */
import type { LexicalIndex } from '../lexical/lexicalIndex.ts';
import { stopWords } from '../lexical/stopWords.ts';
import { keywords } from '../similar/keywords.ts';

/** Words that stand in fewer of a group's chunks say nothing about the group. */
const leastChunks = 2;
const shortest = 3;
/** What more of all chunks hold is everywhere: the package's own name, the folder of all sources in their imports. */
const mostShare = 0.2;
/** Of what programs of all kinds are made: they set groups apart by their language at most. */
const commonWords: ReadonlySet<string> = new Set('get set value name type string number null test param result args arg key file line data item object index todo www http https com'.split(' '));

/**
 * Class-based TF-IDF (M. Grootendorst, "BERTopic: neural topic modeling with a class-based TF-IDF procedure", arXiv 2203.05794): tf(t, c) * log(1 + A / f(t)), where tf is the
 * share of the group's chunks that hold t, f how often all hold it, and A the mean number of words of a group. A chunk counts a word once: one file that repeats a word
 * names no group. `groupOf`: by chunk id, -1 for none. `isWord`: terms that stand for themselves, not for parts run together. Best first.
 */
export function distinctiveTerms(lexical: LexicalIndex, groupOf: Int32Array, groups: number, isWord: (term: string) => boolean, wanted: number): string[][] {
  const sizes = new Float64Array(groups);
  for (const group of groupOf) if (group >= 0) sizes[group]!++;
  const candidates: { readonly term: string; readonly counts: Uint32Array; readonly total: number }[] = [];
  const chunks = sizes.reduce((sum, size) => sum + size, 0);
  let words = 0;
  for (let id = 0; id < lexical.dictionary.size; id++) {
    if (lexical.postingCount(id) < leastChunks) continue;
    const term = lexical.dictionary.termOf(id);
    if (!tells(term) || !isWord(term)) continue;
    const counts = new Uint32Array(groups);
    let total = 0;
    lexical.forEachHolder(id, (chunkId) => {
      const group = groupOf[chunkId] ?? -1;
      if (group < 0) return;
      counts[group]!++;
      total++;
    });
    if (total > mostShare * chunks) continue;
    words += total;
    candidates.push({ term, counts, total });
  }
  const meanWords = words / Math.max(1, groups);
  const best: { term: string; weight: number }[][] = Array.from({ length: groups }, () => []);
  for (const { term, counts, total } of candidates) {
    const rarity = Math.log(1 + meanWords / total);
    counts.forEach((count, group) => {
      if (count >= leastChunks) best[group]!.push({ term, weight: (count / sizes[group]!) * rarity });
    });
  }
  return best.map((terms) => terms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, wanted).map(({ term }) => term));
}

const tells = (term: string): boolean => term.length >= shortest && /^\p{L}[\p{L}-]*$/u.test(term) && !stopWords.has(term) && !keywords.has(term) && !commonWords.has(term);
