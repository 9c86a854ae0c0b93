/** What does an error of SQLite's mean to the user? */
import { Failure } from '../core/failure.ts';

// Primary result codes, https://www.sqlite.org/rescode.html
const codes = { error: 1, perm: 3, busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, constraint: 19, mismatch: 20, notADatabase: 26 };
/** Extended codes of SQLITE_IOERR: the file ends too soon, a checksum of the file system's is wrong, the file system says that it is damaged. */
const damagedReads: ReadonlySet<number> = new Set([522, 8202, 8458]);

/** Runs a piece of work on SQLite; its errors come out as Failures. */
export function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFailure(error);
  }
}

function toFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const message = `The index store reports: ${error.message}.`;
  if (damagedReads.has(Number(error.errcode))) return damaged(message, error);
  switch (Number(error.errcode) & 0xff) {
    case codes.full:
      return new Failure('diskFull', message, 'Free some disk space; indexing goes on by itself afterwards.', error);
    case codes.readOnly: case codes.perm: case codes.cannotOpen: case codes.ioError:
      return new Failure('readOnly', message, 'Check that the index directory exists, can be written to and has room.', error);
    case codes.busy: case codes.locked:
      return new Failure('indexLocked', message, 'Another process is writing to the index; try again in a moment.', error);
    // Of statements that never change, the last three say that tables are not what was made: one is missing, or holds what it can't.
    case codes.corrupt: case codes.notADatabase: case codes.error: case codes.constraint: case codes.mismatch:
      return damaged(message, error);
    default:
      return new Failure('internal', message, 'Rebuild the index; report the problem if it comes back.', error);
  }
}

const damaged = (message: string, error: Error): Failure => new Failure('indexDamaged', message, 'Rebuild the index; nothing but time is lost.', error);
