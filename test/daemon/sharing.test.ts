/** Do the daemons of two windows share what they have made, at the same time, and say so? */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { isReady, startDaemon } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const notes = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`n${i}.md`, `# Note ${i}\n\nAbout subject number ${i} of the list.\n`]));

function folder(t: TestContext): string {
  const root = tempDirectory(t);
  writeFiles(root, notes);
  return root;
}

test('what one window has embedded another does not, and the status says where it lies', async (t) => {
  const shared = { directory: tempDirectory(t), maxVectorBytes: 1024 * 1024 };
  const first = await startDaemon(t, { roots: [folder(t)], indexDir: tempDirectory(t), shared });
  const { embedded, sharedVectors } = await first.until((status) => isReady(status) && status.chunks.total === 40);
  assert.deepEqual([embedded.computed, sharedVectors?.file, sharedVectors?.trouble], [40, path.join(shared.directory, 'vectors.sqlite'), null]);
  const second = await startDaemon(t, { roots: [folder(t)], indexDir: tempDirectory(t), shared });
  assert.deepEqual((await second.until((status) => isReady(status) && status.chunks.total === 40)).embedded, { computed: 0, reused: 40 });
});

test('a window on a second worktree answers before it has compared a file, while the first window goes on', async (t) => {
  const [root, directory] = [folder(t), tempDirectory(t)];
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  const worktree = path.join(tempDirectory(t), 'second');
  git('worktree', 'add', '-q', '--detach', worktree);
  const shared = { directory, maxVectorBytes: 0 };
  const first = await startDaemon(t, { roots: [root], indexDir: tempDirectory(t), shared });
  await first.until((status) => isReady(status) && status.chunks.total === 40);
  const second = await startDaemon(t, { roots: [worktree], indexDir: tempDirectory(t), shared });
  const { results } = await second.client.request('search', { query: 'subject number 17', limit: 5 });
  assert.deepEqual([results[0]?.root, results[0]?.path], [worktree, 'n17.md']);
  const status = await second.until(isReady);
  assert.deepEqual([status.files.indexed, status.embedded, status.sharedVectors], [40, { computed: 0, reused: 0 }, null]);
  assert.equal((await first.client.request('search', { query: 'subject number 17', limit: 5 })).results[0]?.root, root);
});
