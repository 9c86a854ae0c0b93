/** Does the background process keep up with the disk, answer at all times, and survive being killed? */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { RequestFailure } from '../../src/protocol/connection.ts';
import { eventually, isReady, startDaemon, type TestDaemon } from '../support/daemon.ts';
import { smallDisk, tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const invoice = 'def parse_invoice(text):\n    """Reads the amounts of an invoice."""\n    return text.split()\n';

function folder(t: TestContext, files: Record<string, string> = { 'invoice.py': invoice, '.gitignore': 'build/\n', 'build/out.py': invoice }) {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, files);
  return { root, indexDir };
}

const find = async ({ client }: TestDaemon, query: string): Promise<string[]> =>
  (await client.request('search', { query, limit: 10 })).results.map((result) => result.path);

test('a folder is indexed without being asked, and its status adds up', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  const status = await daemon.until(isReady);
  assert.deepEqual({ ...status.files }, { indexed: 2, skipped: 1, failed: 0, pending: 0, stale: 0 });
  assert.deepEqual(status.skippedByReason, { ignored: 1 });
  assert.deepEqual([status.model.state, status.role, status.trouble], ['ready', 'writer', null]);
  assert.ok(status.memoryBytes > 0 && status.indexBytes > 0 && status.lastUpdate !== null);
  assert.equal((await find(daemon, 'amounts of an invoice'))[0], 'invoice.py');
});

test('a hit of an answer is explained', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  const query = 'amounts of an invoice';
  const { results: [hit] } = await daemon.client.request('search', { query, limit: 1 });
  const explanation = await daemon.client.request('explainHit', { root: hit!.root, path: hit!.path, startLine: hit!.startLine, asked: { query } });
  assert.deepEqual([explanation?.meaning?.lines[0]?.line, explanation?.matchedWords[0]], [2, { line: 1, start: 10, end: 17, term: 'invoice' }]);
  assert.equal(await daemon.client.request('explainHit', { root, path: 'gone.py', startLine: 1, asked: { query } }), null);
});

test('a saved, a renamed and a deleted file are noticed', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  const { computed } = (await daemon.client.request('status', null)).embedded;
  writeFiles(root, { 'sub/sound.js': 'export function playSound(name) { return new Audio(name).play(); }\n' });
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths[0] === 'sub/sound.js', 'found after it was saved');
  fs.renameSync(path.join(root, 'sub'), path.join(root, 'media'));
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths.includes('media/sound.js') && !paths.includes('sub/sound.js'), 'found under its new name');
  assert.equal((await daemon.client.request('status', null)).embedded.computed, computed + 1, 'the rename embedded nothing');
  fs.rmSync(path.join(root, 'media'), { recursive: true });
  await eventually(() => find(daemon, 'play a sound'), (paths) => !paths.includes('media/sound.js'), 'gone after it was deleted');
});

test('a changed ignore file takes effect both ways', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  writeFiles(root, { '.gitignore': 'invoice.py\n' });
  await eventually(() => find(daemon, 'amounts of an invoice'), (paths) => paths.includes('build/out.py') && !paths.includes('invoice.py'), 'following the new rules');
  writeFiles(root, { 'build/more.py': 'def whisper(message):\n    return message.lower()\n' });
  await eventually(() => find(daemon, 'whisper a message'), (paths) => paths[0] === 'build/more.py', 'watching the folder that the new rules let in');
});

test('a new root is indexed, a removed one forgotten', async (t) => {
  const [first, second] = [folder(t), folder(t, { 'sound.js': 'export function playSound(name) { return new Audio(name).play(); }\n' })];
  const daemon = await startDaemon(t, { roots: [first.root], indexDir: first.indexDir });
  await daemon.until(isReady);
  await daemon.client.request('setRoots', { roots: [first.root, second.root].map((root) => ({ path: root, name: root })) });
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths[0] === 'sound.js', 'found in the new root');
  await daemon.client.request('setRoots', { roots: [{ path: second.root, name: 'second' }] });
  await eventually(() => find(daemon, 'amounts of an invoice'), (paths) => !paths.includes('invoice.py'), 'forgotten with its root');
});

test('killed at many moments, the index is whole each time and complete in the end', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`part${i}.md`, `# Part ${i}\n\nComponent ${i} turns wheel number ${i} of the clockwork.\n\n## Care\n\nOil it in week ${i}.\n`]));
  const { root, indexDir } = folder(t, files);
  for (let round = 0; round < 8; round++) {
    const daemon = await startDaemon(t, { roots: [root], indexDir });
    await new Promise((resolve) => setTimeout(resolve, 150 + round * 120));
    await daemon.kill();
  }
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  const status = await daemon.until(isReady);
  assert.equal(status.files.indexed, 300);
  assert.equal(status.trouble, null);
  assert.ok(status.embedded.computed <= status.chunks.total + 8 * 128, 'at most the batch in flight is embedded again after a kill');
  assert.equal((await find(daemon, 'wheel number 217 of the clockwork'))[0], 'part217.md');
});

