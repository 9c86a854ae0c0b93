/** How far does semble come, the peer from PyPI, on the same vectors? It runs in a virtual environment of its own, in the cache. */
import path from 'node:path';
import { pythonEnvironment } from '../../../scripts/pythonEnvironment.ts';
import { run } from '../../../scripts/run.ts';
import { installed } from '../packageIndex.ts';
import type { RankingSystem } from './rankingSystem.ts';

const version = '0.7.0';
const onnxVersion = '1.23.2';

/** Rejects with pip's words where it can't be installed. */
export const semblePython = (): Promise<string> => pythonEnvironment('semble', [[`semble==${version}`, `onnx==${onnxVersion}`]]);

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
