/** How does a search's answer look as a list in the palette? */
import * as vscode from 'vscode';
import type { OpenTarget } from '../../protocol/panelProtocol.ts';
import type { SearchAnswer, SearchResult } from '../../protocol/searchTypes.ts';
import { targetUri } from '../rangeOpener.ts';
import { relatedCount } from '../../protocol/statusText.ts';
import { firstTellingLine, locationText, plainText, relevanceMark } from './pickText.ts';

export interface HitItem extends vscode.QuickPickItem {
  /** Absent in separators and in "nothing found". */
  readonly target?: OpenTarget;
}

export const openToSide: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: 'Open to the Side' };

/** Best first, in the daemon's order; `alwaysShow` keeps VS Code from filtering what has already been found. */
export function pickItems(answer: SearchAnswer): HitItem[] {
  const hits = answer.results.map(hitItem);
  switch (answer.verdict) {
    case 'strong': {
      const related = relatedCount(answer);
      return related === hits.length ? hits : [...hits.slice(0, related), separator('Less related'), ...hits.slice(related)];
    }
    case 'weak': return [separator('Only loosely related'), ...hits];
    case 'none': {
      const nothing: HitItem = { label: '$(circle-slash) Nothing relevant found', alwaysShow: true };
      return hits.length === 0 ? [nothing] : [nothing, separator('Distant hits'), ...hits];
    }
  }
}

const separator = (label: string): HitItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

function hitItem(result: SearchResult): HitItem {
  const firstLine = firstTellingLine(result.snippet);
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === result.root);
  const prefix = folder !== undefined && (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';
  return {
    label: plainText(result.symbol ?? firstLine),
    description: plainText(`${relevanceMark(result.relevance)}  ${prefix}${locationText(result)}`),
    detail: plainText(firstLine),
    iconPath: vscode.ThemeIcon.File,
    resourceUri: targetUri(result),
    alwaysShow: true,
    buttons: [openToSide],
    target: { root: result.root, path: result.path, startLine: result.startLine, endLine: result.endLine },
  };
}
