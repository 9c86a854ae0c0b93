/** What if the disk lets nothing more be written, from any write on? This process's writes below a folder then fail as on a full or a read-only disk. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

export type DiskTrouble = 'full' | 'readOnly';

const system = { full: ['ENOSPC', 'no space left on device'], readOnly: ['EROFS', 'read-only file system'] } as const;
/** SQLITE_FULL, SQLITE_READONLY. */
const sqlite = { full: [13, 'database or disk is full'], readOnly: [8, 'attempt to write a readonly database'] } as const;
/** What makes SQLite write; the rows before it lie in its cache. */
const writing = /^\s*(COMMIT|VACUUM|PRAGMA (journal_mode|wal_checkpoint)|BEGIN; CREATE)/;

/** One at a time in a process; it stays in place. What hnswlib writes is not among it: test/adapters/hnswVectorIndex.test.ts fills a disk at each of its bytes. */
export class FailingWrites {
  /** So far. */
  count = 0;
  /** The first write that fails, and all after it; counted from 1. */
  failsFrom = Infinity;
  trouble: DiskTrouble = 'full';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#spoilSqlite();
    this.#spoilFiles();
  }

  /** There is no room from now on. */
  failNow(trouble: DiskTrouble): void {
    this.trouble = trouble;
    this.failsFrom = this.count + 1;
  }

  #fails(place: unknown): boolean {
    return String(place).startsWith(this.#folder) && ++this.count >= this.failsFrom;
  }

  #systemError(place: unknown): Error {
    const [code, message] = system[this.trouble];
    return Object.assign(new Error(`${code}: ${message}, '${String(place)}'`), { code, errno: -28, syscall: 'write' });
  }

  #spoilSqlite(): void {
    const { exec } = DatabaseSync.prototype;
    const failing = (place: string | null): void => {
      if (!this.#fails(place)) return;
      const [errcode, message] = sqlite[this.trouble];
      throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode, errstr: message });
    };
    DatabaseSync.prototype.exec = function spoilt(this: DatabaseSync, sql: string): void {
      if (writing.test(sql)) failing(this.location());
      exec.call(this, sql);
    };
  }

  #spoilFiles(): void {
    const { mkdirSync, openSync, writeFileSync, promises: { open, rename } } = fs;
    const check = (place: unknown): void => { if (this.#fails(place)) throw this.#systemError(place); };
    Object.assign(fs, {
      mkdirSync: (...all: Parameters<typeof mkdirSync>) => { if (!fs.existsSync(all[0])) check(all[0]); return mkdirSync(...all); },
      openSync: (...all: Parameters<typeof openSync>) => { if (all[1] !== 'r' && all[1] !== 'r+') check(all[0]); return openSync(...all); },
      writeFileSync: (...all: Parameters<typeof writeFileSync>) => { check(all[0]); writeFileSync(...all); },
    });
    Object.assign(fs.promises, {
      rename: async (...all: Parameters<typeof rename>) => { check(all[1]); await rename(...all); },
      open: async (...all: Parameters<typeof open>) => {
        if (all[1] === 'w') check(all[0]);
        const file = await open(...all);
        if (all[1] === 'r' || all[1] === undefined) return file;
        for (const name of ['write', 'writeFile', 'sync'] as const) {
          const original = file[name].bind(file) as (...parts: unknown[]) => Promise<unknown>;
          Object.assign(file, { [name]: async (...parts: unknown[]) => { check(all[0]); return original(...parts); } });
        }
        return file;
      },
    });
    syncBuiltinESMExports();
  }
}
