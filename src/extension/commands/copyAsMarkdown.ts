/** Copies a hit with its lines, for an issue or a chat. */
import * as vscode from 'vscode';
import { openInside } from '../rangeOpener.ts';
import type { Services } from '../services.ts';
import { clickedHit } from './hitArgument.ts';

export async function copyAsMarkdown(_services: Services, argument: unknown): Promise<void> {
  const { target } = clickedHit(argument);
  const document = await openInside(target);
  const end = document.lineAt(Math.min(target.endLine, document.lineCount) - 1).range.end;
  await vscode.env.clipboard.writeText(markdownOf(target, document.languageId, document.getText(new vscode.Range(target.startLine - 1, 0, end.line, end.character))));
}

/** A link as on code hosts, and the lines in a fence that is longer than any in them. */
function markdownOf({ path, startLine, endLine }: { readonly path: string; readonly startLine: number; readonly endLine: number }, language: string, text: string): string {
  const place = startLine === endLine ? `${startLine}` : `${startLine}-L${endLine}`;
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `[${path.replace(/[[\]\\]/g, '\\$&')}:${startLine}](${encodeURI(path)}#L${place})\n\n${fence}${language}\n${text}\n${fence}\n`;
}
