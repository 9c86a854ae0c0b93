/** Is this a place that people seldom mean: tests, examples, vendored or generated code, change logs? */

export interface Place {
  readonly name: string;
  readonly path: RegExp;
  /** Words of a query that ask for just such places. */
  readonly askedBy: readonly string[];
}

export const places: readonly Place[] = [
  {
    name: 'test', askedBy: ['test', 'tests', 'testing', 'spec', 'fixture', 'mock'],
    path: /(^|\/)(tests?|__tests__|specs?|testing|testdata|fixtures?|__mocks__|mocks?)\/|[._-](test|spec|tests)\.[^/]*$|(^|\/)(test_[^/]*|[^/]*_test|[^/]*Tests?)\.[^/]*$/,
  },
  {
    name: 'example', askedBy: ['example', 'examples', 'sample', 'demo', 'benchmark', 'tutorial'],
    path: /(^|\/)(examples?|samples?|demos?|benchmarks?|bench|playground)\//,
  },
  {
    name: 'vendored', askedBy: ['vendor', 'vendored'],
    path: /(^|\/)(vendor|vendored|third[_-]?party|external|deps|dist|build|out|lib-cov)\//,
  },
  {
    name: 'changelog', askedBy: ['changelog', 'change', 'changes', 'release', 'history', 'license', 'licence', 'contributor', 'author'],
    path: /(^|\/)(change(s|log)|history|release[-_ ]?notes|news|licen[cs]e|copying|authors|contributors|notice)[^/]*$/i,
  },
  { name: 'declaration', askedBy: ['declaration', 'typing', 'typings', 'd.ts'], path: /\.(d\.[cm]?ts|pyi)$/ },
];

/** Names of the places that a query asks for. */
export function askedPlaces(query: string): Set<string> {
  const words = new Set(query.toLowerCase().split(/[^\p{L}\p{N}.]+/u));
  return new Set(places.filter(({ askedBy }) => askedBy.some((word) => words.has(word))).map(({ name }) => name));
}
