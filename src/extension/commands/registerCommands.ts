/** How do the commands come to VS Code? */
import * as vscode from 'vscode';
import { showFailure } from '../failureMessage.ts';
import type { CommandId } from '../manifest.ts';
import type { Services } from '../services.ts';
import { allCommands } from './all.ts';

export function registerCommands(services: Services): vscode.Disposable[] {
  return (Object.keys(allCommands) as CommandId[]).map((id) => vscode.commands.registerCommand(id, (argument: unknown) =>
    allCommands[id](services, argument).catch((error: unknown) => showFailure(error, services.log))));
}
