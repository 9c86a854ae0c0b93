/** Which readers see what we wrote ourselves and the disk, an older version or somebody else may have altered; and which make something new of hostile words? */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SharedVectors, sharedVectorsFile } from '../../src/adapters/sharedVectors.ts';
import { SnapshotFile, snapshotFile } from '../../src/adapters/snapshotFile.ts';
import { allLanguages } from '../../src/core/chunk/languages/all.ts';
import { prefixed } from '../../src/core/columns.ts';
import { fingerprintOf, likeness } from '../../src/core/duplicates/fingerprint.ts';
import { exampleVectors } from '../../src/core/embed/exampleVectors.ts';
import { isUnitVector, isZeroVector } from '../../src/core/embed/unitVector.ts';
import type { StaticModel } from '../../src/core/embed/wordShares.ts';
import { Failure } from '../../src/core/failure.ts';
import { countTerms } from '../../src/core/lexical/chunkTerms.ts';
import { LexicalIndex } from '../../src/core/lexical/lexicalIndex.ts';
import { TermDictionary } from '../../src/core/lexical/termDictionary.ts';
import { findTopics } from '../../src/core/topics/findTopics.ts';
import { layOut } from '../../src/core/topics/layOut.ts';
import { normaliseRow, rowsOf } from '../../src/core/topics/vectorRows.ts';
import { readKeptSearches } from '../../src/protocol/keptSearches.ts';
import { logRecord, logText, placesIn } from '../../src/protocol/logRecord.ts';
import { isSaved, noneKept, withRecent, withSavedOrNot } from '../../src/webview/keptSearches.ts';
import { readSavedState } from '../../src/webview/savedState.ts';
import { randomInteger } from '../core/lexical/random.ts';
import { hostileValue, type Seeded } from './mutations.ts';
import type { FuzzTarget } from './targets.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-fuzz-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

function smallIndex(): { readonly dictionary: TermDictionary; readonly lexical: LexicalIndex } {
  const dictionary = new TermDictionary();
  return { dictionary, lexical: new LexicalIndex(dictionary) };
}

async function savedSnapshot(): Promise<{ readonly description: string; readonly bytes: Buffer }> {
  const { dictionary, lexical } = smallIndex();
  for (let id = 0; id < 20; id++) lexical.add(id, countTerms({ name: `name${id}`, context: '', body: `some words about number ${id}` }), ['src', `file${id}`]);
  const description = await new SnapshotFile(scratch).save({ ...prefixed('terms', dictionary.columns()), ...prefixed('lexical', lexical.columns()) });
  return { description, bytes: readFileSync(path.join(scratch, snapshotFile)) };
}
const snapshot = await savedSnapshot();

/** Some of its bytes changed, or its end cut off. */
function spoilt(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let left = 1 + randomInteger(random, 4); left > 0; left--) copy[randomInteger(random, copy.length)] = randomInteger(random, 256);
  return copy.subarray(0, random() < 0.3 ? randomInteger(random, copy.length + 1) : copy.length);
}

/** The description altered, or the file: what is loaded all the same answers, or is refused by a Failure. */
async function loadSnapshot({ text, random }: Seeded): Promise<void> {
  const isFileSpoilt = random() < 0.5;
  const bytes = isFileSpoilt ? spoilt(snapshot.bytes, random) : snapshot.bytes;
  writeFileSync(path.join(scratch, snapshotFile), bytes);
  const columns = await new SnapshotFile(scratch).load(isFileSpoilt ? snapshot.description : text);
  if (isFileSpoilt) assert.equal(columns === null, !snapshot.bytes.equals(bytes));
  if (columns === null) return;
  const { dictionary, lexical } = smallIndex();
  try {
    dictionary.restore(columns.within('terms'));
    lexical.restore(columns.within('lexical'));
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === 'indexDamaged', String(error));
  }
}

const keys = Array.from({ length: 40 }, (_, at) => `content${at}`);
const vectorOf = (at: number): Uint8Array => new Uint8Array(64).fill(at);

function sharedBytes(): Buffer {
  const cache = SharedVectors.open(path.join(scratch, 'shared'), 1 << 20)!;
  cache.keep('model', keys.map((key, at) => ({ key, vector: vectorOf(at) })));
  cache.close();
  return readFileSync(path.join(scratch, 'shared', sharedVectorsFile));
}
const shared = sharedBytes();

