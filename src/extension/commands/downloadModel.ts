/** Gets an embedding model from the hub: the user names it, is told what would come from where, and agrees or not. */
import * as vscode from 'vscode';
import { formatBytes } from '../../protocol/statusText.ts';
import type { ModelOffer } from '../../protocol/daemonProtocol.ts';
import { settingsSection } from '../manifest.ts';
import { withCancellableProgress } from '../cancellableProgress.ts';
import type { Services } from '../services.ts';

type Daemon = Services['daemon'];

/** As tight as the hub's own rules; the daemon looks closer. */
const namePattern = /^\s*[\w.-]+\/[\w.-]+(@[\w./-]+)?\s*$/;

export async function downloadModel({ daemon }: Services): Promise<void> {
  const model = await vscode.window.showInputBox({
    title: 'Download a Model',
    prompt: 'An embedding model on the Hugging Face hub, with an ONNX graph. Nothing is downloaded before you have seen how large it is.',
    placeHolder: 'OWNER/NAME or OWNER/NAME@REVISION',
    validateInput: (text) => text === '' || namePattern.test(text) ? null : 'Name it as OWNER/NAME or OWNER/NAME@REVISION.',
  });
  if (!model) return;
  const offer = await withCancellableProgress(`Looking up ${model}`, (_report, signal) => daemon.request('planModel', { model }, signal));
  if (offer.missingBytes > 0) {
    if (!await isAgreedTo(offer)) return;
    await download(daemon, offer);
  }
  await offerToUse(offer);
}

async function isAgreedTo({ model, licence, endpoint, folder, totalBytes, missingBytes }: ModelOffer): Promise<boolean> {
  const detail = [
    `Size: ${formatBytes(totalBytes)}${missingBytes < totalBytes ? ` (${formatBytes(missingBytes)} missing)` : ''}`,
    `Licence: ${licence ?? 'none is named; look at its page'}`,
    `From: ${endpoint}`,
    `Into: ${folder}`,
    '',
    'It is downloaded once. After that Lodestone is offline again.',
  ].join('\n');
  return await vscode.window.showInformationMessage(`Download ${model.replace(/@.*/, '')}?`, { modal: true, detail }, 'Download') === 'Download';
}

function download(daemon: Daemon, { model }: ModelOffer): Promise<unknown> {
  return withCancellableProgress(`Downloading ${model.replace(/@.*/, '')}`, async (report, signal) => {
    let shown = 0;
    const follow = ({ doneBytes, totalBytes }: { readonly doneBytes: number; readonly totalBytes: number }): void => {
      const share = doneBytes / totalBytes * 100;
      report({ increment: share - shown, message: `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}` });
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
  const use = 'Use It';
  const answer = await vscode.window.showInformationMessage(
    `${model.replace(/@.*/, '')} is here. With it every text is embedded anew; the index answers meanwhile.`, use, 'Not Now');
  if (answer === use) await vscode.workspace.getConfiguration(settingsSection).update('model', folder, vscode.ConfigurationTarget.Global);
}
