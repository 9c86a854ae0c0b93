/** Where does a test write? Into a directory of its own that goes with the test. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

export function tempDirectory(test: Pick<TestContext, 'after'>, prefix = 'lodestone-test-'): string {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), prefix)));
  test.after(() => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** A file system of its own of so many bytes, to be filled up. Mounting needs root, as tests run here and in CI. */
export function smallDisk(test: Pick<TestContext, 'after'>, bytes: number): string {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lodestone-disk-')));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', directory], { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(`A tmpfs could not be mounted: ${mounted.stderr}`);
  test.after(() => {
    spawnSync('umount', ['-l', directory]);
    fs.rmdirSync(directory);
  });
  return directory;
}

/** Writes files by relative path, making their folders. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
}
