/** How does a search's answer look as a list in the palette? */
import path from 'node:path';
import * as vscode from 'vscode';
import type { OpenTarget } from '../../protocol/panelProtocol.ts';
import type { SearchAnswer, SearchResult } from '../../protocol/searchTypes.ts';
import { t } from '../../protocol/localise.ts';
import { targetUri } from '../rangeOpener.ts';
import { relatedCount } from '../../protocol/statusText.ts';
import { locationText, matchedLine, narrowedText, plainText, relevanceMark, tellingLine } from './pickText.ts';

export interface HitItem extends vscode.QuickPickItem {
  /** Absent in separators and in "nothing found". */
  readonly target?: OpenTarget;
  /** A question that was asked before. */
  readonly query?: string;
}

export const openToSide: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: t('Open to the Side') };

/** Best first, in the daemon's order, with `complete` said of the index; `alwaysShow` keeps VS Code from filtering what has already been found. */
export function pickItems(answer: SearchAnswer, complete: boolean): HitItem[] {
  const hits = answer.results.map((result) => hitItem(result, answer.understood?.text ?? answer.query));
  const narrowed = narrowedText(answer.understood);
  return narrowed === null ? verdictItems(answer, hits, complete) : [separator(narrowed), ...verdictItems(answer, hits, complete)];
}

function verdictItems(answer: SearchAnswer, hits: readonly HitItem[], complete: boolean): HitItem[] {
  if (answer.understood?.form === 'filters') return [{ label: t('Now say what to look for'), alwaysShow: true }];
  switch (answer.verdict) {
    case 'strong': {
      const related = relatedCount(answer);
      return related === hits.length ? [...hits] : [...hits.slice(0, related), separator(t('Less related')), ...hits.slice(related)];
    }
    case 'weak': return [separator(t('Only loosely related')), ...hits];
    case 'none': {
      const label = complete ? t('Nothing relevant found') : t('Nothing found so far: the index is not complete yet');
      const nothing: HitItem = { label: `$(circle-slash) ${label}`, alwaysShow: true };
      return hits.length === 0 ? [nothing] : [nothing, separator(t('Distant hits')), ...hits];
    }
  }
}

/** What was asked before, to be asked again. */
export function queryItems(queries: readonly string[]): HitItem[] {
  const items = queries.map((query): HitItem => ({ label: plainText(query), iconPath: new vscode.ThemeIcon('history'), alwaysShow: true, query }));
  return items.length === 0 ? [] : [separator(t('Asked before')), ...items];
}

const separator = (label: string): HitItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

function hitItem(result: SearchResult, query: string): HitItem {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === result.root);
  const prefix = folder !== undefined && (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';
  return {
    label: plainText(result.symbol ?? path.posix.basename(result.path)),
    description: plainText(`${relevanceMark(result.relevance)}  ${prefix}${locationText(result)}`),
    detail: plainText(matchedLine(result) ?? tellingLine(result.snippet, result.symbol, query)),
    iconPath: vscode.ThemeIcon.File,
    resourceUri: targetUri(result),
    alwaysShow: true,
    buttons: [openToSide],
    target: { root: result.root, path: result.path, startLine: result.matchedLines?.[0] ?? result.startLine, endLine: result.endLine },
  };
}
