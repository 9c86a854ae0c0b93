/**
 * Does the index survive a disk that is really full?  node bench/kills/fullDisk.ts [--rounds N] [--seed S]   (Linux, root: it mounts a tmpfs)
 * Each round leaves a random rest of room, lets a real daemon index or update on it, makes room, and compares the index with a fresh one.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { randomNumbers } from '../../test/core/lexical/random.ts';
import { isReady, startDaemon } from '../../test/support/daemon.ts';
import { bundledDaemon } from '../../test/support/kills/bundledDaemon.ts';
import { ChangingFiles } from '../../test/support/kills/changingFiles.ts';
import { FreshIndexes } from '../../test/support/kills/freshIndexes.ts';
import { answersOf, rowsOf } from '../../test/support/kills/indexContents.ts';
import { smallDisk, tempDirectory } from '../../test/support/tempDirectory.ts';
import { installed, repository } from '../../test/support/testIndex.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } } });
const endings: (() => unknown)[] = [];
const owner = { after: (ending: () => unknown) => void endings.push(ending) } as Parameters<typeof tempDirectory>[0];
const random = randomNumbers(Number(values.seed));
const disk = smallDisk(owner, 32_000_000);
const files = new ChangingFiles(path.join(tempDirectory(owner), 'workspace'), ['src/adapters', 'src/daemon', 'src/protocol', 'docs/decisions'], Number(values.seed));
const fresh = new FreshIndexes(owner);
const script = await bundledDaemon(owner, path.join(repository, 'src/daemon/main.ts'));
const [indexDir, filler] = [path.join(disk, 'index'), path.join(disk, 'filler')];
const counts: Record<string, number> = { full: 0, answering: 0, enough: 0 };

/** Leaves so many bytes; what was there of a filler before is gone. */
function fillUp(rest: number): void {
  const { bavail, bsize } = fs.statfsSync(disk);
  fs.writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - rest)));
}

try {
  for (let round = 0; round < Number(values.rounds); round++) {
    const isNew = round % 2 === 0;
    if (isNew) fs.rmSync(indexDir, { recursive: true, force: true });
    files.moveTo(files.state + 1);
    const expected = await fresh.of(files, installed.modelDir);
    fillUp(Math.floor(random() ** 2 * (isNew ? 3_000_000 : 600_000)));
    const daemon = await startDaemon(owner, { roots: [files.root], indexDir, script: [script] });
    const isDone = (status: Awaited<ReturnType<typeof daemon.until>>): boolean => isReady(status) && status.trouble === null && status.chunks.total === expected.chunks;
    const status = await daemon.until((each) => each.trouble !== null || isDone(each), `settled in round ${round}`);
    if (status.trouble) {
      counts['full']!++;
      assert.match(status.trouble.code, /^(diskFull|readOnly)$/);
      const { results } = status.chunks.total ? await daemon.client.request('search', { query: 'where are vectors kept', limit: 5 }) : { results: [] };
      if (results.length) counts['answering']!++;
      else assert.ok(isNew, `an index that was there answers in round ${round}`);
    } else counts['enough']!++;
    fs.rmSync(filler);
    await daemon.client.request('refresh', null);
    await daemon.until(isDone, `up to date in round ${round}`);
    assert.deepEqual(rowsOf(indexDir, expected.model), expected.rows, `round ${round}`);
    const { client } = daemon;
    assert.deepEqual(await answersOf({ search: (request) => client.request('search', request), similar: (request) => client.request('similar', request) }, files.root, files.names), expected.answers, `round ${round}`);
    await daemon.kill();
  }
  console.log(JSON.stringify(counts));
} finally {
  for (const ending of endings.reverse()) await ending();
}
