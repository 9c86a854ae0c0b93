/** What does the text of a query say: filters, exact phrases, a regular expression, the name of a file, or just what is sought? */
import { languageOf } from '../chunk/languageOf.ts';
import type { FileKind, LanguageId } from '../types.ts';
import { languagesNamed } from './languageNames.ts';

/** A part of the query that is not sought but narrows: it can be cut out of the query by its place. */
export interface QueryOperator {
  readonly type: 'language' | 'path' | 'kind' | 'exact' | 'pattern';
  readonly negated: boolean;
  /** As understood: "typescript" for `lang:ts`; a phrase without its quotes. */
  readonly value: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface TextFilters {
  /** Null: all. */
  readonly kinds: readonly FileKind[] | null;
  readonly languages: readonly LanguageId[];
  readonly excludedLanguages: readonly LanguageId[];
  /** Parts of paths, or globs: see `pathTest`. */
  readonly paths: readonly string[];
  readonly excludedPaths: readonly string[];
}

/** False where the filters let every file pass. */
export const isNarrowing = ({ kinds, languages, excludedLanguages, paths, excludedPaths }: TextFilters): boolean =>
  kinds !== null || languages.length + excludedLanguages.length + paths.length + excludedPaths.length > 0;

/** A place that the whole query names, "rank.ts:12"; whether there is such a file is not known yet. */
export interface NamedPlace {
  readonly path: string;
  readonly line: number | null;
}

/** What the query is without its filters. exact, pattern: nothing but that; filters: nothing at all is sought yet. */
export type QueryForm = 'question' | 'symbol' | 'path' | 'exact' | 'pattern' | 'filters' | 'nothing';

export interface ParsedQuery {
  /** What is embedded and looked up by its words: the query itself where it holds no operator, else what they leave, phrases without their quotes. */
  readonly text: string;
  readonly filters: TextFilters;
  /** Phrases that the lines of a hit hold. */
  readonly exact: readonly string[];
  /** An expression that a line of a hit matches; without the flags "g" and "y". */
  readonly pattern: RegExp | null;
  /** Why the pattern is none, where one was written. */
  readonly patternError: string | null;
  readonly form: QueryForm;
  readonly place: NamedPlace | null;
  readonly operators: readonly QueryOperator[];
}

interface Operator extends QueryOperator {
  /** What stays of it in the text. */
  readonly text: string;
  readonly languages?: readonly LanguageId[];
  readonly kinds?: readonly FileKind[];
  readonly flags?: string;
}

/**
 * Never throws. What is no operator by the letter (an unknown `key:value`, `std::vector`, a URL, a quote without its other half)
 * is text. One regular expression is heeded; a second one is text.
 */
export function parseQuery(query: string): ParsedQuery {
  const operators: Operator[] = [];
  for (let at = 0; at < query.length;) {
    const operator = isTokenStart(query, at) ? operatorAt(query, at, operators) : null;
    if (operator) operators.push(operator);
    at = operator ? operator.end : at + 1;
  }
  const values = (type: Operator['type'], negated: boolean): string[] => operators.filter((each) => each.type === type && each.negated === negated).map(({ value }) => value);
  const { pattern, patternError } = compiled(operators.find(({ type }) => type === 'pattern'));
  const exact = values('exact', false);
  const rest = textWithout(query, operators.map((operator) => ({ ...operator, text: '' })));
  const place = placeOf(rest);
  return {
    text: textWithout(query, operators),
    filters: {
      kinds: kindsOf(operators), paths: values('path', false), excludedPaths: values('path', true),
      languages: languagesOf(operators, false), excludedLanguages: languagesOf(operators, true),
    },
    exact, pattern, patternError, place,
    form: formOf({ rest, place, operators }),
    operators: operators.map(({ type, negated, value, start, end }) => ({ type, negated, value, start, end })),
  };
}

const isSpace = (text: string, at: number): boolean => at < 0 || at >= text.length || /\s/.test(text[at]!);
const isTokenStart = (text: string, at: number): boolean => !isSpace(text, at) && isSpace(text, at - 1);

function operatorAt(query: string, at: number, before: readonly Operator[]): Operator | null {
  const quoted = quotedAt(query, at);
  if (quoted) return { type: 'exact', negated: false, value: quoted.value, text: quoted.value, start: at, end: quoted.end };
  if (query[at] === '/') return before.some(({ type }) => type === 'pattern') ? null : patternAt(query, at);
  return filterAt(query, at);
}

const quotePairs: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“' };

/** A quote opens where a word could begin and closes where one could end: "name": in pasted JSON is text. `\"` stands for a quote. */
function quotedAt(query: string, at: number): { value: string; end: number } | null {
  const closing = Object.hasOwn(quotePairs, query[at]!) ? quotePairs[query[at]!]! : null;
  if (closing === null) return null;
  let value = '';
  for (let index = at + 1; index < query.length; index++) {
    const letter = query[index]!;
    if (letter === '\\' && query[index + 1] === closing && !isSpace(query, index + 2)) {
      value += closing;
      index++;
    } else if (letter === closing) {
      const ends = isSpace(query, index + 1) || (/[.,;?!)]/.test(query[index + 1]!) && isSpace(query, index + 2));
      return ends && value.trim() !== '' ? { value, end: index + 1 } : null;
    } else if (letter === '\n') return null;
    else value += letter;
  }
  return null;
}

