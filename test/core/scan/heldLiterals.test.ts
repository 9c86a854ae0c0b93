/** Are all the strings found that a text holds, and no other? Compared with looking for each by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalFinder } from '../../../src/core/scan/heldLiterals.ts';
import { secretShapes } from '../../../src/core/scan/secretShapes.ts';
import { realTexts } from '../../support/realTexts.ts';

test('what a text holds is found wherever it stands, within another as well', () => {
  const find = literalFinder(['sk-', 'sk-ant-', 'SK', 'tsk', '-a']);
  assert.deepEqual([...find('x tsk-ant-')].sort(), ['-a', 'sk-', 'sk-ant-', 'tsk']);
  assert.deepEqual([...find('SK')], ['SK']);
  assert.deepEqual([...find('S')], []);
  assert.deepEqual([...find('\u00e9SK\u00e9sk')], ['SK']);
  assert.throws(() => literalFinder(['\u00e9a']), RangeError);
});

test('in real files it finds what looking for each string by itself does', () => {
  const literals = [...new Set(secretShapes.flatMap((shape) => shape.literals))];
  const find = literalFinder(literals);
  let found = 0;
  for (const text of realTexts(300, 50_000)) {
    const held = literals.filter((literal) => text.includes(literal));
    assert.deepEqual([...find(text)].sort(), held.sort());
    found += held.length;
  }
  assert.ok(found > 0);
});
