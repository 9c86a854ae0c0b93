/** Is everything as it should be? Each check says so, or what to do; what can be mended is mended when asked. */
import path from 'node:path';
import { checkIndex, repairIndex } from '../adapters/checkIndex.ts';
import { checkInstallation, type Finding } from '../adapters/checkInstallation.ts';
import { DiskFiles } from '../adapters/diskFiles.ts';
import { installedFiles } from '../adapters/installedFiles.ts';
import { Failure } from '../core/failure.ts';
import { defaultScanSettings } from '../core/types.ts';
import type { CliOptions } from './arguments.ts';
import { bringUpToDate, completeGraph, folderOf, indexDirectoryOf, openExistingIndex, openIndex, progressReport } from './openIndex.ts';
import { oneLine } from './output.ts';
import { changeText, meaningSearchText, sharedText } from './statusText.ts';

const marks = { ok: 'ok  ', warning: 'WARN', bad: 'BAD ' } as const;

/** Exit code 0 when nothing is bad, 3 otherwise. */
export async function doctor(options: CliOptions): Promise<number> {
  let findings = await examine(options);
  if (options.repair && findings.some(({ repairable }) => repairable)) {
    await repair(options, findings);
    findings = await examine(options);
  }
  const text = options.json ? `${JSON.stringify(findings)}\n`
    : findings.map(({ level, message, nextStep }) => `${marks[level]} ${oneLine(message)}${nextStep === null ? '' : ` ${nextStep}`}\n`).join('');
  process.stdout.write(text);
  return findings.some(({ level }) => level === 'bad') ? 3 : 0;
}

async function examine(options: CliOptions): Promise<Finding[]> {
  const folder = folderOf(options);
  const indexDir = indexDirectoryOf(options, folder);
  const named = options.modelDir === undefined || options.modelDir === 'bundled' ? undefined : options.modelDir;
  const findings = [
    ...await checkInstallation(installedFiles(import.meta.dirname, named), indexDir),
    ...await checkIndex({ indexDir, roots: [{ path: folder, name: path.basename(folder) }], settings: defaultScanSettings, files: new DiskFiles() }),
  ];
  // What is damaged is thrown away when it is opened: that is for the repair to do.
  return findings.some(({ check, level }) => check === 'store' && level === 'bad') ? findings : [...findings, ...await examineOpened(options)];
}

/** Throws away what is damaged, and makes it again from the files; all of them are read. */
async function repair(options: CliOptions, findings: readonly Finding[]): Promise<void> {
  await repairIndex(indexDirectoryOf(options, folderOf(options)), findings);
  const opened = await openIndex(options);
  try {
    await bringUpToDate(opened, progressReport, { everything: true });
    await completeGraph(opened, progressReport);
  } finally {
    await opened.close();
  }
}

const ok = (check: Finding['check'], message: string): Finding => ({ check, level: 'ok', message, nextStep: null, repairable: false });
const incomplete = (check: Finding['check'], message: string, nextStep: string, repairable: boolean): Finding => ({ check, level: 'bad', message, nextStep, repairable });

async function examineOpened(options: CliOptions): Promise<Finding[]> {
  try {
    const opened = await openExistingIndex(options);
    try {
      await opened.index.graphLoaded;
      return findingsOf(opened);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [incomplete('store', error.message, error.nextStep, false)];
  }
}

function findingsOf({ index, role, snapshot, sharedVectors, modelTrouble, embedder }: Awaited<ReturnType<typeof openExistingIndex>>): Finding[] {
  const { chunks, files, graph, modelChange } = index.summary();
  const complete = chunks.withVectors === chunks.total;
  return [
    ok('store', `index opened as its ${role}: ${chunks.total} chunks; snapshot ${snapshot}`),
    modelTrouble ? incomplete('model', modelTrouble.message, modelTrouble.nextStep, false) : ok('model', `the index's model is ${embedder?.id}`),
    complete ? ok('store', `${chunks.total} of ${chunks.total} chunks have vectors`)
      : incomplete('store', `${chunks.withVectors} of ${chunks.total} chunks have vectors.`, 'Run `lodestone index`.', true),
    ...(modelChange ? [incomplete('model', `model ${changeText(modelChange)}`, 'Run `lodestone index`.', true)] : []),
    ok('graph', `graph: ${graph.vectors} vectors, ${graph.ready ? 'complete' : 'the rest is searched exactly'}`),
    ok('graph', `search by meaning: ${meaningSearchText(graph)}`),
    ...(sharedVectors ? [sharedVectors.trouble === null ? ok('store', sharedText(sharedVectors)) : incomplete('store', sharedText(sharedVectors), 'Other indexes are searched without them.', false)] : []),
    files.failed === 0 ? ok('files', '0 files failed') : incomplete('files', `${files.failed} files failed.`, '`lodestone status` lists them.', true),
  ];
}
