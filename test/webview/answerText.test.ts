/** Is what was understood of a query said in words, and can it be taken out again? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseQuery } from '../../src/core/search/parseQuery.ts';
import { operatorLabel, unverifiedSentence, withoutOperators } from '../../src/webview/answerText.ts';

const operatorsOf = (query: string) => parseQuery(query).operators;

test('each operator has a label that a person can read', () => {
  const labels = operatorsOf('lang:ts -lang:c++,py path:src/core -path:test kind:docs -kind:tests kind:code,tests "Exact words" /a+/i retry').map(operatorLabel);
  assert.deepEqual(labels, ['TypeScript', 'not C++, Python', 'in src/core', 'not in test', 'docs only', 'not tests', 'code, tests', '\u201cExact words\u201d', '/a+/i']);
});

test('an operator can be cut out of the query, and all of them', () => {
  const query = 'lang:ts where is "retry limit" set -path:test';
  const operators = operatorsOf(query);
  assert.equal(withoutOperators(query, operators.slice(0, 1)), 'where is "retry limit" set -path:test');
  assert.equal(withoutOperators(query, operators.slice(1, 2)), 'lang:ts where is set -path:test');
  assert.equal(withoutOperators(query, operators), 'where is set');
  assert.equal(withoutOperators(' as  it is ', []), ' as  it is ');
});

test('files that were not looked through are owned up to', () => {
  const understood = { form: 'pattern', text: '', operators: [], unverified: { files: 1, because: 'time' } } as const;
  assert.match(unverifiedSentence(understood) ?? '', /too long: 1 file left out/);
  assert.match(unverifiedSentence({ ...understood, unverified: { files: 2, because: 'size' } }) ?? '', /too much text.*: 2 files left out/);
  assert.equal(unverifiedSentence({ ...understood, unverified: null }), null);
});
