/** What tables hold the catalog on disk? docs/index-format.md describes each version. */

/** Raised whenever the tables or the encoding of a blob change; an older index is rebuilt, a newer one is refused. */
export const formatVersion = 3;

export const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
  id INTEGER PRIMARY KEY, root TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
  recent INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL,
  content_key BLOB NOT NULL, UNIQUE (root, path));
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL,
  shape TEXT NOT NULL, symbol TEXT, content_key BLOB NOT NULL, revision INTEGER NOT NULL);
CREATE INDEX chunks_by_content ON chunks (content_key);
CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL);
CREATE TABLE contents (key BLOB PRIMARY KEY, terms BLOB NOT NULL, used INTEGER NOT NULL);
CREATE TABLE vectors (model TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, key));
CREATE TABLE path_vectors (model TEXT NOT NULL, file_id INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, file_id));
CREATE TABLE changes (kind TEXT NOT NULL, id INTEGER NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
`;

export const tables = ['meta', 'files', 'chunks', 'terms', 'contents', 'vectors', 'path_vectors', 'changes'] as const;
