/**
 * Does the fast tokenizer give the very ids that the general one does, on real and on strange text? Save for some forms of the final sigma, where
 * the general one differs from Python's tokenizers, with which the model was trained; test/realInput compares the fast one with Python itself.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { HuggingFaceTokenizer } from '../../../src/adapters/huggingFaceTokenizer.ts';
import { WordPieceTokenizer } from '../../../src/core/embed/wordPieceTokenizer.ts';
import { randomNumbers } from '../../support/randomVectors.ts';
import { realTexts } from '../../support/realTexts.ts';

const json = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../models/default/tokenizer.json'), 'utf8'));
const general = new HuggingFaceTokenizer(json);
const all = Number.MAX_SAFE_INTEGER;

function fastTokenizer(): WordPieceTokenizer {
  const fast = WordPieceTokenizer.from(json);
  assert.ok(fast !== null);
  return fast;
}

const fast = fastTokenizer();

/** What the general tokenizer would say if each letter's lower case were its own affair. */
function generalIds(text: string): Uint32Array {
  const normalised = text.normalize('NFKC');
  return general.encode(normalised.includes('Σ') ? normalised.replaceAll('Σ', 'σ') : text, all);
}

function assertSameIds(texts: Iterable<string>): void {
  for (const text of texts) assert.deepEqual(fast.encode(text, all), generalIds(text), JSON.stringify(text));
}

test('12,000 pieces of real files have the same ids', () => {
  const texts = realTexts(12_000, 700);
  assert.equal(texts.length, 12_000);
  assertSameIds(texts);
});

test('real text that is not ASCII has the same ids', () => {
  const texts = realTexts(60_000, 400).filter((text) => /[^\x00-\x7f]/.test(text));
  assert.ok(texts.length > 200, `${texts.length} texts`);
  assertSameIds(texts);
});

test('words, numbers and camelCase of every kind have the same ids', () => {
  assertSameIds([
    '', ' ', '\n\t', 'a', 'A', '0', '_', 'getHTTPResponse2XMLParser', 'HTTPServer', 'XMLHttpRequest', 'iOS', 'IDs', 'ABC', 'aB', 'ABc', 'aBC',
    'utf8Decoder', 'X509Certificate', '0xDEADbeef', '1_000_000', 'snake_case_NAME', 'kebab-case', "don't", 'a.b.c()', '#ifdef __GNUC__',
    'x'.repeat(40), 'x'.repeat(41), 'zq'.repeat(200), '7'.repeat(41), 'ConstructorProto__proto__hasOwnProperty toString constructor',
  ]);
});

test('Unicode of every kind has the same ids', () => {
  const composed = ['é', 'e\u0301', '\u0301', ' \u0301x', 'fooB\u0307ar', 'foo=\u0338bar', '\n\u0308word', 'a\u0300\u0315b', 'ÅngströmUnit', 'K\u212Aelvin'];
  const compatibility = ['ﬁle ﬀ', 'ｆｕｌｌＷｉｄｔｈ', '①②③', 'x²', '½ ¼', '㎏', '™', '…', 'Ⅷ', 'ﷺ', '\u00a8', '\u00a0x\u00a0', '\u3000全角', '𝐛𝐨𝐥𝐝', 'ſtraße', 'ŉ'];
  const cases = ['ΣΑΣ', 'ΟΔΟΣ.', "ΟΔΟΣ'Α", 'Σ', 'aΣ', 'aΣb', 'ΑΣ ΑΣ', 'İstanbul', 'ıI', 'ẞ', 'ǅ', 'ÉcoleURL', 'déjàVu', 'naïveBayes', 'Ünïcödé', 'ПриветМир', 'ᏣᎳᎩ'];
  const scripts = ['用户登录失败', 'ユーザー', 'カ\u3099', '한국어', 'ᄒ\u1161\u11ab', 'العربية', 'हिन्दी', 'עברית', 'ไทย', 'x用y户1', '١٢٣', '𓀀', '😀 emoji👩‍👩‍👧text', '🇩🇪'];
  const broken = ['\ud800', 'a\ud800b', '\udc00', 'x\ufeffy', '\u200bzero\u200dwidth', '\u0000nul\u0001', '\u0085next', '\u2028line', 'a\u00adb', '\ufffd'];
  const texts = [...composed, ...compatibility, ...cases, ...scripts, ...broken];
  assertSameIds(texts);
  assertSameIds(texts.flatMap((text) => [`get${text}Name`, `a ${text} b`, `(${text})`, `${text}${text}`, `${text}x`.repeat(30), `A${text}B1`, `${text}'s`, `.${text}:Z`]));
});

