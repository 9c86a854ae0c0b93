/** Is everything there that the engine stands on: Node, native modules, model, grammars, and a machine with room? */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { allLanguages } from '../core/chunk/languages/all.ts';
import { Failure } from '../core/failure.ts';
import type { InstalledFiles } from './openWorkspaceIndex.ts';
import { OnnxEmbedder } from './onnxEmbedder.ts';
import { TreeSitterParser } from './treeSitterParser.ts';

export interface Finding {
  readonly check: 'node' | 'nativeModules' | 'model' | 'grammars' | 'disk' | 'watching' | 'permissions' | 'lock' | 'store' | 'graph' | 'vectors' | 'snapshot' | 'files' | 'leftovers';
  /** warning: all works, but not for long, or not as well as it could. */
  readonly level: 'ok' | 'warning' | 'bad';
  readonly message: string;
  /** What to do; null where all is well. */
  readonly nextStep: string | null;
  /** Whether `repairIndex` and indexing anew mend it. */
  readonly repairable: boolean;
}

const ok = (check: Finding['check'], message: string): Finding => ({ check, level: 'ok', message, nextStep: null, repairable: false });
const wrong = (check: Finding['check'], level: 'warning' | 'bad', message: string, nextStep: string): Finding => ({ check, level, message, nextStep, repairable: false });

/** As package.json demands it. */
const oldestNode = [22, 22] as const;
/** A commit and a graph need room for a copy of themselves. */
const littleDisk = { bad: 50 * 1024 * 1024, warning: 500 * 1024 * 1024 };

export async function checkInstallation(installed: InstalledFiles, indexDir: string): Promise<Finding[]> {
  return [checkNode(process.versions.node), ...checkNativeModules(import.meta.dirname), await checkModel(installed.modelDir), await checkGrammars(installed), checkDisk(freeBytes(indexDir))];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return isNew ? ok('node', `Node ${version}`) : wrong('node', 'bad', `Node ${version} is too old.`, `Install Node ${oldestNode.join('.')} or later.`);
}

/** In a process of their own, which they may end. `from`: where they are looked for. */
export function checkNativeModules(from: string): Finding[] {
  return ['onnxruntime-node', 'hnswlib-node'].map((name) => {
    const script = `require(require.resolve(${JSON.stringify(name)}, { paths: [${JSON.stringify(from)}] }))`;
    const { status, signal, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    if (status === 0) return ok('nativeModules', `${name} loads`);
    const why = signal ?? /^\w*Error: .*$/m.exec(stderr)?.[0] ?? `exit code ${status}`;
    return wrong('nativeModules', 'bad', `${name} does not load: ${why}`, 'Install Lodestone again, for this platform.');
  });
}

/** Checksums, where the model has some, and whether it runs. */
async function checkModel(modelDir: string): Promise<Finding> {
  try {
    const embedder = await OnnxEmbedder.open(modelDir, { threads: 1 });
    await embedder.close();
    return ok('model', `model ${embedder.id}: ${fs.existsSync(path.join(modelDir, 'model.json')) ? 'checksums match, ' : ''}it runs`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return wrong('model', 'bad', `${error.code}: ${error.message}`, error.nextStep);
  }
}

async function checkGrammars({ grammars }: InstalledFiles): Promise<Finding> {
  const parser = new TreeSitterParser(grammars);
  const failed: string[] = [];
  let loaded = 0;
  for (const { id } of allLanguages.filter(({ grammar }) => grammar !== undefined)) {
    try {
      (await parser.parse('x\n', id))?.delete();
      loaded++;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(id);
    }
  }
  parser.close();
  return failed.length === 0 ? ok('grammars', `${loaded} grammars load`)
    : wrong('grammars', 'bad', `Grammars that do not load: ${failed.join(', ')}.`, 'Install Lodestone again; until then files of these languages are cut by lines.');
}

export function checkDisk(free: number): Finding {
  const text = `${Math.floor(free / 1024 / 1024)} MB free for the index`;
  if (free >= littleDisk.warning) return ok('disk', text);
  return wrong('disk', free < littleDisk.bad ? 'bad' : 'warning', `Only ${text}.`, 'Free some disk space.');
}

function freeBytes(directory: string): number {
  const existing = fs.existsSync(directory) ? directory : path.dirname(directory);
  const { bavail, bsize } = fs.statfsSync(fs.existsSync(existing) ? existing : path.parse(path.resolve(existing)).root);
  return bavail * bsize;
}
