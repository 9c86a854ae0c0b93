/** Is a model.json read in full, and an unusable one refused by the name of what it lacks? */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parseModelDescription } from '../../../src/core/embed/modelDescription.ts';

const bundled = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../models/default/model.json'), 'utf8'));

function problemOf(json: unknown): string {
  const result = parseModelDescription(json);
  return result.ok ? 'none' : result.problem;
}

test('the bundled model\'s description is sound', () => {
  const result = parseModelDescription(bundled);
  assert.ok(result.ok);
  assert.deepEqual([result.model.dimensions, result.model.maxTokens, result.model.output, result.model.normalized], [256, 512, 'sentence_embedding', true]);
  assert.deepEqual(result.model.static, bundled.static, 'it is a static model');
  assert.equal(result.model.sha256['model.onnx'], bundled.sha256['model.onnx']);
});

test('each field that is missing or of the wrong kind is named', () => {
  const cases: readonly [object, string][] = [
    [{ id: '' }, 'id'], [{ id: 5 }, 'id'], [{ dimensions: 0 }, 'dimensions'], [{ dimensions: 1.5 }, 'dimensions'], [{ maxTokens: '512' }, 'maxTokens'],
    [{ queryPrefix: null }, 'queryPrefix'], [{ documentPrefix: undefined }, 'documentPrefix'], [{ inputs: null }, 'inputs.inputIds'],
    [{ inputs: { inputIds: 'input_ids' } }, 'inputs.attentionMask'], [{ output: '' }, 'output'], [{ pooling: 'mean' }, 'pooling'],
    [{ normalized: 'yes' }, 'normalized'], [{ padTokenId: -1 }, 'padTokenId'], [{ sha256: {} }, 'sha256.model.onnx'],
    [{ sha256: { ...bundled.sha256, 'tokenizer.json': 'abc' } }, 'sha256.tokenizer.json'],
  ];
  for (const [change, name] of cases) assert.equal(problemOf({ ...bundled, ...change }), `lacks a usable "${name}"`);
});

test('a model is static if it says how its tokens count, and puts no words before texts', () => {
  const staticOf = (change: object) => {
    const result = parseModelDescription({ ...bundled, ...change });
    return result.ok ? result.model.static : result.problem;
  };
  assert.deepEqual([staticOf({ static: undefined }), staticOf({ queryPrefix: 'query: ' })], [null, null]);
  assert.equal(staticOf({ static: { ...bundled.static, positionTau: 0 } }), 'lacks a usable "static"');
});

test('what is no object is refused', () => {
  for (const json of [null, [], 'model', 3]) assert.equal(problemOf(json), 'does not hold an object');
});
