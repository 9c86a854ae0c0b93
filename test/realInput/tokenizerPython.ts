/** What does Python's own `tokenizers` say, with which the model was trained? It runs in a virtual environment of its own, in the cache. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';

const version = '0.23.3';

/** The environment's Python; made once. Rejects with pip's words where it can't be installed. */
async function environmentPython(): Promise<string> {
  const environment = path.join(cacheDirectory, 'realInput-python', `tokenizers-${version}`);
  const stamp = path.join(environment, '.installed');
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(stamp)) return python;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(path.dirname(environment), { recursive: true });
  await run('python3', ['-m', 'venv', environment]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', `tokenizers==${version}`]);
  writeFileSync(stamp, '');
  return python;
}

/** All ids of each text, in their order. The texts must be well formed: Python's tokenizers know no lone surrogates. */
export async function pythonIds(tokenizerJson: string, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  const script = path.join(import.meta.dirname, 'tokenizerIds.py');
  const { stdout } = await run(await environmentPython(), [script, tokenizerJson], { input: JSON.stringify(texts) });
  return JSON.parse(stdout);
}
