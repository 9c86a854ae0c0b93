/** Gets an embedding model from the hub: the user names it, is told what would come from where, and agrees or not. */
import * as vscode from 'vscode';
import { formatBytes } from '../../protocol/statusText.ts';
import type { ModelOffer } from '../../protocol/daemonProtocol.ts';
import { settingsSection } from '../manifest.ts';
import { withCancellableProgress } from '../cancellableProgress.ts';
import type { Services } from '../services.ts';
import { t } from '../../protocol/localise.ts';

type Daemon = Services['daemon'];

/** As tight as the hub's own rules; the daemon looks closer. */
const namePattern = /^\s*[\w.-]+\/[\w.-]+(@[\w./-]+)?\s*$/;

export async function downloadModel({ daemon }: Services): Promise<void> {
  const model = await vscode.window.showInputBox({
    title: t('Download a Model'),
    prompt: t('An embedding model on the Hugging Face hub, with an ONNX graph. Nothing is downloaded before you have seen how large it is.'),
    placeHolder: 'OWNER/NAME or OWNER/NAME@REVISION',
    validateInput: (text) => text === '' || namePattern.test(text) ? null : t('Name it as OWNER/NAME or OWNER/NAME@REVISION.'),
  });
  if (!model) return;
  const offer = await withCancellableProgress(t('Looking up {0}', model), (_report, signal) => daemon.request('planModel', { model }, signal));
  if (offer.missingBytes > 0) {
    if (!await isAgreedTo(offer)) return;
    await download(daemon, offer);
  }
  await offerToUse(offer);
}

async function isAgreedTo({ model, licence, endpoint, folder, totalBytes, missingBytes }: ModelOffer): Promise<boolean> {
  const detail = [
    missingBytes < totalBytes ? t('Size: {0} ({1} missing)', formatBytes(totalBytes), formatBytes(missingBytes)) : t('Size: {0}', formatBytes(totalBytes)),
    t('Licence: {0}', licence ?? t('none is named; look at its page')),
    t('From: {0}', endpoint),
    t('Into: {0}', folder),
    '',
    t('It is downloaded once. After that Lodestone is offline again.'),
  ].join('\n');
  const agree = t('Download');
  return await vscode.window.showInformationMessage(t('Download {0}?', model.replace(/@.*/, '')), { modal: true, detail }, agree) === agree;
}

function download(daemon: Daemon, { model }: ModelOffer): Promise<unknown> {
  return withCancellableProgress(t('Downloading {0}', model.replace(/@.*/, '')), async (report, signal) => {
    let shown = 0;
    const follow = ({ doneBytes, totalBytes }: { readonly doneBytes: number; readonly totalBytes: number }): void => {
      const share = doneBytes / totalBytes * 100;
      report({ increment: share - shown, message: t('{0} of {1}', formatBytes(doneBytes), formatBytes(totalBytes)) });
      shown = share;
    };
    daemon.events.on('modelProgress', follow);
    try {
      return await daemon.request('downloadModel', { model }, signal);
    } finally {
      daemon.events.off('modelProgress', follow);
    }
  });
}

async function offerToUse({ model, folder }: ModelOffer): Promise<void> {
  const use = t('Use It');
  const answer = await vscode.window.showInformationMessage(
    t('{0} is here. With it every text is embedded anew; the index answers meanwhile.', model.replace(/@.*/, '')), use, t('Not Now'));
  if (answer === use) await vscode.workspace.getConfiguration(settingsSection).update('model', folder, vscode.ConfigurationTarget.Global);
}
