/** Are all kinds of text decoded, and is damage told of rather than hidden? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '../../../src/core/scan/decodeText.ts';

const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
};

test('UTF-8 is decoded, and its byte-order mark is left out', () => {
  assert.deepEqual(decodeText(new TextEncoder().encode('für 🦊\n')), { text: 'für 🦊\n', problem: null });
  assert.deepEqual(decodeText(new TextEncoder().encode('\uFEFFa')), { text: 'a', problem: null });
  assert.deepEqual(decodeText(new Uint8Array()), { text: '', problem: null });
});

test('UTF-16 is decoded by its byte-order mark, in either order', () => {
  assert.deepEqual(decodeText(utf16('\uFEFFfür 🦊', true)), { text: 'für 🦊', problem: null });
  assert.deepEqual(decodeText(utf16('\uFEFFfür 🦊', false)), { text: 'für 🦊', problem: null });
});

test('invalid UTF-8 keeps all that is valid, and is a problem', () => {
  const { text, problem } = decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x20, 0x78));
  assert.equal(text, 'caf\uFFFD x');
  assert.equal(problem?.code, 'invalidEncoding');
  assert.match(problem.message, /UTF-8/);
});

test('UTF-16 that is cut short, or holds half a pair, is a problem', () => {
  const cut = decodeText(utf16('\uFEFFab', true).subarray(0, 5));
  assert.equal(cut.text, 'a\uFFFD');
  assert.equal(cut.problem?.code, 'invalidEncoding');
  const half = decodeText(utf16('\uFEFFa\uD83Eb', false));
  assert.equal(half.text, 'a\uFFFDb');
  assert.match(half.problem?.message ?? '', /UTF-16BE/);
});
