/**
 * Does everything work?  npm test [-- KIND...]  with the kinds below; all of them, in order, where none is named.
 * Prints a line per kind, failures in full, and last "N passed, N failed". Ends with 1 where a test failed or a kind ran none.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { packageExtension } from '../scripts/package.ts';
import { root, run, runNode } from '../scripts/run.ts';
import { runTestFiles, type KindResult } from './support/runTestFiles.ts';
import { runExtensionHostTests } from './workbench/runExtensionHostTests.ts';

/** Folders of test/ that are kinds of their own; all the others together are the kind "unit". */
const foldersOfTheirOwn = ['repo', 'realInput', 'packaging', 'workbench'];

const testFiles = globSync('test/**/*.test.ts', { cwd: root }).sort();
const filesIn = (folder: string) => testFiles.filter((file) => file.startsWith(path.join('test', folder) + path.sep)).map((file) => path.join(root, file));
const unitFiles = () => testFiles.filter((file) => !foldersOfTheirOwn.includes(file.split(path.sep)[1] ?? '')).map((file) => path.join(root, file));

async function checkTypes(): Promise<KindResult> {
  const compiler = path.join(root, 'node_modules/.bin/tsc');
  const { code, stdout, stderr } = await run(compiler, ['-p', '.'], { accept: [0, 1, 2] });
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name: 'tsc -p .', message: stdout + stderr }] };
}

async function buildBundles(): Promise<KindResult> {
  await runNode('esbuild.js');
  return { passed: 1, failures: [] };
}

/** The very VSIX that a user installs serves all browser tests. */
async function runBrowserTests(): Promise<KindResult> {
  process.env['LODESTONE_VSIX'] = await packageExtension();
  return runTestFiles(filesIn('workbench/browser'), 1);
}

/** In the order in which they run: quick ones first. Whole programs are driven one at a time, small tests two at a time. */
const kinds: Readonly<Record<string, () => Promise<KindResult>>> = {
  build: buildBundles,
  types: checkTypes,
  unit: () => runTestFiles(unitFiles(), 2),
  repo: () => runTestFiles(filesIn('repo'), 2),
  realInput: () => runTestFiles(filesIn('realInput'), 1),
  packaging: () => runTestFiles(filesIn('packaging'), 1),
  extensionHost: runExtensionHostTests,
  browser: runBrowserTests,
};

/** A kind whose set-up fails has failed: nothing is passed over. */
async function runKind(name: string): Promise<KindResult> {
  try {
    const result = await (kinds[name] as () => Promise<KindResult>)();
    if (result.passed + result.failures.length > 0) return result;
    return { passed: 0, failures: [{ name, message: 'not one test ran' }] };
  } catch (error) {
    return { passed: 0, failures: [{ name: `${name}: set-up`, message: error instanceof Error ? error.stack ?? error.message : String(error) }] };
  }
}

const named = process.argv.slice(2);
const chosen = named.length > 0 ? [...new Set(['build', ...named])] : Object.keys(kinds);
const unknown = chosen.filter((name) => !(name in kinds));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. The kinds of tests are: ${Object.keys(kinds).join(', ')}.`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const name of chosen) {
  const started = Date.now();
  const result = await runKind(name);
  for (const failure of result.failures) console.log(`\nFAILED ${failure.name}\n${failure.message}\n`);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${result.passed} passed, ${result.failures.length} failed (${seconds} s)`);
  passed += result.passed;
  failed += result.failures.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
