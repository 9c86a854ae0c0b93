/** Do the pages follow the theme, and nothing else? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const style = readFileSync(new URL('../../media/pages.css', import.meta.url), 'utf8');

test('every colour is the theme\u2019s', () => {
  const rules = style.replace(/\/\*[\s\S]*?\*\//g, '');
  assert.deepEqual(rules.match(/#[0-9a-f]{3,8}\b|\b(rgba?|hsla?)\(|:\s*(white|black|gr[ae]y|red|green|blue)\b/gi) ?? [], []);
});

test('nothing is loaded from elsewhere', () => {
  assert.doesNotMatch(style, /@import|url\(/);
});

test('what can be focused is seen to be focused', () => {
  assert.match(style, /:focus-visible[^{]*\{[^}]*outline: 1px solid var\(--vscode-focusBorder\)/);
});
