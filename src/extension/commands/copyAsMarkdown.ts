/** Copies a hit with its lines, for an issue or a chat. */
import * as vscode from 'vscode';
import { openInside } from '../rangeOpener.ts';
import type { Services } from '../services.ts';
import { clickedHit } from './hitArgument.ts';

export async function copyAsMarkdown({ daemon }: Services, argument: unknown): Promise<void> {
  const { target: { root, path, startLine, endLine } } = clickedHit(argument);
  const { languageId, lineCount } = await openInside({ root, path, startLine, endLine });
  const place = { root, path, startLine, endLine: Math.min(endLine, lineCount) };
  // Of the daemon, as a snippet is: what is copied is passed on, and keys and passwords are masked.
  const lines = await daemon.request('readLines', place);
  await vscode.env.clipboard.writeText(markdownOf(place, languageId, lines?.text ?? ''));
}

/** A link as on code hosts, and the lines in a fence that is longer than any in them. */
function markdownOf({ path, startLine, endLine }: { readonly path: string; readonly startLine: number; readonly endLine: number }, language: string, text: string): string {
  const place = startLine === endLine ? `${startLine}` : `${startLine}-L${endLine}`;
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `[${path.replace(/[[\]\\]/g, '\\$&')}:${startLine}](${encodeURI(path)}#L${place})\n\n${fence}${language}\n${text}\n${fence}\n`;
}
