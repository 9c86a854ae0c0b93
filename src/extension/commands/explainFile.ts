/** Says why a file is indexed, or why it isn't. */
import path from 'node:path';
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import type { FileExplanation } from '../../protocol/daemonProtocol.ts';
import type { Services } from '../services.ts';
import { chosenFile } from './chosenFile.ts';

export async function explainFile({ daemon }: Services, argument: unknown): Promise<void> {
  const file = chosenFile(argument);
  if (file === null) throw new RequestFailure('badRequest', 'There is no file to explain.', 'Choose one in the explorer.');
  const { state, reason } = await daemon.request('explainFile', { file: file.fsPath });
  void vscode.window.showInformationMessage(`${path.basename(file.fsPath)} ${verdict(state)}: ${reason}`);
}

function verdict(state: FileExplanation['state']): string {
  switch (state) {
    case 'indexed': return 'is indexed';
    case 'pending': return 'is about to be indexed';
    case 'failed': return 'could not be indexed';
    case 'skipped':
    case 'outside': return 'is not indexed';
  }
}
