/** Where is the Chromium that drives the workbench? Installed by apt-get where it is missing and may be. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findBrowser(): string | undefined {
  if (process.env['CHROMIUM'] !== undefined) return process.env['CHROMIUM'];
  const directories = (process.env['PATH'] ?? '').split(path.delimiter);
  return directories.flatMap((directory) => names.map((name) => path.join(directory, name))).find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return false;
    }
  });
}

/** Path of a Chromium. Throws, with what to do, where there is none and none can be installed. */
export function browserPath(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.error('Installing Chromium (apt-get) ...');
    spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2] });
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const installed = findBrowser();
  if (installed === undefined) throw new Error('The browser tests need Chromium: install it, or name it in the variable CHROMIUM.');
  return installed;
}
