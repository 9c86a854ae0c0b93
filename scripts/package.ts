/** What goes into the VSIX of this platform?  npm run package  ->  lodestone-PLATFORM-VERSION.vsix, and its size */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, runNode } from './run.ts';
import { thirdPartyNotices } from './thirdPartyNotices.ts';

/** Installing from a marketplace over a slow line should stay a matter of seconds. */
const largestVsixBytes = 45 * 1024 * 1024;

const platform = `${process.platform}-${process.arch}`;

/**
 * What the natives need at run time, found by running without the rest: onnxruntime-node's other two dependencies serve its
 * install step only, node-addon-api the compiler.
 */
const nativePackages: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['package.json', 'README.md', 'dist', `bin/napi-v6/${process.platform}/${process.arch}`],
  'onnxruntime-common': ['package.json', 'dist/cjs'],
  'hnswlib-node': ['package.json', 'LICENSE.txt', 'lib', 'build/Release/addon.node'],
  bindings: ['package.json', 'LICENSE.md', 'bindings.js'],
  'file-uri-to-path': ['package.json', 'LICENSE', 'index.js'],
};

/** CUDA, TensorRT and DirectML parts, sources and types are of no use to us. */
const isShipped = (file: string) => !/(\.map|\.d\.[cm]?ts|cuda[^/]*|tensorrt[^/]*|DirectML\.dll|dxil\.dll|dxcompiler\.dll)$/i.test(file);

/** Fields of package.json that mean something to VS Code or to its marketplace. */
const manifestFields = [
  'name', 'displayName', 'description', 'version', 'publisher', 'license', 'private', 'type', 'engines', 'categories', 'keywords', 'icon',
  'galleryBanner', 'repository', 'bugs', 'homepage', 'main', 'extensionKind', 'capabilities', 'activationEvents', 'contributes', 'l10n',
];

const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, filter: isShipped });

/** Directories of the npm packages whose sources the bundles hold. */
function bundledPackages(metafile: string): string[] {
  const outputs: readonly { readonly inputs: Readonly<Record<string, unknown>> }[] = JSON.parse(readFileSync(metafile, 'utf8'));
  const directories = outputs.flatMap(({ inputs }) => Object.keys(inputs))
    .map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter((directory) => directory !== undefined);
  return [...new Set(directories)].map((directory) => path.join(root, directory));
}

/** Lays the extension out in `stage` exactly as it is packed: production bundles, model, natives of this platform, notices. */
export async function stageExtension(stage: string): Promise<void> {
  mkdirSync(stage, { recursive: true });
  const metafile = path.join(stage, 'metafile.json');
  await runNode('esbuild.js', ['--production', '--outdir', path.join(stage, 'dist'), '--metafile', metafile]);
  // Natives lie beside the bundles that load them; a node_modules at the top would be taken for npm's.
  for (const [name, parts] of Object.entries(nativePackages)) {
    for (const part of parts) copy(path.join(root, 'node_modules', name, part), path.join(stage, 'dist/node_modules', name, part));
  }
  for (const part of ['media', 'models', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs/query-syntax.md', 'l10n']) copy(path.join(root, part), path.join(stage, part));

  for (const file of readdirSync(root).filter((name) => /^package\.nls\..*json$/.test(name))) copy(path.join(root, file), path.join(stage, file));

  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const kept = Object.fromEntries(manifestFields.filter((field) => field in manifest).map((field) => [field, manifest[field]]));
  writeFileSync(path.join(stage, 'package.json'), JSON.stringify({ ...kept, engines: { vscode: manifest.engines.vscode } }, null, 2));

  const grammars = readdirSync(path.join(stage, 'dist/grammars')).map((file) => /^tree-sitter-(.+)\.wasm$/.exec(file)?.[1]).filter((name) => name !== undefined);
  const packages = [
    ...bundledPackages(metafile),
    ...[...Object.keys(nativePackages), '@vscode/tree-sitter-wasm', '@cursorless/tree-sitter-wasms'].map((name) => path.join(root, 'node_modules', name)),
  ];
  writeFileSync(path.join(stage, 'THIRD_PARTY_NOTICES.txt'), thirdPartyNotices([...new Set(packages)].sort(), grammars));
  rmSync(metafile);
}

/** Makes the VSIX in the checkout's root, and returns its path. Rejects where it has grown beyond the limit. */
export async function packageExtension(): Promise<string> {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const vsix = path.join(root, `${name}-${platform}-${version}.vsix`);
  const stage = mkdtempSync(path.join(os.tmpdir(), 'lodestone-stage-'));
  try {
    await stageExtension(stage);
    await runNode(path.join(root, 'node_modules/@vscode/vsce/vsce'), [
      'package', '--target', platform, '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix,
    ], { cwd: stage });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const bytes = statSync(vsix).size;
  if (bytes > largestVsixBytes) throw new Error(`${vsix} has ${bytes} bytes, and ${largestVsixBytes} is the limit`);
  return vsix;
}

if (import.meta.main) {
  const vsix = await packageExtension();
  console.log(`${vsix}: ${(statSync(vsix).size / 1024 / 1024).toFixed(1)} MB`);
}
