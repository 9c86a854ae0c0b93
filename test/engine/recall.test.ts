/** Does a whole index say how complete its graph's answers are, and still know it when it is opened again? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { completeGraph } from '../../src/cli/openIndex.ts';
import { statusText } from '../../src/cli/statusText.ts';
import { exactLimit } from '../../src/core/search/nearest.ts';
import type { IndexStatus } from '../../src/protocol/daemonProtocol.ts';
import { startDaemon } from '../support/daemon.ts';
import { realTexts } from '../support/realTexts.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { ask, bringUpToDate, openTestIndex } from '../support/testIndex.ts';

const piecesPerFile = 50;

/** Real texts, each a section of its own. */
function filesOf(texts: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; at < texts.length; at += piecesPerFile) {
    files[`part${at}.txt`] = texts.slice(at, at + piecesPerFile).join('\n');
  }
  return files;
}

test('recall is measured on the index itself, shown with its samples and date, kept, and measured again after many changes', async (t) => {
  const [root, indexDir] = [tempDirectory(t), tempDirectory(t)];
  const texts = realTexts(11_000, 1500);
  writeFiles(root, filesOf(texts));
  const open = () => openTestIndex(t, { indexDir, roots: [root] });
  const opened = await open();
  await bringUpToDate(opened);
  assert.ok(opened.index.summary().chunks.total > exactLimit, String(opened.index.summary().chunks.total));
  assert.equal(opened.index.summary().graph.search, 'incomplete');
  await ask(opened, 'where is the cache emptied');
  await opened.index.similar({ file: path.join(root, 'part0.txt'), startLine: 1, endLine: 3, limit: 5 }); // an example is no question
  await completeGraph(opened, () => {});
  const { graph } = opened.index.summary();
  assert.deepEqual([graph.ready, graph.search, graph.recall?.samples, graph.recall?.asked], [true, 'graph', 300, 1]);
  assert.ok(graph.recall!.atLeast >= 0.99 && graph.recall!.measuredAt <= Date.now() && graph.recall!.measuredAt > Date.now() - 600_000);
  assert.match(statusText(opened), /by meaning {2}by the graph: recall@10 (0\.99\d\d|1\.0000) \(at least (0\.99\d\d|1\.0000)\) at ef \d+, 300 samples \(1 questions\), \d{4}-\d\d-\d\d/);
  await opened.close();

  const again = await open();
  assert.deepEqual(again.index.summary().graph, graph);
  assert.equal(await again.index.measureRecallStep(5), false, 'it is not measured twice');
  await again.close();

  writeFiles(root, filesOf(texts.slice(0, texts.length / 8).map((text) => `changed ${text}`)));
  const daemon = await startDaemon(t, { roots: [root], indexDir });
  await daemon.until(({ graph: { search } }) => search === 'unmeasured' || search === 'incomplete', 'seeing that it knows its graph no more');
  const isMeasured = ({ graph: { search, recall } }: IndexStatus): boolean => search === 'graph' && recall!.measuredAt > graph.recall!.measuredAt;
  // A step and a pause at a time: some 20 s on an idle machine.
  for (let waited = 0; waited < 240 && !daemon.statuses.some(isMeasured); waited++) await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.ok(daemon.statuses.some(isMeasured), JSON.stringify(daemon.statuses.at(-1)?.graph));
  await daemon.client.request('clear', null);
  assert.deepEqual((await daemon.client.request('status', null)).graph, { vectors: 0, ready: true, search: 'few', recall: null });
});
