/** Searches in the panel: for the text given, else for what is selected in the editor. */
import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** A selection of more than this is code to find similar code to, not a question. */
const longestQuestion = 200;

export async function openInPanel({ panel }: Services, argument: unknown): Promise<void> {
  const query = typeof argument === 'string' ? argument : selectedText();
  await panel.show(query === '' ? { type: 'focus' } : { type: 'setQuery', query });
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !editor.selection.isSingleLine) return '';
  return editor.document.getText(editor.selection).trim().slice(0, longestQuestion);
}
