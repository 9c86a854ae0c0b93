/** Says why a file is indexed, or why it isn't. */
import path from 'node:path';
import * as vscode from 'vscode';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';
import { explanationText } from '../explanationText.ts';
import type { Services } from '../services.ts';
import { chosenFile } from './chosenFile.ts';

export async function explainFile({ daemon }: Services, argument: unknown): Promise<void> {
  const file = chosenFile(argument);
  if (file === null) throw new RequestFailure('badRequest', t('There is no file to explain.'), t('Choose one in the explorer.'));
  const explanation = await daemon.request('explainFile', { file: file.fsPath });
  void vscode.window.showInformationMessage(explanationText(path.basename(file.fsPath), explanation));
}
