/** Does a secret of the workspace come to lie in the index, or get into an answer or the log? */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { eventually, isReady, startDaemon } from '../support/daemon.ts';
import { seededSecrets } from '../support/seededSecrets.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

/** A word that is no secret: where it is not found either, the search for secrets proves nothing. */
const canary = 'quizzicalwombatparade';
const secrets = seededSecrets(200, 20261124);
const notes = 2100;

/** As written, and as a word of the index: in lower case. */
const forms = (part: string): string[] => [part, part.toLowerCase()];

function heldIn(bytes: Buffer): string[] {
  return secrets.filter(({ parts }) => parts.some((part) => forms(part).some((form) => bytes.includes(form)))).map(({ path: file }) => file);
}

const filesIn = (directory: string): string[] => fs.readdirSync(directory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));

test('of 200 secrets in files of many kinds none is in a file of the index, in an answer or in the log', async (t) => {
  const root = tempDirectory(t);
  const indexDir = tempDirectory(t);
  writeFiles(root, Object.fromEntries(secrets.map(({ path: file, text }) => [file, text])));
  // So many that a snapshot is written.
  writeFiles(root, Object.fromEntries(Array.from({ length: notes }, (_, i) => [`notes/n${i % 40}/${i}.txt`, `Note ${i}.\n`])));
  writeFiles(root, { 'notes.md': `# ${canary}\n`, '.env': `${secrets[0]!.parts[0]}\n`, '.env.example': 'EXAMPLE_NAME=\n' });
  const daemon = await startDaemon(t, { roots: [root], indexDir, shared: { directory: path.join(indexDir, 'shared'), maxVectorBytes: 1 << 24 } });
  const log: string[] = [];
  daemon.client.on('log', (record) => log.push(JSON.stringify(record)));
  const status = await daemon.until(isReady);
  assert.deepEqual([status.files.indexed, status.skippedByReason], [202 + notes, { secret: 1 }]);

  const told: string[] = [];
  const note = <T>(answer: T): T => { told.push(JSON.stringify(answer)); return answer; };
  for (const { path: file, parts: [part] } of secrets) {
    const queries = [path.basename(file), ...(file.endsWith('.md') || file.endsWith('.ts') ? [`"${part}"`, '/[A-Za-z0-9+]{16,}/'] : [])];
    for (const query of queries) {
      const { results } = await daemon.client.request('search', { query, limit: 10, chunks: true });
      note(results);
      const [hit] = results;
      if (hit && query === queries[0]) note(await daemon.client.request('explainHit', { root, path: hit.path, startLine: hit.startLine, asked: { query } }));
    }
  }
  for (const { path: file } of secrets) note(await daemon.client.request('readLines', { root, path: file, startLine: 1, endLine: 99 }));
  assert.match(JSON.stringify(await daemon.client.request('readLines', { root, path: 'notes.md', startLine: 1, endLine: 1 })), /quizz/);
  assert.equal(await daemon.client.request('readLines', { root, path: '.env', startLine: 1, endLine: 1 }), null, 'what is not indexed is not read out');
  for (const { path: file, text } of secrets.slice(0, 40)) {
    const { results } = await daemon.client.request('similar', { file: path.join(root, file), text, limit: 10 });
    note(results);
  }
  note(await daemon.client.request('topics', null));
  note(await daemon.client.request('duplicates', { threshold: 0.5, vendored: true, limit: 500 }));
  assert.ok(told.join('').includes('••••••••'), 'no answer shows a mask');
  assert.deepEqual(heldIn(Buffer.from(told.join('\n'))), []);
  assert.deepEqual(heldIn(Buffer.from(log.join('\n'))), []);

  const readIndex = () => filesIn(indexDir).map((file) => ({ file, bytes: fs.readFileSync(file) }));
  const check = (files: readonly { readonly file: string; readonly bytes: Buffer }[]): void => {
    assert.ok(files.some(({ bytes }) => bytes.includes(canary)), 'the words of the files are not in the index as bytes');
    for (const { file, bytes } of files) assert.deepEqual(heldIn(bytes), [], file);
    // A hash of a file with a short password in it would tell the password to who tries them all.
    const hashes = secrets.map(({ text }) => createHash('sha256').update(text).digest().subarray(0, 16));
    for (const { file, bytes } of files) assert.ok(!hashes.some((hash) => bytes.includes(hash)), file);
  };
  const everyFile = ['catalog.sqlite', 'graph.hnsw', 'graph.hnsw.json', 'tables.snapshot', 'vectors.sqlite', 'writer.lock'];
  const written = (): string[] => readIndex().map(({ file }) => path.basename(file)).filter((name) => !/-(wal|shm|journal)$/.test(name)).toSorted();
  assert.deepEqual(await eventually(async () => written(), (names) => names.includes('tables.snapshot'), 'all written'), everyFile);
  check(readIndex());
  await daemon.client.request('rebuild', null);
  await daemon.until(isReady);
  await daemon.kill();
  check(readIndex());
});

test('what the daemon writes is for its user only', async (t) => {
  const root = tempDirectory(t);
  const indexDir = path.join(tempDirectory(t), 'made/by/itself');
  writeFiles(root, Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`notes${i}.md`, `# Heading ${i}\n\nSome words about number ${i}.\n`])));
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until((status) => isReady(status) && status.graph.ready);
  const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8);
  assert.equal(modeOf(indexDir), '700');
  const modes = filesIn(indexDir).map((file) => `${path.basename(file)} ${modeOf(file)}`);
  assert.ok(modes.length >= 2, String(modes));
  assert.deepEqual(modes.filter((each) => !each.endsWith(' 600')), []);
  await daemon.kill();
  // As an earlier version, or a copy, may have left them; what is not the index's is left alone.
  const notOurs = path.join(indexDir, 'notes-of-somebody.txt');
  fs.writeFileSync(notOurs, '');
  for (const file of filesIn(indexDir)) fs.chmodSync(file, 0o644);
  const again = await startDaemon(t, { roots: [root], indexDir });
  await again.until(isReady);
  assert.deepEqual(filesIn(indexDir).filter((file) => modeOf(file) !== '600'), [notOurs]);
});
