/** Deletes this workspace's index from the disk, when the user confirms it. */
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { t } from '../../protocol/localise.ts';

export async function clear({ daemon }: Services): Promise<void> {
  const deleteIt = t('Delete Index');
  const answer = await vscode.window.showWarningMessage(
    t('Delete this workspace’s search index?'),
    { modal: true, detail: t('Your files are not touched. Indexing stays paused until you resume it, and then starts from nothing.') },
    deleteIt,
  );
  if (answer === deleteIt) await daemon.request('clear', null);
}
