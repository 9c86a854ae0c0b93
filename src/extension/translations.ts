/** Which language does VS Code speak? Imported before all that says anything. */
import * as vscode from 'vscode';
import { speak } from '../protocol/localise.ts';

speak(vscode.env.language, vscode.l10n.bundle);
