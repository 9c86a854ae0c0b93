/** Where do the product's own files lie, seen from the code that runs? */
import fs from 'node:fs';
import path from 'node:path';
import type { InstalledFiles } from './openWorkspaceIndex.ts';

/**
 * `here`: the directory of the running bundle (dist), or of any source file two folders below the package. `modelDir`: the
 * user's own model, in place of the bundled one.
 */
export function installedFiles(here: string, modelDir?: string): InstalledFiles {
  const bundled = path.basename(here) === 'dist';
  const packageDir = path.resolve(here, bundled ? '..' : '../..');
  const dist = path.join(packageDir, 'dist');
  const worker = bundled ? path.join(dist, 'analysisWorker.js') : path.join(packageDir, 'src/adapters/analysisWorker.ts');
  return {
    grammars: { grammarDir: path.join(dist, 'grammars'), runtimeWasm: path.join(dist, 'web-tree-sitter.wasm') },
    modelDir: modelDir === undefined ? path.join(packageDir, 'models/default') : path.resolve(modelDir),
    workerScript: fs.existsSync(worker) ? worker : path.join(dist, 'analysisWorker.js'),
  };
}
