/** Among what does the palette search? Buttons in its field: code, tests or documentation, open editors or changed files; at most one of each group is on. */
import * as vscode from 'vscode';
import { t } from '../../protocol/localise.ts';
import type { FileChoice, KindChoice } from '../../protocol/panelProtocol.ts';

interface ScopeButton<Value> extends vscode.QuickInputButton {
  readonly value: Value;
  readonly toggle: { checked: boolean };
}

export class ScopeButtons {
  readonly #kinds: readonly ScopeButton<KindChoice>[] = [
    scopeButton('code', 'code', t('Code without tests')),
    scopeButton('tests', 'beaker', t('Tests only')),
    scopeButton('docs', 'book', t('Documentation only')),
  ];
  readonly #files: readonly ScopeButton<FileChoice>[] = [
    scopeButton('openEditors', 'files', t('Open editors only')),
    scopeButton('changedFiles', 'git-compare', t('Changed files only')),
  ];

  get buttons(): readonly vscode.QuickInputButton[] { return [...this.#kinds, ...this.#files]; }
  get kind(): KindChoice { return chosen(this.#kinds) ?? 'all'; }
  get among(): FileChoice { return chosen(this.#files) ?? 'everywhere'; }

  /** VS Code has switched the button already. False where it is none of these. */
  triggered(button: vscode.QuickInputButton): boolean {
    const pair = [this.#kinds, this.#files].find((candidates) => candidates.some((candidate) => candidate === button));
    for (const other of pair ?? []) if (other !== button) other.toggle.checked = false;
    return pair !== undefined;
  }
}

const chosen = <Value>(pair: readonly ScopeButton<Value>[]): Value | undefined => pair.find(({ toggle }) => toggle.checked)?.value;

const scopeButton = <Value>(value: Value, icon: string, tooltip: string): ScopeButton<Value> => ({
  value, tooltip, iconPath: new vscode.ThemeIcon(icon), location: vscode.QuickInputButtonLocation.Input, toggle: { checked: false },
});
