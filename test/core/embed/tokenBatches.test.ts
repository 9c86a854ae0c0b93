/** Are texts batched without loss, in small batches with little padding? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { layOutBatch, planTokenBatches } from '../../../src/core/embed/tokenBatches.ts';
import { randomNumbers } from '../../support/randomVectors.ts';

const textOf = (length: number, first = 10) => Uint32Array.from({ length }, (_, i) => first + i);

test('each text that has tokens is in exactly one batch', () => {
  const random = randomNumbers(1);
  const texts = Array.from({ length: 500 }, () => textOf(Math.floor(random() * 513)));
  const positions = planTokenBatches(texts).flatMap((batch) => batch.positions).sort((a, b) => a - b);
  assert.deepEqual(positions, [...texts.keys()].filter((i) => texts[i]!.length > 0));
});

test('no batch is larger than 4,096 padded tokens, and no text is padded by more than 15', () => {
  const random = randomNumbers(2);
  const texts = Array.from({ length: 2000 }, () => textOf(1 + Math.floor(random() * 512)));
  for (const { positions, paddedLength } of planTokenBatches(texts)) {
    assert.ok(positions.length * paddedLength <= 4096);
    for (const position of positions) assert.ok(paddedLength - texts[position]!.length >= 0 && paddedLength - texts[position]!.length <= 15);
  }
});

test('a text that is longer than a batch may be is a batch by itself', () => {
  assert.deepEqual(planTokenBatches([textOf(5000), textOf(5000)]).map(({ positions }) => positions), [[0], [1]]);
});

test('no texts, or only texts without tokens, make no batch', () => {
  assert.deepEqual([planTokenBatches([]), planTokenBatches([textOf(0), textOf(0)])], [[], []]);
});

test('a batch is laid out row by row, padded, with the padding masked', () => {
  const texts = [textOf(3, 100), textOf(0), textOf(16, 200)];
  const [batch] = planTokenBatches(texts);
  assert.deepEqual(batch, { positions: [0, 2], paddedLength: 16 });
  const { inputIds, attentionMask } = layOutBatch(texts, batch!, 9);
  assert.deepEqual([...inputIds].map(Number), [100, 101, 102, ...new Array<number>(13).fill(9), ...texts[2]!]);
  assert.deepEqual([...attentionMask].map(Number), [1, 1, 1, ...new Array<number>(13).fill(0), ...new Array<number>(16).fill(1)]);
});
