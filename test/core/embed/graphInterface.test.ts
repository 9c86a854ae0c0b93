/** Are a graph's inputs and outputs known by their names, and strange ones refused? */
import assert from 'node:assert/strict';
import test from 'node:test';
import { constantInput, graphInterfaceOf } from '../../../src/core/embed/graphInterface.ts';
import type { ModelDescription } from '../../../src/core/embed/modelDescription.ts';

const model: ModelDescription = {
  id: 'm', dimensions: null, maxTokens: 512, queryPrefix: '', documentPrefix: '', inputs: { inputIds: 'input_ids', attentionMask: 'attention_mask' },
  output: null, pooling: 'mean', normalized: false, padTokenId: 0, static: null,
};
const outputOf = (outputs: readonly string[], described: ModelDescription = model): string => {
  const graph = graphInterfaceOf(described, ['input_ids'], outputs);
  return typeof graph === 'string' ? graph : graph.output;
};

test('only the inputs that the graph has are fed, each by its role', () => {
  const graph = graphInterfaceOf(model, ['input_ids', 'token_type_ids', 'attention_mask', 'position_ids'], ['last_hidden_state']);
  assert.ok(typeof graph !== 'string');
  assert.deepEqual(graph.inputs.map(({ role }) => role), ['inputIds', 'tokenTypeIds', 'attentionMask', 'positionIds']);
  assert.match(String(graphInterfaceOf(model, ['input_ids', 'task_id'], ['last_hidden_state'])), /"task_id"/);
  assert.match(String(graphInterfaceOf(model, ['attention_mask'], ['last_hidden_state'])), /"input_ids"/);
});

test('the output is the text\'s vector, else the tokens\', else the only one', () => {
  assert.equal(outputOf(['token_embeddings', 'sentence_embedding']), 'sentence_embedding');
  assert.equal(outputOf(['pooler_output', 'last_hidden_state']), 'last_hidden_state');
  assert.equal(outputOf(['token_embeddings']), 'token_embeddings');
  assert.equal(outputOf(['output_0']), 'output_0');
  assert.match(outputOf(['logits', 'pooler_output']), /logits, pooler_output/);
  assert.match(outputOf(['output_0'], { ...model, output: 'named' }), /named/);
});

test('token types are all zero, positions count from 0 in each row', () => {
  assert.deepEqual(constantInput('tokenTypeIds', 2, 2), BigInt64Array.of(0n, 0n, 0n, 0n));
  assert.deepEqual(constantInput('positionIds', 2, 3), BigInt64Array.of(0n, 1n, 2n, 0n, 1n, 2n));
});
