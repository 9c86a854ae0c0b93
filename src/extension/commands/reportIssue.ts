/** Opens a report to be read, completed and sent by the user: nothing is sent from here. */
import * as vscode from 'vscode';
import { issueReport } from '../../protocol/issueReport.ts';
import { settingDefaults, type SettingName } from '../manifest.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings.ts';

export async function reportIssue({ daemon }: Services): Promise<void> {
  const names = Object.keys(settingDefaults) as SettingName[];
  const settings = names.map((name) => ({ name, value: setting(name) })).filter(({ name, value }) => JSON.stringify(value) !== JSON.stringify(settingDefaults[name]));
  const { version } = vscode.extensions.getExtension('lodestone.lodestone')?.packageJSON as { readonly version?: string } ?? {};
  const content = issueReport({
    versions: { Lodestone: version ?? 'unknown', 'VS Code': vscode.version, Node: process.version, platform: `${process.platform} ${process.arch}`, remote: vscode.env.remoteName === undefined ? 'no' : 'yes' },
    daemon: daemon.state, status: daemon.status, settings,
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}
