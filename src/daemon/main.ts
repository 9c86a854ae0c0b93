/** The daemon's composition root: one background process for one workspace, ending with the extension host that started it. */
import { installedFiles } from '../adapters/installedFiles.ts';
import { serveDaemon } from '../protocol/connection.ts';
import { codeOf, logRecord, type Note } from '../protocol/logRecord.ts';
import { handlersFor } from './handlers.ts';
import { IndexSession } from './indexSession.ts';

// Node 22 announces that node:sqlite is experimental; the user can do nothing about it.
process.removeAllListeners('warning');
// What is written is a copy of the user's words: files for the user only (0600), folders too (0700), native code's among them.
process.umask(0o077);

const session = new IndexSession(installedFiles(import.meta.dirname), {
  statusChanged: (status) => server.emit('statusChanged', status),
  note: (...said) => note(...said),
});
const note: Note = (...said) => server.emit('log', logRecord(...said));
const server = serveDaemon(
  handlersFor(session, () => process.exit(0), (progress) => server.emit('modelProgress', progress), (progress) => server.emit('taskProgress', progress)),
  process, (request, error) => note('requestFailed', { request, code: codeOf(error) }, error));

// The extension host has gone: what is committed is safe, what was in flight is indexed next time.
void server.closed.then(() => session.close()).finally(() => process.exit(0));
