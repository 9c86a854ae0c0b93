/** What does an index hold and answer, whatever the order in which it came there? Two indexes of the same files must be equal in this. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SearchRequest, SimilarRequest } from '../../../src/core/search/answer.ts';

/** By table, the rows as sentences, sorted: ids, revisions and times are of no matter. */
export type IndexRows = Readonly<Record<string, readonly string[]>>;

const hash = (bytes: unknown): string => createHash('sha256').update(bytes as Uint8Array).digest('hex').slice(0, 12);

/** Of the store as committed, while its writer lives or after. Throws where SQLite's own check finds the file damaged. */
export function rowsOf(indexDir: string, model: string): IndexRows {
  const database = new DatabaseSync(path.join(indexDir, 'catalog.sqlite'), { readOnly: true, timeout: 5000 });
  try {
    const check = database.prepare('PRAGMA integrity_check(3)').all().map((row) => String(row['integrity_check']));
    if (check.join() !== 'ok') throw new Error(`The store is damaged: ${check.join('; ')}`);
    const rows = (sql: string, ...values: string[]): string[] => database.prepare(sql).all(...values).map((row) => Object.values(row).map((value) => (value instanceof Uint8Array ? hash(value) : String(value))).join(' | ')).sort();
    return {
      files: rows('SELECT path, size, state, reason, message, language, kind, content_key FROM files'),
      chunks: rows('SELECT path, start_line, end_line, shape, symbol, chunks.content_key FROM chunks LEFT JOIN files ON files.id = file_id'),
      words: wordsOf(database),
      vectors: rows('SELECT path, start_line, vector FROM chunks LEFT JOIN files ON files.id = file_id LEFT JOIN vectors ON vectors.key = chunks.content_key AND vectors.model = ?', model),
      paths: rows('SELECT path, vector FROM files LEFT JOIN path_vectors ON file_id = files.id AND model = ? WHERE EXISTS (SELECT 1 FROM chunks WHERE chunks.file_id = files.id)', model),
      lost: rows('SELECT model, file_id FROM path_vectors WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.id = file_id)'),
    };
  } finally {
    database.close();
  }
}

/** Of each content that a chunk has, its terms by name: their numbers differ from index to index. */
function wordsOf(database: DatabaseSync): string[] {
  const terms = database.prepare('SELECT term FROM terms ORDER BY id').all().map((row) => String(row['term']));
  const contents = database.prepare('SELECT key, terms FROM contents WHERE EXISTS (SELECT 1 FROM chunks WHERE content_key = contents.key)').all();
  return contents.map(({ key, terms: encoded }) => `${hash(key)} ${decoded(encoded as Uint8Array, terms)}`).sort();
}

/** docs/index-format.md, read once more on its own. */
function decoded(bytes: Uint8Array, terms: readonly string[]): string {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    let value = 0;
    for (let shift = 0; ; shift += 7, at++) {
      value += (bytes[at]! & 127) * 2 ** shift;
      if (bytes[at]! < 128) break;
    }
    numbers.push(value);
  }
  const [, name, context, body, ...rest] = numbers;
  const found: string[] = [];
  for (let at = 0, id = -1; at < rest.length;) {
    const step = rest[at++]!;
    id += step >> 1;
    const frequencies = step & 1 ? rest.slice(at, (at += 3)).join('/') : '0/0/1';
    found.push(`${terms[id] ?? `unknown ${id}`}:${frequencies}`);
  }
  return `${name}/${context}/${body} ${hash(Buffer.from(found.sort().join(' ')))}`;
}

export interface Answering {
  search(request: SearchRequest): Promise<object>;
  similar(request: SimilarRequest): Promise<object>;
}

const queries = ['retry after a failure', 'where are vectors kept', 'SnapshotKeeper', 'how is a chunk cut', 'the ledger of state', 'violin thunder', 'read the settings file', 'postings of a term'];

/** To questions by words and by meaning, and by examples from two files of the workspace. */
export async function answersOf(index: Answering, root: string, names: readonly string[]): Promise<readonly unknown[]> {
  const examples = [names[3], names[names.length >> 1]].filter((name) => name !== undefined);
  const asked = [
    ...queries.map((query) => index.search({ query, limit: 20 })),
    ...examples.map((name) => index.similar({ file: path.join(root, name), startLine: 5, endLine: 25, limit: 10 })),
  ];
  return (await Promise.all(asked)).map((answer) => ({ ...JSON.parse(JSON.stringify(answer)) as object, tookMs: 0 }));
}
