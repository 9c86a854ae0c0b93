/** Is package.json true to the code, and pinned? */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../scripts/run.ts';
import { importsOf, packageOf, sourceFiles } from './sourceFiles.ts';

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const groups: readonly string[] = ['dependencies', 'devDependencies', 'optionalDependencies'];
const minimum = (range: string) => range.replace(/^[^0-9]*/, '').split('.').slice(0, 2).map(Number);

test('every dependency has an exact version, the same in the lock file', () => {
  const loose = groups.flatMap((group) => Object.entries<string>(manifest[group] ?? {}))
    .filter(([name, version]) => !/^\d+\.\d+\.\d+$/.test(version) || lock.packages[`node_modules/${name}`]?.version !== version);
  assert.deepEqual(loose, []);
});

test('the lock file names no host', () => {
  assert.doesNotMatch(readFileSync(path.join(root, 'package-lock.json'), 'utf8'), /"resolved"/);
});

test('src imports only declared dependencies, and each dependency is imported', () => {
  const imported = new Set(sourceFiles('src').flatMap(importsOf).map(packageOf).filter((name) => name !== null));
  assert.deepEqual([...imported].sort(), Object.keys(manifest.dependencies).sort());
});

test('the API types are not newer than the oldest VS Code that is allowed', () => {
  const [engineMajor = 0, engineMinor = 0] = minimum(manifest.engines.vscode);
  const [typesMajor = 0, typesMinor = 0] = minimum(manifest.devDependencies['@types/vscode']);
  assert.ok(typesMajor < engineMajor || (typesMajor === engineMajor && typesMinor <= engineMinor));
});

test('no proposed API is asked for', () => {
  assert.equal(manifest.enabledApiProposals, undefined);
});

test('the files that the manifest names exist', () => {
  const named: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && /^(\.\/)?(media|resources)\//.test(value)) named.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(manifest);
  assert.deepEqual(named.filter((file) => !existsSync(path.join(root, file))), []);
  assert.ok(existsSync(path.join(root, 'src/extension/extension.ts')) && manifest.main === './dist/extension.js');
});

test('the README names the commands that package.json has', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const command of ['npm start', 'npm test', 'npm run package']) assert.ok(readme.includes(command), command);
  for (const script of ['start', 'test', 'package', 'build']) assert.equal(typeof manifest.scripts[script], 'string', script);
});
