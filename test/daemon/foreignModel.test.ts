/** Does the daemon embed with the model that the setting names, and say what is wrong with one that can't be used? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReady, startDaemon } from '../support/daemon.ts';
import { foreignModel, tinyModel } from '../support/foreignModel.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';

const files = { 'invoice.py': 'def parse_invoice(text):\n    return text.split()\n', 'notes.md': '# Cache\n\nThe least recently used entry goes first.\n' };

function workspace(t: Parameters<typeof tempDirectory>[0]): string {
  const root = tempDirectory(t);
  writeFiles(root, files);
  return root;
}

test('a model as Hugging Face lays it out makes the vectors and answers', async (t) => {
  const daemon = await startDaemon(t, { roots: [workspace(t)], indexDir: tempDirectory(t), modelDir: tinyModel });
  const { model, trouble, chunks } = await daemon.until((status) => isReady(status) && status.chunks.total > 1);
  assert.match(model.id, /^tiny-[0-9a-f]{12}$/);
  assert.deepEqual([model.dimensions, model.state, trouble, chunks.withVectors], [32, 'ready', null, chunks.total]);
  const { retrieval, results } = await daemon.client.request('search', { query: 'least recently used entry', limit: 3 });
  assert.deepEqual([retrieval, results[0]?.path], ['hybrid', 'notes.md']);
});

test('one that can\'t be used is named with the setting, and words still find', async (t) => {
  const daemon = await startDaemon(t, { roots: [workspace(t)], indexDir: tempDirectory(t), modelDir: foreignModel(t, { 'tokenizer.json': '{' }) });
  const { model, trouble } = await daemon.until(({ phase, files: { indexed } }) => phase === 'ready' && indexed === 2);
  assert.deepEqual([model.state, trouble?.code], ['failed', 'modelDamaged']);
  assert.match(trouble?.nextStep ?? '', /lodestone\.model/);
  const { retrieval, results } = await daemon.client.request('search', { query: 'parse invoice', limit: 3 });
  assert.deepEqual([retrieval, results[0]?.path], ['lexical', 'invoice.py']);
});
