/** What has the user set? Read from VS Code, with anything of a wrong type replaced by its default. */
import * as vscode from 'vscode';
import type { IndexSettings } from '../protocol/daemonProtocol.ts';
import { settingDefaults, settingsSection, type SettingName } from './manifest.ts';

type Widened<Value> = Value extends number ? number : Value extends boolean ? boolean : Value extends string ? string : Value;
type SettingValue<Name extends SettingName> = Widened<(typeof settingDefaults)[Name]>;

export function setting<Name extends SettingName>(name: Name): SettingValue<Name> {
  const fallback = settingDefaults[name] as SettingValue<Name>;
  const value: unknown = vscode.workspace.getConfiguration(settingsSection).get(name);
  if (Array.isArray(fallback)) return (Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : fallback) as SettingValue<Name>;
  return typeof value === typeof fallback ? value as SettingValue<Name> : fallback;
}

const priorities = ['normal', 'low', 'lowest'] as const;

export function readIndexSettings(): IndexSettings {
  return {
    include: setting('include'),
    exclude: setting('exclude'),
    filesExclude: filesExclude(),
    useIgnoreFiles: setting('useIgnoreFiles'),
    allowSecretFiles: setting('allowSecretFiles'),
    maxFileSizeBytes: Math.max(1, setting('maxFileSize')) * 1024,
    threads: Math.max(0, Math.floor(setting('threads'))),
    memory: Math.max(0, setting('memory')),
    priority: priorities.find((each) => each === setting('priority')) ?? settingDefaults.priority,
    pauseOnBattery: setting('pauseOnBattery'),
  };
}

type Globs = Readonly<Record<string, unknown>>;

/** VS Code itself passes over our settings in a workspace that is not trusted (package.json lists them), its own it does not. */
const usersOwn = (setting: { readonly defaultValue?: Globs; readonly globalValue?: Globs } | undefined): Globs =>
  ({ ...setting?.defaultValue, ...setting?.globalValue });

/** VS Code's own globs of hidden files, those that are switched on; conditional ones ({ when }) are about pairs of files and are left out. */
function filesExclude(): string[] {
  const files = vscode.workspace.getConfiguration('files');
  const globs = vscode.workspace.isTrusted ? files.get<Globs>('exclude') : usersOwn(files.inspect<Globs>('exclude'));
  return Object.entries(globs ?? {}).filter(([, on]) => on === true).map(([glob]) => glob);
}

const indexSettingNames: readonly SettingName[] = ['include', 'exclude', 'useIgnoreFiles', 'allowSecretFiles', 'maxFileSize', 'threads', 'memory', 'priority', 'pauseOnBattery'];

export function affectsIndex(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration('files.exclude') || indexSettingNames.some((name) => affectsSetting(change, name));
}

export const affectsSetting = (change: vscode.ConfigurationChangeEvent, name: SettingName): boolean =>
  change.affectsConfiguration(`${settingsSection}.${name}`);
