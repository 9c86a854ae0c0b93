/** Is everything as it should be? Each check says so, or what to do; what can be mended is mended when asked. */
import path from 'node:path';
import { checkIndex, repairIndex } from '../adapters/checkIndex.ts';
import { checkInstallation, type Finding } from '../adapters/checkInstallation.ts';
import { checkOpened } from '../adapters/checkOpened.ts';
import { DiskFiles } from '../adapters/diskFiles.ts';
import { installedFiles } from '../adapters/installedFiles.ts';
import { Failure } from '../core/failure.ts';
import { defaultScanSettings } from '../core/types.ts';
import type { CliOptions } from './arguments.ts';
import { bringUpToDate, completeGraph, folderOf, indexDirectoryOf, openExistingIndex, openIndex, progressReport } from './openIndex.ts';
import { oneLine } from './output.ts';

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
  return findings.some(({ check, level }) => (check === 'store' || check === 'snapshot') && level !== 'ok') ? findings : [...findings, ...await examineOpened(options)];
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

async function examineOpened(options: CliOptions): Promise<Finding[]> {
  try {
    const opened = await openExistingIndex(options);
    try {
      await opened.index.graphLoaded;
      return checkOpened(opened);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: 'store', level: 'bad', message: error.message, nextStep: error.nextStep, repairable: false }];
  }
}
