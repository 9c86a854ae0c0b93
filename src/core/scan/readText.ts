/** What does a file say now? */
import { Failure } from '../failure.ts';
import type { FileSource } from '../ports.ts';
import type { FileId, FileStamp } from '../types.ts';
import { decodeText } from './decodeText.ts';

/** Null for a file that is gone or unreadable by now. */
export async function readText(file: FileId, files: Pick<FileSource, 'read'>): Promise<{ readonly text: string; readonly stamp: FileStamp } | null> {
  try {
    const { bytes, stamp } = await files.read(file);
    return { text: decodeText(bytes).text, stamp };
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
