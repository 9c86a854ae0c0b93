/** What does a file say now, as far as it may be kept and shown? The one place where bytes become text: whatever is indexed, compared or shown went through it. */
import { Failure } from '../failure.ts';
import type { FileSource } from '../ports.ts';
import type { FileId, FileStamp } from '../types.ts';
import { type DecodedText, decodeText } from './decodeText.ts';
import { maskSecrets } from './maskSecrets.ts';

/** Keys and passwords are masked, line for line. */
export function legibleText(bytes: Uint8Array): DecodedText {
  const { text, problem } = decodeText(bytes);
  return { text: maskSecrets(text), problem };
}

export interface ReadText {
  readonly text: string;
  readonly stamp: FileStamp;
}

/** Null for a file that is gone or unreadable by now. */
export async function readText(file: FileId, files: Pick<FileSource, 'read'>): Promise<ReadText | null> {
  const read = await readWritten(file, files);
  return read && { ...read, text: maskSecrets(read.text) };
}

/** With its secrets, which spares the time of masking: to find out whether a file is worth masking. Nothing of it may be kept, shown or told. */
export async function readWritten(file: FileId, files: Pick<FileSource, 'read'>): Promise<ReadText | null> {
  try {
    const { bytes, stamp } = await files.read(file);
    return { text: decodeText(bytes).text, stamp };
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
