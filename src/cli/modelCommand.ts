/** How does the user get a model from the hub in a terminal? `model get` asks before it downloads, `model list` says what is there. */
import readline from 'node:readline/promises';
import { downloadModel, planModelDownload, type ModelPlan } from '../adapters/modelDownload.ts';
import { listModels, modelsDirectory } from '../adapters/modelDownloadFolder.ts';
import { Failure } from '../core/failure.ts';
import type { CliOptions } from './arguments.ts';
import { progressReport } from './openIndex.ts';
import { printable } from './output.ts';

const print = (line: string): void => { process.stdout.write(`${line}\n`); };
const note = (line: string): void => { process.stderr.write(`${line}\n`); };
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export async function model(options: CliOptions): Promise<number> {
  const [verb, name, ...rest] = options.operands;
  if (verb === 'list' && name === undefined) return list(options);
  if (verb === 'get' && name !== undefined && rest.length === 0) return get(name, options.yes);
  throw new Failure('badRequest', '`model` takes `get OWNER/NAME[@REVISION]` or `list`.', 'Run `lodestone --help` for the usage.');
}

/** Ends with 0 when the model is there, with 1 when the user has said no. Standard output gets the folder and nothing else. */
async function get(name: string, consent: boolean): Promise<number> {
  const stop = new AbortController();
  const interrupted = (): void => stop.abort();
  process.once('SIGINT', interrupted);
  try {
    const plan = await planModelDownload(name, stop.signal);
    if (plan.missingBytes > 0) {
      if (!consent && !await askFor(plan, stop.signal)) return 1;
      await downloadModel(plan, ({ doneBytes, totalBytes }) =>
        progressReport(`${plan.repository}: ${megabytes(doneBytes)} of ${megabytes(totalBytes)}`), stop.signal);
      progressReport('');
    }
    note('The model is here and is not fetched again. Use it with --model and this folder:');
    print(plan.folder);
    return 0;
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** Throws Failure "badRequest" where there is nobody to ask. */
async function askFor(plan: ModelPlan, signal: AbortSignal): Promise<boolean> {
  note(describe(plan));
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Failure('badRequest', 'Nothing was downloaded: there is no terminal to ask on.', 'Run it again with --yes to download this.');
  }
  const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', () => terminal.close());
  const closed = new Promise<string>((resolve) => { terminal.once('close', () => resolve('')); });
  try {
    const answer = await Promise.race([terminal.question('Download it? [y/N] ', { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

function describe({ repository, commit, licence, endpoint, folder, files, totalBytes, missingBytes }: ModelPlan): string {
  const rest = missingBytes < totalBytes ? `, of which ${megabytes(missingBytes)} are missing` : '';
  return [
    `model    ${repository}, commit ${commit.slice(0, 12)}`,
    `from     ${endpoint}`,
    `licence  ${licence === null ? 'none is named: look at its page' : printable(licence)}`,
    `size     ${megabytes(totalBytes)}${rest}`,
    `files    ${files.map(({ path }) => printable(path)).join(', ')}`,
    `into     ${printable(folder)}`,
  ].join('\n');
}

async function list({ json }: CliOptions): Promise<number> {
  const models = await listModels();
  if (json) print(JSON.stringify(models.map(({ folder, record }) => ({ folder, ...record }))));
  else if (models.length === 0) note(`No model has been downloaded: ${modelsDirectory()} holds none.`);
  else for (const { folder, record } of models) {
    const bytes = record.files.reduce((sum, { size }) => sum + size, 0);
    print(`${printable(folder)}  ${megabytes(bytes)}  ${printable(record.licence ?? 'no licence named')}`);
  }
  return 0;
}
