/** How far does semble come, the peer from PyPI, on the same vectors? It runs in a virtual environment of its own, in the cache. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../scripts/run.ts';
import { cacheDirectory } from '../../../scripts/workbench/installWorkbench.ts';
import { installed } from '../packageIndex.ts';
import type { RankingSystem } from './rankingSystem.ts';

const version = '0.7.0';
const onnxVersion = '1.23.2';

/** The environment's Python. Rejects with pip's words where it can't be installed. */
export async function semblePython(): Promise<string> {
  const environment = path.join(cacheDirectory, 'peers', `semble-${version}`);
  const stamp = path.join(environment, `.installed-onnx-${onnxVersion}`);
  const python = path.join(environment, 'bin/python');
  if (existsSync(stamp)) return python;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(path.dirname(environment), { recursive: true });
  await run('python3', ['-m', 'venv', environment]);
  await run(python, ['-m', 'pip', 'install', '--quiet', `semble==${version}`, `onnx==${onnxVersion}`]);
  writeFileSync(stamp, '');
  return python;
}

/** Code, documentation and configuration are searched alike, as Lodestone does. */
export const semble: RankingSystem = {
  name: 'semble, our vectors',
  rank: async (queries, { folder }) => {
    const script = path.join(import.meta.dirname, 'sembleAnswers.py');
    const { stdout } = await run(await semblePython(), [script, installed.modelDir, folder], { input: JSON.stringify(queries) });
    const answers: readonly (readonly [string, number, number])[][] = JSON.parse(stdout);
    return answers.map((hits) => hits.map(([file, startLine, endLine]) => ({ path: file, startLine, endLine })));
  },
};
