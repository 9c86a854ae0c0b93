/** Do texts of code, prose and many scripts fall into the terms that they are looked for by? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachWord, maxTermLength, tokenise, wordTerms } from '../../../src/core/lexical/tokenise.ts';

test('identifiers of every case give their parts and the joined whole', () => {
  const expected = ['get', 'user', 'name', 'getusername'];
  for (const written of ['getUserName', 'GetUserName', 'get_user_name', 'GET_USER_NAME', 'get-user-name', '$getUserName', '_get__user_name_']) {
    assert.deepEqual(tokenise(written), expected, written);
  }
});

test('an identifier meets the words that it is made of', () => {
  const terms = new Set(tokenise('getUserName'));
  assert.ok(tokenise('get user name').every((term) => terms.has(term)));
});

test('acronyms end where the next word begins, also in the plural', () => {
  assert.deepEqual(wordTerms('HTTPServer parseURLs userIDs XMLHttpRequest'), ['http', 'server', 'parse', 'url', 'user', 'id', 'xml', 'http', 'request']);
});

test('numbers are parts, and are found with the word before them', () => {
  assert.deepEqual(tokenise('base64'), ['base', '64', 'base64']);
  assert.deepEqual(tokenise('utf8Decode'), ['utf', '8', 'decode', 'utf8', 'utf8decode']);
  assert.deepEqual(tokenise('HTTPServer2'), ['http', 'server', '2', 'server2', 'httpserver2']);
  assert.deepEqual(tokenise('sha-256'), tokenise('sha256'));
  assert.deepEqual(tokenise('2024-01-05 404'), ['2024', '01', '05', '404']);
});

test('hyphens join words, but neither numbers nor the sides of a subtraction', () => {
  assert.ok(tokenise('an e-mail').includes('email'));
  assert.deepEqual(tokenise('x-y'), ['x', 'y']);
  assert.deepEqual(tokenise('a - b -> c --d'), ['a', 'b', 'c', 'd']);
});

test('an escape in a string literal is not part of the word behind it', () => {
  assert.deepEqual(tokenise(String.raw`"\nvalue\tname"`), ['value', 'name']);
});

test('hashes and encoded data stay whole', () => {
  const hash = '9fceb02d0ae598e95dc970b74767f19372d61af8';
  assert.deepEqual(tokenise(hash), [hash]);
});

test('very long words are cut, and a megabyte without a space is one word', () => {
  assert.deepEqual(tokenise('x'.repeat(1_000_000)), ['x'.repeat(maxTermLength)]);
});

test('accents of Latin letters are dropped, and full-width letters are plain ones', () => {
  assert.deepEqual(tokenise('Función Größe café ＡＰＩ'), ['funcion', 'grosse', 'cafe', 'api']);
  assert.deepEqual(tokenise('cafe\u0301'), ['cafe']);
});

test('letters of other scripts are words, with their marks', () => {
  assert.deepEqual(tokenise('Привет, мир! Ελληνικά हिन्दी'), ['привет', 'мир', 'ελληνικά', 'हिन्दी']);
  assert.deepEqual(tokenise('новыйФайл'), ['новый', 'файл', 'новыйфайл']);
});

test('scripts without spaces give bigrams, and single letters besides', () => {
  assert.deepEqual(tokenise('二叉树'), ['二叉', '叉树', '二', '叉', '树']);
  assert.deepEqual(wordTerms('解析JSON文件'), ['解析', 'json', '文件']);
  assert.deepEqual(wordTerms('ファイルを読む').slice(0, 2), ['ファ', 'ァイ']);
  assert.deepEqual(wordTerms('𠮷野家'), ['𠮷野', '野家']);
});

test('symbols, emoji and broken surrogates are no terms', () => {
  assert.deepEqual(tokenise('=> !== {} 🚀 \ud83d x \udc00'), ['x']);
  assert.deepEqual(tokenise(''), []);
});

test('words are visited as written, with their place, until told to stop', () => {
  const seen: [string, number][] = [];
  forEachWord('let fooBar = 1;', (written, start) => {
    seen.push([written, start]);
    return seen.length < 2;
  });
  assert.deepEqual(seen, [['let', 0], ['fooBar', 4]]);
});

test('the same text gives the same terms however much was read before', () => {
  const text = 'retryPolicy of HTTPServer2 遍历';
  const first = tokenise(text);
  for (let index = 0; index < 50_000; index++) tokenise(`word${index}`);
  assert.deepEqual(tokenise(text), first);
});
