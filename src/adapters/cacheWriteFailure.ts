/** What does it mean to the user that a file of the index that can be made again could not be written? */
import { Failure } from '../core/failure.ts';

/** `what` as the subject of a sentence ("The search graph"); `meanwhile` says what is lost. */
export function cacheWriteFailure(what: string, path: string, meanwhile: string, error: unknown): Failure {
  const message = `${what} can't be written to ${path}: ${error instanceof Error ? error.message : String(error)}.`;
  const access = `Check that the index directory exists and can be written to. ${meanwhile}`;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskIsFull(message, meanwhile, error);
    case 'EROFS':
      return new Failure('readOnly', message, access, error);
    case 'EACCES':
    case 'EPERM':
      return new Failure('notPermitted', message, access, error);
    case 'ENOENT':
    case 'ENOTDIR':
      return new Failure('folderMissing', message, access, error);
    default:
      return new Failure('internal', message, access, error);
  }
}

export const diskIsFull = (message: string, meanwhile: string, error?: unknown): Failure =>
  new Failure('diskFull', message, `Free some disk space. ${meanwhile}`, error);

export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
