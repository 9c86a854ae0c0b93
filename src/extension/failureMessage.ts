/** How is the user told that something could not be done, and what may be done about it? */
import * as vscode from 'vscode';
import { RequestFailure } from '../protocol/connection.ts';
import type { Log } from './log.ts';
import type { CommandId } from './manifest.ts';
import { t } from '../protocol/localise.ts';

interface Remedy {
  readonly label: string;
  readonly command: CommandId;
}

const restart: Remedy = { label: t('Restart'), command: 'lodestone.restart' };
const rebuild: Remedy = { label: t('Rebuild'), command: 'lodestone.rebuild' };
const clear: Remedy = { label: t('Clear Index'), command: 'lodestone.clear' };
const showLog: Remedy = { label: t('Show Log'), command: 'lodestone.showLog' };

/** The buttons for a failure's code; the log is offered where nothing better is known. */
function remediesFor(code: string): readonly Remedy[] {
  switch (code) {
    case 'daemonGone': return [restart, showLog];
    case 'indexDamaged': return [rebuild, showLog];
    case 'indexNewer': return [clear];
    case 'badRequest':
    case 'badPattern':
    case 'badModelName':
    case 'badEndpoint':
    case 'nothingToCompare':
    case 'folderMissing':
    case 'vanished': return [];
    default: return [showLog];
  }
}

/** Shows a failure with its next step and buttons; a cancelled call is no failure. Returns at once. */
export function showFailure(error: unknown, log: Log): void {
  const failure = error instanceof RequestFailure ? error : null;
  if (failure?.code === 'cancelled') return;
  log.failed('commandFailed', error);
  const message = failure === null ? `Lodestone: ${error instanceof Error ? error.message : String(error)}` : `Lodestone: ${failure.message} ${failure.nextStep}`;
  const remedies = remediesFor(failure?.code ?? 'internal');
  const answered = vscode.window.showErrorMessage(message, ...remedies.map(({ label }) => label));
  void answered.then((label) => {
    const remedy = remedies.find((candidate) => candidate.label === label);
    return remedy === undefined ? undefined : vscode.commands.executeCommand(remedy.command);
  });
}
