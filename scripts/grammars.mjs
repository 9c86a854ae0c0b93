/** Which grammars does the product ship, and where do they come from?  node scripts/grammars.mjs DIRECTORY  copies them. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Name of the grammar -> the package that holds its .wasm file. */
const packages = {
  'tree-sitter-bash': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-c': 'tree-sitter-c',
  'tree-sitter-c-sharp': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-cpp': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-css': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-dart': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-elixir': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-elm': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-gdscript': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-gleam': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-go': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-haskell': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-hcl': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-java': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-javascript': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-kotlin': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-lua': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-php': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-powershell': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-python': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-r': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-ruby': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-rust': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-scala': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-scss': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-swift': '@cursorless/tree-sitter-wasms/out',
  'tree-sitter-tsx': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-typescript': '@vscode/tree-sitter-wasm/wasm',
  'tree-sitter-zig': '@cursorless/tree-sitter-wasms/out',
};

/** Name of each grammar -> the path of its .wasm file in node_modules. */
export function grammarFiles() {
  return new Map(Object.entries(packages).map(([name, folder]) => [name, require.resolve(`${folder}/${name}.wasm`)]));
}

/** Copies every grammar into the directory, which is made where it is missing. */
export function copyGrammars(directory) {
  mkdirSync(directory, { recursive: true });
  for (const [name, file] of grammarFiles()) copyFileSync(file, path.join(directory, `${name}.wasm`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directory = process.argv[2];
  if (directory === undefined) {
    console.error('usage: node scripts/grammars.mjs DIRECTORY');
    process.exitCode = 2;
  } else {
    copyGrammars(directory);
  }
}
