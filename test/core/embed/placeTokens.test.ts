/** Does every token know the word it comes from, and are they exactly the tokens of the whole text? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { placeTokens } from '../../../src/core/embed/placeTokens.ts';
import { WordPieceTokenizer } from '../../../src/core/embed/wordPieceTokenizer.ts';
import { realTexts } from '../../support/realTexts.ts';

const tokenizer = WordPieceTokenizer.from(JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../models/default/tokenizer.json'), 'utf8')))!;

const wordsOf = (text: string): string[] => placeTokens(text, tokenizer, 512).map(({ start, end }) => text.slice(start, end));

test('identifiers are placed by their parts, in any case convention', () => {
  assert.deepEqual(wordsOf('await getUserNames(HTTPServer2, retry_limit)'), ['await', 'get', 'User', 'Names', 'HTTP', 'Server', '2', 'retry', 'limit']);
});

test('what the parts do not add up to stays whole: letters in two characters, compatibility forms', () => {
  assert.deepEqual(wordsOf('cafe\u0301 \ufb01le'), ['cafe\u0301', '\ufb01le']);
});

test('all ids together are those of the text, however long, in every script', () => {
  const texts = [...realTexts(400, 1500), 'ПриветМир и другие', '检索代码 search', 'Σίσυφος ΣΊΣΥΦΟΣ', 'ﬁn Ⅳ ① x²', 'x'.repeat(3000), ''];
  for (const text of texts) {
    for (const most of [512, 40]) {
      const placed = placeTokens(text, tokenizer, most);
      assert.deepEqual(placed.flatMap(({ ids }) => ids), [...tokenizer.encode(text, most)]);
      assert.ok(placed.every(({ start, end }, i) => start < end && start >= (placed[i - 1]?.end ?? 0)));
    }
  }
});
