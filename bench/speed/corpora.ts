/** Which repositories is speed measured on? Pinned, by their registries' own clients, kept in the cache and never committed. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';

const directory = path.join(cacheDirectory, 'bench');

async function goModule(name: string, version: string): Promise<string> {
  const env = { ...process.env, GOMODCACHE: path.join(directory, 'go'), GOFLAGS: '-mod=mod' };
  const { stdout } = await run('go', ['mod', 'download', '-json', `${name}@${version}`], { env });
  return String(JSON.parse(stdout).Dir);
}

async function wheel(name: string, version: string): Promise<string> {
  const target = path.join(directory, `${name}-${version}`);
  if (existsSync(target)) return target;
  const scratch = `${target}.part`;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', scratch, `${name}==${version}`]);
  await run('sh', ['-c', `python3 -m zipfile -e ${name}-*.whl . && rm ${name}-*.whl`], { cwd: scratch });
  renameSync(scratch, target);
  return target;
}

const terraform = () => goModule('github.com/hashicorp/terraform', 'v1.5.7');
const kubernetes = () => goModule('k8s.io/kubernetes', 'v1.29.3');
const docker = () => goModule('github.com/docker/docker', 'v27.3.1+incompatible');
const django = () => wheel('django', '5.2.8');

/** Each corpus by its name: the folders that are indexed together. */
export const corpora: Readonly<Record<string, () => Promise<string[]>>> = {
  'terraform 1.5.7': async () => [await terraform()],
  'kubernetes 1.29.3': async () => [await kubernetes()],
  'terraform, kubernetes, docker 27.3.1 and django 5.2.8': () => Promise.all([terraform(), kubernetes(), docker(), django()]),
};
