/** Are the benchmark's questions what the benchmark takes them for? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readChecksums } from '../../bench/quality/fetchPackages.ts';
import { faultsOf, loadQuestionSets, measuredSplits, type QuestionSet } from '../../bench/quality/questions.ts';

const sets = loadQuestionSets();
const measured = sets.filter(({ split }) => split !== 'training');
const ofSplit = (split: string) => sets.filter((set) => set.split === split);
const questionsOf = (chosen: readonly QuestionSet[]) => chosen.flatMap(({ questions }) => questions);

/** Kept for an independent measurement of this project: neither they nor copies of them may serve for building it. */
const reserved = `aiohttp fastapi flask httpx model2vec pydantic requests starlette axios express redux gin cobra chi gson commons-lang
  commons-lang3 jackson-databind guzzle monolog laravel framework sinatra rack rails tokio trpc messagepack messagepack-csharp ktor cats cats-core
  alamofire click serde zod json nlohmann-json phoenix axum vitest newtonsoft.json dapper kotlinx.coroutines kotlinx-coroutines-core exposed
  circe http4s vapor plug ecto abseil-cpp abseil fmt fmtlib curl redis libuv bats-core bats aeson telescope.nvim lazy.nvim zig nvm bash-it
  pandoc xmonad mini.nvim zls zig-clap semble`.split(/\s+/);

/** The names under which a package goes: its id, and its registry's name with and without owner, group and language version. */
function namesOf({ id, name }: QuestionSet): string[] {
  const last = name.split(/[/:]/).filter((part) => !/^v\d+$/.test(part)).at(-1) ?? name;
  return [id, name, last, last.replace(/_[\d.]+$/, ''), last.replace(/^haskell-|^lib/, '')].map((each) => each.toLowerCase());
}

test('every question file is valid: known kinds and splits, answers with paths and lines where there should be any', () => {
  assert.ok(measured.length >= 16);
  assert.deepEqual(sets.flatMap((set) => faultsOf(set)), []);
});

test('faults are found', () => {
  const [set] = sets;
  const broken = { ...set!, split: 'validation', questions: [
    { query: 'a', kind: 'riddle', answers: [{ path: '../x', startLine: 3, endLine: 2 }] },
    { query: 'a', kind: 'unanswerable', answers: [{ path: 'x', startLine: 1, endLine: 2 }] },
    { query: 'b', kind: 'symbol', answers: [] },
  ] } as unknown as QuestionSet;
  const faults = faultsOf(broken).join('\n');
  for (const expected of ['unknown split validation', 'unknown kind riddle', 'no relative path', 'lines 3 to 2', 'asked twice', '1 answers to a question of kind unanswerable', '0 answers to a question of kind symbol']) {
    assert.ok(faults.includes(expected), `${expected} is missing in:\n${faults}`);
  }
});

test('the benchmark is as large and as varied as it is meant to be', () => {
  assert.ok(questionsOf(measured).length >= 400);
  assert.ok(new Set(measured.map(({ language }) => language)).size >= 12);
  assert.ok(questionsOf(measured).filter(({ kind }) => kind === 'unanswerable').length >= 60);
});

test('the measured splits ask every kind of question, and no package is in two splits', () => {
  for (const split of measuredSplits) {
    assert.equal(new Set(questionsOf(ofSplit(split)).map(({ kind }) => kind)).size, 8, split);
  }
  assert.equal(new Set(sets.map(({ name }) => name)).size, sets.length);
});

test('no reserved repository is used', () => {
  assert.deepEqual(sets.filter((set) => namesOf(set).some((name) => reserved.includes(name))).map(({ id }) => id), []);
});

test('each package has its checksum', () => {
  assert.deepEqual(Object.keys(readChecksums()).sort(), sets.map(({ id }) => id));
  assert.ok(Object.values(readChecksums()).every((checksum) => /^[0-9a-f]{64}$/.test(checksum)));
});
