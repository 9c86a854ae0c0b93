/** How does a script run another program, and learn how it ended? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The checkout's root. */
export const root = path.dirname(import.meta.dirname);

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Exit codes that count as success; 0 where absent. */
  readonly accept?: readonly number[];
  /** Show the program's output as it comes, rather than only in the error when it fails. */
  readonly show?: boolean;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Rejects, with the program's output in the message, where its exit code isn't an accepted one. */
export async function run(command: string, commandArguments: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(command, commandArguments, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.show === true) {
    child.stdout.pipe(process.stdout, { end: false });
    child.stderr.pipe(process.stderr, { end: false });
  }
  child.stdin.on('error', () => undefined); // the program may end without reading its input
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (!(options.accept ?? [0]).includes(code)) {
    throw new Error(`${command} ${commandArguments.join(' ')} ended with ${code ?? signal}\n${stdout}\n${stderr}`);
  }
  return { code, stdout, stderr };
}

/** Runs a Node script of ours, or of a dependency, under the Node that runs this one. */
export const runNode = (script: string, scriptArguments: readonly string[] = [], options: RunOptions = {}): Promise<RunResult> =>
  run(process.execPath, [script, ...scriptArguments], options);
