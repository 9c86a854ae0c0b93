/**
 * How do the sources become what runs?  node esbuild.js [--watch] [--production] [--outdir DIR] [--metafile FILE]
 *
 * Bundles in dist/: extension (in VS Code's extension host), daemon (the background process), analysisWorker (its threads),
 * cli (a launcher that any Node can parse) with cliMain (the command line itself), webview (the panel's page).
 * onnxruntime-node and hnswlib-node stay outside the bundles: they load native files beside their own sources.
 */
const { copyFileSync, mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const esbuild = require('esbuild');

const { values: options } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    production: { type: 'boolean', default: false },
    outdir: { type: 'string', default: path.join(__dirname, 'dist') },
    metafile: { type: 'string' },
  },
});
const outdir = path.resolve(options.outdir);

/** Sources are ES modules, bundles CommonJS: this gives import.meta its meaning there. */
const importMeta = {
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};

const common = {
  bundle: true,
  absWorkingDir: __dirname,
  sourcemap: !options.production,
  minifyWhitespace: options.production, // identifiers are kept: stack traces stay readable
  minifySyntax: options.production,
  legalComments: 'none', // every licence is in THIRD_PARTY_NOTICES.txt
  metafile: true,
  logLevel: 'warning',
};

const forNode = (entry, output, extra = {}) => ({
  ...common,
  ...importMeta,
  entryPoints: [entry],
  outfile: path.join(outdir, output),
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode', 'onnxruntime-node', 'hnswlib-node'],
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') }, // its CommonJS build; the other needs a real import.meta
  ...extra,
});

/** The launcher loads the command line only after it has looked at Node's version: it must stay a file of its own. */
const keepMainApart = {
  name: 'keep-main-apart',
  setup: (build) => build.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './cliMain.js', external: true })),
};

const bundles = [
  forNode('src/extension/extension.ts', 'extension.js'),
  forNode('src/daemon/main.ts', 'daemon.js'),
  forNode('src/adapters/analysisWorker.ts', 'analysisWorker.js'),
  forNode('src/cli/main.ts', 'cliMain.js'),
  forNode('src/cli/launcher.ts', 'cli.js', {
    banner: { js: '#!/usr/bin/env node' }, alias: {}, target: 'node12', plugins: [keepMainApart],
  }),
  {
    ...common,
    entryPoints: ['src/webview/main.ts'],
    outfile: path.join(outdir, 'webview.js'),
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
  },
];

/** Files that the bundles load at run time. */
async function copyFiles() {
  const { copyGrammars } = await import('./scripts/grammars.mjs');
  copyGrammars(path.join(outdir, 'grammars'));
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(outdir, 'web-tree-sitter.wasm'));
}

async function main() {
  mkdirSync(outdir, { recursive: true });
  await copyFiles();
  if (options.watch) {
    const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(bundle)));
    await Promise.all(contexts.map((context) => context.watch()));
    console.log(`watching; bundles are in ${outdir}`);
    return;
  }
  const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  if (options.metafile) writeFileSync(options.metafile, JSON.stringify(results.map((result) => result.metafile)));
}

main().catch((error) => {
  if (error.errors === undefined) console.error(error); // esbuild has printed its own
  process.exitCode = 1;
});
