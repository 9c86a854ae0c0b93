/** The command line's composition root: which command runs, and with which exit code does it end? */
import { Failure, isBadRequest } from '../core/failure.ts';
import { parseCliArguments, usage } from './arguments.ts';
import { commands } from './commands.ts';

const exitCodes = { badUsage: 2, trouble: 3 } as const;

async function run(): Promise<number> {
  const options = parseCliArguments(process.argv.slice(2));
  if (options.command === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const command = commands[options.command];
  if (!command) throw new Failure('badRequest', `There is no command "${options.command}".`, 'Run `lodestone --help` for the usage.');
  return command(options);
}

// Node 22 announces that node:sqlite is experimental; the user can do nothing about it.
process.removeAllListeners('warning');
// What is written is a copy of the user's words: files for the user only (0600), folders too (0700), native code's among them.
process.umask(0o077);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // the reader of a pipe has seen enough
  throw error;
});

run().then((code) => { process.exitCode = code; }, (error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message} ${error.nextStep}\n`);
  process.exitCode = isBadRequest(error.code) ? exitCodes.badUsage : exitCodes.trouble;
});
