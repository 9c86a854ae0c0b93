/** Is a workspace searched by the meaning that a real model from Hugging Face gives its texts? */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { root, runNode } from '../../scripts/run.ts';
import { miniLmFloat } from './miniLm.ts';
import { realPackage } from './packages.ts';

const cli = path.join(root, 'dist/cli.js');
const workspace = path.join(root, 'test/fixtures/workspace');
const indexDir = mkdtempSync(path.join(os.tmpdir(), 'lodestone-foreign-'));
after(() => rmSync(indexDir, { recursive: true, force: true }));

/** Most of their words are not those of their answers. */
const questions: readonly (readonly [string, string])[] = [
  ['kilometres that lie between two places on earth', 'scripts/geo_distance.py'],
  ['how much a customer owes', 'billing/InvoiceCalculator.java'],
  ['sign in form for the web page', 'web/components/LoginForm.tsx'],
];

test('all-MiniLM-L6-v2 in float32, in the built command line, finds what the fixture workspace says in other words', async () => {
  const at = ['--index-dir', indexDir, '--model', await realPackage(miniLmFloat)];
  await runNode(cli, ['index', workspace, ...at]);
  const { stdout: status } = await runNode(cli, ['status', '--json', '--path', workspace, ...at]);
  const { model, chunks } = JSON.parse(status);
  assert.match(model, /^all-MiniLM-L6-v2-float/);
  assert.deepEqual([chunks.total > 20, chunks.withVectors], [true, chunks.total]);
  const { stdout } = await runNode(cli, ['search', '--stdin', '--json', '--path', workspace, ...at], { input: `${questions.map(([query]) => query).join('\n')}\n` });
  const answers: readonly { readonly retrieval: string; readonly results: readonly { readonly path: string }[] }[] = stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ retrieval, results }) => [retrieval, results[0]?.path]), questions.map(([, file]) => ['hybrid', file]));
});
