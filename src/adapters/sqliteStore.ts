/** How is the catalog kept on disk? One SQLite file in WAL mode; every commit is one transaction. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { CatalogChange, ChunkRow, FileRow, VectorRow } from '../core/catalog/rows.ts';
import { Failure } from '../core/failure.ts';
import type { Store, StoreChanges } from '../core/ports.ts';
import { formatVersion, schema, tables } from './sqliteSchema.ts';
import { attempt } from './sqliteFailure.ts';

export const catalogFile = 'catalog.sqlite';
const blob = (key: string): Uint8Array => Buffer.from(key, 'hex');
/** SQLite writes a key in letters faster than its bytes come out and are written here: a row is read in two thirds of the time. */
const keyInHex = 'lower(hex(content_key)) AS content_key';
const fileColumns = `id, root, path, size, mtime, recent, state, reason, message, language, kind, ${keyInHex}`;
const chunkColumns = `id, file_id, start_line, end_line, shape, symbol, revision, ${keyInHex}`;
const text = (value: unknown): string => String(value);

type SqlRow = Record<string, unknown>;

export class SqliteStore implements Store {
  readonly writable: boolean;
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();
  /** Tables to be looked at. */
  #unchecked: string[];

  private constructor(database: DatabaseSync, file: string, writable: boolean, wasClosed: boolean) {
    this.#unchecked = writable && !wasClosed ? [...tables] : [];
    this.#database = database;
    this.#file = file;
    this.writable = writable;
  }

