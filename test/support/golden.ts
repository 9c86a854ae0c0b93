/** Is a text as the reviewed file says? One that differs is written anew and fails once: the difference is then read in review. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `name` is relative to test/golden. */
export function assertGolden(name: string, actual: string): void {
  const file = path.join(import.meta.dirname, '../golden', name);
  if (existsSync(file) && readFileSync(file, 'utf8') === actual) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, actual);
  assert.fail(`test/golden/${name} was rewritten: look at the difference, then commit it or mend what made it.`);
}
