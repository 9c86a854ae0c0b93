/** Which hit of the panel was clicked? VS Code passes on what the page says of it ("data-vscode-context"). */
import type { ExplainTarget, OpenTarget } from '../../protocol/panelProtocol.ts';
import { RequestFailure } from '../../protocol/connection.ts';
import { t } from '../../protocol/localise.ts';

export interface ClickedHit {
  readonly target: OpenTarget;
  readonly hit: ExplainTarget;
}

/** Throws RequestFailure "badRequest" for anything else. */
export function clickedHit(argument: unknown): ClickedHit {
  const { root, path, startLine, endLine, hitLine } = (argument ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof root !== 'string' || typeof path !== 'string' || typeof startLine !== 'number' || typeof endLine !== 'number' || typeof hitLine !== 'number') {
    throw new RequestFailure('badRequest', t('There is no hit here.'), t('Right click on a hit of the search panel.'));
  }
  return { target: { root, path, startLine, endLine }, hit: { root, path, startLine: hitLine } };
}
