/** What does a test in the workbench open? A fresh copy of the fixture workspace, a git repository, which the test may change. */
import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.ts';

export interface FixtureWorkspace {
  readonly folder: string;
  /** A multi-root workspace that holds `folder` alone: folders can be added to it without a restart of the extension host. */
  readonly workspaceFile: string;
}

export function makeFixtureWorkspace(directory: string): FixtureWorkspace {
  const folder = path.join(directory, 'workspace');
  cpSync(path.join(root, 'test/fixtures/workspace'), folder, { recursive: true });
  const author = ['-c', 'user.name=Fixture', '-c', 'user.email=fixture@localhost'];
  for (const command of [['init', '-q', '-b', 'main'], ['add', '-A'], [...author, 'commit', '-q', '-m', 'Fixture']]) {
    const { status, stderr } = spawnSync('git', command, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${command.join(' ')}: ${stderr}`);
  }
  const workspaceFile = path.join(directory, 'fixture.code-workspace');
  writeFileSync(workspaceFile, JSON.stringify({ folders: [{ path: folder }] }));
  return { folder, workspaceFile };
}
