/** How did a set of node:test files end? Counts tests and not suites; a file that runs none, or skips one, has failed. */
import path from 'node:path';
import { run } from 'node:test';
import { root } from '../../scripts/run.ts';

export interface TestFailure {
  readonly name: string;
  readonly message: string;
}

/** What one kind of tests came to. */
export interface KindResult {
  readonly passed: number;
  readonly failures: readonly TestFailure[];
}

/** Guards against a test that never ends: the slowest file, on real input, takes a few minutes. */
const fileLimitMs = 20 * 60_000;

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error; // node:test wraps what the test threw
  return cause.stack ?? cause.message;
}

/** Runs each file in a process of its own, `concurrency` at a time. */
export async function runTestFiles(files: readonly string[], concurrency: number): Promise<KindResult> {
  let passed = 0;
  const failures: TestFailure[] = [];
  const printed = new Map<string, string>();
  if (files.length === 0) return { passed, failures };
  const fail = (file: string | undefined, name: string, message: string) =>
    failures.push({ name: file === undefined ? name : `${path.relative(root, file)} > ${name}`, message });

  for await (const event of run({ files: [...files], concurrency, timeout: fileLimitMs })) {
    if (event.type === 'test:stderr' || event.type === 'test:stdout') {
      printed.set(event.data.file, (printed.get(event.data.file) ?? '') + event.data.message);
    } else if (event.type === 'test:pass' && event.data.details.type !== 'suite') {
      const { name, file, skip, todo } = event.data;
      if (name === file) fail(file, 'the file', `it ran no test, or ended before its tests did\n${printed.get(file) ?? ''}`);
      else if (skip !== undefined || todo !== undefined) fail(file, name, 'the test is skipped');
      else passed += 1;
    } else if (event.type === 'test:fail') {
      const { name, file, details: { error } } = event.data;
      if ('failureType' in error && error.failureType === 'subtestsFailed') continue; // reported by the subtest itself
      fail(file, name === file ? 'the file' : name, `${describeError(error)}${name === file ? `\n${printed.get(name) ?? ''}` : ''}`);
    }
  }
  return { passed, failures };
}
