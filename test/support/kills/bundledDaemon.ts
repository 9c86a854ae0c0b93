/** How is a daemon started in half a second rather than three? As it is shipped: in one file. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { build } from 'esbuild';
import { repository } from '../testIndex.ts';

/** The bundle lies beside those of the product, as it looks for grammars and workers there; it goes with the test. */
export async function bundledDaemon(test: Pick<TestContext, 'after'>, script: string): Promise<string> {
  const outfile = path.join(repository, 'dist', `${path.basename(script, '.ts')}-${process.pid}.js`);
  test.after(() => fs.rmSync(outfile, { force: true }));
  await build({
    entryPoints: [script], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node22', logLevel: 'warning',
    external: ['onnxruntime-node', 'hnswlib-node'], alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  });
  return outfile;
}
