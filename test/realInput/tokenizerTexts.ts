/** Which real and which strange texts are the tokenizers compared on? */
import path from 'node:path';
import { embeddedTexts } from '../../bench/embeddedTexts.ts';
import { root } from '../../scripts/run.ts';
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { TreeSitterParser, type GrammarPaths } from '../../src/adapters/treeSitterParser.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { randomNumbers } from '../support/randomVectors.ts';
import { realPackage, realPackages } from './packages.ts';

/** Dependencies with many files, and with texts in many natural languages. */
const installedPackages = ['@types/node', 'highlight.js', 'playwright-core', 'typescript'];

export interface RealTexts {
  /** Every different text that the product gives to its tokenizer for these packages: chunks with the names around them. */
  readonly chunks: readonly string[];
  /** Every different line, identifier and path of the same files. */
  readonly pieces: readonly string[];
}

/** Reads, divides and tokenises as a worker thread of the product does, and keeps what the tokenizer is asked. */
export async function realChunksAndPieces(grammars: GrammarPaths): Promise<RealTexts> {
  const folders = [
    ...await Promise.all(realPackages.map(realPackage)),
    ...installedPackages.map((name) => path.join(root, 'node_modules', name)),
  ];
  const chunks = new Set<string>();
  const paths = new Set<string>();
  const tools = { files: new DiskFiles(), parser: new TreeSitterParser(grammars) };
  for await (const entry of tools.files.scan(folders.map((folder) => ({ path: folder, name: path.basename(folder) })), defaultScanSettings)) {
    if (entry.type !== 'file') continue;
    paths.add(entry.path);
    for (const text of await embeddedTexts(entry, tools)) chunks.add(text);
  }
  const text = [...chunks].join('\n');
  const pieces = new Set([...text.split('\n'), ...text.match(/[\p{L}_$][\p{L}\p{N}_$]+/gu) ?? [], ...paths]);
  return { chunks: [...chunks], pieces: [...pieces] };
}

/** Every character there is, private ones left out: after and before a letter, and before a number. */
export function everyCharacter(): readonly string[] {
  const texts: string[] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const character = String.fromCodePoint(codePoint);
    if (!/^[\p{Cn}\p{Co}\p{Cs}]$/u.test(character)) texts.push(`a${character}b ${character}1`);
  }
  return texts;
}

/** Where composition, case and the word limit meet: marks after white space, Hangul in pieces, ligatures, sigmas, words of 40 letters. */
const alphabet = [
  ...'aAbBzZ019 \n\t._:\'^`-=<', 'é', '\u0301', '\u0338', '\u0327', 'Σ', 'ς', 'ΟΔΟΣ', '𝛴', 'Ϲ', 'İ', 'ı', 'ß', 'ẞ', '用', '戶', 'ﾊﾟ', '\u3099', 'か', '😀', '\u200d',
  '\u00a0', '\u3000', '\u2028', '\u0085', '\ufeff', '\u00ad', '\u0000', 'ﬁ', '²', '½', 'Ⅷ', '①', '㎏', 'ﷺ', 'ſ', 'ŉ', 'ǅ', '\u0307', 'Å', '\u212b', 'K', 'ᄒ', '\u1161', '\u11ab', '한',
  'ｆＷ', '𝐛𝐁', 'ПриветМир', 'ـعربي', '١٢', 'हिन्दी', 'ไทย', 'עִברית', 'Ꮳ', 'HTTPServer', 'x2Y', 'config', 'z'.repeat(39), 'é'.repeat(20),
];

export function randomMixtures(count: number): readonly string[] {
  const random = randomNumbers(11);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, () => Array.from({ length: 1 + below(14) }, () => alphabet[below(alphabet.length)]).join(''));
}
