/** What does a user without rights see in a folder? Run as a process of its own, since root may read everything. */
import { DiskFiles } from '../../src/adapters/diskFiles.ts';
import { Failure } from '../../src/core/failure.ts';
import { defaultScanSettings } from '../../src/core/types.ts';
import { scanned } from '../contracts/fileSource.contract.ts';

/** The user "nobody" of Linux and macOS. */
const nobody = 65534;

const root = process.argv[2] ?? '';
if (process.geteuid?.() === 0) process.seteuid?.(nobody);
const files = new DiskFiles();
const failure: unknown = await files.read({ root, path: 'secret.ts' }).catch((error: unknown) => error);
const inspected = await files.inspect({ root, path: 'closed/a.ts' }, defaultScanSettings);
process.stdout.write(JSON.stringify({
  lines: await scanned(files, [root]),
  read: failure instanceof Failure ? failure.code : null,
  inspected: inspected === null || inspected === 'directory' ? inspected : inspected.type,
  nextStep: failure instanceof Failure ? failure.nextStep : null,
}));
