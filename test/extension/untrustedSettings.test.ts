/** Which settings reach the daemon from a workspace that is not trusted? The settings' real code, with VS Code's interface played for it. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import test from 'node:test';

const played = `
export const workspace = {
  get isTrusted() { return globalThis.workspaceIsTrusted; },
  getConfiguration: (section) => ({
    get: (name) => section === 'files' ? { '**/user': true, '**/hidden': true } : undefined,
    inspect: () => ({ defaultValue: { '**/.git': true }, globalValue: { '**/user': true }, workspaceValue: { '**/hidden': true } }),
  }),
};`;
registerHooks({
  resolve: (specifier, context, next) => specifier === 'vscode' ? { url: `data:text/javascript,${encodeURIComponent(played)}`, shortCircuit: true } : next(specifier, context),
});

test('files.exclude of the workspace holds only once it is trusted, the user’s own always', async () => {
  const { readIndexSettings } = await import('../../src/extension/settings.ts');
  const globs = (isTrusted: boolean) => {
    Object.assign(globalThis, { workspaceIsTrusted: isTrusted });
    return readIndexSettings().filesExclude;
  };
  assert.deepEqual(globs(false), ['**/.git', '**/user']);
  assert.deepEqual(globs(true), ['**/user', '**/hidden']);
});
