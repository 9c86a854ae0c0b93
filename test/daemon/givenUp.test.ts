/** Is a question that was taken back not begun, and one under way given up before its files are taken apart? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handlersFor } from '../../src/daemon/handlers.ts';
import type { IndexSession } from '../../src/daemon/indexSession.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex } from '../support/testIndex.ts';

test('a question that is taken back by the next message is not begun; one under way ends with the file that is being read', async (t) => {
  const root = tempDirectory(t);
  writeFiles(root, Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`retry${at}.md`, `# Retry ${at}\n\nHow a request is tried again.\n`])));
  const { index, files } = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] }).then(async (opened) => {
    await bringUpToDate(opened);
    return opened;
  });
  const nothing = (): void => {};
  const handlers = handlersFor({ index: () => Promise.resolve(index) } as unknown as IndexSession, nothing, nothing, nothing);
  const read = files.read.bind(files);
  let reads = 0;
  let atRead = nothing;
  files.read = async (file) => {
    reads++;
    const content = await read(file);
    atRead();
    return content;
  };
  const ask = (signal: AbortSignal) => handlers.search({ query: 'request tried again', limit: 30 }, signal);

  const takenBack = new AbortController();
  const answer = ask(takenBack.signal);
  takenBack.abort();
  await assert.rejects(Promise.resolve(answer), { code: 'cancelled' });
  assert.equal(reads, 0);

  const underWay = new AbortController();
  atRead = () => underWay.abort();
  await assert.rejects(Promise.resolve(ask(underWay.signal)), { code: 'cancelled' });
  atRead = nothing;

  const { results } = await ask(new AbortController().signal);
  assert.equal(results.length, 20);
});
