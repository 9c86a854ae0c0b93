/** How does each registry's own client bring a package here? Each function downloads into an empty folder and says where the unpacked tree lies. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { run } from '../../scripts/run.ts';
import type { QuestionSet, Registry } from './questions.ts';

type Fetch = (set: QuestionSet, scratch: string) => Promise<string>;

function downloaded(folder: string, ending: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith(ending));
  if (name === undefined) throw new Error(`nothing that ends in ${ending} was downloaded`);
  return path.join(folder, name);
}

/** The only folder in a folder. */
function onlyFolder(folder: string): string {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (folders.length !== 1) throw new Error(`one folder was expected, not ${folders.map(({ name }) => name).join(', ')}`);
  return path.join(folder, folders[0]!.name);
}

async function npm({ name, version }: QuestionSet, scratch: string): Promise<string> {
  await run('npm', ['pack', '--silent', `${name}@${version}`], { cwd: scratch });
  await run('tar', ['xzf', downloaded(scratch, '.tgz')], { cwd: scratch });
  return path.join(scratch, 'package');
}

async function pypi({ name, version }: QuestionSet, scratch: string): Promise<string> {
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '--dest', scratch, `${name}==${version}`]);
  await run('tar', ['xzf', downloaded(scratch, '.tar.gz')], { cwd: scratch });
  return onlyFolder(scratch);
}

async function crates({ name, version }: QuestionSet, scratch: string): Promise<string> {
  mkdirSync(path.join(scratch, 'src'));
  writeFileSync(path.join(scratch, 'src/lib.rs'), '');
  writeFileSync(path.join(scratch, 'Cargo.toml'), `[package]\nname = "scratch"\nversion = "0.0.0"\n[dependencies]\n${name} = "=${version}"\n`);
  await run('cargo', ['fetch', '--quiet'], { cwd: scratch });
  const metadata = await run('cargo', ['metadata', '--quiet', '--format-version', '1'], { cwd: scratch });
  const packages: readonly { readonly name: string; readonly version: string; readonly manifest_path: string }[] = JSON.parse(metadata.stdout).packages;
  const found = packages.find((each) => each.name === name && each.version === version);
  const tree = found ? path.dirname(found.manifest_path) : unpackedCrate(name, version);
  if (tree === undefined) throw new Error(`cargo did not bring ${name} ${version}`);
  return tree;
}

/** Where cargo unpacked a crate, in a folder per registry: its metadata leaves out a dependency that has programs but no library. */
function unpackedCrate(name: string, version: string): string | undefined {
  const sources = path.join(process.env['CARGO_HOME'] || path.join(homedir(), '.cargo'), 'registry/src');
  if (!existsSync(sources)) return undefined;
  return readdirSync(sources).map((registry) => path.join(sources, registry, `${name}-${version}`)).find((folder) => existsSync(folder));
}

async function go({ name, version }: QuestionSet, scratch: string): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `${name}@${version}`], { cwd: scratch });
  return String(JSON.parse(stdout).Dir);
}

async function maven({ name, version }: QuestionSet, scratch: string): Promise<string> {
  await run('mvn', ['--quiet', '--batch-mode', 'dependency:copy', `-Dartifact=${name}:${version}:jar:sources`, `-DoutputDirectory=${scratch}`], { cwd: scratch });
  const tree = path.join(scratch, 'sources');
  await run('python3', ['-m', 'zipfile', '-e', downloaded(scratch, '-sources.jar'), tree]);
  return tree;
}

/**
 * An apt that knows source packages too, in a folder of its own: the system's own sources with "deb-src" added, so that neither
 * root nor a change of the system is needed.
 */
async function scratchApt(scratch: string): Promise<readonly string[]> {
  const parts = path.join(scratch, 'sources.list.d');
  for (const folder of [parts, path.join(scratch, 'lists/partial'), path.join(scratch, 'cache/archives/partial')]) mkdirSync(folder, { recursive: true });
  const system = '/etc/apt/sources.list.d/debian.sources';
  writeFileSync(path.join(parts, 'debian.sources'), readFileSync(system, 'utf8').replace(/^Types: deb$/gm, 'Types: deb deb-src'));
  const options = {
    'Dir::Etc::sourcelist': '/dev/null', 'Dir::Etc::sourceparts': parts, 'Dir::State::lists': path.join(scratch, 'lists'),
    'Dir::Cache': path.join(scratch, 'cache'), 'APT::Sandbox::User': '',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...flags, '--quiet', 'update'], { cwd: scratch });
  return flags;
}

async function debian(set: QuestionSet, scratch: string): Promise<string> {
  const flags = await scratchApt(scratch);
  const tree = path.join(scratch, 'tree');
  mkdirSync(tree);
  if (set.file?.endsWith('.deb')) {
    await run('apt-get', [...flags, '--quiet', 'download', `${set.name}=${set.version}`], { cwd: scratch });
    await run('dpkg', ['-x', downloaded(scratch, '.deb'), tree]);
    return tree;
  }
  await run('apt-get', [...flags, '--quiet', 'source', '--only-source', `${set.name}=${set.version}`], { cwd: tree });
  return onlyFolder(tree);
}

/** What a client or Debian's packaging adds to the author's files. */
const additions: Readonly<Record<Registry, readonly string[]>> = {
  npm: [], pypi: [], go: [], maven: [], crates: ['.cargo-ok', '.cargo-checksum.json'], debian: ['.pc', 'debian'],
};

const clients: Readonly<Record<Registry, Fetch>> = { npm, pypi, crates, go, maven, debian };

/** Downloads and unpacks a package; `keep` is where it then lies, which must not exist. Rejects with the client's own words where that fails. */
export async function fetchFromRegistry(set: QuestionSet, scratch: string, keep: string): Promise<void> {
  const tree = await clients[set.registry](set, scratch);
  await run('cp', ['-R', tree, keep]);
  await run('chmod', ['-R', 'u+w', keep]); // go's module cache is read-only
  for (const name of additions[set.registry]) rmSync(path.join(keep, name), { recursive: true, force: true });
}
