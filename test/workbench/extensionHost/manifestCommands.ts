/** Which commands does the extension under test contribute? */
import { commandTable } from '../../../src/extension/manifest.ts';

export const allCommandIds: readonly string[] = Object.keys(commandTable);
