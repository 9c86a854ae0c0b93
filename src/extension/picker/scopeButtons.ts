/** Among what does the palette search? Two buttons in its field, of which at most one is on. */
import * as vscode from 'vscode';
import { t } from '../../protocol/localise.ts';
import type { ContentFilter } from '../../protocol/searchTypes.ts';

interface ScopeButton extends vscode.QuickInputButton {
  readonly kind: ContentFilter;
  readonly toggle: { checked: boolean };
}

export class ScopeButtons {
  readonly buttons: readonly ScopeButton[] = [
    scopeButton('code', 'code', t('Code only')),
    scopeButton('docs', 'book', t('Documentation only')),
  ];

  get kind(): ContentFilter {
    return this.buttons.find(({ toggle }) => toggle.checked)?.kind ?? 'all';
  }

  /** VS Code has switched the button already. False where it is none of these. */
  triggered(button: vscode.QuickInputButton): boolean {
    const pressed = this.buttons.find((candidate) => candidate === button);
    if (pressed === undefined) return false;
    for (const other of this.buttons) if (other !== pressed) other.toggle.checked = false;
    return true;
  }
}

const scopeButton = (kind: ContentFilter, icon: string, tooltip: string): ScopeButton => ({
  kind, tooltip, iconPath: new vscode.ThemeIcon(icon), location: vscode.QuickInputButtonLocation.Input, toggle: { checked: false },
});
