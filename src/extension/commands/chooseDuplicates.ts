/** Asks what counts as a duplicate: how alike pieces must be, and whether other people's code is looked at. */
import * as vscode from 'vscode';
import { t } from '../../protocol/localise.ts';
import { percent } from '../../protocol/statusText.ts';
import type { DuplicatesChoice } from '../duplicates/duplicatesView.ts';
import type { Services } from '../services.ts';

const thresholds = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: DuplicatesChoice;
}

export async function chooseDuplicates({ duplicates }: Services): Promise<void> {
  const now = duplicates.choice;
  const items: ChoiceItem[] = [
    ...thresholds.map((threshold) => ({
      label: t('{0} alike or more', percent(threshold)), choice: { ...now, threshold },
      ...(threshold === now.threshold ? { description: t('now') } : {}),
      ...(explanations[threshold] === undefined ? {} : { detail: explanations[threshold]() }),
    })),
    {
      label: now.vendored ? t('Leave out vendored and generated folders') : t('Include vendored and generated folders'),
      choice: { ...now, vendored: !now.vendored },
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: t('What counts as a duplicate?') });
  if (chosen !== undefined) await duplicates.find(chosen.choice);
}

const explanations: Readonly<Record<number, () => string>> = {
  1: () => t('The same code, whatever its names are'),
  0.7: () => t('Copies that were edited since'),
  0.5: () => t('What was written after the same pattern'),
};
