/** Which vectors has any index on this machine made? One SQLite file for all of them, which holds hashes and vectors and may go at any time. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { VectorRow } from '../core/catalog/rows.ts';
import { Failure } from '../core/failure.ts';
import type { VectorCache } from '../core/ports.ts';
import { keepToOwner } from './ownerOnly.ts';
import { isSystemError } from './diskFailure.ts';
import { attempt } from './sqliteFailure.ts';

export const sharedVectorsFile = 'vectors.sqlite';

/** Raised whenever the table or what a row means changes; an older file is made anew, a newer one left alone. */
const format = 1;
/** Ids grow with use: what was made or found again last has the highest. A CRC-32 over key and vector tells what the disk has altered. */
const schema = 'CREATE TABLE vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL, checksum INTEGER NOT NULL);';
/** A search waits no longer than so for another process that writes; indexing then goes on without the cache. */
const busyMs = 25;
/** So long nothing is written after another process held the lock, and nothing is tried at all after any other failure (a full disk). */
const pauseMs = { locked: 1000, failed: 30_000 };
/** Forgotten at a time where the file has reached its bound: some milliseconds' work, and more than any batch brings. */
const forgottenAtATime = 1024;

export interface SharedVectorsStanding {
  readonly file: string;
  readonly bytes: number;
  readonly maxBytes: number;
  /** Why vectors are not shared at the moment; null while they are. */
  readonly trouble: string | null;
  /** Of the trouble: a FailureCode, or the system's. */
  readonly code: string | null;
  /** It was damaged; what was in it is made again when it is needed. */
  readonly madeAnew: boolean;
}

export class SharedVectors implements VectorCache {
  readonly #file: string;
  readonly #maxBytes: number;
  #database: DatabaseSync | null = null;
  readonly #statements = new Map<string, StatementSync>();
  #trouble: { readonly message: string; readonly code: string | null } | null = null;
  #pausedUntil = 0;
  #writesPausedUntil = 0;
  /** At most once, so that a disk that alters everything does not keep it busy. */
  #madeAnew = false;

