/** Does the VSIX hold everything that is needed at run time, nothing else, and does it run from where it is installed? */
import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { packageExtension } from '../../scripts/package.ts';
import { root, runNode } from '../../scripts/run.ts';
import { installVsix } from '../../scripts/workbench/startWorkbench.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lodestone-packaging-'));
let vsix = '';
let installed = '';
let files: readonly string[] = [];

before(async () => {
  vsix = await packageExtension();
  const profile = path.join(scratch, 'profile');
  await installVsix(profile, vsix);
  const extensions = path.join(profile, 'extensions');
  const name = readdirSync(extensions).find((entry) => entry.startsWith('lodestone.lodestone-'));
  installed = path.join(extensions, name ?? '');
  files = globSync('**/*', { cwd: installed }).filter((file) => statSync(path.join(installed, file)).isFile());
});

after(() => rmSync(scratch, { recursive: true, force: true }));

test('the VSIX is smaller than 45 MB', () => {
  assert.ok(statSync(vsix).size < 45 * 1024 * 1024, String(statSync(vsix).size));
});

test('all bundles, grammars, the model and the documents are inside', () => {
  const needed = [
    'package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES.txt', 'docs/query-syntax.md',
    'dist/extension.js', 'dist/daemon.js', 'dist/analysisWorker.js', 'dist/webview.js', 'dist/cli.js', 'dist/cliMain.js', 'dist/web-tree-sitter.wasm',
    'models/default/model.onnx', 'models/default/tokenizer.json', 'models/default/model.json',
    ...['typescript', 'tsx', 'javascript', 'python', 'go', 'rust', 'java', 'c', 'cpp', 'c-sharp', 'ruby', 'php'].map((name) => `dist/grammars/tree-sitter-${name}.wasm`),
  ];
  // VSIX installers keep these two names in lower case or with an ending.
  const present = new Set(files.map((file) => file.toLowerCase().replace(/^license\.txt$/, 'license')));
  assert.deepEqual(needed.filter((file) => !present.has(file.toLowerCase())), []);
});

test('no sources, tests, source maps or other platforms are inside', () => {
  const unwanted = /^(src|test|bench|training|docs(?!\/query-syntax\.md$)|scripts|node_modules)\/|\.map$|\.ts$|(^|\/)\.env|package-lock\.json$/;
  assert.deepEqual(files.filter((file) => unwanted.test(file)), []);
  const natives = files.filter((file) => /\.(node|so|so\.\d+|dylib|dll)$/.test(file));
  assert.ok(natives.length >= 3);
  assert.deepEqual(natives.filter((file) => file.includes('napi-v6') && !file.includes(`/${process.platform}/${process.arch}/`)), []);
  assert.deepEqual(natives.filter((file) => /cuda|tensorrt|directml/i.test(file)), []);
});

test('the manifest has lost what serves development only', () => {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  for (const field of ['scripts', 'devDependencies', 'optionalDependencies', 'dependencies', 'allowScripts']) assert.ok(!(field in manifest), field);
  assert.ok(existsSync(path.join(installed, manifest.main)));
});

test('each package that is bundled or shipped is named in the third-party notices', () => {
  const notices = readFileSync(path.join(installed, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const shipped = readdirSync(path.join(installed, 'dist/node_modules'));
  for (const name of [...Object.keys(dependencies), ...shipped, 'hnswlib, inside', 'tree-sitter-rust', 'ONNX Runtime', 'embedding model']) {
    assert.ok(notices.includes(name), name);
  }
});

test('the installed command line indexes and answers, far from any checkout', async () => {
  const folder = path.join(scratch, 'folder');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'backoff.ts'), '/** Tries again, and waits twice as long after each failure. */\nexport async function retry<T>(task: () => Promise<T>, attempts: number): Promise<T> {\n  for (let delay = 100; ; delay *= 2) {\n    try {\n      return await task();\n    } catch (error) {\n      if (--attempts === 0) throw error;\n      await new Promise((resolve) => setTimeout(resolve, delay));\n    }\n  }\n}\n');
  writeFileSync(path.join(folder, 'colours.py'), 'def to_hex(red, green, blue):\n    """Hexadecimal form of a colour."""\n    return f"#{red:02x}{green:02x}{blue:02x}"\n');
  const cli = path.join(installed, 'dist/cli.js');
  const place = ['--index-dir', path.join(scratch, 'index')];
  await runNode(cli, ['index', folder, ...place], { cwd: scratch });
  const { stdout } = await runNode(cli, ['search', 'retry after a failure', '--path', folder, ...place, '--json'], { cwd: scratch });
  const answer = JSON.parse(stdout);
  assert.equal(answer.results[0].path, 'backoff.ts');
  assert.equal(answer.results[0].symbol, 'retry'); // so the grammar was loaded too
});
