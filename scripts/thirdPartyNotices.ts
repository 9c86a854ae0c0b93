/** Whose work is in the package, and under which licences? The text of THIRD_PARTY_NOTICES.txt, made from what is really shipped. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from './run.ts';

/** Grammars carry no licence inside their .wasm: these are under the MIT licence, by the LICENSE of their repositories. */
const grammarCopyrights: Readonly<Record<string, string>> = {
  bash: '2017 Max Brunsfeld',
  c: '2014 Max Brunsfeld',
  'c-sharp': '2014-2023 Max Brunsfeld, Damien Guard, Amaan Qureshi, and contributors',
  cpp: '2014 Max Brunsfeld',
  css: '2018 Max Brunsfeld',
  dart: '2020-2022 UserNobody14 and others',
  elm: '2018 Kolja Lampe',
  gdscript: '2016 Max Brunsfeld',
  go: '2014 Max Brunsfeld',
  haskell: '2014 Max Brunsfeld',
  java: '2017 Ayman Nadeem',
  javascript: '2014 Max Brunsfeld',
  kotlin: '2018-2021 Max Brunsfeld; 2021 fwcd',
  lua: '2021 Munif Tanjim',
  php: '2017 Josh Vera, GitHub; 2019 Max Brunsfeld, Amaan Qureshi, Christian Frøystad, Caleb White',
  powershell: '2023 Airbus CERT',
  python: '2016 Max Brunsfeld',
  r: '2024 tree-sitter-r authors',
  regex: '2014 Max Brunsfeld',
  ruby: '2016 Rob Rix',
  rust: '2017 Maxim Sokolov',
  scala: '2018 Max Brunsfeld and GitHub',
  scss: 'Serenade Labs, Inc. and the tree-sitter-scss authors',
  swift: '2021 alex-pinkus',
  tsx: '2017 Max Brunsfeld',
  typescript: '2017 Max Brunsfeld',
  zig: '2024 Amaan Qureshi',
};

/** These are under the Apache licence 2.0, whose text stands with hnswlib. */
const apacheGrammars: Readonly<Record<string, string>> = {
  elixir: 'the authors of github.com/elixir-lang/tree-sitter-elixir',
  gleam: 'the authors of github.com/gleam-lang/tree-sitter-gleam',
  hcl: 'the authors of github.com/tree-sitter-grammars/tree-sitter-hcl',
};

/** Packages that name their licence without carrying its text. */
const copyrightsWithoutFile: Readonly<Record<string, string>> = {
  '@vscode/l10n': 'Microsoft Corporation',
  'onnxruntime-node': 'Microsoft Corporation',
  'onnxruntime-common': 'Microsoft Corporation',
};

const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

const section = (title: string, ...texts: readonly string[]) => [`${'-'.repeat(80)}\n${title}\n`, ...texts.map((text) => text.trim())].join('\n');

/** Throws where a package names no licence that we know how to reproduce: nothing ships without its notice. */
function packageNotice(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory).filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file)).sort();
  const texts = files.map((file) => readFileSync(path.join(directory, file), 'utf8'));
  if (texts.length === 0) {
    const holder = copyrightsWithoutFile[name];
    if (holder === undefined || license !== 'MIT') throw new Error(`${name} carries no licence text: add it to scripts/thirdPartyNotices.ts`);
    texts.push(`Copyright (c) ${holder}\n\n${mitText}`);
  }
  return section(`${name} ${version} (${license})`, ...texts);
}

function grammarNotices(grammars: readonly string[]): string {
  const unknown = grammars.find((grammar) => grammarCopyrights[grammar] === undefined && apacheGrammars[grammar] === undefined);
  if (unknown !== undefined) throw new Error(`whose is the grammar "${unknown}"? Add it to scripts/thirdPartyNotices.ts`);
  const lines = (holders: Readonly<Record<string, string>>) =>
    grammars.filter((grammar) => holders[grammar] !== undefined).map((grammar) => `tree-sitter-${grammar}: Copyright (c) ${holders[grammar]}`).join('\n');
  return [
    section('tree-sitter grammars (MIT)', lines(grammarCopyrights), mitText),
    section('tree-sitter grammars (Apache-2.0, the licence that stands above with hnswlib)', lines(apacheGrammars)),
  ].join('\n\n');
}

function modelNotice(): string {
  const model = JSON.parse(readFileSync(path.join(root, 'models/default/model.json'), 'utf8'));
  return section(
    `embedding model ${model.id} (${model.license})`,
    `Made for this project. Its training used the vectors of ${model.training.teacher} as a teacher; none of that model's files are shipped.`,
  );
}

/** `packages`: directories of all packages bundled or shipped; `grammars`: names of the .wasm grammars, without "tree-sitter-". */
export function thirdPartyNotices(packages: readonly string[], grammars: readonly string[]): string {
  const hnswlib = path.join(root, 'node_modules/hnswlib-node/src/hnswlib/LICENSE');
  if (!existsSync(hnswlib)) throw new Error(`${hnswlib} is missing`);
  const onnxVersion = JSON.parse(readFileSync(path.join(root, 'node_modules/onnxruntime-node/package.json'), 'utf8')).version;
  const insideOnnx = gunzipSync(readFileSync(path.join(root, `scripts/notices/onnxruntime-${onnxVersion}.txt.gz`))).toString('utf8');
  return [
    'This package contains the work of others, listed here with their licences.\n',
    ...packages.map(packageNotice),
    section('hnswlib, inside hnswlib-node (Apache-2.0)', readFileSync(hnswlib, 'utf8')),
    grammarNotices(grammars),
    modelNotice(),
    section(`what ONNX Runtime ${onnxVersion} contains in turn`, insideOnnx),
  ].join('\n\n') + '\n';
}
