/** Do package.json and the code name the same commands, settings and views? */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import test from 'node:test';
import { commandCategory, commandTable, duplicatesContext, duplicatesViewId, panelViewId, settingDefaults, settingsSection } from '../../src/extension/manifest.ts';
import { pageCommands } from '../../src/protocol/panelProtocol.ts';

interface ContributedCommand { readonly command: string; readonly title: string; readonly category: string; readonly icon?: string }
interface MenuItem { readonly command: string; readonly when?: string }
interface Property { readonly default: unknown; readonly markdownDescription?: string; readonly scope?: string }

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
/** Titles and descriptions stand in package.nls.json. */
const english: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));
const manifest = JSON.parse(read('package.json').replace(/"%([\w.-]+)%"/g, (_, key: string) => JSON.stringify(english[key])));
const contributed: readonly ContributedCommand[] = manifest.contributes.commands;
const menus: Readonly<Record<string, readonly MenuItem[]>> = manifest.contributes.menus;
const properties: Readonly<Record<string, Property>> = Object.assign({}, ...manifest.contributes.configuration.map(({ properties: some }: { properties: object }) => some));

test('every command of the code is contributed once, with the same title and icon, and no other', () => {
  const expected = Object.entries(commandTable).map(([command, entry]) => ({ command, category: commandCategory, ...entry }));
  const byName = (one: { command: string }, other: { command: string }) => one.command.localeCompare(other.command);
  assert.deepEqual(contributed.toSorted(byName), expected.toSorted(byName));
});

test('every setting of the code is contributed with the same default, and no other', () => {
  const expected = Object.fromEntries(Object.entries(settingDefaults).map(([name, value]) => [`${settingsSection}.${name}`, value]));
  assert.deepEqual(Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default])), expected);
});

test('it runs where the files are, says what is missing in virtual workspaces, and is not offered to VS Code for the Web, which has no files', () => {
  assert.deepEqual(manifest.extensionKind, ['workspace']);
  assert.equal(manifest.browser, undefined);
  const { virtualWorkspaces, untrustedWorkspaces } = manifest.capabilities;
  assert.deepEqual([virtualWorkspaces.supported, untrustedWorkspaces.supported], ['limited', 'limited']);
  assert.match(virtualWorkspaces.description, /virtual workspace/);
  for (const place of ['SSH', 'WSL', 'containers', 'virtual workspaces', 'VS Code for the Web']) assert.ok(read('README.md').includes(place), place);
});

test('every setting says what it does', () => {
  for (const [name, { markdownDescription }] of Object.entries(properties)) assert.match(markdownDescription ?? '', /\.$/, name);
});

test('menus and key bindings name only commands that exist', () => {
  const named = [...Object.values(menus).flat(), ...manifest.contributes.keybindings].map(({ command }: MenuItem) => command);
  assert.deepEqual(named.filter((command) => !(command in commandTable)), []);
});

test('every button of the pages stands for a command that exists', () => {
  for (const command of pageCommands) assert.ok(command === 'openFolder' || command === 'manageTrust' || `lodestone.${command}` in commandTable, command);
});

interface Step { readonly id: string; readonly description: string; readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string }; readonly completionEvents: readonly string[] }

test('the walkthrough has five steps; what they lead to and show is there', () => {
  const { steps }: { readonly steps: readonly Step[] } = manifest.contributes.walkthroughs[0];
  assert.equal(steps.length, 5);
  const commands = steps.flatMap(({ description, completionEvents }) => [...description.matchAll(/\(command:([\w.]+)/g), ...completionEvents.join().matchAll(/onCommand:([\w.]+)/g)].map((match) => match[1]!));
  assert.deepEqual(commands.filter((command) => !(command in commandTable) && !/^(vscode|workbench)\./.test(command)), []);
  for (const { media: { image, altText } } of steps) {
    assert.match(altText, /\w/);
    for (const file of Object.values(image)) assert.ok(statSync(new URL(`../../${file}`, import.meta.url)).size < 80_000, file);
  }
});

test('the panel is a webview in its own container, and the duplicates join it once they were looked for', () => {
  const container = manifest.contributes.viewsContainers.activitybar[0].id;
  const views: readonly { id: string; type?: string; when?: string }[] = manifest.contributes.views[container];
  assert.deepEqual(views.map(({ id, type, when }) => ({ id, type, when })), [
    { id: panelViewId, type: 'webview', when: undefined },
    { id: duplicatesViewId, type: undefined, when: duplicatesContext },
  ]);
});

test('none of an untrusted workspace’s settings is used', () => {
  const { restrictedConfigurations, supported } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  assert.deepEqual(restrictedConfigurations.toSorted(), Object.keys(properties).toSorted());
  for (const name of ['lodestone.nodePath', 'lodestone.model']) assert.equal(properties[name]?.scope, 'machine');
});

test('the extension starts after VS Code itself, and only where the files are', () => {
  assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  assert.deepEqual(manifest.extensionKind, ['workspace']);
});