test('a graph file that is cut short or altered is built again, and the answers are the same', async (t) => {
  const { root, indexDir } = folder(t, Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`n${i}.md`, `# Note ${i}\n\nAbout subject ${i}.\n`])));
  const graph = path.join(indexDir, 'graph.hnsw');
  const once = await startDaemon(t, { roots: [root], indexDir });
  await once.until((status) => isReady(status) && status.graph.ready && fs.existsSync(graph), 'a saved graph');
  const before = await find(once, 'subject 17');
  await once.kill();
  for (const spoil of [
    () => fs.truncateSync(graph, 1000),
    () => { const bytes = fs.readFileSync(graph); bytes[bytes.length >> 1]! ^= 255; fs.writeFileSync(graph, bytes); },
    () => fs.writeFileSync(graph, new Uint8Array(fs.statSync(graph).size)),
    () => fs.rmSync(graph),
  ]) {
    spoil();
    const daemon = await startDaemon(t, { roots: [root], indexDir });
    const status = await daemon.until((each) => isReady(each) && each.graph.ready && each.graph.vectors === each.chunks.total, 'a complete graph');
    assert.equal(status.trouble, null);
    assert.deepEqual(await find(daemon, 'subject 17'), before);
    await daemon.kill();
  }
});

test('it writes a snapshot when nothing else is to do, and says so when one is damaged: the answers are the same', async (t) => {
  const { root, indexDir } = folder(t, Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`n${i % 50}/n${i}.md`, `# Note ${i}\n\nAbout subject ${i}.\n`])));
  const snapshot = path.join(indexDir, 'tables.snapshot');
  const once = await startDaemon(t, { roots: [root], indexDir });
  await once.until((status) => isReady(status) && fs.existsSync(snapshot), 'a snapshot');
  const before = await find(once, 'subject 1717');
  await once.kill();
  const told = async (): Promise<string[]> => {
    const daemon = await startDaemon(t, { roots: [root], indexDir });
    const warnings: string[] = [];
    daemon.client.on('log', ({ level, event }) => { if (level === 'warning') warnings.push(event); });
    await daemon.until(isReady);
    assert.deepEqual(await find(daemon, 'subject 1717'), before);
    await daemon.kill();
    return warnings;
  };
  assert.deepEqual(await told(), []);
  fs.truncateSync(snapshot, fs.statSync(snapshot).size >> 1);
  assert.deepEqual(await told(), ['snapshotDiscarded']);
});

test('without a model it says so, and words still find', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir, modelDir: tempDirectory(t) });
  const status = await daemon.until(({ phase, files }) => phase === 'ready' && files.indexed === 2);
  assert.deepEqual([status.model.state, status.trouble?.code], ['failed', 'modelMissing']);
  assert.deepEqual(await find(daemon, 'parse invoice'), ['invoice.py']);
});

test('on a full disk it says so, keeps answering, and goes on by itself when there is room', async (t) => {
  const { root } = folder(t, Object.fromEntries(Array.from({ length: 800 }, (_, i) => [`w${i}.md`, `# Word ${i}\n\n${Array.from({ length: 60 }, (_, n) => `w${i}n${n}`).join(' ')}\n`])));
  const disk = smallDisk(t, 16_000_000);
  fs.writeFileSync(path.join(disk, 'filler'), new Uint8Array(15_000_000));
  const daemon = await startDaemon(t, { roots: [root], indexDir: path.join(disk, 'index') });
  await daemon.until(({ trouble }) => trouble?.code === 'diskFull', 'the disk being full');
  await find(daemon, 'word');
  fs.rmSync(path.join(disk, 'filler'));
  const status = await daemon.until(isReady);
  assert.deepEqual([status.files.indexed, status.trouble], [800, null]);
});

test('an index directory that cannot be made is a clear failure of every request', async (t) => {
  const { root, indexDir } = folder(t);
  fs.writeFileSync(path.join(indexDir, 'file'), '');
  const daemon = await startDaemon(t, { roots: [root], indexDir: path.join(indexDir, 'file', 'below') });
  await assert.rejects(find(daemon, 'anything'), (error) => error instanceof RequestFailure && error.code === 'readOnly' && error.nextStep !== '');
  assert.deepEqual((await daemon.client.request('status', null)).phase, 'failed');
});

test('of two processes on one index the second reads, and takes over when the first is killed', async (t) => {
  const { root, indexDir } = folder(t);
  const first = await startDaemon(t, { roots: [root], indexDir });
  await first.until(isReady);
  const second = await startDaemon(t, { roots: [root], indexDir });
  await second.until(({ role, chunks }) => role === 'reader' && chunks.total > 0);
  writeFiles(root, { 'sound.js': 'export function playSound(name) { return new Audio(name).play(); }\n' });
  await eventually(() => find(second, 'play a sound'), (paths) => paths[0] === 'sound.js', 'seen by the reader');
  await first.kill();
  await second.until(({ role }) => role === 'writer');
  writeFiles(root, { 'hush.js': 'export function whisperSoftly(text) { return text.toLowerCase(); }\n' });
  await eventually(() => find(second, 'whisper softly'), (paths) => paths[0] === 'hush.js', 'indexed by the new writer');
});

