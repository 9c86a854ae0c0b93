/** What does an error of SQLite's mean to the user? */
import { Failure } from '../core/failure.ts';

// Primary result codes, https://www.sqlite.org/rescode.html
const codes = { perm: 3, busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };

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
  switch (Number(error.errcode) & 0xff) {
    case codes.full:
      return new Failure('diskFull', message, 'Free some disk space; indexing goes on by itself afterwards.', error);
    case codes.readOnly: case codes.perm: case codes.cannotOpen: case codes.ioError:
      return new Failure('readOnly', message, 'Check that the index directory exists, can be written to and has room.', error);
    case codes.busy: case codes.locked:
      return new Failure('indexLocked', message, 'Another process is writing to the index; try again in a moment.', error);
    case codes.corrupt: case codes.notADatabase:
      return new Failure('indexDamaged', message, 'Rebuild the index; nothing but time is lost.', error);
    default:
      return new Failure('internal', message, 'Rebuild the index; report the problem if it comes back.', error);
  }
}
