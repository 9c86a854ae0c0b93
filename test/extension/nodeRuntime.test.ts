/** Does the daemon get the right Node, and nothing meant for the extension host? */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { nodeRuntime } from '../../src/extension/nodeRuntime.ts';

const inherited = { ...process.env };
afterEach(() => { process.env = { ...inherited }; });

test('the Node of the setting runs the daemon, else the one that runs the extension', () => {
  assert.equal(nodeRuntime('/opt/node').execPath, '/opt/node');
  assert.equal(nodeRuntime('').execPath, process.execPath);
});

test('Electron is told to be Node, and options meant for the extension host are not passed on', () => {
  process.env['NODE_OPTIONS'] = '--max-old-space-size=100';
  const { env, execArgv } = nodeRuntime('');
  assert.equal(env['ELECTRON_RUN_AS_NODE'], '1');
  assert.equal(env['NODE_OPTIONS'], undefined);
  assert.equal(env['PATH'], process.env['PATH']);
  assert.deepEqual([execArgv, env['MALLOC_ARENA_MAX']], [['--max-semi-space-size=8'], '2']);
});
