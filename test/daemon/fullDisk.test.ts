/** What if the disk is full, or read-only, at any write? The state is clear, the old answers stay, and it goes on when there is room again. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test, type TestContext } from 'node:test';
import { IndexSession } from '../../src/daemon/indexSession.ts';
import { protocolVersion, type IndexStatus } from '../../src/protocol/daemonProtocol.ts';
import { isReady, settings } from '../support/daemon.ts';
import { FailingWrites, type DiskTrouble } from '../support/failingWrites.ts';
import { rowsOf, type IndexRows } from '../support/kills/indexContents.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bundledModel } from '../support/otherModel.ts';
import { installed } from '../support/testIndex.ts';

const endings: (() => unknown)[] = [];
const owner = { after: (ending: () => unknown) => void endings.push(ending) };
after(async () => { for (const ending of endings.reverse()) await ending(); });

const codes: Readonly<Record<DiskTrouble, string>> = { full: 'diskFull', readOnly: 'readOnly' };
const disk = tempDirectory(owner);
const root = tempDirectory(owner);
const writes = new FailingWrites(disk);
const template = path.join(disk, 'template');
let expected: IndexRows;

function sessionOf(test: Pick<TestContext, 'after'>, indexDir: string): { session: IndexSession; events: string[] } {
  const events: string[] = [];
  const session = new IndexSession(installed, { statusChanged: () => {}, note: (event) => events.push(event) });
  session.start({
    protocolVersion, indexDir, modelDir: installed.modelDir, shared: { directory: path.join(indexDir, 'shared'), maxVectorBytes: 1e8 },
    roots: [{ path: root, name: 'root' }], settings,
  });
  test.after(() => session.close());
  return { session, events };
}

async function until(session: IndexSession, condition: (status: IndexStatus) => boolean, what: string): Promise<IndexStatus> {
  for (const end = Date.now() + 40_000; Date.now() < end; await sleep(10)) if (condition(session.status())) return session.status();
  throw new Error(`Not ${what}: ${JSON.stringify(session.status())}`);
}

const isUpToDate = (status: IndexStatus): boolean => isReady(status) && status.files.indexed === 41 && status.trouble === null;
const found = async (session: IndexSession, query: string): Promise<string | undefined> => (await (await session.index()).search({ query, limit: 3 })).results[0]?.path;

/** The index of files that have changed since: one is new, one gone, some are others. */
before(async () => {
  writeFiles(root, Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`part${i}.md`, `# Part ${i}\n\nComponent ${i} turns wheel number ${i} of the clockwork.\n`])));
  for (const name of fs.readdirSync(root)) fs.utimesSync(path.join(root, name), 1_700_000_000, 1_700_000_000);
  const { session } = sessionOf(owner, template);
  await until(session, isUpToDate, 'the first index');
  await session.close();
  fs.rmSync(path.join(root, 'part0.md'));
  writeFiles(root, { 'violin.md': '# Violin\n\nTune the strings every morning.\n', 'part1.md': '# Part 1\n\nA brake for the drum.\n', 'part2.md': '# Part 2\n\nA bell that rings at noon.\n' });
  const fresh = path.join(disk, 'fresh');
  const { session: other } = sessionOf(owner, fresh);
  await until(other, isUpToDate, 'a fresh index');
  expected = rowsOf(fresh, bundledModel);
  await other.close();
});

function copyOfTemplate(t: TestContext): string {
  writes.failsFrom = Infinity;
  const indexDir = fs.mkdtempSync(path.join(disk, 'index-'));
  t.after(() => { writes.failsFrom = Infinity; });
  fs.cpSync(template, indexDir, { recursive: true });
  return indexDir;
}

for (const trouble of ['full', 'readOnly'] as const) {
  test(`the disk is ${trouble} at any write of an update: it says so, answers as before, and goes on when there is room`, async (t) => {
    let reached = true;
    for (let at = 1; reached; at++) {
      const indexDir = copyOfTemplate(t);
      [writes.count, writes.failsFrom, writes.trouble] = [0, at, trouble];
      const { session } = sessionOf(t, indexDir);
      const status = await until(session, (each) => each.trouble !== null || isUpToDate(each), `settled at write ${at}`);
      reached = status.trouble !== null;
      assert.equal(await found(session, 'wheel number 17 of the clockwork'), 'part17.md', `the old answers at write ${at}`);
      if (reached) assert.deepEqual([status.trouble?.code, status.phase], [codes[trouble], 'failed'], `a clear state at write ${at}`);
      writes.failsFrom = Infinity;
      await session.retry();
      await until(session, isUpToDate, `going on after write ${at}`);
      assert.deepEqual(rowsOf(indexDir, bundledModel), expected, `as a fresh index after write ${at}`);
      assert.equal(await found(session, 'tune the strings of a violin'), 'violin.md');
      await session.close();
    }
  });

  test(`the disk is ${trouble} at any write of the closing: the index is whole at the next start`, async (t) => {
    let reached = true;
    for (let at = 1; reached; at++) {
      const indexDir = copyOfTemplate(t);
      const { session, events } = sessionOf(t, indexDir);
      await until(session, isUpToDate, 'up to date');
      [writes.count, writes.failsFrom, writes.trouble] = [0, at, trouble];
      await session.close();
      reached = writes.count >= at;
      assert.ok(events.every((event) => event !== 'requestFailed'));
      writes.failsFrom = Infinity;
      const { session: again, events: told } = sessionOf(t, indexDir);
      await until(again, isUpToDate, `whole after write ${at} of the closing`);
      assert.deepEqual(rowsOf(indexDir, bundledModel), expected);
      assert.ok(!told.includes('indexHealed'));
      await again.close();
    }
  });
}

test('a graph that can\'t be saved is told of, and is saved when there is room', async (t) => {
  const indexDir = copyOfTemplate(t);
  const { session } = sessionOf(t, indexDir);
  await until(session, isUpToDate, 'up to date');
  const saved = fs.readFileSync(path.join(indexDir, 'graph.hnsw.json'), 'utf8');
  writes.failNow('full');
  const status = await until(session, (each) => each.trouble !== null, 'told of');
  assert.deepEqual([status.trouble?.code, status.phase], ['diskFull', 'ready']);
  assert.equal(fs.readFileSync(path.join(indexDir, 'graph.hnsw.json'), 'utf8'), saved);
  writes.failsFrom = Infinity;
  await session.retry();
  await until(session, (each) => each.trouble === null && fs.readFileSync(path.join(indexDir, 'graph.hnsw.json'), 'utf8') !== saved, 'saved');
});

test('nobody needs to ask: it goes on by itself, opened on a full disk or on one that fills up', async (t) => {
  const sessions = [copyOfTemplate(t), path.join(disk, 'new')].map((indexDir) => { writes.failNow('full'); return sessionOf(t, indexDir).session; });
  for (const session of sessions) await until(session, ({ trouble }) => trouble?.code === 'diskFull' || trouble?.code === 'readOnly', 'told of');
  assert.equal(await found(sessions[0]!, 'wheel number 17 of the clockwork'), 'part17.md');
  writes.failsFrom = Infinity;
  for (const session of sessions) await until(session, isUpToDate, 'going on by itself');
});