/** As in JavaScript: a slash within is escaped or in a class. It neither begins nor ends with a space: "/a and /b" are paths. */
const patternShape = /\/((?![\s/*])(?:[^\\/[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+)\/([dgimsuvy]*)(?=\s|$)/y;

function patternAt(query: string, at: number): Operator | null {
  patternShape.lastIndex = at;
  const [whole, source, flags] = patternShape.exec(query) ?? [];
  if (whole === undefined || source === undefined || /\s$/.test(source)) return null;
  return { type: 'pattern', negated: false, value: whole, text: '', start: at, end: at + whole.length, flags: flags ?? '' };
}

/** A filter's key; what follows it may be in quotes. `std::path`, `file://x` and `kind: x` are no filters. */
const filterShape = /(-?)(lang|language|path|file|kind):(?!:|\/\/)(?="|[^\s"])/iy;

function filterAt(query: string, at: number): Operator | null {
  filterShape.lastIndex = at;
  const [head, minus, key] = filterShape.exec(query) ?? [];
  if (head === undefined || key === undefined) return null;
  const from = at + head.length;
  const quoted = quotedAt(query, from);
  const end = quoted?.end ?? from + /^\S*/.exec(query.slice(from))![0].length;
  const value = quoted?.value.trim() ?? query.slice(from, end);
  const found = { negated: minus === '-', start: at, end, text: '' };
  switch (key.toLowerCase()) {
    case 'path': case 'file': return /[\p{L}\p{N}*]/u.test(value) || value.startsWith('.') ? { ...found, type: 'path', value: value.replaceAll('\\', '/') } : null;
    case 'kind': {
      const kinds = value.split(',').map(kindsNamed);
      return kinds.every(({ length }) => length > 0) ? { ...found, type: 'kind', value: [...new Set(kinds.flat())].join(', '), kinds: kinds.flat() } : null;
    }
    default: {
      const languages = value.split(',').map(languagesNamed);
      return languages.every(({ length }) => length > 0) ? { ...found, type: 'language', value: languages.map(([id]) => id).join(', '), languages: languages.flat() } : null;
    }
  }
}

const fileKinds: readonly FileKind[] = ['code', 'tests', 'docs'];

/** Empty where it names none. */
export function kindsNamed(value: string): readonly FileKind[] {
  switch (value.toLowerCase()) {
    case 'code': return ['code'];
    case 'test': case 'tests': return ['tests'];
    case 'doc': case 'docs': case 'documentation': return ['docs'];
    case 'all': return fileKinds;
    default: return [];
  }
}

function kindsOf(operators: readonly Operator[]): readonly FileKind[] | null {
  const named = (negated: boolean): FileKind[] => operators.flatMap((operator) => (operator.negated === negated ? operator.kinds ?? [] : []));
  const [wanted, unwanted] = [named(false), named(true)];
  const kinds = fileKinds.filter((kind) => (!wanted.length || wanted.includes(kind)) && !unwanted.includes(kind));
  return kinds.length < fileKinds.length ? kinds : null;
}

const languagesOf = (operators: readonly Operator[], negated: boolean): LanguageId[] =>
  [...new Set(operators.flatMap((operator) => (operator.negated === negated ? operator.languages ?? [] : [])))];

function compiled(operator: Operator | undefined): { pattern: RegExp | null; patternError: string | null } {
  if (!operator) return { pattern: null, patternError: null };
  const source = operator.value.slice(1, operator.value.lastIndexOf('/'));
  try {
    return { pattern: new RegExp(source, [...new Set(operator.flags!.replace(/[gyd]/g, ''))].join('')), patternError: null };
  } catch (error) {
    return { pattern: null, patternError: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error) };
  }
}

function textWithout(query: string, operators: readonly Pick<Operator, 'text' | 'start' | 'end'>[]): string {
  if (!operators.length) return query;
  let text = '';
  let at = 0;
  for (const operator of operators) {
    text += query.slice(at, operator.start) + operator.text;
    at = operator.text === '' && isSpace(query, operator.end) ? operator.end + 1 : operator.end;
  }
  return (text + query.slice(at)).trim();
}

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function formOf({ rest, place, operators }: { rest: string; place: NamedPlace | null; operators: readonly Operator[] }): QueryForm {
  if (!hasWord(rest)) {
    if (operators.some(({ type }) => type === 'pattern')) return 'pattern';
    if (operators.some(({ type }) => type === 'exact')) return 'exact';
    return operators.length ? 'filters' : 'nothing';
  }
  if (place) return 'path';
  const isAlone = operators.every(({ type }) => type !== 'exact' && type !== 'pattern');
  return isAlone && symbolShape.test(rest.trim()) ? 'symbol' : 'question';
}

/** One identifier, perhaps of a class or module, perhaps called: rankCandidates, Class::method, module.function(). */
const symbolShape = /^[#@$]?[\p{Ll}\p{Lu}_$][\p{Ll}\p{Lu}\p{N}_$]*(?:(?:::|\.|#|->)[#$]?[\p{Ll}\p{Lu}_$][\p{Ll}\p{Lu}\p{N}_$]*)*(?:\(\))?$/u;

const placeShape = /^(?:\.{1,2}\/|\/)?([\p{L}\p{N}_.@+~$()[\]-]+(?:\/[\p{L}\p{N}_.@+~$()[\]-]+)*)(?::(\d+)(?:[:-]\d+)*|#L(\d+)(?:-L?\d+)?)?$/u;

/** Null where the text is more than one word, or one that names no file: it has neither folders nor a known extension. */
function placeOf(text: string): NamedPlace | null {
  const [, path, line, anchor] = placeShape.exec(text.trim().replaceAll('\\', '/')) ?? [];
  if (path === undefined || !hasWord(path)) return null;
  const isFileName = /\.[\p{L}\p{N}_+]+$/u.test(path) && languageOf(path) !== 'plaintext' || /\.te?xt$/i.test(path);
  if (!path.includes('/') && !isFileName) return null;
  return { path, line: Number(line ?? anchor) || null };
}