test('paused it takes nothing in, resumed it does; cleared it is empty', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  await daemon.client.request('pause', null);
  writeFiles(root, { 'sound.js': 'export function playSound(name) { return new Audio(name).play(); }\n' });
  await daemon.until(({ phase, files }) => phase === 'paused' && files.pending + files.stale === 1, 'the change waiting');
  assert.equal((await find(daemon, 'play a sound')).includes('sound.js'), false);
  await daemon.client.request('resume', null);
  await eventually(() => find(daemon, 'play a sound'), (paths) => paths[0] === 'sound.js', 'found after resuming');
  await daemon.client.request('clear', null);
  const cleared = await daemon.client.request('status', null);
  assert.deepEqual([cleared.files.indexed, cleared.chunks.total, cleared.phase], [0, 0, 'paused']);
  await daemon.client.request('resume', null);
  await daemon.until((status) => isReady(status) && status.files.indexed === 3);
});

test('it says why a file is or is not indexed', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  const explain = (file: string) => daemon.client.request('explainFile', { file: path.join(root, file) });
  assert.equal((await explain('invoice.py')).state, 'indexed');
  assert.deepEqual(await explain('build/out.py'), {
    state: 'skipped', reason: 'ignored: .gitignore:1 build/; the folder build/ is left out as a whole', facts: { reason: 'ignored', rule: '.gitignore:1 build/', folder: 'build/' },
  });
  assert.equal((await explain('nowhere.py')).state, 'missing');
  assert.equal((await daemon.client.request('explainFile', { file: '/etc/hostname' })).state, 'outside');
});

test('it ends when the process that started it is gone', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  daemon.child.disconnect();
  const [code] = await once(daemon.child, 'exit') as [number];
  assert.equal(code, 0);
});

test('what could not be read is listed with a code, and read again when asked', async (t) => {
  const { root, indexDir } = folder(t);
  const unreadable = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.of(0xe9), Buffer.from('.txt')]); // a name in Latin-1
  fs.writeFileSync(unreadable, 'Opening hours of the cafe.\n');
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  const { failedByCode } = await daemon.until((status) => isReady(status) && status.files.failed === 1);
  assert.deepEqual(failedByCode, { unreadable: 1 });
  const listed = await daemon.client.request('listFiles', { state: 'failed', group: 'unreadable', rule: null, from: 0, limit: 10 });
  assert.deepEqual([listed.total, listed.files.map(({ root: folder }) => folder)], [1, [root]]);
  assert.match(listed.files[0]!.why, /caf/);
  assert.deepEqual(await daemon.client.request('retryFailed', null), { retried: 1, stillFailed: 1 });
  fs.renameSync(unreadable, Buffer.from(path.join(root, 'cafe.txt')));
  await eventually(() => daemon.client.request('retryFailed', null), ({ stillFailed }) => stillFailed === 0, 'mended');
  assert.equal((await daemon.client.request('explainFile', { file: path.join(root, 'cafe.txt') })).state, 'indexed');
});

test('doctor tells of files that failed and of chunks without vectors, and keeps what was embedded when it mends', async (t) => {
  const { root, indexDir } = folder(t);
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/name`), Buffer.of(0xff)]), 'no program can say this name');
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  const { embedded } = await daemon.until(isReady);
  const found = async (repair: boolean) => (await daemon.client.request('doctor', { repair })).findings.map(({ check, level, message }) => `${check} ${level} ${message}`);
  assert.ok((await found(false)).includes('files bad 1 files failed.'));
  assert.ok((await found(false)).some((each) => /^vectors ok (\d+) of \1 chunks have vectors$/.test(each)));
  fs.rmSync(Buffer.concat([Buffer.from(`${root}/name`), Buffer.of(0xff)]));
  assert.ok((await found(true)).includes('files ok 0 files failed'));
  assert.equal((await daemon.until(isReady)).embedded.computed, embedded.computed);
});

test('doctor examines the index that the daemon keeps, and mends it while the daemon lives', async (t) => {
  const { root, indexDir } = folder(t);
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(isReady);
  fs.chmodSync(indexDir, 0o755);
  const wrong = async (repair: boolean) => (await daemon.client.request('doctor', { repair })).findings.filter(({ level, check }) => level !== 'ok' && check !== 'disk').map(({ check }) => check);
  assert.deepEqual(await wrong(false), ['permissions']);
  assert.deepEqual(await wrong(true), []);
  const status = await daemon.until(isReady);
  assert.deepEqual([status.role, status.files.indexed, (await find(daemon, 'amounts of an invoice'))[0]], ['writer', 2, 'invoice.py']);
});
