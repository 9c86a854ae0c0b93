/** What does Python's own `tokenizers` say, with which the model was trained? It runs in a virtual environment of its own, in the cache. */
import path from 'node:path';
import { pythonEnvironment } from '../../scripts/pythonEnvironment.ts';
import { run } from '../../scripts/run.ts';

const version = '0.23.3';

/** All ids of each text, in their order. The texts must be well formed: Python's tokenizers know no lone surrogates. */
export async function pythonIds(tokenizerJson: string, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  const script = path.join(import.meta.dirname, 'tokenizerIds.py');
  const python = await pythonEnvironment('tokenizers', [['--only-binary', ':all:', `tokenizers==${version}`]]);
  const { stdout } = await run(python, [script, tokenizerJson], { input: JSON.stringify(texts) });
  return JSON.parse(stdout);
}
