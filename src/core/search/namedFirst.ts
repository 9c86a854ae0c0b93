/** What comes first because the query is its very name: the file of a path, the definition of an identifier? */
import type { Catalog } from '../catalog/catalog.ts';
import type { FileRow } from '../catalog/rows.ts';
import { identifierParts } from '../lexical/identifierParts.ts';
import type { Candidate, ScoredCandidate } from './candidate.ts';
import type { NamedPlace, ParsedQuery } from './parseQuery.ts';
import type { Accept } from './retrieve.ts';

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

/** Ranked candidates with those before all others that the query names; the lift is a contribution of its own. */
export function namedFirst(ranked: readonly ScoredCandidate[], query: ParsedQuery, catalog: Catalog): ScoredCandidate[] {
  const lifts = liftsOf(query, catalog);
  const scores = ranked.map(({ score }) => score);
  // Above everything, whatever its file's other chunks add to it.
  const lift = 1 + 2 * Math.max(0, ...scores) - Math.min(0, ...scores);
  return ranked.map((each): ScoredCandidate => {
    const found = lifts.find(({ isNamed }) => isNamed(each.candidate));
    if (!found) return each;
    const contributions = { ...each.contributions, [found.name]: lift * found.share(each.candidate) };
    const score = Object.values(contributions).reduce((sum, value) => sum + value, 0);
    return { candidate: { ...each.candidate, coverage: 1 }, contributions, score };
  }).sort((a, b) => b.score - a.score);
}

interface Lift {
  readonly name: string;
  isNamed(candidate: Candidate): boolean;
  /** 2 for the very line that is named, else 1. */
  share(candidate: Candidate): number;
}

function liftsOf({ place, text }: ParsedQuery, catalog: Catalog): Lift[] {
  const lifts: Lift[] = [];
  if (place) {
    const files = new Set(filesNamed(place, catalog).map(({ id }) => id));
    const holds = ({ chunk }: Candidate): boolean => chunk.startLine <= (place.line ?? 1) && (place.line ?? 1) <= chunk.endLine;
    lifts.push({ name: 'namedFile', isNamed: ({ file }) => files.has(file.id), share: (candidate) => (holds(candidate) ? 2 : 1) });
  }
  const names = namesIn(text);
  if (names.length) {
    const isDefinition = ({ chunk }: Candidate): boolean => chunk.symbol !== null && chunk.shape !== 'section' && names.includes(plainName(chunk.symbol));
    lifts.push({ name: 'definition', isNamed: isDefinition, share: () => 1 });
  }
  return lifts;
}

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
