/** Is all that the extension says there in each language, and nothing else? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, languages, manifestEnglish, manifestKeys, messagesOf, spokenMessages, translated, unchangeable } from '../../scripts/localisation.ts';

for (const language of languages) {
  test(`${language}: every message is translated, and no other`, () => {
    assert.deepEqual(differences(language), { missing: {}, unused: [] });
  });

  test(`${language}: a translation has the places, commands and code of its message`, () => {
    const { code, manifest } = translated(language);
    const english = manifestEnglish();
    for (const [message, said] of Object.entries(code)) assert.deepEqual(unchangeable(said), unchangeable(message), message);
    for (const [key, said] of Object.entries(manifest)) assert.deepEqual(unchangeable(said), unchangeable(english[key] ?? ''), key);
  });
}

test('package.nls.json holds what package.json names, and no more', () => {
  assert.deepEqual(Object.keys(manifestEnglish()).toSorted(), [...manifestKeys()].toSorted());
});

test('messages are found in each way of writing them, and one that is put together is refused', () => {
  assert.deepEqual(messagesOf('a.ts', `t('one'); t(\n  "two {0}", x); f(t('it\\'s')); vscode.l10n.t('four'); at('no'); x.t('no'); t(\`five\`)`), ['one', 'two {0}', "it's", 'four', 'five']);
  assert.throws(() => messagesOf('a.ts', 'return t(message)'), /written out/);
  assert.throws(() => messagesOf('a.ts', 't(`one ${two}`)'), /written out/);
  assert.ok(spokenMessages().size > 100);
});
