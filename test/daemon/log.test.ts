/** Is anything of the user's in the log? A real background process, through all that it may have to say, with words that must not be there. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { DaemonProcess } from '../../src/extension/daemonProcess.ts';
import { nodeRuntime } from '../../src/extension/nodeRuntime.ts';
import { RestartPolicy } from '../../src/extension/restartPolicy.ts';
import { protocolVersion, type IndexStatus, type InitializeParams } from '../../src/protocol/daemonProtocol.ts';
import { issueReport } from '../../src/protocol/issueReport.ts';
import { logText, writeRecord, type LogEvent, type LogRecord } from '../../src/protocol/logRecord.ts';
import { seededSecrets } from '../support/seededSecrets.ts';
import { settings } from '../support/daemon.ts';
import { tempDirectory, writeFiles } from '../support/tempDirectory.ts';
import { installed, repository } from '../support/testIndex.ts';

const canary = { query: 'zanzibarquery', content: 'marzipancontent', path: 'tapiocapath' };
const secrets = seededSecrets(40, 20261124);

/** All that the log was told. `usual`: what VS Code shows unless somebody asks for details. */
class RecordedLog {
  readonly events: LogEvent[] = [];
  readonly usual: string[] = [];
  readonly details: string[] = [];

  readonly take = (record: LogRecord): void => {
    this.events.push(record.event);
    const usual = (text: string): void => { this.usual.push(text); };
    writeRecord({ info: usual, warn: usual, error: usual, debug: (text) => { this.details.push(text); } }, record);
  };
}

function start(t: Pick<TestContext, 'after'>, params: Pick<InitializeParams, 'indexDir' | 'modelDir'> & { readonly root: string }, log: RecordedLog): DaemonProcess {
  const { root, indexDir, modelDir } = params;
  const daemon = new DaemonProcess({
    script: path.join(repository, 'src/daemon/main.ts'), runtime: () => nodeRuntime(''), log: log.take, policy: new RestartPolicy(1),
    initializeParams: () => ({
      protocolVersion, indexDir, modelDir, settings, roots: [{ path: root, name: path.basename(root) }],
      shared: { directory: path.join(path.dirname(indexDir), 'shared'), maxVectorBytes: 1 << 20 },
    }),
  });
  t.after(() => daemon.stop());
  daemon.start();
  return daemon;
}

const isReady = ({ phase, files }: IndexStatus): boolean => phase === 'ready' && files.indexed > 0 && files.pending === 0;

/** Asked of the process that runs now: the last status that was sent may be another's. */
async function untilReady(daemon: DaemonProcess, log: RecordedLog): Promise<void> {
  while (daemon.state !== 'running') await once(daemon.events, 'state', { signal: AbortSignal.timeout(60_000) });
  const hasCaughtUp = (): boolean => log.events.lastIndexOf('indexCaughtUp') > log.events.lastIndexOf('daemonRuns');
  while (!isReady(await daemon.request('status', null)) || !hasCaughtUp()) await sleep(20);
}

/** Asks for everything that may fail or succeed, and looks at no answer. */
async function askEverything(daemon: DaemonProcess, root: string): Promise<void> {
  const filed = path.join(root, `${canary.path}/notes.md`);
  const asked = { query: canary.query, limit: 5 };
  const [part] = secrets[0]!.parts;
  const patterns = [`/(${canary.query}/`, `/(${canary.query}+)+$/`, `"${part}"`, `lang:${canary.query}`];
  await Promise.allSettled([
    ...patterns.map((query) => daemon.request('search', { query, limit: 5 })),
    daemon.request('search', { ...asked, limit: -1 }), daemon.request('search', asked, AbortSignal.timeout(1)),
    daemon.request('search', { query: 7 as unknown as string, limit: 5 }), // an error that nobody foresaw
    daemon.request('similar', { file: filed, limit: 5 }), daemon.request('similar', { file: path.join(root, canary.path, canary.query), limit: 5 }),
    daemon.request('similar', { file: filed, text: `${canary.content} ${part}`, limit: 5, but: canary.query }),
    daemon.request('explainHit', { root, path: `${canary.path}/notes.md`, startLine: 1, asked: { query: canary.query } }),
    daemon.request('explainFile', { file: filed }), daemon.request('duplicates', { threshold: 0.8, vendored: false, limit: 5 }),
    daemon.request('topics', null), daemon.request('doctor', { repair: true }), daemon.request('retryFailed', null),
    daemon.request('setRoots', { roots: [{ path: path.join(root, canary.path, 'gone'), name: canary.path }] }),
    daemon.request('setRoots', { roots: [{ path: root, name: canary.path }] }), daemon.request('planModel', { model: canary.query }),
  ]);
}

