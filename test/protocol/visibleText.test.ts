/** Does text of a repository act on what shows it? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { plainText } from '../../src/extension/picker/pickText.ts';
import { visibleLine, visibleText } from '../../src/protocol/visibleText.ts';

test('direction and control characters are named, words of all scripts stay', () => {
  assert.equal(visibleText('a\u202eb\u2066c\u200f'), 'a[U+202E]b[U+2066]c[U+200F]');
  assert.equal(visibleText('\u001b[31mred\u0007\u0000'), '[U+001B][31mred[U+0007][U+0000]');
  for (const text of ['tab\tand\nline', 'für שלום мир 中文 👩\u200d🚀', '%s %n {0} <b>&amp;</b>']) assert.equal(visibleText(text), text);
  assert.equal(visibleLine('two\nlines'), 'two[U+000A]lines');
});

test('a row of the palette holds no icon, no line end and no direction of a hostile name', () => {
  assert.equal(plainText('$(trash)\n\u202egpj.exe'), '\\$(trash)[U+000A][U+202E]gpj.exe');
});
