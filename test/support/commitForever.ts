/** A writer to be killed: replaces the same twenty chunks in each commit, all of the commit's own revision. */
import { SqliteStore } from '../../src/adapters/sqliteStore.ts';

const store = SqliteStore.open(process.argv[2]!, true);
for (let revision = Number(store.readMeta('revision') ?? 0) + 1; ; revision++) {
  const chunks = Array.from({ length: 20 }, (_, id) => ({
    id, fileId: 0, startLine: 1, endLine: 2, shape: 'lines' as const, symbol: null, contentKey: '00'.repeat(16), revision,
  }));
  store.commit({ revision, newTerms: [], files: [], removedFileIds: [], chunks, removedChunkIds: [], contents: [] });
  if (revision % 50 === 1) process.stdout.write('.');
}
