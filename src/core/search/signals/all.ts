/** Which signals make up a score? */
import type { Signal } from '../candidate.ts';
import { meaning } from './meaning.ts';
import { fileName, pathWords, symbolName } from './names.ts';
import { penalties } from './penalties.ts';
import { words } from './words.ts';

export const signals: readonly Signal[] = [meaning, words, symbolName, fileName, pathWords, ...penalties];
