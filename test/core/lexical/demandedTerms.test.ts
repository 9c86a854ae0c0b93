/** Does the index lose no document that holds a phrase, letter by letter? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTerms } from '../../../src/core/lexical/chunkTerms.ts';
import { demandedTerms } from '../../../src/core/lexical/demandedTerms.ts';
import { LexicalIndex } from '../../../src/core/lexical/lexicalIndex.ts';
import { TermDictionary } from '../../../src/core/lexical/termDictionary.ts';
import { realTexts } from '../../support/realTexts.ts';
import { randomInteger, randomNumbers } from './random.ts';

function indexOf(texts: readonly string[]): LexicalIndex {
  const index = new LexicalIndex(new TermDictionary());
  texts.forEach((body, id) => index.add(id, countTerms({ name: '', context: '', body }), []));
  return index;
}

/** Documents that may hold the phrase; null where its words say nothing. */
function mayHold(phrase: string, index: LexicalIndex): Set<number> | null {
  const terms = demandedTerms(phrase, index);
  if (!terms.length) return null;
  return new Set(index.holdingAll(terms));
}

test('of any piece of any line of real code and prose, every document that holds it is among those that may', () => {
  const random = randomNumbers(7);
  const texts = [...realTexts(250, 1500), ...realTexts(250, 1500, ['docs/**/*.md', 'node_modules/{picomatch,onnx*}/**/*.{js,md}'])];
  const index = indexOf(texts);
  const lowered = texts.map((text) => text.toLowerCase());
  const lost: string[] = [];
  let told = 0;
  for (let trial = 0; trial < 1500; trial++) {
    const lines = texts[randomInteger(random, texts.length)]!.split('\n');
    const line = lines[randomInteger(random, lines.length)]!;
    const start = randomInteger(random, Math.max(1, line.length - 3));
    const phrase = line.slice(start, start + 3 + randomInteger(random, 25));
    const found = phrase.trim().length < 3 ? null : mayHold(phrase, index);
    if (!found) continue;
    told++;
    lowered.forEach((text, id) => { if (text.includes(phrase.toLowerCase()) && !found.has(id)) lost.push(phrase); });
  }
  assert.ok(told > 700, `${told} phrases said where to look`);
  assert.deepEqual(lost, []);
});

test('words within a phrase are whole, its ends may go on', () => {
  const index = indexOf(['retryWithDelay(attempts)', 'with a delay', 'shutting down', 'the tokeniser', 'naïve résumé', '解析配置文件并返回']);
  const ids = (phrase: string) => [...mayHold(phrase, index) ?? []];
  assert.deepEqual(ids('tryWithDel'), [0]);
  assert.deepEqual(ids('hutti'), [2]);
  assert.deepEqual(ids('okenis'), [3]);
  assert.deepEqual(ids(' tokeniser '), [3]);
  assert.deepEqual(ids('ïve résu'), [4]);
  assert.deepEqual(ids('配置文件'), [5]);
  assert.deepEqual(ids('with a del'), [1]);
  index.remove(1);
  assert.deepEqual(ids('with a del'), [], 'what was removed is not found');
});

test('what no document holds is known without reading one, and signs alone say nothing', () => {
  const index = indexOf(['one two three', 'four five six']);
  assert.equal(mayHold('kubernetes', index)?.size, 0);
  assert.equal(mayHold('=> {', index), null);
  assert.equal(mayHold('', index), null);
});
