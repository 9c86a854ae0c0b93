/** Finds the documentation about the function or class around the cursor, or about what is selected. */
import type { SimilarExample } from '../../protocol/panelProtocol.ts';
import type { Services } from '../services.ts';
import { editorExample } from './editorExample.ts';

/** `argument`: another example than the editor's, as the hover passes it. */
export async function findDocumentation({ panel }: Services, argument: unknown): Promise<void> {
  await panel.show({ type: 'findSimilar', example: { ...exampleOf(argument), counterpart: 'docs' } });
}

export const exampleOf = (argument: unknown): SimilarExample => (isExample(argument) ? argument : editorExample());

const isExample = (argument: unknown): argument is SimilarExample =>
  typeof argument === 'object' && argument !== null && 'file' in argument && typeof argument.file === 'string' && 'startLine' in argument && typeof argument.startLine === 'number';
