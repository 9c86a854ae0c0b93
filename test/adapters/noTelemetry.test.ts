/** Does the library that runs models leave anything for its makers? In processes that no test framework or CI is seen around, as it then keeps quiet by itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { repository } from '../support/testIndex.ts';

for (const program of ['src/cli/main.ts', 'dist/cliMain.js']) {
  test(`${program} runs the model without writing an identifier of the device or events into the user's folders`, (t) => {
    const [root, home, indexDir] = [tempDirectory(t), tempDirectory(t), tempDirectory(t)];
    writeFiles(root, { 'note.md': '# Note\n\nAbout hedgehogs.\n' });
    const env = { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: path.join(home, 'cache'), XDG_DATA_HOME: path.join(home, 'data') };
    const { status, stderr } = spawnSync(process.execPath, [path.join(repository, program), 'index', root, '--index-dir', indexDir], { env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stderr, / 1 embedded/);
    const left = fs.readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(home, name)).isFile());
    assert.deepEqual(left, ['cache/lodestone/shared/vectors.sqlite']);
  });
}
