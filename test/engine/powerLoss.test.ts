/** Does an index survive a loss of power? Every file that it keeps is torn, zeroed, altered and taken away: it heals from the files, says so, and answers as a fresh one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { OpenedIndex } from '../../src/adapters/openWorkspaceIndex.ts';
import { Failure } from '../../src/core/failure.ts';
import { answersOf, rowsOf } from '../support/kills/indexContents.ts';
import { randomNumbers } from '../support/randomVectors.ts';
import { tempDirectory } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, repository } from '../support/testIndex.ts';

const endings: (() => unknown)[] = [];
const owner = { after: (ending: () => unknown) => void endings.push(ending) };
after(async () => { for (const ending of endings.reverse()) await ending(); });

const noise = (length: number): Buffer => { const random = randomNumbers(length + 1); return Buffer.from(Array.from({ length }, () => Math.floor(256 * random()))); };
const page = 4096;
/** A page in the middle, where there is one. */
const middle = (bytes: Buffer): [number, number] => (bytes.length < 3 * page ? [0, bytes.length] : [Math.floor(bytes.length / 2 / page) * page, page]);
const altered = (bytes: Buffer, at: number, by: Buffer): Buffer => { const copy = Buffer.from(bytes); by.copy(copy, at); return copy; };

/** What a loss of power, or a bad disk, makes of a file; null: it is gone. */
const damages: Readonly<Record<string, (bytes: Buffer) => Buffer | null>> = {
  'cut in half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  'cut to nothing': () => Buffer.alloc(0),
  'zeroed at its end': (bytes) => altered(bytes, Math.max(0, bytes.length - 2 * page), Buffer.alloc(2 * page)),
  'zeroed in the middle': (bytes) => altered(bytes, middle(bytes)[0], Buffer.alloc(middle(bytes)[1])),
  'noise in the middle': (bytes) => altered(bytes, middle(bytes)[0], noise(middle(bytes)[1])),
  'nothing but noise': (bytes) => noise(Math.max(page, bytes.length)),
  'gone': () => null,
};

/**
 * What says that a file is not what was written. SQLite's logs, and the lock, hold nothing that would be missed: the last commits are made again from
 * the files. Of a database the last pages may stand in its log, too, and be whole.
 */
const told: Readonly<Record<string, (opened: OpenedIndex) => boolean>> = {
  'index/catalog.sqlite': ({ healed }) => healed,
  'index/catalog.sqlite-wal': () => true,
  'index/catalog.sqlite-shm': () => true,
  'index/graph.hnsw': ({ index }) => index.graphIsDiscarded,
  'index/graph.hnsw.json': ({ index }) => index.graphIsDiscarded,
  'index/tables.snapshot': ({ snapshot }) => snapshot === 'discarded',
  'index/writer.lock': () => true,
  'index/writer.lock-journal': () => true,
  'shared/vectors.sqlite': ({ sharedVectors }) => sharedVectors!.madeAnew,
  'shared/vectors.sqlite-wal': () => true,
  'shared/vectors.sqlite-shm': () => true,
  'shared/worktrees': () => true,
};

let template = '';
let root = '';
let names: string[] = [];
let expected: { rows: unknown; answers: unknown };

const open = (directory: string): Promise<OpenedIndex> =>
  openTestIndex(owner, { indexDir: path.join(directory, 'index'), roots: [root], shared: { directory: path.join(directory, 'shared'), maxVectorBytes: 1e9 } });
const stateOf = async (opened: OpenedIndex, directory: string) =>
  ({ rows: rowsOf(path.join(directory, 'index'), opened.embedder!.id), answers: await answersOf(opened.index, root, names) });

/** As the daemon does: looked through when nothing else is to do, and made anew where it is damaged. */
async function tended(directory: string): Promise<OpenedIndex> {
  const opened = await open(directory);
  try {
    await bringUpToDate(opened);
    while (opened.index.checkStoreStep());
    return opened;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'indexDamaged') throw error;
    await opened.close();
    const anew = await openTestIndex(owner, { indexDir: path.join(directory, 'index'), roots: [root], shared: { directory: path.join(directory, 'shared'), maxVectorBytes: 1e9 }, damaged: true });
    await bringUpToDate(anew);
    return anew;
  }
}

before(async () => {
  [root, template] = [tempDirectory(owner), tempDirectory(owner)];
  for (const folder of ['src/cli', 'docs/decisions']) fs.cpSync(path.join(repository, folder), path.join(root, folder), { recursive: true });
  execFileSync('git', ['init', '--quiet', root]);
  names = fs.globSync('**/*.{ts,md}', { cwd: root }).sort();
  const first = await open(template);
  await bringUpToDate(first);
  while (first.index.buildGraphStep());
  await first.index.saveGraph();
  assert.equal(await first.index.saveSnapshot(), true);
  await first.close();
  // A last change, which stands in the logs only.
  const opened = await open(template);
  fs.appendFileSync(path.join(root, names[0]!), '\nThe last change before the lights went out.\n');
  await bringUpToDate(opened);
  expected = await stateOf(opened, template);
  const live = template;
  template = tempDirectory(owner);
  fs.cpSync(live, template, { recursive: true });
  await opened.close();
});

const filesIn = (directory: string): string[] =>
  fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(directory, name)).isFile()).sort();

test('every file that an index keeps is tried', () => {
  const kinds = new Set(filesIn(template).map((name) => name.replaceAll('\\', '/').replace(/^shared\/worktrees\/.*/, 'shared/worktrees')));
  assert.deepEqual([...kinds].sort(), Object.keys(told).sort());
});

for (const [kind, isTold] of Object.entries(told)) {
  test(`${kind}: whatever becomes of it, the index heals, says so, and answers as a fresh one`, async (t) => {
    const name = filesIn(template).find((each) => each.replaceAll('\\', '/') === kind || path.dirname(path.dirname(each)).replaceAll('\\', '/') === kind)!;
    const original = fs.readFileSync(path.join(template, name));
    for (const [what, damage] of Object.entries(damages)) {
      const directory = tempDirectory(t);
      fs.cpSync(template, directory, { recursive: true });
      const bytes = damage(original);
      if (bytes) fs.writeFileSync(path.join(directory, name), bytes);
      else fs.rmSync(path.join(directory, name));
      // Vectors of other indexes are looked for where there are none of its own.
      if (kind.startsWith('shared/vectors')) for (const each of ['index', 'shared/worktrees']) fs.rmSync(path.join(directory, each), { recursive: true });
      const opened = await tended(directory);
      const isNew = kind.endsWith('.sqlite') && !bytes?.length;
      const mayBeInLog = kind.endsWith('.sqlite') && what.includes('its ');
      assert.ok(isTold(opened) || isNew || mayBeInLog || bytes?.equals(original), `${what}: something is said`);
      assert.deepEqual(await stateOf(opened, directory), expected, what);
      const mayHaveHealed = isTold(opened);
      await opened.close();
      if (!mayHaveHealed) continue;
      const again = await open(directory);
      assert.deepEqual([again.healed, again.sharedVectors?.madeAnew, again.snapshot !== 'discarded', again.index.graphIsDiscarded && again.index.state.graph.count > 0], [false, false, true, false], `${what}: it is whole at the next start`);
      await again.close();
    }
  });
}
