/** Is this a place that people seldom mean: tests, examples, vendored or generated code, change logs? */
import type { Signal } from '../candidate.ts';

interface PlacePenalty {
  readonly name: string;
  readonly weight: number;
  readonly path: RegExp;
  /** Words of a query that ask for just such places. */
  readonly askedBy: readonly string[];
}

const places: readonly PlacePenalty[] = [
  {
    name: 'test', weight: -0.3, askedBy: ['test', 'tests', 'testing', 'spec', 'fixture', 'mock'],
    path: /(^|\/)(tests?|__tests__|specs?|testing|testdata|fixtures?|__mocks__|mocks?)\/|[._-](test|spec|tests)\.[^/]*$|(^|\/)(test_[^/]*|[^/]*_test|[^/]*Tests?)\.[^/]*$/,
  },
  {
    name: 'example', weight: -0.15, askedBy: ['example', 'examples', 'sample', 'demo', 'benchmark', 'tutorial'],
    path: /(^|\/)(examples?|samples?|demos?|benchmarks?|bench|playground)\//,
  },
  {
    name: 'vendored', weight: -0.25, askedBy: ['vendor', 'vendored'],
    path: /(^|\/)(vendor|vendored|third[_-]?party|external|deps|dist|build|out|lib-cov)\//,
  },
  {
    name: 'changelog', weight: -0.3, askedBy: ['changelog', 'change', 'changes', 'release', 'history', 'license', 'licence', 'contributor', 'author'],
    path: /(^|\/)(change(s|log)|history|release[-_ ]?notes|news|licen[cs]e|copying|authors|contributors|notice)[^/]*$/i,
  },
  { name: 'declaration', weight: -0.15, askedBy: ['declaration', 'typing', 'typings', 'd.ts'], path: /\.(d\.[cm]?ts|pyi)$/ },
];

/** Names of the penalties that a query asks to leave out. */
export function askedPlaces(query: string): Set<string> {
  const words = new Set(query.toLowerCase().split(/[^\p{L}\p{N}.]+/u));
  return new Set(places.filter(({ askedBy }) => askedBy.some((word) => words.has(word))).map(({ name }) => name));
}

export const penalties: readonly Signal[] = places.map(({ name, weight, path }) => ({
  name, weight,
  value: ({ file }, { asksFor }) => (!asksFor.has(name) && path.test(file.path) ? 1 : 0),
}));
