/** Do the model's embedder and its fake keep the same contract? */
import path from 'node:path';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import { HashingEmbedder } from '../support/hashingEmbedder.ts';
import { embedderContract } from './embedder.contract.ts';

const bundledModel = path.resolve(import.meta.dirname, '../../models/default');

embedderContract('OnnxEmbedder', () => OnnxEmbedder.open(bundledModel, { threads: 1 }));
embedderContract('HashingEmbedder', async () => new HashingEmbedder());
