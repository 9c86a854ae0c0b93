/** Are snippets coloured without ever becoming anything but text? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { highlightLines, withoutStart } from '../../src/webview/highlighter.ts';
import { describeLanguage } from '../../src/webview/languages.ts';

const grammars = ['typescript', 'javascript', 'python', 'xml', 'markdown', 'php', 'bash', 'css', 'json', 'yaml', 'ruby', 'cpp', null, 'unknown'];

/** Texts that would be dangerous as markup, or that could confuse a reader of highlight.js's markup. */
const hostileTexts = [
  '<img src=x onerror="alert(1)">',
  '</span></code><script>alert(1)</script>',
  'const a = "</span><svg onload=alert(1)>"; // <b>',
  '`<span class="hljs-keyword">${x}</span>`',
  '&lt;b&gt; &amp;amp; &#x27; &quot; &nbsp;',
  "<a href='javascript:alert(1)'>x</a>\n<style>*{display:none}</style>",
  '/* <!-- */ <!-- */\n-->\n"\\"><script>\'',
  '[x](javascript:alert(1)) <iframe srcdoc="<script>parent.acquireVsCodeApi()</script>">',
];

test('the tokens of a hostile snippet, joined, are exactly its text, in every grammar', () => {
  for (const text of hostileTexts) {
    for (const grammar of grammars) {
      const joined = highlightLines(text, grammar).map((line) => line.map((token) => token.text).join('')).join('\n');
      assert.equal(joined, text, `${grammar}`);
    }
  }
});

test('no class name comes from the snippet', () => {
  for (const text of hostileTexts) {
    for (const grammar of grammars) {
      for (const { scope } of highlightLines(text, grammar).flat()) assert.match(scope ?? 'hljs-', /^hljs-[a-z_ -]*$|^language-[a-z]+$/);
    }
  }
});

test('keywords, strings and comments are told apart', () => {
  const scopes = Object.fromEntries(highlightLines('return "text"; // note', 'typescript').flat().map(({ text, scope }) => [text, scope]));
  assert.equal(scopes['return'], 'hljs-keyword');
  assert.equal(scopes['"text"'], 'hljs-string');
  assert.equal(scopes['// note'], 'hljs-comment');
});

test('a token that runs over lines is coloured on each of them', () => {
  const lines = highlightLines('/* one\n   two */\nlet a;', 'typescript');
  assert.equal(lines.length, 3);
  assert.deepEqual(lines.slice(0, 2).map(([token]) => token?.scope), ['hljs-comment', 'hljs-comment']);
});

test('every language with a grammar is coloured', () => {
  const coloured = ['typescript', 'typescriptreact', 'python', 'go', 'rust', 'java', 'c', 'cpp', 'csharp', 'ruby', 'php', 'kotlin', 'swift', 'shellscript', 'sql'];
  const sample = 'if (a) { return "b"; } // c\n# d\nfunction f() end class X\nselect 1';
  for (const id of coloured) {
    assert.ok(highlightLines(sample, describeLanguage(id).grammar).flat().some(({ scope }) => scope !== null), id);
  }
});

test('a language that nobody knows is shown by its identifier, without colours', () => {
  assert.deepEqual(describeLanguage('constructor'), { name: 'constructor', badge: 'CON', grammar: null });
  assert.deepEqual(highlightLines('a <b>\n', null), [[{ text: 'a <b>', scope: null }], [{ text: '', scope: null }]]);
});

test('indentation is taken off a line whatever tokens it is in', () => {
  const line = [{ text: '  ', scope: null }, { text: '  /* a', scope: 'hljs-comment' }];
  assert.deepEqual(withoutStart(line, 4), [{ text: '/* a', scope: 'hljs-comment' }]);
  assert.deepEqual(withoutStart(line, 0), line);
  assert.deepEqual(withoutStart([], 4), []);
});