test('a sigma is the same small letter at the end of a word as within it', () => {
  for (const text of ['ΟΔΟΣ', 'ΑΣ ΑΣ', "ΟΔΟΣ'Α", 'aΣ', '𝛴', 'Ϲ']) assert.deepEqual(fast.encode(text, all), fast.encode(text.normalize('NFKC').replaceAll('Σ', 'σ'), all));
  const vocabulary = { 'σ': 2, 'ς': 3, '[UNK]': 1 };
  const greek = WordPieceTokenizer.from({ ...json, model: { ...json.model, vocab: vocabulary } });
  assert.deepEqual([...greek?.encode('Σ ΣΣ ς', all) ?? []], [2, 2, 2, 3]);
});

test('random mixtures of ASCII, marks, cases and white space have the same ids', () => {
  const random = randomNumbers(3);
  const alphabet = [...'aAbBzZ019 \n\t._:\'^`-=<', 'é', '\u0301', '\u0338', 'Σ', 'ς', 'İ', '用', '😀', '\u00a0', 'ﬁ', '²', '\ud83d', 'ǅ', '\u0307', 'Å', '\u1161', 'ᄒ'];
  const texts = Array.from({ length: 20_000 }, () => Array.from({ length: 1 + Math.floor(random() * 14) }, () => alphabet[Math.floor(random() * alphabet.length)]).join(''));
  assertSameIds(texts);
});

test('a limit gives the first ids, wherever it falls', () => {
  for (const text of ['parseXMLDocument = readFile(path, "utf8");', 'naïveÉcole用户 words and more', 'configurationprocessorfoo bar']) {
    const ids = fast.encode(text, all);
    for (let limit = 0; limit <= ids.length + 1; limit++) assert.deepEqual(fast.encode(text, limit), ids.slice(0, limit));
  }
});

test('ids are the caller\'s own: a later text does not change them', () => {
  const first = fast.encode('first text', 10);
  const copy = first.slice();
  fast.encode('another one altogether', 10);
  assert.deepEqual(first, copy);
});

test('more different words than are remembered are still told apart', () => {
  const small = fastTokenizer();
  const words = Array.from({ length: 120_000 }, (_, i) => `w${i.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)}`);
  const before = words.slice(0, 50).map((word) => small.encode(word, all));
  for (const word of words) small.encode(word, all);
  assert.deepEqual(words.slice(0, 50).map((word) => small.encode(word, all)), before);
});

test('a tokenizer of any other shape is not taken', () => {
  const altered: readonly object[] = [
    { added_tokens: [{ id: 2, content: '[CLS]' }] },
    { normalizer: null },
    { normalizer: { ...json.normalizer, normalizers: json.normalizer.normalizers.slice(1) } },
    { normalizer: { ...json.normalizer, normalizers: [...json.normalizer.normalizers, { type: 'StripAccents' }] } },
    { pre_tokenizer: { ...json.pre_tokenizer, invert: false } },
    { pre_tokenizer: { type: 'Whitespace' } },
    { post_processor: { type: 'TemplateProcessing' } },
    { model: { ...json.model, continuing_subword_prefix: '##' } },
    { model: { ...json.model, type: 'BPE' } },
    { model: { ...json.model, unk_token: '[NONE]' } },
    { model: { ...json.model, vocab: { ...json.model.vocab, a: -1 } } },
  ];
  for (const change of altered) assert.equal(WordPieceTokenizer.from({ ...json, ...change }), null, JSON.stringify(Object.keys(change)));
  for (const value of [null, 5, 'text', [], {}]) assert.equal(WordPieceTokenizer.from(value), null);
});
