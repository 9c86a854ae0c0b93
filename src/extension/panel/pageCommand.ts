/** Which command stands behind a page's button? */
import * as vscode from 'vscode';
import { pageCommands, type PageCommand } from '../../protocol/panelProtocol.ts';
import type { CommandId } from '../manifest.ts';

/** Runs a command that a page may name; anything else is not run. */
export async function runPageCommand(command: PageCommand): Promise<void> {
  if (!pageCommands.includes(command)) return;
  await vscode.commands.executeCommand(command === 'openFolder' ? 'vscode.openFolder' : command === 'manageTrust' ? 'workbench.trust.manage' : `lodestone.${command}` satisfies CommandId);
}
