/** How does an error of the file system become a Failure that says what to do? */
import { Failure } from '../core/failure.ts';

/** "vanished" for what is not there any more, "unreadable" for the rest; anything but a system error is thrown as it is. */
export function diskFailure(error: unknown, file: string): Failure {
  if (!isSystemError(error)) throw error;
  if (isMissing(error)) {
    return new Failure('vanished', `${file} is gone.`, 'Nothing to do: it leaves the index with the next update.', error, file);
  }
  return new Failure('unreadable', `${file} can't be read: ${reasonOf(error)}.`, nextStepOf(error), error, file);
}

export function isMissing(error: unknown): boolean {
  return isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENAMETOOLONG':
      return 'its path is too long for this system';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    case 'ELOOP':
      return 'it is a symbolic link';
    case 'EIO':
      return 'the disk reports an error';
    default:
      return error.code ?? error.message;
  }
}

function nextStepOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return 'Allow this user to read it, or exclude it from the index.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Raise the limit of open files (ulimit -n), then refresh the index.';
    default:
      return 'Exclude it from the index, or refresh once the cause is gone.';
  }
}
