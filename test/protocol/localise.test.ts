/** Is something said in the language of the translations, and in English where there is none? */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { speak, t } from '../../src/protocol/localise.ts';
import { formatCount, plural } from '../../src/protocol/statusText.ts';

afterEach(() => speak('en', undefined));

test('what has a translation is said in it, the rest in English; arguments stand where the translation puts them', () => {
  speak('de', { '{0} read, {1} to go.': 'Noch {1}, gelesen {0}.' });
  assert.equal(t('{0} read, {1} to go.', '3', '5'), 'Noch 5, gelesen 3.');
  assert.equal(t('Up to date'), 'Up to date');
});

test('numbers are written as the language does, and one is not several', () => {
  speak('de', { '{0} file': '{0} Datei', '{0} files': '{0} Dateien' });
  assert.deepEqual([formatCount(12_345), plural(1, 'file'), plural(12_345, 'file')], ['12.345', '1 Datei', '12.345 Dateien']);
  speak('en', undefined);
  assert.deepEqual([plural(0, 'file'), plural(1, 'file'), plural(12_345, 'file')], ['0 files', '1 file', '12,345 files']);
});
