/** Which file has the user named for what git shall ignore in every repository (core.excludesFile)? */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isSystemError } from './diskFailure.ts';

/**
 * As git looks for it (https://git-scm.com/docs/gitignore, https://git-scm.com/docs/git-config): the repository's own configuration, the user's, the
 * system's; where none names a file, the user's "git/ignore". Files that a configuration includes are not looked into. The file need not exist.
 */
export function gitUserExcludes(commonGitDirectory: string): string {
  const { XDG_CONFIG_HOME, GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM } = process.env;
  const userDirectory = path.join(XDG_CONFIG_HOME || path.join(os.homedir(), '.config'), 'git');
  const ofUser = GIT_CONFIG_GLOBAL === undefined ? [path.join(os.homedir(), '.gitconfig'), path.join(userDirectory, 'config')] : [GIT_CONFIG_GLOBAL];
  for (const file of [path.join(commonGitDirectory, 'config'), ...ofUser, GIT_CONFIG_SYSTEM ?? '/etc/gitconfig']) {
    const named = excludesFileIn(file);
    if (named !== null) return named;
  }
  return path.join(userDirectory, 'ignore');
}

/** The last setting in a configuration file decides; null where it has none, or can't be read. */
function excludesFileIn(file: string): string | null {
  let section = '';
  let value: string | null = null;
  for (const line of linesOf(file)) {
    const header = /^\s*\[\s*([^\]"\s]*)[^\]]*\]/.exec(line);
    if (header) section = header[1]!.toLowerCase();
    const setting = /^\s*excludesfile\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^#;]*))/i.exec(header ? line.slice(header[0].length) : line);
    if (section === 'core' && setting) value = (setting[1]?.replace(/\\(.)/g, '$1') ?? setting[2]!).trim();
  }
  return value && value.replace(/^~(?=\/)/, os.homedir());
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
