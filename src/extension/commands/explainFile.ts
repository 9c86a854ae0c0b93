/** Says why a file is indexed, or why it isn't. */
import path from 'node:path';
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';
import type { FileExplanation } from '../../protocol/daemonProtocol.ts';
import type { Services } from '../services.ts';
import { chosenFile } from './chosenFile.ts';

export async function explainFile({ daemon }: Services, argument: unknown): Promise<void> {
  const file = chosenFile(argument);
  if (file === null) throw new RequestFailure('badRequest', t('There is no file to explain.'), t('Choose one in the explorer.'));
  const { state, reason } = await daemon.request('explainFile', { file: file.fsPath });
  void vscode.window.showInformationMessage(`${verdict(state, path.basename(file.fsPath))} ${reason}`);
}

function verdict(state: FileExplanation['state'], name: string): string {
  switch (state) {
    case 'indexed': return t('{0} is indexed:', name);
    case 'pending': return t('{0} is not indexed yet.', name);
    case 'failed': return t('{0} could not be indexed:', name);
    case 'folder': return t('{0} is looked through.', name);
    case 'skipped':
    case 'outside':
    case 'missing': return t('{0} is not indexed:', name);
  }
}
