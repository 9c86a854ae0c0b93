/** What does each command do? A command returns the exit code; trouble is thrown. */
import path from 'node:path';
import readline from 'node:readline';
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import { Failure } from '../core/failure.ts';
import type { Answer, ExplainHitRequest } from '../core/search/answer.ts';
import type { WorkspaceIndex } from '../core/workspaceIndex.ts';
import { parsePlace, type CliOptions } from './arguments.ts';
import { doctor } from './doctor.ts';
import { bestLines, explainPlace } from './explainPlace.ts';
import { duplicatesJson, duplicatesText } from './duplicatesText.ts';
import { explainedText } from './explainedText.ts';
import { model } from './modelCommand.ts';
import { bringUpToDate, completeGraph, folderOf, openExistingIndex, openIndex, progressReport } from './openIndex.ts';
import { answerJson, answerText, oneLine, printable } from './output.ts';
import { statusText } from './statusText.ts';

type Command = (options: CliOptions) => Promise<number>;

const print = (text: string): void => { process.stdout.write(text); };
const note = (text: string): void => { process.stderr.write(`${text}\n`); };

export const commands: Readonly<Record<string, Command>> = { index, search, similar, duplicates, explain, status, why, doctor, model };

async function index(options: CliOptions): Promise<number> {
  const [target = options.path] = options.operands;
  const started = performance.now();
  const opened = await openIndex({ ...options, path: target });
  return use(opened, async () => {
    if (opened.role === 'reader') throw new Failure('indexLocked', 'Another process is keeping this index up to date.', 'Nothing needs to be done; search it.');
    if (opened.begunWith) note(`The index begins as a copy of that of another worktree, ${printable(opened.begunWith)}.`);
    if (opened.healed) note('The index was damaged and is built anew.');
    await bringUpToDate(opened, progressReport);
    await completeGraph(opened, progressReport);
    const { files, chunks, embedded } = opened.index.summary();
    note(`${files.indexed} files indexed, ${files.skipped} skipped, ${files.failed} failed; ${chunks.total} chunks, `
      + `${embedded.computed} embedded, ${embedded.reused} reused so far; ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    return 0;
  });
}

async function search(options: CliOptions): Promise<number> {
  const query = options.operands.join(' ');
  if (!options.stdin && !options.operands.length) throw new Failure('badRequest', 'There is no query.', 'Run `lodestone search "what you look for"`.');
  const opened = await openIndex(options);
  return use(opened, async () => {
    await bringUpToDate(opened, progressReport);
    if (!options.stdin) return answer(opened, options, query);
    let found = false;
    for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      found = await answer(opened, options, line) === 0 || found;
    }
    return found ? 0 : 1;
  });
}

function answer({ index: opened }: OpenedIndex, options: CliOptions, query: string): Promise<number> {
  return show(opened, options, { query }, () => opened.search({ ...options, query }));
}

async function show(opened: WorkspaceIndex, options: CliOptions, asked: ExplainHitRequest['asked'], ask: () => Promise<Answer>): Promise<number> {
  const started = performance.now();
  const found = await ask();
  if (options.json) print(`${answerJson(found, performance.now() - started)}\n`);
  else print(answerText(found, found.verdict === 'none' ? [] : await bestLines(opened, found, asked)));
  return found.verdict === 'none' ? 1 : 0;
}

async function similar(options: CliOptions): Promise<number> {
  const [place] = options.operands;
  if (!place) throw new Failure('badRequest', 'There is no file.', 'Run `lodestone similar FILE:LINE`.');
  const { startLine, endLine, ...where } = parsePlace(place);
  const file = path.resolve(folderOf(options), where.file);
  const opened = await openIndex(options);
  return use(opened, async () => {
    await bringUpToDate(opened, progressReport);
    const range = startLine === undefined ? {} : { startLine, ...(endLine === undefined ? { enclosing: true } : { endLine }) };
    const request = { ...options, file, ...range };
    return show(opened.index, options, { example: request }, () => opened.index.similar(request));
  });
}

async function duplicates(options: CliOptions): Promise<number> {
  const opened = await openIndex(options);
  return use(opened, async () => {
    await bringUpToDate(opened, progressReport);
    const started = performance.now();
    const found = await opened.index.duplicates(options, { turn: async () => {}, progress: (done, total) => progressReport(`comparing: ${done} of ${total} chunks`) });
    progressReport('');
    print(options.json ? `${duplicatesJson(found, options.threshold, performance.now() - started)}\n` : duplicatesText(found, options.threshold));
    return found.groups.length ? 0 : 1;
  });
}

async function explain(options: CliOptions): Promise<number> {
  const place = options.operands.at(-1);
  const query = options.operands.slice(0, -1).join(' ');
  if (!place || !query) throw new Failure('badRequest', 'explain takes a query and a place.', 'Run `lodestone explain "QUERY" FILE:LINE`.');
  const folder = folderOf(options);
  const opened = await openIndex(options, folder);
  return use(opened, async () => {
    await bringUpToDate(opened, progressReport);
    const explained = await explainPlace(opened.index, { ...options, query, folder, ...parsePlace(place) });
    print(options.json ? `${JSON.stringify(explained)}\n` : explainedText(explained));
    return explained.rank === null ? 1 : 0;
  });
}

async function status(options: CliOptions): Promise<number> {
  const opened = await openExistingIndex(options);
  return use(opened, async () => {
    await opened.index.graphLoaded;
    print(options.json ? `${JSON.stringify({ role: opened.role, model: opened.embedder?.id ?? null, ...opened.index.summary() })}\n` : statusText(opened));
    return 0;
  });
}

/** 0: all of them are indexed, or are folders that are looked through; 1: at least one is not. */
async function why(options: CliOptions): Promise<number> {
  if (!options.operands.length) throw new Failure('badRequest', 'There is no path.', 'Run `lodestone why PATH`.');
  const folder = folderOf(options);
  const opened = await openExistingIndex(options);
  return use(opened, async () => {
    const standings = [];
    for (const operand of options.operands) standings.push({ path: operand, ...await opened.index.explain(path.resolve(folder, operand)) });
    if (options.json) print(`${JSON.stringify(standings)}\n`);
    else for (const { path: asked, state, message } of standings) print(`${oneLine(asked)}  ${state}: ${printable(message)}\n`);
    return standings.every(({ state }) => state === 'indexed' || state === 'folder') ? 0 : 1;
  });
}

async function use(opened: OpenedIndex, work: () => Promise<number>): Promise<number> {
  if (opened.modelTrouble) note(`${opened.modelTrouble.message} ${opened.modelTrouble.nextStep} Searching ${opened.embedder ? `with ${opened.embedder.id}` : 'by words alone'}.`);
  try {
    return await work();
  } finally {
    await opened.close();
  }
}
