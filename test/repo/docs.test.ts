/** Are the documents true to the repository: does what they name exist, and is nothing of it left out? */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../scripts/run.ts';
import { importsOf, repositoryFiles, sourceFiles } from './sourceFiles.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const documents = repositoryFiles().filter((file) => file === 'ARCHITECTURE.md' || /^docs\/.*\.md$/.test(file));
const decisions = documents.filter((file) => file.startsWith('docs/decisions/'));

test('every file and folder that a document names exists', () => {
  const named = documents.flatMap((document) => [...read(document).matchAll(/`((?:src|test|bench|docs|scripts|models|training|media)(?:\/[^`\s]*)?)`/g)]
    .map(([, name = '']) => ({ document, name })));
  assert.ok(named.length > 100, 'the documents name their sources');
  assert.deepEqual(named.filter(({ name }) => !existsSync(path.join(root, name))).map(({ document, name }) => `${document}: ${name}`), []);
});

test('every link of a document leads somewhere', () => {
  const links = documents.flatMap((document) => [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => ({ document, link })));
  assert.deepEqual(links.filter(({ document, link }) => !existsSync(path.join(root, path.dirname(document), link))), []);
});

test('ARCHITECTURE.md speaks of every folder of src', () => {
  const architecture = read('ARCHITECTURE.md');
  const folders = new Set(sourceFiles('src').map(({ path: file }) => path.posix.dirname(file)).filter((folder) => folder !== 'src'));
  assert.deepEqual([...folders].filter((folder) => !architecture.includes(`\`${folder}\``)), []);
});

test('every dependency has a decision that names it', () => {
  const text = decisions.map(read).join('\n');
  const { dependencies } = JSON.parse(read('package.json'));
  assert.deepEqual(Object.keys(dependencies).filter((name) => !text.includes(`\`${name}\``)), []);
});

test('every decision has a number of its own', () => {
  const numbers = decisions.map((file) => Number(/\/(\d+)-[a-z0-9-]+\.md$/.exec(file)?.[1]));
  assert.ok(numbers.every(Number.isInteger));
  assert.equal(new Set(numbers).size, numbers.length);
});

test('every request of the daemon and every error code has its place in docs/protocol.md', () => {
  const protocol = read('docs/protocol.md');
  const requests = /interface DaemonRequests \{([\s\S]*?)\n\}/.exec(read('src/protocol/daemonProtocol.ts'))?.[1] ?? '';
  const codes = /type FailureCode =([\s\S]*?);/.exec(read('src/core/failure.ts'))?.[1] ?? '';
  const names = [...[...requests.matchAll(/^ {2}(\w+): \[/gm)].map((match) => match[1]), ...[...codes.matchAll(/'(\w+)'/g)].map((match) => match[1])];
  assert.ok(names.length > 25, 'both tables were found');
  assert.deepEqual(names.filter((name) => !protocol.includes(`\`${name}\``)), []);
});

test('docs/index-format.md describes every column, and the versions that the code writes', () => {
  const format = read('docs/index-format.md');
  const tables = /schema = `([\s\S]*?)`/.exec(read('src/adapters/sqliteSchema.ts'))?.[1] ?? '';
  const columns = [...tables.matchAll(/(?<=[(,]\s*)(\w+) (?:TEXT|INTEGER|REAL|BLOB)\b/g)].map((match) => match[1]);
  assert.ok(columns.length > 25, 'the columns were found');
  assert.deepEqual(columns.filter((column) => !format.includes(`\`${column}\``)), []);
  const version = (file: string, name: string) => new RegExp(`${name} = (\\d+)`).exec(read(file))?.[1];
  assert.ok(format.includes(`format version, now **${version('src/adapters/sqliteSchema.ts', 'formatVersion')}**`));
  assert.ok(format.includes(`recipe version, now **${version('src/core/analyseFile.ts', 'recipeVersion')}**`));
});

test('one source alone can open a connection, and only a request for a model leads to it, as ARCHITECTURE.md says', () => {
  const source = sourceFiles('src');
  const network = /^node:(http|https|http2|net|tls|dgram|dns)(\/|$)|^(ws|undici|node-fetch|axios)$/;
  const opening = source.flatMap((file) => importsOf(file).filter((name) => network.test(name)).map((name) => `${file.path}: ${name}`));
  const calling = source.filter(({ text }) => /\bfetch\(|new (WebSocket|EventSource|XMLHttpRequest)\b|sendBeacon\(/.test(text)).map((file) => file.path);
  assert.deepEqual([...opening, ...calling], ['src/adapters/modelDownloadHub.ts']);
  const importers = (name: RegExp) => source.filter((file) => importsOf(file).some((specifier) => name.test(specifier))).map((file) => file.path);
  assert.deepEqual(importers(/\/modelDownload(Hub|File|Choice)\.ts$/).filter((file) => !file.startsWith('src/adapters/modelDownload')), []);
  assert.deepEqual(importers(/adapters\/modelDownload\.ts$|\.\/modelDownload\.ts$/), ['src/cli/modelCommand.ts', 'src/daemon/modelRequests.ts']);
});

test('nothing reports on the user: no telemetry API is called, no telemetry package is there', () => {
  const telemetry = /createTelemetryLogger|TelemetryReporter|isTelemetryEnabled|applicationinsights|@vscode\/extension-telemetry|sendTelemetry|sentry|posthog|mixpanel/i;
  assert.deepEqual(sourceFiles('src').filter(({ text }) => telemetry.test(text)).map((file) => file.path), []);
  const { dependencies } = JSON.parse(read('package.json'));
  assert.deepEqual(Object.keys(dependencies).filter((name) => telemetry.test(name)), []);
});
