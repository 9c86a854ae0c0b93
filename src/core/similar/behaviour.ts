/** What does a piece of code do, whatever its names are? */
import { codeTokens, type CodeToken } from './codeTokens.ts';
import type { Feature, Piece, View } from './view.ts';

/** Tokens in a run. On clones with every name changed 5, 6 and 8 find .73, .80 and .84 (reciprocal rank, asynq), on edited ones all .77; what is short has few runs of 8. */
const shingleLength = 6;
/** What a called name counts against a run: 1 finds .80 of those clones, this .84, 0 .86 but .86 instead of .95 where called names were kept. */
const calledWeight = 0.5;

/**
 * The code with its own names masked: its shingles, runs of tokens in which only the places of equal names count (S. Schleimer, D.
 * Wilkerson, A. Aiken, "Winnowing", SIGMOD 2003, without the thinning out: chunks are short), and the names that it calls, which are most of
 * what a few lines do. Null for prose.
 */
export function behaviourView({ text, language, kind, symbols }: Piece): View | null {
  if (kind !== 'code') return null;
  const tokens = codeTokens(text, language).filter((token) => token.kind !== 'comment' && token.text !== ';');
  const own = new Set(symbols);
  const features = new Map<Feature, number>();
  for (const shingle of shingles(tokens)) features.set(shingle, 1);
  const words = tokens.map((token, at) => {
    if (token.kind === 'string') return '""';
    if (token.kind !== 'name') return token.text;
    if (own.has(token.text) || !isCalled(tokens, at)) return 'x';
    features.set(token.text, calledWeight);
    return token.text;
  });
  return features.size ? { text: words.join(' '), features } : null;
}

/** Hashes of all runs of tokens. A name counts as how far back in the run it stood before: what stands around the run changes nothing. */
function shingles(tokens: readonly CodeToken[]): number[] {
  const last = new Map<string, number>();
  const back: number[] = [];
  const plain = tokens.map(({ kind, text }, at) => {
    back.push(kind === 'name' ? at - (last.get(text) ?? -shingleLength) : shingleLength);
    if (kind === 'name') last.set(text, at);
    return kind === 'name' ? 1 : kind === 'number' ? 2 : kind === 'string' ? 3 : hashOf(text);
  });
  const found: number[] = [];
  for (let start = 0; start + shingleLength <= tokens.length; start++) {
    let hash = 0;
    for (let at = start; at < start + shingleLength; at++) {
      const distance = back[at]!;
      hash = (Math.imul(hash, 31) + (distance <= at - start ? 1000 + distance : plain[at]!)) | 0;
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    }
    found.push(hash);
  }
  return found;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

const defining: ReadonlySet<string> = new Set(['def', 'defp', 'defmacro', 'fn', 'func', 'fun', 'function', 'sub']);

/** A name with its arguments behind it, or a member's after what it belongs to. */
function isCalled(tokens: readonly CodeToken[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  return (tokens[at + 1]?.text === '(' && !defining.has(before)) || /(?:^|[^.])(?:\.|::|->)$/.test(before);
}
