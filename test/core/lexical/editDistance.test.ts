/** Are typing errors counted as by the textbook's full table? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance } from '../../../src/core/lexical/editDistance.ts';
import { randomInteger, randomNumbers } from './random.ts';

function byFullTable(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) => Array.from({ length: b.length + 1 }, (_, column) => (row === 0 ? column : row)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const options = [table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) options.push(table[i - 2]![j - 2]! + 1);
      table[i]![j] = Math.min(...options);
    }
  }
  return table[a.length]![b.length]!;
}

test('one error of each kind counts one', () => {
  for (const typed of ['postin', 'postingg', 'pastings', 'opstings', 'postigns']) assert.equal(editDistance(typed, typed === 'postin' || typed === 'postingg' ? 'posting' : 'postings', 2), 1, typed);
});

test('the distance is the full table\'s, or one more than asked for', () => {
  const random = randomNumbers(4);
  const word = (): string => Array.from({ length: randomInteger(random, 8) }, () => 'abc'[randomInteger(random, 3)]).join('');
  for (let round = 0; round < 20_000; round++) {
    const [a, b, most] = [word(), word(), 1 + randomInteger(random, 3)];
    assert.equal(editDistance(a, b, most), Math.min(byFullTable(a, b), most + 1), `${a} ${b} ${most}`);
  }
});
