/** How does a test get a Node that the system allows few watches? In a user namespace of its own, which has its own limits (Linux). */
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { tempDirectory } from './tempDirectory.ts';

/** The path of a program that runs Node with one of inotify's limits set. */
export function limitedNode(test: Pick<TestContext, 'after'>, limit: 'max_inotify_watches' | 'max_inotify_instances', value: number): string {
  const program = path.join(tempDirectory(test), 'node');
  const inside = `echo ${value} > /proc/sys/user/${limit} && exec "${process.execPath}" "$@"`;
  fs.writeFileSync(program, `#!/bin/sh\nexec unshare --user --map-root-user sh -c '${inside}' sh "$@"\n`, { mode: 0o755 });
  return program;
}
