/** Does the bundled model get the very token ids that it was trained with? Python's tokenizers decides, then the general JavaScript one is compared. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { root } from '../../scripts/run.ts';
import { HuggingFaceTokenizer } from '../../src/adapters/huggingFaceTokenizer.ts';
import { WordPieceTokenizer } from '../../src/core/embed/wordPieceTokenizer.ts';
import { linkedGrammars } from '../core/chunk/grammars.ts';
import { pythonIds } from './tokenizerPython.ts';
import { everyCharacter, randomMixtures, realChunksAndPieces, type RealTexts } from './tokenizerTexts.ts';

const neededChunks = 10_000;
const neededPieces = 100_000;
const all = Number.MAX_SAFE_INTEGER;

const tokenizerJson = path.join(root, 'models/default/tokenizer.json');
const json = JSON.parse(readFileSync(tokenizerJson, 'utf8'));
const grammars = linkedGrammars();
let texts: RealTexts = { chunks: [], pieces: [] };

function fastTokenizer(): WordPieceTokenizer {
  const fast = WordPieceTokenizer.from(json);
  assert.ok(fast !== null, 'the bundled tokenizer.json is not of the shape that the fast tokenizer covers');
  return fast;
}

const fast = fastTokenizer();
const fastIds = (text: string): readonly number[] => [...fast.encode(text, all)];

/** The texts on which the fast tokenizer and Python's differ. */
async function differingFromPython(compared: readonly string[]): Promise<readonly string[]> {
  const expected = await pythonIds(tokenizerJson, compared);
  assert.equal(expected.length, compared.length);
  return compared.filter((text, index) => fastIds(text).join() !== expected[index]?.join());
}

/**
 * Characters that Node's tables of Unicode know and those within tokenizers 0.23.3 don't, first and last of each range: the letters of
 * Unicode 17, which Python takes for no letters, and characters of Unicode 12.1 to 17 that NFKC makes others of. Ids differ there.
 */
const newerCharacters: readonly (readonly [number, number])[] = [
  // Letters
  [0x88f, 0x88f], [0xc5c, 0xc5c], [0xcdc, 0xcdc], [0xa7ce, 0xa7cf], [0x10940, 0x10959], [0x10ec5, 0x10ec7], [0x11db0, 0x11ddb], [0x11de0, 0x11de9],
  [0x16ea0, 0x16eb8], [0x16ebb, 0x16ed3], [0x16ff2, 0x16ff6], [0x187f8, 0x187ff], [0x18d09, 0x18d1e], [0x18d80, 0x18df2], [0x1e6c0, 0x1e6de],
  [0x1e6e0, 0x1e6e2], [0x1e6e4, 0x1e6e5], [0x1e6e7, 0x1e6ed], [0x1e6f0, 0x1e6f4], [0x1e6fe, 0x1e6ff], [0x2b73a, 0x2b73f], [0x2cea2, 0x2cead],
  [0x323b0, 0x33479],
  // Compatibility forms: the square era name Reiwa, raised and lowered letters, legacy computing's letters and digits
  [0x32ff, 0x32ff], [0xa7f1, 0xa7f4], [0x10783, 0x10783], [0x10795, 0x10795], [0x107a2, 0x107a2], [0x107a5, 0x107a5], [0x107b6, 0x107b8],
  [0x1ccd6, 0x1ccf9], [0x1e030, 0x1e049], [0x1e04c, 0x1e04d], [0x1e051, 0x1e066], [0x1e068, 0x1e06a], [0x1f16c, 0x1f16c], [0x1fbf0, 0x1fbf9],
];
const isNewer = (text: string): boolean =>
  [...text].some((character) => newerCharacters.some(([first, last]) => first <= (character.codePointAt(0) ?? 0) && (character.codePointAt(0) ?? 0) <= last));

/**
 * The general tokenizer lowers as JavaScript does, where a sigma's small letter hangs on its place in the word; it is spared the letter
 * itself, not the other characters that NFKC turns into one.
 */
const hasSigmaForm = (text: string): boolean => text.replaceAll('Σ', '').normalize('NFKC').includes('Σ');

before(async () => {
  texts = await realChunksAndPieces(grammars);
});

test(`over ${neededChunks} real chunks, cut by the product's own chunker, have the ids that Python gives`, async () => {
  assert.ok(texts.chunks.length >= neededChunks, `${texts.chunks.length} chunks`);
  const strange = texts.chunks.filter((text) => /[^\x00-\x7f]/.test(text));
  assert.ok(strange.length >= 200, `${strange.length} chunks are not all ASCII`);
  assert.deepEqual(await differingFromPython(texts.chunks), []);
});

test('of every character of Unicode, only those that Python does not know yet have other ids', async () => {
  const characters = everyCharacter();
  assert.ok(characters.length > 140_000, `${characters.length} characters`);
  const differing = await differingFromPython(characters);
  assert.deepEqual(differing.filter((text) => !isNewer(text)), []);
});

test('random mixtures of scripts, marks, cases, ligatures and white space have the ids that Python gives', async () => {
  assert.deepEqual(await differingFromPython(randomMixtures(50_000)), []);
});

test(`over ${neededPieces} real lines, identifiers and paths have the ids that the general tokenizer gives; where it lowers another form of sigma its own way, those of Python`, async () => {
  assert.ok(texts.pieces.length >= neededPieces, `${texts.pieces.length} pieces`);
  const general = new HuggingFaceTokenizer(json);
  const differing = texts.pieces.filter((text) => fastIds(text).join() !== general.encode(text, all).join());
  assert.deepEqual(differing.filter((text) => !hasSigmaForm(text)), []);
  assert.deepEqual(await differingFromPython(differing), []);
});

test('of Greek, the general tokenizer differs from Python in words that end in another form of sigma, the fast one in none', async () => {
  const general = new HuggingFaceTokenizer(json);
  const greek = ['ΟΔΟΣ', 'Σ', 'aΣ', 'ΣΑΣ', 'ΟΔΟΣ ΟΔΟΣ', 'οδός', 'ΣΟΦΙΑ', 'Αλφα', 'ΟΔΟϹ', 'a𝛴', '𝛴α'];
  const expected = await pythonIds(tokenizerJson, greek);
  const differing = greek.filter((text, index) => general.encode(text, all).join() !== expected[index]?.join());
  assert.deepEqual(differing, ['ΟΔΟϹ', 'a𝛴']);
  assert.deepEqual(await differingFromPython(greek), []);
});
