/** Who writes to an index? At most one process: the holder of SQLite's lock on a file beside it, which no crash can leave behind. */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../core/failure.ts';
import { keepToOwner } from './ownerOnly.ts';
import { attempt } from './sqliteFailure.ts';

/** What lies in an index directory, which may be a folder of the user's choice. */
const ourFiles = /^(catalog\.sqlite|graph\.hnsw|tables\.snapshot|writer\.lock)/;

export class WriterLock {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The lock on an index directory, or null while another process holds it. Throws Failure "readOnly" where it can't be made. */
  static acquire(directory: string): WriterLock | null {
    makeDirectory(directory);
    const file = path.join(directory, 'writer.lock');
    try {
      return WriterLock.#tryToAcquire(file);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'indexDamaged') throw error;
      // Emptied where it lies: the lock that another process may have taken meanwhile is on this very file.
      fs.truncateSync(file, 0);
      return WriterLock.#tryToAcquire(file);
    }
  }

  static #tryToAcquire(file: string): WriterLock | null {
    const database = attempt(() => new DatabaseSync(file));
    try {
      attempt(() => database.exec('BEGIN EXCLUSIVE'));
    } catch (error) {
      database.close();
      if (error instanceof Failure && error.code === 'indexLocked') return null;
      throw error;
    }
    keepToOwner(path.dirname(file), (name) => ourFiles.test(name));
    return new WriterLock(database);
  }

  release(): void {
    this.#database.close();
  }
}

function makeDirectory(directory: string): void {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure('readOnly', `The index directory ${directory} can't be made.`, 'Choose a directory that can be written to.', error, directory);
  }
}
