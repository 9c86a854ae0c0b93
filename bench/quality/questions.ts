/** Which questions does the benchmark ask, of which packages, and what counts as an answer? */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What is learned comes from "training", what is chosen from "development"; "test" is for numbers only. */
export const splits = ['training', 'development', 'test'] as const;
export type Split = (typeof splits)[number];

/** The splits that tables are made of. */
export const measuredSplits = ['development', 'test'] as const satisfies readonly Split[];

/** "unanswerable" questions have no answer in their package; all others have at least one. */
export const kinds = ['behaviour', 'architecture', 'symbol', 'documentation', 'synonym', 'typo', 'otherLanguage', 'unanswerable'] as const;
export type Kind = (typeof kinds)[number];

export const registries = ['npm', 'pypi', 'crates', 'go', 'maven', 'debian'] as const;
export type Registry = (typeof registries)[number];

/** Lines from 1, inclusive; the path is relative to the package's subfolder, with "/". */
export interface AnswerRange {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

export interface Question {
  readonly query: string;
  readonly kind: Kind;
  /** All equally right. */
  readonly answers: readonly AnswerRange[];
}

export interface QuestionSet {
  readonly id: string;
  readonly registry: Registry;
  readonly name: string;
  readonly version: string;
  /** The archive's name where the registry has several for one version. */
  readonly file?: string;
  /** What is indexed of the package: "" is all of it. */
  readonly subfolder: string;
  readonly language: string;
  readonly split: Split;
  readonly questions: readonly Question[];
}

const packagesFolder = path.join(import.meta.dirname, 'packages');

/** All question sets in the order of their ids. Throws an Error that names the file and its fault. */
export function loadQuestionSets(folder = packagesFolder): QuestionSet[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => {
    const set: QuestionSet = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    const faults = faultsOf(set);
    if (set.id !== path.basename(name, '.json')) faults.unshift(`its id is ${set.id}`);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`);
    return set;
  });
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isOneOf = (values: readonly string[], value: string): boolean => values.includes(value);

/** What is wrong with a set as it was read from a file; nothing where it is what its type says. */
export function faultsOf(set: QuestionSet): string[] {
  const faults: string[] = [];
  for (const field of ['id', 'name', 'version', 'language'] as const) if (!isText(set[field])) faults.push(`no ${field}`);
  if (typeof set.subfolder !== 'string') faults.push('no subfolder');
  if (!isOneOf(registries, set.registry)) faults.push(`unknown registry ${set.registry}`);
  if (!isOneOf(splits, set.split)) faults.push(`unknown split ${set.split}`);
  if (!Array.isArray(set.questions) || set.questions.length === 0) return [...faults, 'no questions'];
  const queries = new Set<string>();
  for (const question of set.questions) {
    faults.push(...faultsOfQuestion(question).map((fault) => `"${question.query}": ${fault}`));
    if (queries.has(question.query)) faults.push(`"${question.query}" is asked twice`);
    queries.add(question.query);
  }
  return faults;
}

function faultsOfQuestion({ query, kind, answers }: Question): string[] {
  const faults: string[] = [];
  if (!isText(query)) faults.push('no query');
  if (!isOneOf(kinds, kind)) faults.push(`unknown kind ${kind}`);
  if (!Array.isArray(answers)) return [...faults, 'no answers'];
  if ((kind === 'unanswerable') !== (answers.length === 0)) faults.push(`${answers.length} answers to a question of kind ${kind}`);
  for (const { path: file, startLine, endLine } of answers) {
    if (!isText(file) || file.startsWith('/') || file.includes('\\') || file.split('/').includes('..')) faults.push(`"${file}" is no relative path`);
    if (!Number.isInteger(startLine) || !Number.isInteger(endLine) || startLine < 1 || endLine < startLine) faults.push(`lines ${startLine} to ${endLine}`);
  }
  return faults;
}
