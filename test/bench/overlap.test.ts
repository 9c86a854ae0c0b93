/** Is a question told from its answer's words as a person would tell? */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { overlapOf } from '../../bench/quality/overlap.ts';
import { tempDirectory } from '../support/tempDirectory.ts';

const answers = [{ path: 'src/retry.ts', startLine: 2, endLine: 3 }];

test('the words of the labelled lines and of the path count, and no others', (t) => {
  const folder = tempDirectory(t);
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'src/retry.ts'), 'const elephant = 1;\nfunction delayFor(attempt) {\n  return 2 ** attempt; }\n');
  const overlap = (query: string) => overlapOf({ query, kind: 'behaviour', answers }, folder);
  assert.equal(overlap('delay attempts of a retry'), 'much');
  assert.equal(overlap('how is the delay of failing requests found'), 'some');
  assert.equal(overlap('elephant'), 'none');
  assert.equal(overlap('back off before trying again'), 'none');
});
