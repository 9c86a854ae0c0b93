/** Is what can wait done once, and not before typing has come to an end? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AtRest } from '../../src/webview/atRest.ts';

test('while letters come nothing is done; afterwards each thing once, as it was put off last', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
  const atRest = new AtRest();
  const done: string[] = [];
  for (const letter of 'abcdef') {
    atRest.typed();
    for (const name of ['save', 'explain']) atRest.put(name, () => done.push(`${name} ${letter}`));
    t.mock.timers.tick(120);
  }
  assert.equal(done.length, 0);
  t.mock.timers.tick(130);
  assert.deepEqual(done, ['save f', 'explain f']);
  atRest.put('save', () => done.push('later'));
  assert.equal(done.length, 2, 'not in the midst of what is being done');
  t.mock.timers.tick(0);
  assert.equal(done.at(-1), 'later', 'nobody types: at once');
});

test('what is put off is done when the page goes', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
  const atRest = new AtRest();
  let done = 0;
  atRest.typed();
  atRest.put('save', () => { done++; });
  atRest.finish();
  assert.equal(done, 1);
  t.mock.timers.tick(1000);
  assert.equal(done, 1);
});