  /**
   * Opens the catalog in a directory, making it when absent (writers only).
   * Throws Failure "indexMissing", "indexNewer", "indexDamaged", "diskFull", "readOnly".
   */
  static open(directory: string, writable: boolean): SqliteStore {
    const file = path.join(directory, catalogFile);
    if (!writable && !fs.existsSync(file)) {
      throw new Failure('indexMissing', `There is no index in ${directory}.`, 'Run `lodestone index` first.');
    }
    // Whoever closes it takes the log away.
    const wasClosed = (fs.statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
    const open = (at: string | URL): SqliteStore => attempt(() => {
      const database = new DatabaseSync(at, { readOnly: !writable, timeout: 5000 });
      try {
        const store = new SqliteStore(database, file, writable, wasClosed);
        store.#prepareTables();
        return store;
      } catch (error) {
        database.close();
        throw error;
      }
    });
    try {
      return open(file);
    } catch (error) {
      // Reading needs a log and its index beside the file, which a full or read-only disk does not let be made; without a log the file is all there is.
      if (writable || !wasClosed || !(error instanceof Failure) || error.code !== 'readOnly') throw error;
      return open(new URL('?immutable=1', pathToFileURL(file)));
    }
  }

  /** Removes the catalog's files from a directory. */
  static remove(directory: string): void {
    for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(path.join(directory, catalogFile + suffix), { force: true });
  }

  #prepareTables(): void {
    // NORMAL: a power loss may lose the last commits, never consistency; what is lost is indexed again from the files.
    if (this.writable) this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const version = Number(this.#database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > formatVersion) {
      throw new Failure('indexNewer', `The index has format ${version}; this version reads ${formatVersion}.`, 'Update Lodestone, or clear the index.');
    }
    if (version === formatVersion) return;
    if (!this.writable) throw new Failure('indexMissing', 'The index is empty or of an older format.', 'Run `lodestone index` to build it.');
    for (const table of tables) this.#database.exec(`DROP TABLE IF EXISTS ${table}`);
    this.#database.exec(`BEGIN; ${schema} PRAGMA user_version = ${formatVersion}; COMMIT;`);
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  dataVersion(): number {
    return attempt(() => Number(this.#sql('PRAGMA data_version').get()?.['data_version'] ?? 0));
  }

  /** What SQLite's own check of the whole file finds: nothing, where all is well. Takes about a second for 200 MB. */
  integrityProblems(): string[] {
    const rows = attempt(() => this.#database.prepare('PRAGMA integrity_check(5)').all());
    return rows.map((row) => text(row['integrity_check'])).filter((problem) => problem !== 'ok');
  }

  readMeta(key: string): string | null {
    const row = attempt(() => this.#sql('SELECT value FROM meta WHERE key = ?').get(key));
    return row ? text(row['value']) : null;
  }

  writeMeta(entries: Readonly<Record<string, string>>): void {
    this.#transaction(() => this.#putMeta(entries));
  }

  #putMeta(entries: Readonly<Record<string, string>>): void {
    const put = this.#sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    for (const [key, value] of Object.entries(entries)) put.run(key, value);
  }

  *#rows(sql: string, ...values: (string | number)[]): Generator<SqlRow> {
    const iterator = attempt(() => this.#sql(sql).iterate(...values));
    for (;;) {
      const next = attempt(() => iterator.next());
      if (next.done) return;
      yield next.value as SqlRow;
    }
  }

  *files(): Generator<FileRow> {
    for (const row of this.#rows(`SELECT ${fileColumns} FROM files`)) {
      yield {
        id: Number(row['id']), root: text(row['root']), path: text(row['path']), size: Number(row['size']), mtimeMs: Number(row['mtime']), isRecent: row['recent'] === 1,
        state: row['state'] as FileRow['state'], reason: text(row['reason']), message: text(row['message']),
        language: text(row['language']), kind: row['kind'] as FileRow['kind'], contentKey: text(row['content_key']),
      };
    }
  }

  *chunks(): Generator<ChunkRow> {
    for (const row of this.#rows(`SELECT ${chunkColumns} FROM chunks`)) yield chunkRow(row);
  }

  chunksOf(ids: readonly number[]): ChunkRow[] {
    return attempt(() => {
      const get = this.#sql(`SELECT ${chunkColumns} FROM chunks WHERE id = ?`);
      return ids.map((id) => get.get(id)).filter((row) => row !== undefined).map(chunkRow);
    });
  }

  *terms(from: number): Generator<string> {
    for (const row of this.#rows('SELECT term FROM terms WHERE id >= ? ORDER BY id', from)) yield text(row['term']);
  }

  termsOf(keys: readonly string[]): (Uint8Array | null)[] {
    return attempt(() => {
      const get = this.#sql('SELECT terms FROM contents WHERE key = ?');
      return keys.map((key) => (get.get(blob(key))?.['terms'] as Uint8Array | undefined) ?? null);
    });
  }

  *chunkTerms(): Generator<{ chunkId: number; terms: Uint8Array }> {
    const sql = 'SELECT chunks.id AS id, contents.terms AS terms FROM chunks JOIN contents ON contents.key = chunks.content_key';
    for (const row of this.#rows(sql)) yield { chunkId: Number(row['id']), terms: row['terms'] as Uint8Array };
  }

  *chunkVectors(model: string): Generator<{ chunkId: number; vector: Uint8Array }> {
    const sql = 'SELECT chunks.id AS id, vectors.vector AS vector FROM chunks JOIN vectors ON vectors.model = ? AND vectors.key = chunks.content_key';
    for (const row of this.#rows(sql, model)) yield { chunkId: Number(row['id']), vector: row['vector'] as Uint8Array };
  }

  *pathVectors(model: string): Generator<{ fileId: number; vector: Uint8Array }> {
    for (const row of this.#rows('SELECT file_id, vector FROM path_vectors WHERE model = ?', model)) {
      yield { fileId: Number(row['file_id']), vector: row['vector'] as Uint8Array };
    }
  }

  vectors(model: string, keys: readonly string[]): (Uint8Array | null)[] {
    return attempt(() => {
      const get = this.#sql('SELECT vector FROM vectors WHERE model = ? AND key = ?');
      return keys.map((key) => (get.get(model, blob(key))?.['vector'] as Uint8Array | undefined) ?? null);
    });
  }

  commit(change: CatalogChange): void {
    this.#transaction(() => {
      const dropFile = this.#sql('DELETE FROM files WHERE id = ?');
      const dropPathVector = this.#sql('DELETE FROM path_vectors WHERE file_id = ?');
      const dropChunk = this.#sql('DELETE FROM chunks WHERE id = ?');
      const putTerm = this.#sql('INSERT OR REPLACE INTO terms (id, term) VALUES (?, ?)');
      const putContent = this.#sql('INSERT INTO contents (key, terms, used) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET terms = excluded.terms, used = excluded.used');
      for (const id of change.removedFileIds) { dropFile.run(id); dropPathVector.run(id); }
      for (const id of change.removedChunkIds) dropChunk.run(id);
      for (const { id, term } of change.newTerms) putTerm.run(id, term);
      for (const { key, terms } of change.contents) putContent.run(blob(key), terms, change.revision);
      for (const file of change.files) this.#putFile(file);
      for (const chunk of change.chunks) this.#putChunk(chunk);
      this.#putMeta({ revision: String(change.revision) });
      if (this.readMeta('snapshot.revision') !== null) this.#noteChanges(change);
    });
  }

  #noteChanges({ revision, chunks, removedChunkIds, removedFileIds }: CatalogChange): void {
    const note = this.#sql('INSERT OR REPLACE INTO changes (kind, id, revision) VALUES (?, ?, ?)');
    for (const { id } of chunks) note.run('chunk', id, revision);
    for (const id of removedChunkIds) note.run('chunk', id, revision);
    for (const id of removedFileIds) note.run('file', id, revision);
  }

  changesSince(revision: number): StoreChanges | null {
    const since = this.readMeta('snapshot.revision');
    if (since === null || revision < Number(since)) return null;
    const ids = (kind: string): number[] =>
      [...this.#rows('SELECT id FROM changes WHERE kind = ? AND revision > ?', kind, revision)].map((row) => Number(row['id']));
    return { chunkIds: ids('chunk'), removedFileIds: ids('file') };
  }

  changeCount(): number {
    return attempt(() => Number(this.#sql("SELECT count(*) AS count FROM changes WHERE kind = 'chunk'").get()?.['count'] ?? 0));
  }

  noteSnapshot(revision: number, entries: Readonly<Record<string, string>>): void {
    this.#transaction(() => {
      this.#putMeta({ ...entries, 'snapshot.revision': String(revision) });
      this.#sql('DELETE FROM changes WHERE revision <= ?').run(revision);
    });
  }

  forgetSnapshot(): void {
    this.#transaction(() => {
      this.#sql("DELETE FROM meta WHERE key LIKE 'snapshot.%'").run();
      this.#sql('DELETE FROM changes').run();
    });
  }

  #putFile(file: FileRow): void {
    this.#sql('INSERT OR REPLACE INTO files (id, root, path, size, mtime, recent, state, reason, message, language, kind, content_key) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)')
      .run(file.id, file.root, file.path, file.size, file.mtimeMs, Number(file.isRecent), file.state, file.reason, file.message, file.language, file.kind, blob(file.contentKey));
  }

  #putChunk(chunk: ChunkRow): void {
    this.#sql('INSERT OR REPLACE INTO chunks (id, file_id, start_line, end_line, shape, symbol, content_key, revision) VALUES (?,?,?,?,?,?,?,?)')
      .run(chunk.id, chunk.fileId, chunk.startLine, chunk.endLine, chunk.shape, chunk.symbol, blob(chunk.contentKey), chunk.revision);
  }

  putVectors(model: string, rows: readonly VectorRow[]): void {
    this.#transaction(() => {
      const put = this.#sql('INSERT OR REPLACE INTO vectors (model, key, vector) VALUES (?, ?, ?)');
      for (const { key, vector } of rows) put.run(model, blob(key), vector);
    });
  }

