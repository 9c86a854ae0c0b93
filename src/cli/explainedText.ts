/** How is it told in a terminal why a place is found? */
import type { MatchedWord, MeaningExplanation } from '../core/search/answer.ts';
import type { TermExplanation } from '../core/lexical/lexicalExplanation.ts';
import type { ExplainedPlace } from './explainPlace.ts';
import { oneLine, printable, understoodText } from './output.ts';

export function explainedText(place: ExplainedPlace): string {
  const understood = place.understood ? [understoodText(place.understood)] : [];
  if (place.rank === null) {
    return [...understood, `${printable(place.path)}:${place.startLine} is not among the ${place.candidates} candidates for this query.`,
      place.file === null ? 'There is no such file in the index.' : `The file is ${place.file.state}: ${printable(place.file.message)}`, ''].join('\n');
  }
  const { path, startLine, endLine, rank, candidates, relevance, score, contributions, matchedWords, terms, meaning, lines } = place;
  const textOf = (line: number): string => oneLine((lines[line - startLine] ?? '').trim());
  return [...understood, `${printable(path)}:${startLine}-${endLine}, ${rank} of ${candidates} chunks, relevance ${relevance.toFixed(2)}`,
    ...Object.entries(contributions).map(([name, value]) => `${value.toFixed(4).padStart(9)}  ${name}`), `${score.toFixed(4).padStart(9)}  score`,
    ...(meaning ? meaningLines(meaning, textOf) : []), ...wordLines(terms, matchedWords), ''].join('\n');
}

function meaningLines(meaning: MeaningExplanation, textOf: (line: number) => string): string[] {
  const { method, similarity, lines, words, rest } = meaning;
  if (method === 'lines' || rest === null) {
    return ['', `by meaning: similarity ${similarity.toFixed(3)}; the model reads a text as a whole, so each line was compared by itself`,
      ...lines.map(({ line, share }) => `${share.toFixed(2).padStart(9)}  ${line}: ${textOf(line)}`)];
  }
  const part = (share: number): string => `${Math.round((100 * share) / similarity)} %`.padStart(9);
  const others = [['the other lines', rest.otherLines], ['the names around it', rest.names], ['the path', rest.path]] as const;
  const shares = [...lines.map(({ line, share }) => `${part(share)}  ${line}: ${textOf(line)}`),
    ...others.filter(([, share]) => share !== 0).map(([name, share]) => `${part(share)}  ${name}`)];
  const byWord = new Map<string, number>();
  for (const { word, queryWord, share } of words) {
    const label = `${oneLine(word.toLowerCase())} <- ${oneLine(queryWord ?? '?')}`;
    byWord.set(label, (byWord.get(label) ?? 0) + share);
  }
  const strongest = [...byWord].sort(([, a], [, b]) => b - a).map(([label, share]) => `${label} ${part(share).trim()}`);
  return ['', `by meaning: similarity ${similarity.toFixed(3)}, of which`, ...shares, ...(strongest.length ? [`    words  ${strongest.join(', ')}`] : [])];
}

function wordLines(terms: readonly TermExplanation[] | null, matchedWords: readonly MatchedWord[]): string[] {
  const held = (terms ?? []).filter(({ matchedBy }) => matchedBy !== null);
  if (!held.length) return [];
  const missing = (terms ?? []).filter(({ matchedBy, covers }) => matchedBy === null && covers).map(({ text }) => oneLine(text));
  const linesOf = (term: string): string => {
    const lines = [...new Set(matchedWords.filter((each) => each.term === term).map(({ line }) => line))];
    return lines.length ? `, in ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 8).join(', ')}${lines.length > 8 ? ', \u2026' : ''}` : '';
  };
  const rows = [...held].sort((a, b) => b.score - a.score).map(({ text, matchedBy, score, fields }) => {
    const byField = Object.entries(fields).filter(([, value]) => value > 0).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ');
    return `${score.toFixed(2).padStart(9)}  ${oneLine(text)}${matchedBy === text ? '' : ` as ${oneLine(matchedBy ?? '')}`} (${byField})${linesOf(text)}`;
  });
  return ['', `by letters: score of the words ${held.reduce((sum, { score }) => sum + score, 0).toFixed(2)}, of which`, ...rows, ...(missing.length ? [`  without  ${missing.join(', ')}`] : [])];
}