test('questions, contents, secrets and paths are neither in the log nor in a bug report; what happened is, with its counts and codes', async (t) => {
  const base = tempDirectory(t);
  const [root, indexDir] = [path.join(base, canary.path), path.join(base, 'storage', canary.path)];
  writeFiles(root, Object.fromEntries(secrets.map(({ path: file, text }) => [file, `${text}\n${canary.content}\n`])));
  writeFiles(root, { [`${canary.path}/notes.md`]: `# ${canary.content}\n`, [`${canary.path}/bad.json`]: `{ "${canary.content}": `, [`${canary.path}/bad.ipynb`]: `{ "${canary.content}": ` });
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/${canary.path}`), Buffer.of(0xff), Buffer.from('.ts')]), canary.content); // a name that no program can say
  const log = new RecordedLog();
  const daemon = start(t, { root, indexDir, modelDir: installed.modelDir }, log);
  await untilReady(daemon, log);
  const status = await daemon.request('status', null);
  const report = issueReport({ versions: {}, daemon: daemon.state, status, settings: [{ name: 'exclude', value: [canary.path] }, { name: 'model', value: canary.path }] });
  assert.match(report, /files: indexed \d+, .*failed 1[^]*failed: unreadable 1/);
  for (const part of [...Object.values(canary), base]) assert.equal(report.toLowerCase().includes(part.toLowerCase()), false, part);
  await askEverything(daemon, root);
  const died = once(daemon.events, 'state');
  process.kill(daemon.pid!, 'SIGABRT');
  await died;
  await untilReady(daemon, log);
  await daemon.stop();
  // A store, a model and shared vectors that are damaged, each with the canary in what is read.
  fs.writeFileSync(path.join(indexDir, 'catalog.sqlite'), canary.content.repeat(1000));
  for (const name of fs.readdirSync(path.join(base, 'storage/shared'))) fs.writeFileSync(path.join(base, 'storage/shared', name), canary.content.repeat(1000));
  const modelDir = path.join(base, 'storage', `${canary.path}-model`);
  writeFiles(modelDir, { 'model.json': `{ "${canary.content}": `, 'tokenizer.json': canary.content });
  const damaged = start(t, { root, indexDir, modelDir }, log);
  await untilReady(damaged, log);
  await askEverything(damaged, root);
  await damaged.stop();

  for (const event of ['daemonRuns', 'indexOpened', 'indexCaughtUp', 'filesFailed', 'requestFailed', 'daemonEnded', 'indexHealed', 'modelNotLoaded'] as const) assert.ok(log.events.includes(event), `${event} of ${log.events}`);
  assert.match(log.usual.join('\n'), /^Files could not be read\. \[filesFailed failed=1 unreadable=1\]$/m);
  assert.match(log.usual.join('\n'), /^The index agrees with the disk\. \[indexCaughtUp indexed=\d+ skipped=\d+ failed=1 chunks=\d+ vectors=\d+ seconds=\d+\]$/m);
  const holds = (lines: readonly string[], part: string): string[] => lines.filter((line) => line.toLowerCase().includes(part.toLowerCase()));
  for (const part of [...Object.values(canary), base, ...secrets.flatMap(({ parts }) => parts)]) assert.deepEqual(holds(log.usual, part), [], part);
  // Details name files, and still no question, content or secret.
  assert.notDeepEqual(holds(log.details, canary.path), []);
  for (const part of [canary.content, ...secrets.flatMap(({ parts }) => parts)]) assert.deepEqual(holds(log.details, part), [], part);
});

test('a field that is no word of ours is not written', () => {
  const fields = { code: 'ENOSPC', role: 'writer', node: 'v24.1.0', places: 'daemon.js:1:2 daemon.js:3:4', count: 3, path: '/home/me', query: 'two words', token: 'ghp_0123456789abcdef' };
  assert.equal(logText({ event: 'indexOpened', level: 'info', fields, detail: null }),
    'The index is open. [indexOpened code=ENOSPC role=writer node=v24.1.0 places=daemon.js:1:2 daemon.js:3:4 count=3 path=other query=other token=other]');
});
