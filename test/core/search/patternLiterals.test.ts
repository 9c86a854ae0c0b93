/** Are the texts that an expression demands found, and none that it doesn't? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalsOf } from '../../../src/core/search/patternLiterals.ts';

const demanded: readonly (readonly [pattern: RegExp, literals: readonly (readonly string[])[]])[] = [
  [/retryLimit/, [['retryLimit']]],
  [/function \w+Matches?\(/, [['function ', 'Matche', '(']]],
  [/foo|bar baz/, [['foo'], ['bar baz']]],
  [/(foo|bar)baz/, [['baz']]],
  [/(foo|bar)/, [[]]],
  [/colou?r/, [['colo', 'r']]],
  [/ab*c+d{2,3}e/, [['a', 'c', 'e']]],
  [/a{/, [['a{']]],
  [/[a-z]+Error\b/, [['Error']]],
  [/\bthrow\s+new\b/, [['throw', 'new']]],
  [/a\.b\/c/, [['a.b/c']]],
  [/\x41\u0042\cCend/, [['end']]],
  [/\p{Lu}x\u{1F600}y/u, [['x', 'y']]],
  [/(?<name>a)\k<name>b/, [['b']]],
  [/(?!not)this(?=that)/, [['this']]],
  [/^$/, [[]]],
  [/.*/, [[]]],
  [/([)]|\)|x)y/, [['y']]],
  [new RegExp('[[a-z]--[b]]x', 'v'), [[]]],
  [/a|/, [['a'], []]],
];

test('literal texts are found outside groups, classes and what may be missing', () => {
  for (const [pattern, literals] of demanded) assert.deepEqual(literalsOf(pattern), literals, String(pattern));
});

test('whatever an expression matches holds all literals of one alternative', () => {
  const lines = ['function findMatches(a) {', 'throw  new RangeError(x)', 'the color of bar baz', 'abcccdde', 'barbaz fooBaz', 'a.b/c', 'this that', 'aab y)y'];
  for (const [pattern] of demanded) {
    for (const line of lines.filter((each) => pattern.test(each))) {
      assert.ok(literalsOf(pattern).some((literals) => literals.every((literal) => line.includes(literal))), `${pattern} ${line}`);
    }
  }
});