  private constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
  }

  /** Opens the cache in a directory, making both where they are absent. Null, and what was there removed, where nothing shall be kept. Never throws. */
  static open(directory: string, maxBytes: number): SharedVectors | null {
    const cache = new SharedVectors(path.join(directory, sharedVectorsFile), maxBytes);
    // A bound that was lowered: starting over costs less than forgetting row by row, and the indexes have their own vectors.
    if (cache.#size() > maxBytes * 1.25) cache.#use(() => cache.#remove());
    if (maxBytes <= 0) return null;
    cache.#use(() => {});
    return cache;
  }

  get standing(): SharedVectorsStanding {
    return { file: this.#file, bytes: this.#size(), maxBytes: this.#maxBytes, trouble: this.#trouble?.message ?? null, code: this.#trouble?.code ?? null, madeAnew: this.#madeAnew };
  }

  find(recipe: string, keys: readonly string[]): (Uint8Array | null)[] {
    const found = this.#use(() => {
      const get = this.#sql('SELECT id, vector, checksum FROM vectors WHERE key = ?');
      return keys.map((key) => checkedRow(rowKey(recipe, key), get.get(rowKey(recipe, key))));
    });
    if (found) this.#renew(found.flatMap((row) => row?.id ?? []));
    return keys.map((_, i) => found?.[i]?.vector ?? null);
  }

  keep(recipe: string, rows: readonly VectorRow[]): void {
    this.#write(() => {
      const put = this.#sql('INSERT OR IGNORE INTO vectors (key, vector, checksum) VALUES (?, ?, ?)');
      for (const { key, vector } of rows) put.run(rowKey(recipe, key), vector, checksumOf(rowKey(recipe, key), vector));
      this.#forgetOldest();
    });
  }

  close(): void {
    this.#statements.clear();
    this.#database?.close();
    this.#database = null;
  }

  /** What is used again and is among the older half becomes the newest; so finding writes nothing most of the time. */
  #renew(ids: readonly number[]): void {
    const range = this.#use(() => this.#sql('SELECT min(id) AS oldest, max(id) AS newest FROM vectors').get());
    const middle = (Number(range?.['oldest'] ?? 0) + Number(range?.['newest'] ?? 0)) / 2;
    const older = ids.filter((id) => id < middle);
    if (!older.length) return;
    this.#write(() => {
      const renew = this.#sql('UPDATE vectors SET id = (SELECT max(id) + 1 FROM vectors) WHERE id = ?');
      for (const id of older) renew.run(id);
    });
  }

  #forgetOldest(): void {
    const pragma = (name: string): number => Number(this.#sql(`PRAGMA ${name}`).get()?.[name] ?? 0);
    if ((pragma('page_count') - pragma('freelist_count')) * pragma('page_size') <= this.#maxBytes) return;
    this.#sql('DELETE FROM vectors WHERE id IN (SELECT id FROM vectors ORDER BY id LIMIT ?)').run(forgottenAtATime);
  }

  /** Undefined where the cache can't be used now. What is damaged is made anew once. */
  #use<T>(work: () => T): T | undefined {
    if (Date.now() < this.#pausedUntil) return undefined;
    try {
      const result = attempt(() => {
        this.#database ??= this.#connect();
        return work();
      });
      this.#trouble = null;
      return result;
    } catch (error) {
      if (!(error instanceof Failure) && !isSystemError(error)) throw error;
      if (error instanceof Failure && error.code === 'indexDamaged' && !this.#madeAnew) {
        this.#madeAnew = true;
        return this.#useAnew();
      }
      this.#leaveAlone(error);
      return undefined;
    }
  }

  /** Throws away what is damaged; the next use makes it anew. */
  #useAnew(): undefined {
    try {
      this.#remove();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#leaveAlone(error);
    }
  }

  /** In one transaction, or not at all. */
  #write(work: () => void): void {
    if (Date.now() < this.#writesPausedUntil) return;
    this.#use(() => transaction(this.#database!, work));
  }

  #leaveAlone(error: Failure | NodeJS.ErrnoException): void {
    this.#trouble = { message: troubleOf(error), code: error.code ?? null };
    if (error instanceof Failure && error.code === 'indexLocked') {
      this.#writesPausedUntil = Date.now() + pauseMs.locked;
      return;
    }
    this.#pausedUntil = Date.now() + pauseMs.failed;
    this.close();
  }

  #connect(): DatabaseSync {
    fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    // SQLite gives its log the same permissions.
    fs.closeSync(fs.openSync(this.#file, 'a', 0o600));
    keepToOwner(path.dirname(this.#file), (name) => name.startsWith(path.basename(this.#file)));
    const database = new DatabaseSync(this.#file, { timeout: busyMs });
    try {
      // Nothing is flushed, so that no search waits for the disk: what a power loss leaves undone, checksums tell. 8 MB hold the keys that change most.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 4194304;');
      if (versionOf(database) < format) transaction(database, () => prepareTable(database));
      if (versionOf(database) > format) throw new Failure('indexNewer', 'A newer version of Lodestone made the file.', 'Update Lodestone.');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #remove(): void {
    this.close();
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(this.#file + suffix, { force: true });
  }

  #size(): number {
    try {
      return ['', '-wal', '-shm'].reduce((sum, suffix) => sum + (fs.statSync(this.#file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
    } catch (error) {
      if (isSystemError(error)) return 0;
      throw error;
    }
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database!.prepare(sql)));
    return statement;
  }
}

/** 16 bytes; of the text only a hash of a hash is kept. */
const rowKey = (recipe: string, key: string): Uint8Array => createHash('sha256').update(`${recipe}\0${key}`).digest().subarray(0, 16);
const checksumOf = (key: Uint8Array, vector: Uint8Array): number => crc32(vector, crc32(key));
const versionOf = (database: DatabaseSync): number => Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

function checkedRow(key: Uint8Array, row: Readonly<Record<string, unknown>> | undefined): { readonly id: number; readonly vector: Uint8Array } | null {
  if (!row) return null;
  const { vector } = row;
  // A damaged row may be of other types, too.
  if (vector instanceof Uint8Array && checksumOf(key, vector) === row['checksum']) return { id: Number(row['id']), vector };
  throw new Failure('indexDamaged', 'A vector is not the one that was written.', 'Nothing needs to be done.');
}

/** Another process may have done it meanwhile. */
function prepareTable(database: DatabaseSync): void {
  if (versionOf(database) < format) database.exec(`DROP TABLE IF EXISTS vectors; ${schema} PRAGMA user_version = ${format};`);
}

function transaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function troubleOf(error: Failure | NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'diskFull': return 'the disk is full';
    case 'indexLocked': return 'another process is writing to it';
    case 'indexDamaged': return 'it was damaged, made anew, and is damaged again';
    case 'indexNewer': return 'a newer version of Lodestone made it';
    default: return error.message;
  }
}
