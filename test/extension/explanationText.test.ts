/** Is it said in the user's language why a file is indexed, or not? */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { translated } from '../../scripts/localisation.ts';
import { explanationText } from '../../src/extension/explanationText.ts';
import { speak } from '../../src/protocol/localise.ts';

afterEach(() => speak('en', undefined));

test('the reason, the rule and the folder that is left out are named', () => {
  const facts = { reason: 'ignored', rule: '.gitignore:1 build/', folder: 'build/' };
  assert.equal(explanationText('out.js', { state: 'skipped', reason: '', facts }), 'out.js is not indexed: Ignored (.gitignore:1 build/). The folder build/ is left out as a whole.');
  speak('de', translated('de').code);
  assert.equal(explanationText('out.js', { state: 'skipped', reason: '', facts }), 'out.js ist nicht indiziert: Ignoriert (.gitignore:1 build/). Der Ordner build/ ist als Ganzes ausgelassen.');
});

test('of an indexed file it is said what is held, and that it is about to be read again', () => {
  const facts = { language: 'typescript', chunks: 1200, embedded: 1100, problem: '', waitsFor: 'itsTurn' } as const;
  assert.equal(explanationText('a.ts', { state: 'indexed', reason: '', facts }), 'a.ts is indexed: typescript, 1,200 chunks, 1,100 of them with vectors. It is about to be read.');
});

test('an error is said by the engine in English, by its code elsewhere', () => {
  const explanation = { state: 'failed', reason: 'unreadable: a.ts can\'t be read: permission denied.', facts: { reason: 'unreadable' } } as const;
  assert.match(explanationText('a.ts', explanation), /permission denied/);
  speak('de', translated('de').code);
  assert.equal(explanationText('a.ts', explanation), 'a.ts konnte nicht indiziert werden: Lesen nicht möglich.');
});

test('folders, files elsewhere, files that are gone and those that wait have a sentence each', () => {
  assert.equal(explanationText('src', { state: 'folder', reason: '', facts: { counts: { indexed: 1000, skipped: 2, failed: 0 } } }), 'src is looked through. Files in it: 1,000 indexed, 2 skipped, 0 failed.');
  assert.equal(explanationText('x', { state: 'outside', reason: '', facts: {} }), 'x is not indexed: It lies in no folder that is indexed.');
  assert.equal(explanationText('x', { state: 'missing', reason: '', facts: {} }), 'x is not indexed: It does not exist.');
  assert.equal(explanationText('x', { state: 'pending', reason: '', facts: { waitsFor: 'resume' } }), 'x is not indexed yet. It waits to be read: indexing is paused.');
});
