/** Which chunks does a daemon embed? Each is noted, in the file that is the process's first argument, before it is: what stands there twice was embedded twice. */
import fs from 'node:fs';
import { KnownVectors } from '../../../src/core/knownVectors.ts';

const notes = fs.openSync(process.argv[2]!, 'a');
const { make } = KnownVectors.prototype;
KnownVectors.prototype.make = function noted(this: KnownVectors, tokensOf) {
  if (tokensOf.size) fs.writeSync(notes, [...tokensOf.keys()].map((key) => `${process.pid} ${this.embedder.id} ${key}\n`).join(''));
  return make.call(this, tokensOf);
};
