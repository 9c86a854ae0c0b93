/** Do the embedder, with the bundled model and with one from elsewhere, and its fake keep the same contract? */
import path from 'node:path';
import { OnnxEmbedder } from '../../src/adapters/onnxEmbedder.ts';
import { HashingEmbedder } from '../support/hashingEmbedder.ts';
import { embedderContract } from './embedder.contract.ts';

const bundledModel = path.resolve(import.meta.dirname, '../../models/default');

const foreignModel = path.resolve(import.meta.dirname, '../fixtures/models/tiny');

embedderContract('OnnxEmbedder', () => OnnxEmbedder.open(bundledModel, { threads: 1 }), { sharesWords: true });
embedderContract('OnnxEmbedder with a foreign model', () => OnnxEmbedder.open(foreignModel, { threads: 1 }), { marksEveryText: true });
embedderContract('HashingEmbedder', async () => new HashingEmbedder());
