/** Does what an earlier version kept of secrets outlast the update to one that masks them? */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { firstMaskingRecipe } from '../../src/core/analyseFile.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, openTestIndex, pathsOf } from '../support/testIndex.ts';

/** Stands for a secret, as the earlier version would have kept it: as a word like any other. */
const word = 'quizzicalwombatparade';

test('an index that was made without masks keeps nothing, not a word of its dictionary', async (t) => {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  writeFiles(root, { 'kept.md': '# Gardening\n\nWater the roses.\n', 'gone.md': `# ${word}\n` });
  const first = await openTestIndex(t, { roots: [root], indexDir });
  await bringUpToDate(first);
  await first.close();
  const isHeld = (): boolean => fs.readdirSync(indexDir).some((name) => fs.readFileSync(path.join(indexDir, name)).includes(word));
  assert.ok(isHeld());
  const database = new DatabaseSync(path.join(indexDir, 'catalog.sqlite'));
  database.prepare("UPDATE meta SET value = ? WHERE key = 'recipe'").run(String(firstMaskingRecipe - 1));
  database.close();
  fs.rmSync(path.join(root, 'gone.md'));
  const second = await openTestIndex(t, { roots: [root], indexDir });
  await bringUpToDate(second);
  assert.deepEqual(pathsOf(await ask(second, 'watering roses')), ['kept.md']);
  await second.close();
  assert.ok(!isHeld());
});
