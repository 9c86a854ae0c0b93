/** What may the extension's pages load? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { pagePolicy } from '../../src/extension/panel/pagePolicy.ts';

test('a page may load its own script and style, and nothing else', () => {
  assert.equal(pagePolicy('https://own.example', 'abc'),
    "default-src 'none'; style-src https://own.example; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'");
});