  putPathVectors(model: string, rows: readonly { readonly fileId: number; readonly vector: Uint8Array }[]): void {
    this.#transaction(() => {
      const put = this.#sql('INSERT OR REPLACE INTO path_vectors (model, file_id, vector) VALUES (?, ?, ?)');
      for (const { fileId, vector } of rows) put.run(model, fileId, vector);
    });
  }

  keepVectorsOf(model: string, entries: Readonly<Record<string, string>>): void {
    this.#transaction(() => {
      this.#sql('DELETE FROM vectors WHERE model <> ?').run(model);
      this.#sql('DELETE FROM path_vectors WHERE model <> ?').run(model);
      this.#putMeta(entries);
    });
  }

  evict(spare: number): void {
    this.#transaction(() => {
      this.#sql(`DELETE FROM contents WHERE key IN (SELECT key FROM contents
        WHERE NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.content_key = contents.key) ORDER BY used DESC LIMIT -1 OFFSET ?)`).run(spare);
      this.#sql('DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM contents WHERE contents.key = vectors.key)').run();
    });
  }

  checkNext(): boolean {
    const table = this.#unchecked.pop();
    if (table === undefined) return false;
    const problem = attempt(() => this.#database.prepare(`PRAGMA integrity_check('${table}')`).get())?.['integrity_check'];
    if (problem !== 'ok') throw new Failure('indexDamaged', `The index store is damaged: ${text(problem)}.`, 'Rebuild the index; nothing but time is lost.');
    return this.#unchecked.length > 0;
  }

  flush(): void {
    attempt(() => this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)'));
  }

  size(): number {
    return ['', '-wal', '-shm'].reduce((sum, suffix) => sum + (fs.statSync(this.#file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
  }

  clear(): void {
    this.#transaction(() => { for (const table of tables) this.#sql(`DELETE FROM ${table}`).run(); });
    this.#giveBackRoom();
  }

  close(): void {
    this.#database.close();
  }

  /** After a failure: on a full disk the write-ahead log may be what takes the room. */
  #shrinkLog(): void { this.#ifPossible('PRAGMA wal_checkpoint(TRUNCATE)'); }

  /** What was cleared is gone either way; on a full disk its room is not given back until it is used again. */
  #giveBackRoom(): void { this.#ifPossible('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);'); }

  #ifPossible(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      if (!(error instanceof Error && 'errcode' in error)) throw error; // SQLite's own refusal: all stays as it is
    }
  }

  read<T>(work: () => T): T {
    return attempt(() => {
      this.#database.exec('BEGIN');
      try {
        return work();
      } finally {
        // Nothing was written: there is nothing to keep.
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      }
    });
  }

  #transaction(work: () => void): void {
    attempt(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        this.#shrinkLog();
        throw error;
      }
    });
  }
}

function chunkRow(row: SqlRow): ChunkRow {
  return {
    id: Number(row['id']), fileId: Number(row['file_id']), startLine: Number(row['start_line']), endLine: Number(row['end_line']),
    shape: row['shape'] as ChunkRow['shape'], symbol: row['symbol'] === null ? null : text(row['symbol']),
    contentKey: text(row['content_key']), revision: Number(row['revision']),
  };
}
