/** What comes first because the query is its very name: the file of a path, the definition of an identifier? */
import type { Catalog } from '../catalog/catalog.ts';
import type { ChunkRow, FileRow } from '../catalog/rows.ts';
import { alternativeOf } from '../lexical/expandWord.ts';
import { identifierParts } from '../lexical/identifierParts.ts';
import type { LexicalIndex } from '../lexical/lexicalIndex.ts';
import type { QueryTerm } from '../lexical/lexicalQuery.ts';
import { wordOf } from '../lexical/tokenise.ts';
import type { Candidate, ScoredCandidate } from './candidate.ts';
import type { NamedPlace, ParsedQuery } from './parseQuery.ts';
import type { Accept } from './nearest.ts';

/** Files of one name that are put first; more than a page of them says that the name is common, and the ranking decides. */
const maxNamedFiles = 20;
/** More words than this are a sentence, in whatever case. */
const maxNameWords = 5;

/** Candidates with those that the query names: a named file's chunk is one whether its words match or not. */
export function withNamed(candidates: readonly Candidate[], { place }: ParsedQuery, catalog: Catalog, accept?: Accept): Candidate[] {
  const known = new Set(candidates.map(({ chunk }) => chunk.id));
  const added = place === null ? [] : filesNamed(place, catalog).flatMap((file): Candidate[] => {
    const chunks = catalog.chunkIdsOf(file.id).map((id) => catalog.chunk(id)!);
    const chunk = chunks.find(({ endLine }) => endLine >= (place.line ?? 1)) ?? chunks.at(-1);
    const isNew = chunk !== undefined && !known.has(chunk.id) && (!accept || accept(chunk.id));
    return isNew ? [{ chunk, file, similarity: null, lexical: 0, coverage: 0 }] : [];
  });
  return [...candidates, ...added];
}

/** Ranked candidates with those before all others that the query names; each lift is a contribution of its own. */
export function namedFirst(ranked: readonly ScoredCandidate[], query: ParsedQuery, catalog: Catalog, lexical: LexicalIndex): ScoredCandidate[] {
  const lifts = liftsOf(query, catalog, lexical);
  if (!lifts.length) return [...ranked];
  const scores = ranked.map(({ score }) => score);
  // Above everything, whatever its file's other chunks add to it.
  const unit = 1 + 2 * Math.max(0, ...scores) - Math.min(0, ...scores);
  return ranked.map((each): ScoredCandidate => {
    const shares = lifts.map(({ name, share }) => [name, unit * share(each.candidate)] as const).filter(([, share]) => share > 0);
    if (!shares.length) return each;
    const contributions = { ...each.contributions, ...Object.fromEntries(shares) };
    const score = Object.values(contributions).reduce((sum, value) => sum + value, 0);
    return { candidate: { ...each.candidate, coverage: 1 }, contributions, score };
  }).sort((a, b) => b.score - a.score);
}

interface Lift {
  readonly name: string;
  /** Whole steps above the candidates that are not named; 0 for those. */
  share(candidate: Candidate): number;
}

function liftsOf({ place, text }: ParsedQuery, catalog: Catalog, lexical: LexicalIndex): Lift[] {
  const files = new Set(place ? filesNamed(place, catalog).map(({ id }) => id) : []);
  if (place && files.size) {
    const line = place.line ?? 1;
    return [{ name: 'namedFile', share: ({ file, chunk }) => (!files.has(file.id) ? 0 : chunk.startLine <= line && line <= chunk.endLine ? 2 : 1) }];
  }
  const names = namesIn(text);
  if (!names.length) return [];
  return [
    { name: 'definition', share: ({ chunk }) => (chunk.symbol !== null && names.includes(plainName(chunk.symbol)) ? definitionShare(chunk) : definesToo(chunk, text, lexical)) },
    // A module that exports one nameless thing is known by its file.
    { name: 'namedFile', share: ({ file }) => (file.kind === 'code' && names.includes(plainName(fileStem(file.path))) && isTelling(fileStem(file.path)) ? 2 : 0) },
  ];
}

/** A heading defines nothing. A variable may be a mere import of the name, and one of a single word is soon called like the topic that is asked for. */
function definitionShare({ shape, symbol }: ChunkRow): number {
  switch (shape) {
    case 'function': case 'class': case 'type': return 4;
    case 'module': case 'lines': return isTelling(symbol ?? '') ? 1 : 0;
    case 'section': return 0;
  }
}

/** A chunk of several definitions is called after the first. That it defines the others is in the index: where the name is of several words, as one term. */
function definesToo({ id, shape }: ChunkRow, text: string, lexical: LexicalIndex): number {
  const name = text.trim().replace(/\(\)$/, '').split(/\s+/).join('_');
  const whole = shape !== 'section' && /^[\p{L}\p{N}_$-]+$/u.test(name) ? wordOf(name).joins.at(-1) : undefined;
  if (whole === undefined || lexical.dictionary.idOf(whole) < 0) return 0;
  const term: QueryTerm = { text: whole, source: 'word', weight: 1, alternatives: [alternativeOf(whole, lexical)], covers: true };
  return (lexical.explain(id, { terms: [term] })?.terms[0]?.fields.name ?? 0) > 0 ? 1 : 0;
}

const isTelling = (name: string): boolean => identifierParts(name).length > 1;

const fileStem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\..*$/, '');

/** Files whose path ends in the named one, in any case; beyond its name a path needs no extension. */
function filesNamed({ path }: NamedPlace, catalog: Catalog): FileRow[] {
  const wanted = path.toLowerCase();
  const found: FileRow[] = [];
  for (const file of catalog.files()) {
    if (file.state === 'indexed' && endsInPath(file.path.toLowerCase(), wanted)) found.push(file);
    if (found.length > maxNamedFiles) return [];
  }
  return found;
}

function endsInPath(path: string, wanted: string): boolean {
  const ends = (ending: string): boolean => ending === wanted || ending.endsWith(`/${wanted}`);
  return ends(path) || (wanted.includes('/') && ends(path.replace(/(?<=[^/])\.[^./]+$/, '')));
}

/** The identifier that the text is, in any convention or as words: all of "rank_candidates", "RankCandidates", "rank candidates" are one. */
function namesIn(text: string): string[] {
  const trimmed = text.trim().replace(/\(\)$/, '');
  const words = trimmed.split(/\s+/);
  if (words.length > maxNameWords || !words.every((word) => /^[\p{L}\p{N}_$#@:.>-]+$/u.test(word))) return [];
  const last = trimmed.split(/::|\.|->|#/).at(-1) ?? '';
  return [...new Set([plainName(trimmed), ...(words.length === 1 ? [plainName(last)] : [])])].filter((name) => name.length > 1);
}

const plainName = (name: string): string => name.split(/[^\p{L}\p{N}_]+/u).flatMap(identifierParts).join('').toLowerCase();
