/** Reads again what could not be read, and says how it went. */
import * as vscode from 'vscode';
import { t } from '../../protocol/localise.ts';
import { plural } from '../../protocol/statusText.ts';
import type { Services } from '../services.ts';

export async function retryFailed({ daemon }: Services): Promise<void> {
  const { retried, stillFailed } = await daemon.request('retryFailed', null);
  const outcome = retried === 0 ? t('No file had failed.')
    : stillFailed === 0 ? t('{0} tried again: none fails now.', plural(retried, 'file'))
      : t('{0} tried again; still failing: {1}.', plural(retried, 'file'), plural(stillFailed, 'file'));
  void vscode.window.showInformationMessage(outcome);
}
