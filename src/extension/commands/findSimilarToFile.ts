/** Finds what is similar to a whole file: the one clicked in the explorer, else the one in the editor. */
import { RequestFailure } from '../../protocol/connection.ts';
import type { Services } from '../services.ts';
import { chosenFile } from './chosenFile.ts';
import { t } from '../../protocol/localise.ts';

export async function findSimilarToFile({ panel }: Services, argument: unknown): Promise<void> {
  const file = chosenFile(argument);
  if (file === null) throw new RequestFailure('badRequest', t('There is no file to compare with.'), t('Choose one in the explorer.'));
  await panel.show({ type: 'findSimilar', example: { file: file.fsPath } });
}