/** Whatever was done to the file: a vector is the one that was kept, or none. */
function findShared({ random }: Seeded): void {
  for (const suffix of ['-wal', '-shm']) rmSync(path.join(scratch, 'shared', sharedVectorsFile + suffix), { force: true });
  writeFileSync(path.join(scratch, 'shared', sharedVectorsFile), spoilt(shared, random));
  const cache = SharedVectors.open(path.join(scratch, 'shared'), 1 << 20);
  cache?.find('model', keys).forEach((vector, at) => assert.ok(vector === null || Buffer.from(vector).equals(vectorOf(at))));
  cache?.close();
}

const keptKeys = ['recent', 'saved', 'query', 'kind', 'language', 'path', 'among', 'flat', 'all', 'everywhere', 'version', 'tree', 'answer'];

function keepSearches({ text, random }: Seeded): void {
  const kept = readKeptSearches(hostileValue(random, keptKeys));
  const query = { query: text, kind: 'all', language: '', path: '', among: 'everywhere', flat: false } as const;
  const saved = withSavedOrNot(withRecent(kept, text), query);
  assert.ok(saved.recent.every((each) => typeof each === 'string'));
  assert.equal(isSaved(saved, query), !isSaved(kept, query));
  assert.deepEqual(readKeptSearches(JSON.parse(JSON.stringify(saved))), saved);
  assert.deepEqual(readKeptSearches(text), noneKept);
  readSavedState(hostileValue(random, keptKeys));
}

const width = 8;
/** Some of them zero, some all alike. */
const hostileVector = (random: () => number): Float32Array => {
  const kind = randomInteger(random, 4);
  return Float32Array.from({ length: width }, (_, at) => (kind === 0 ? 0 : kind === 1 ? Number(at === 0) : random() * 2 - 1) * (kind === 3 ? 1e-30 : 1));
};

async function drawTopics({ random }: Seeded): Promise<void> {
  const rows = rowsOf(Array.from({ length: randomInteger(random, 60) }, () => hostileVector(random)), width);
  for (let row = 0; row < rows.count; row++) normaliseRow(rows, row);
  const found = await findTopics(rows, async () => {});
  assert.equal(found.topics.reduce((sum, { members }) => sum + members.length, 0), rows.count);
  const { topics, members } = await layOut(rows, found, async () => {});
  assert.ok([...topics, ...members].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
}

async function embedExample({ text, random }: Seeded): Promise<void> {
  const ids = Uint32Array.from(text.slice(0, 300), (letter) => letter.charCodeAt(0));
  const vectors = new Map([...ids].map((id) => [id, hostileVector(random)]));
  const weights = { countExponent: random(), positionBeta: random(), positionTau: 1 + random() * 40 };
  const model = { tokens: { vectorsOf: async () => vectors }, weights } as unknown as StaticModel;
  for (const vector of await exampleVectors([ids, new Uint32Array(0)], model, width)) assert.ok(isUnitVector(vector) || isZeroVector(vector), String(vector));
}

const texts = ['def parse(line):\n    return line.split(",")\n', 'for (let i = 0; i < rows.length; i++) { total += rows[i].price * rows[i].count; log(total); }\n', 'Ships are counted at noon, and again at dusk.\n'.repeat(4)];
const trace = 'Error: no\n    at one (/home/me/dist/daemon.js:12:34)\n    at async two (file:///x/daemon.js:5:6)\n    at three\n';

export const keptTargets: readonly FuzzTarget[] = [
  { name: 'snapshot of the tables', share: 1, samples: [snapshot.description], run: loadSnapshot },
  { name: 'shared vectors', share: 1, samples: [''], run: findShared },
  { name: 'kept searches and states of the page', share: 2, samples: ['retry with a delay'], run: keepSearches },
  { name: 'topic map', share: 1, samples: [''], run: drawTopics },
  { name: 'vectors of examples', share: 1, samples: texts, run: embedExample },
  { name: 'fingerprints', share: 3, samples: texts, run: ({ text, random }) => {
    const piece = (kind: 'code' | 'docs') => ({ text, language: allLanguages[randomInteger(random, allLanguages.length)]!.id, kind, symbols: [text.slice(0, 9)] });
    for (const print of [fingerprintOf(piece('code')), fingerprintOf(piece('docs'))]) if (print) assert.equal(likeness(print, print), 1);
  } },
  { name: 'printed crashes and fields of the log', share: 2, samples: [trace, trace.repeat(20)], run: ({ text, random }) => {
    const line = logText(logRecord('daemonPrinted', { places: placesIn(text), code: text, other: JSON.stringify(hostileValue(random, [])) }, text));
    assert.ok(/^[\x20-\x7e]{1,900}$/.test(line), line);
  } },
];
