/** In which order do answers come, and why? The answers are files that people read: test/golden/rankings. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Answer } from '../../src/core/search/answer.ts';
import { assertGolden } from '../support/golden.ts';
import { tempDirectory } from '../support/tempDirectory.ts';
import { bringUpToDate, openTestIndex, repository } from '../support/testIndex.ts';

const queries: Readonly<Record<string, string>> = {
  behaviour: 'wait longer after each failed attempt',
  keywords: 'token bucket rate limit',
  symbol: 'createSession',
  documentation: 'how is the service deployed',
  typo: 'sesion cokie signature',
  chinese: '缓存 错误',
  nothing: 'recipe for tomato soup with basil',
};

function listing({ query, verdict, results }: Answer): string {
  const hits = results.map(({ path: file, startLine, endLine, symbol, relevance, score, contributions }) => {
    const parts = Object.entries(contributions).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ');
    return `${file}:${startLine}-${endLine} ${symbol ?? '-'}\n  relevance ${relevance.toFixed(2)}, score ${score.toFixed(2)} = ${parts}\n`;
  });
  return `${query}\n${verdict}\n\n${hits.join('')}`;
}

test('answers over the fixture workspace are ranked and explained as their goldens say', async (t) => {
  const root = tempDirectory(t);
  cpSync(path.join(repository, 'test/fixtures/workspace'), root, { recursive: true });
  const opened = await openTestIndex(t, { indexDir: tempDirectory(t), roots: [root] });
  await bringUpToDate(opened);
  for (const [name, query] of Object.entries(queries)) {
    await t.test(name, async () => assertGolden(`rankings/${name}.txt`, listing(await opened.index.search({ query, limit: 5 }))));
  }
});
