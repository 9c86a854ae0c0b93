/** Is every failure that can reach the user said in each language, with what it is about, and in the engine's own words in English? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { languages, translated } from '../../scripts/localisation.ts';
import { root } from '../../scripts/run.ts';
import { Failure, isBadRequest, type FailureCode } from '../../src/core/failure.ts';
import { failureText, failureTexts, failureTitle, isBadRequest as isBadRequestHere, spokenStatus } from '../../src/protocol/failureText.ts';
import { speak } from '../../src/protocol/localise.ts';
import { indexStatus } from '../support/indexStatus.ts';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
/** The compiler refuses this where a code has no text, or a text no code. "daemonGone" is the extension's own. */
const codesAreTheSame: Same<FailureCode | 'daemonGone', keyof typeof failureTexts> = true;

const codes = Object.keys(failureTexts) as (keyof typeof failureTexts)[];
const engineSays = { message: 'The model in /m has no config.json.', nextStep: 'Name another folder.' };

afterEach(() => speak('en', undefined));

test('in English the engine’s own words are said, whatever the code', () => {
  assert.equal(codesAreTheSame, true);
  for (const code of [...codes, 'unheardOf']) assert.deepEqual({ ...failureText({ code, ...engineSays, about: '/m' }) }, { code, ...engineSays, about: '/m' });
});

for (const language of languages) {
  test(`${language}: each code has a sentence and a next step of its own language, and names what it is about`, () => {
    const english = codes.map((code) => [failureTexts[code].message(), failureTexts[code].nextStep()] as const);
    speak(language, translated(language).code);
    codes.forEach((code, at) => {
      const { message, nextStep } = failureText({ code, ...engineSays, about: '/models/{0}' });
      const isVague = ['internal', 'badRequest', 'modelFailed', 'modelUnsuitable'].includes(code);
      assert.ok(message.includes(isVague ? '(The model in /m has no config.json)' : '/models/{0}'), `${code}: ${message}`);
      assert.ok(!message.includes(english[at]![0]) && (isVague || !message.includes('config.json')), `${code}: ${message}`);
      assert.notEqual(nextStep, english[at]![1], code);
      assert.match(failureText({ code, ...engineSays }).message, /[^.。][.。]$/, code);
    });
    assert.equal(failureText({ code: 'unheardOf', ...engineSays }).message, failureText({ code: 'internal', ...engineSays }).message);
  });
}

test('a status says its troubles in German, and is the same in English', () => {
  const status = indexStatus({
    trouble: new Failure('diskFull', 'No space.', 'Free some.', undefined, '/index'), model: { id: 'm', dimensions: 1, state: 'failed', code: 'modelDamaged', message: 'Bad bytes.' },
    watching: { by: 'editor', limited: { code: 'ENOSPC', message: 'No watches.', nextStep: 'Raise.', scanEveryMs: 60_000 }, deferred: 0 },
    sharedVectors: { file: '/v', bytes: 1, maxBytes: 2, trouble: 'EROFS: read-only', code: 'EROFS', madeAnew: false },
  });
  assert.equal(spokenStatus(status), status);
  speak('de', translated('de').code);
  const { trouble, model, watching, sharedVectors } = spokenStatus(status);
  assert.equal(trouble?.message, 'Der Datenträger ist voll (/index).');
  assert.equal(model.message, 'Das Modell ist beschädigt oder kann nicht verwendet werden.');
  assert.match(watching?.limited?.nextStep ?? '', /Erhöhen Sie die Grenze: sudo sysctl/);
  assert.equal(sharedVectors?.trouble, 'Schreiben nicht möglich');
  assert.equal(failureTitle('unreadable'), 'Lesen nicht möglich');
});

test('which questions were at fault is known alike on both sides', () => {
  for (const code of codes) if (code !== 'daemonGone') assert.equal(isBadRequestHere(code), isBadRequest(code), code);
});

test('every code that the documentation of the protocol lists has a text, and the other way round', () => {
  const table = /## Errors[\s\S]*?\n\|---\|---\|\n([\s\S]*?)\n\n/.exec(readFileSync(path.join(root, 'docs/protocol.md'), 'utf8'))?.[1] ?? '';
  const listed = table.split('\n').flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
  assert.deepEqual(listed.toSorted(), [...codes].toSorted());
});
