/** Do the graph and its fake keep the same contract? */
import { HnswVectorIndex } from '../../src/adapters/hnswVectorIndex.ts';
import { ExactVectorIndex } from '../support/exactVectorIndex.ts';
import { vectorIndexContract } from './vectorIndex.contract.ts';

vectorIndexContract('HnswVectorIndex', (dimensions) => new HnswVectorIndex(dimensions));
vectorIndexContract('ExactVectorIndex', (dimensions) => new ExactVectorIndex(dimensions));
