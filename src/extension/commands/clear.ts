/** Deletes this workspace's index from the disk, when the user confirms it. */
import * as vscode from 'vscode';
import type { Services } from '../services.ts';

export async function clear({ daemon }: Services): Promise<void> {
  const answer = await vscode.window.showWarningMessage(
    'Delete this workspace’s search index?',
    { modal: true, detail: 'Your files are not touched. Indexing stays paused until you resume it, and then starts from nothing.' },
    'Delete Index',
  );
  if (answer === 'Delete Index') await daemon.request('clear', null);
}
