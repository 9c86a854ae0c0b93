/** Which well-known packages are indexed as real input, and how do they get here? Pinned, by each registry's own client, never committed. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import { cacheDirectory } from '../../scripts/workbench/installWorkbench.ts';

export interface RealPackage {
  readonly name: string;
  readonly version: string;
  /** Downloads into the empty directory `scratch`; returns the folders to keep, relative paths preserved, by their parent. */
  readonly fetch: (scratch: string, version: string) => Promise<{ readonly from: string; readonly folders?: readonly string[] }>;
}

/** The one file of this ending that a client has left in a directory. */
export function downloaded(directory: string, ending: string): string {
  const name = readdirSync(directory).find((file) => file.endsWith(ending));
  if (name === undefined) throw new Error(`nothing that ends in ${ending} was downloaded into ${directory}`);
  return path.join(directory, name);
}

const npm = (name: string, folder = '') => async (scratch: string, version: string) => {
  await run('npm', ['pack', '--silent', `${name}@${version}`], { cwd: scratch });
  await run('tar', ['xzf', downloaded(scratch, '.tgz')], { cwd: scratch });
  return { from: path.join(scratch, 'package', folder) };
};

export const unzip = (archive: string, into: string) => run('python3', ['-m', 'zipfile', '-e', archive, into]);

async function pip(scratch: string, version: string) {
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', scratch, `jinja2==${version}`]);
  await unzip(downloaded(scratch, '.whl'), path.join(scratch, 'wheel'));
  return { from: path.join(scratch, 'wheel'), folders: ['jinja2'] };
}

async function goModule(scratch: string, version: string) {
  const { stdout } = await run('go', ['mod', 'download', '-json', `github.com/hashicorp/raft@${version}`], { cwd: scratch });
  return { from: String(JSON.parse(stdout).Dir) };
}

/** `folders` of a crate's sources. */
const crate = (name: string, folder: string, folders: readonly string[]) => async (scratch: string, version: string) => {
  mkdirSync(path.join(scratch, 'src'));
  writeFileSync(path.join(scratch, 'src/lib.rs'), '');
  writeFileSync(path.join(scratch, 'Cargo.toml'), `[package]\nname = "scratch"\nversion = "0.0.0"\n[dependencies]\n${name} = "=${version}"\n`);
  await run('cargo', ['vendor', '--quiet', 'vendor'], { cwd: scratch });
  return { from: path.join(scratch, 'vendor', name, folder), folders };
};

async function maven(scratch: string, version: string) {
  await run('mvn', ['--quiet', '--batch-mode', 'dependency:copy', `-Dartifact=org.jsoup:jsoup:${version}:jar:sources`, `-DoutputDirectory=${scratch}`], { cwd: scratch });
  await unzip(downloaded(scratch, '-sources.jar'), path.join(scratch, 'sources'));
  return { from: path.join(scratch, 'sources'), folders: ['org'] };
}

export const realPackages: readonly RealPackage[] = [
  { name: 'rxjs', version: '7.8.2', fetch: npm('rxjs', 'src') }, // the rest is the same, compiled five times
  { name: 'ws', version: '8.18.3', fetch: npm('ws') },
  { name: 'jinja2', version: '3.1.6', fetch: pip },
  { name: 'raft', version: 'v1.7.3', fetch: goModule },
  { name: 'rayon', version: '1.10.0', fetch: crate('rayon', '.', ['src']) },
  { name: 'jsoup', version: '1.18.3', fetch: maven },
  // Its legacy folder holds each file seven times over, for the formats of earlier versions.
  { name: 'zstd', version: '2.0.13', fetch: crate('zstd-sys', 'zstd/lib', ['common', 'compress', 'decompress', 'dictBuilder']) },
];

/** The package's folder in the cache; downloaded once. Rejects with the client's own words where that fails. */
export async function realPackage({ name, version, fetch }: RealPackage): Promise<string> {
  const folder = path.join(cacheDirectory, 'realInput', `${name}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const scratch = mkdtempSync(`${folder}-fetch-`);
  try {
    const download = path.join(scratch, 'download');
    mkdirSync(download);
    const { from, folders = ['.'] } = await fetch(download, version);
    const kept = path.join(scratch, 'kept');
    for (const part of folders) cpSync(path.join(from, part), path.join(kept, part), { recursive: true });
    await run('chmod', ['-R', 'u+w', kept]); // go's module cache is read-only
    renameSync(kept, folder);
  } finally {
    await run('chmod', ['-R', 'u+w', scratch]);
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
