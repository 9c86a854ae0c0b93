/** Is a file a test, by the names that the test runners of its language look for and the folders that tests are kept in? */

/** Folders of tests, and of what only tests need: at any depth, in any language. */
const testFolder = new RegExp(`(?:^|/)(?:${[
  '__(?:tests?|mocks|fixtures|snapshots)__', // Jest, Vitest
  'tests?', 'e2e', 'cypress', 'testthat', 'testdata', 'test[-_]?(?:data|fixtures?|helpers?|resources|support|utils?)',
  '(?:acceptance|android|api|browser|common|contract|e2e|end-?to-?end|functional|instrumented|integration|ios|js|jvm|native|regression|shared|smoke|system|ui|unit)[-_]?tests?', // and the source sets of Gradle
  '[^/]*[-_.]tests', '[^/]*\\.test', // crates, Maven modules, .NET projects: "shop.unit.tests"
].join('|')})/`, 'i');
/** A project of tests as .NET and Xcode name it: "ShopTests", "ShopUITests". */
const testProject = /(?:^|\/)[^/]*[\p{Ll}\p{N}I]Tests\//u;
/** Maven's and Gradle's folder of the product, in which a package may be named for the tests that it helps with. */
const mainFolder = /(?:^|\/)src\/main\//;
/** Where `spec` means tests; elsewhere it is as often a specification. */
const specFolder = /(?:^|\/)(?:specs?|spec[-_](?:helpers?|support))\/.*\.(?:rb|cr|lua|php|[cm]?[jt]sx?|coffee|vue)$/i;

const testNames: readonly (readonly [extensions: string, stem: RegExp])[] = [
  ['js jsx mjs cjs ts tsx mts cts coffee vue svelte', /(?:[._-](?:tests?|specs?)|\.(?:e2e|cy)(?:-spec)?|\.test-d|[\p{Ll}\p{N}]Spec)$|^(?:tests?$|test-)/u],
  ['py pyi', /^(?:test_.*|.*_tests?|tests?|conftest)$/],
  ['go', /_test$/],
  ['java kt kts groovy scala sc', /[\p{Ll}\p{N}](?:Tests?|TestCase|IT|ITCase)$/u],
  ['kt kts groovy scala sc', /[\p{Ll}\p{N}](?:Spec|Suite)$/u],
  ['cs fs vb swift m mm hs elm php', /[\p{Ll}\p{N}](?:Tests?|Spec|Specs|Cest)$/u],
  ['rb cr lua ex exs clj cljs cljc erl dart gleam jl ml rkt zig', /(?:_(?:tests?|spec|SUITE)|^test_.*|^(?:run)?tests?)$/],
  ['rs', /^(?:tests?|tests?_.*|.*_tests?)$/],
  ['c cc cpp cxx h hh hpp hxx cu f90', /(?:^|[_-])(?:unit|browser)?tests?$|^test_|[\p{Ll}\p{N}]Tests?$/u],
  ['r sh bash zsh gd sql pl', /^test[-_.]|[-_.]tests?$/i],
  ['ps1', /\.Tests$/i],
];
const stemsByExtension = Map.groupBy(testNames.flatMap(([extensions, stem]) => extensions.split(' ').map((extension) => ({ extension, stem }))), ({ extension }) => extension);
/** What is written for a test runner alone. */
const testExtension = /\.(?:t|bats|feature|phpt|robot|tftest\.hcl)$/;

/** In the path of each test; most paths have none of it, and need no closer look. */
const hint = /test|spec|e2e|cypress|__|suite|cest|it(?:case)?\.|\.(?:cy|t|phpt|bats|feature|robot)\b/i;

/** `path` is relative to its root, with "/". Says nothing of documentation: a text among the tests is a text. */
export function isTestFile(path: string): boolean {
  if (!hint.test(path) || mainFolder.test(path)) return false;
  if (testFolder.test(path) || testProject.test(path) || specFolder.test(path) || testExtension.test(path)) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 && (stemsByExtension.get(name.slice(dot + 1).toLowerCase()) ?? []).some(({ stem }) => stem.test(name.slice(0, dot)));
}
