/** What does a model's graph take and give, judged by the names of its inputs and outputs? */
import type { ModelDescription } from './modelDescription.ts';

export type InputRole = 'inputIds' | 'attentionMask' | 'tokenTypeIds' | 'positionIds';

export interface GraphInterface {
  readonly inputs: readonly { readonly name: string; readonly role: InputRole }[];
  readonly output: string;
}

/** Vectors of texts before vectors of tokens: the graph then holds the model's own pooling, and what comes after it. */
const usualOutputs = ['sentence_embedding', 'last_hidden_state', 'token_embeddings'];

/** The graph's interface, or why it can't be used, as a clause. */
export function graphInterfaceOf(model: ModelDescription, inputNames: readonly string[], outputNames: readonly string[]): GraphInterface | string {
  const roles = new Map<string, InputRole>([
    [model.inputs.inputIds, 'inputIds'], [model.inputs.attentionMask, 'attentionMask'], ['token_type_ids', 'tokenTypeIds'], ['position_ids', 'positionIds'],
  ]);
  const inputs: { name: string; role: InputRole }[] = [];
  for (const name of inputNames) {
    const role = roles.get(name);
    if (role === undefined) return `its graph asks for an input "${name}" that a text does not have`;
    inputs.push({ name, role });
  }
  if (!inputs.some(({ role }) => role === 'inputIds')) return `its graph has no input "${model.inputs.inputIds}"`;
  const wanted = model.output === null ? usualOutputs : [model.output];
  const output = wanted.find((name) => outputNames.includes(name)) ?? (model.output === null && outputNames.length === 1 ? outputNames[0] : undefined);
  if (output === undefined) return `its graph has none of the outputs ${wanted.join(', ')}, but ${outputNames.join(', ')}`;
  return { inputs, output };
}

/** `length` values of an input, int64: zeros for token types (one text is all of the first type), places from 0 for positions. */
export function constantInput(role: 'tokenTypeIds' | 'positionIds', rows: number, length: number): BigInt64Array {
  const values = new BigInt64Array(rows * length);
  if (role === 'positionIds') for (let i = 0; i < values.length; i++) values[i] = BigInt(i % length);
  return values;
}
