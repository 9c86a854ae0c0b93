/** Is code cut into names, words of the language, literals, signs and comments, in any language and any fragment? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeTokens, type CodeTokenKind } from '../../../src/core/similar/codeTokens.ts';

const texts = (kind: CodeTokenKind, text: string, language: string): string[] =>
  codeTokens(text, language).filter((token) => token.kind === kind).map((token) => token.text);

test('comments are told by the language: a mark of another is a sign', () => {
  assert.deepEqual(texts('comment', 'let a = 1; // one\n/* two\nlines */ let b; # none', 'typescript'), ['// one', '/* two\nlines */']);
  assert.deepEqual(texts('comment', 'a = 1 # one\nb = a // 2', 'python'), ['# one']);
  assert.deepEqual(texts('comment', 'local a = 1 -- one', 'lua'), ['-- one']);
  assert.deepEqual(texts('comment', 'url = "http://example.org#top"', 'python'), []);
});

test('a text in three quotes is a comment where it stands alone, else a string', () => {
  const code = 'def f():\n    """Says what it does.\n\n    In two paragraphs."""\n    text = """not said"""\n';
  assert.deepEqual(texts('comment', code, 'python'), ['"""Says what it does.\n\n    In two paragraphs."""']);
  assert.deepEqual(texts('string', code, 'python'), ['"""not said"""']);
  assert.deepEqual(texts('comment', '@doc """\nAdds.\n"""\ndef add(a, b), do: a + b', 'elixir'), ['"""\nAdds.\n"""']);
});

test('a lone quote opens no string where it marks a lifetime', () => {
  assert.deepEqual(texts('string', "fn first<'a>(one: &'a str, sign: char) -> bool { sign == 'x' }", 'rust'), ["'x'"]);
  assert.deepEqual(texts('string', "const a = 'b, \\'c\\'';", 'typescript'), ["'b, \\'c\\''"]);
});

test('names are apart from the words of the language', () => {
  const code = 'for (const größe of $items) if (größe > 0x1f) return größe;';
  assert.deepEqual(texts('name', code, 'typescript'), ['größe', 'of', '$items', 'größe', 'größe']);
  assert.deepEqual(texts('keyword', code, 'typescript'), ['for', 'const', 'if', 'return']);
  assert.deepEqual(texts('number', code, 'typescript'), ['0x1f']);
});

test('what begins or ends in the middle of something is cut all the same', () => {
  assert.equal(codeTokens('} catch (e) { "open', 'typescript').map(({ text }) => text).join(' '), '} catch ( e ) { "open');
  assert.deepEqual(codeTokens('', 'python'), []);
  assert.deepEqual(texts('name', 'a <= b', 'klingon'), ['a', 'b']);
});
