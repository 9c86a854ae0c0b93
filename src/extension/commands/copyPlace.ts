/** Copies where a hit is: "src/retry.ts:12". */
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { clickedHit } from './hitArgument.ts';

export async function copyPlace(_services: Services, argument: unknown): Promise<void> {
  const { path, startLine } = clickedHit(argument).target;
  await vscode.env.clipboard.writeText(`${path}:${startLine}`);
}
