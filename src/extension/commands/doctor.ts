/** Checks the installation and the index, says what it found, and mends what can be mended if the user wishes. */
import * as vscode from 'vscode';
import { t } from '../../protocol/localise.ts';
import type { Finding } from '../../protocol/daemonProtocol.ts';
import type { Services } from '../services.ts';

export async function doctor({ daemon }: Services): Promise<void> {
  const { findings } = await examine(daemon, false);
  const repair = t('Repair');
  const repairs = findings.some(({ repairable }) => repairable) ? [repair] : [];
  if (await show(findings, repairs) !== repair) return;
  await show((await examine(daemon, true)).findings, []);
}

function examine(daemon: Services['daemon'], repair: boolean) {
  const title = repair ? t('Repairing the index') : t('Checking the installation and the index');
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => daemon.request('doctor', { repair }));
}

const marks = { ok: '✓', warning: '!', bad: '✗' } as const;

function show(findings: readonly Finding[], actions: readonly string[]): Thenable<string | undefined> {
  const isWell = findings.every(({ level }) => level === 'ok');
  const detail = findings.map(({ level, message, nextStep }) => `${marks[level]} ${message}${nextStep === null ? '' : ` ${nextStep}`}`).join('\n');
  const say = isWell ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  return say(isWell ? t('All is well.') : t('Not all is well.'), { modal: true, detail }, ...actions);
}
