/** Where do peers and references that are written in Python run? In virtual environments of their own, in the cache. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';
import { cacheDirectory } from './workbench/installWorkbench.ts';

/**
 * The Python of the environment called `name`; made once for the same `installs`, each the arguments of one `pip install`.
 * Rejects with pip's words where they can't be installed.
 */
export async function pythonEnvironment(name: string, installs: readonly (readonly string[])[]): Promise<string> {
  const environment = path.join(cacheDirectory, 'python', name);
  const stamp = path.join(environment, `.installed-${createHash('sha256').update(JSON.stringify(installs)).digest('hex').slice(0, 12)}`);
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(stamp)) return python;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(path.dirname(environment), { recursive: true });
  await run('python3', ['-m', 'venv', environment]);
  for (const wanted of installs) await run(python, ['-m', 'pip', 'install', '--quiet', ...wanted]);
  writeFileSync(stamp, '');
  return python;
}
