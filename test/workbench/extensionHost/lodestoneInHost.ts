/** How does a test in the extension host get hold of Lodestone, and wait for what it does in its own time? */
import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LodestoneApi } from '../../../src/extension/api.ts';
import type { IndexStatus } from '../../../src/protocol/daemonProtocol.ts';

const pollMs = 50;

export async function lodestone(): Promise<LodestoneApi> {
  const extension = vscode.extensions.getExtension<LodestoneApi>('lodestone.lodestone');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Asks until the answer is other than null; the runner's limit ends it. What throws meanwhile is asked again: the daemon may be away. */
export async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await sleep(pollMs);
  }
}

export async function ready(): Promise<IndexStatus> {
  const api = await lodestone();
  return until(async () => {
    const status = await api.status();
    return status.phase === 'ready' && status.files.pending === 0 ? status : null;
  });
}

/** Paths of the hits, best first. */
export async function pathsFor(query: string): Promise<string[]> {
  const { results } = await (await lodestone()).search(query, { limit: 50 });
  return results.map((result) => result.path);
}

/** The first folder of the fixture's workspace. */
export function fixtureFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder);
  return folder;
}

export const fixtureFile = (relative: string): vscode.Uri => vscode.Uri.file(path.join(fixtureFolder(), relative));
