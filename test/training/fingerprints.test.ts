/** Does the training pipeline know copies of reserved files by their content? The tests are Python's; they need nothing but its standard library. */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { root, run } from '../../scripts/run.ts';

test('copies of reserved files are known by content, and other code is not taken for one', async () => {
  const { stderr } = await run('python3', ['-B', path.join(import.meta.dirname, 'fingerprintsTest.py'), path.join(root, 'training')]);
  assert.match(stderr, /^Ran 10 tests[^]*^OK$/m);
});
