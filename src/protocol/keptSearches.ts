/** What of the searches that VS Code kept for a workspace can be brought back? What an older version kept, or something else, may be of another shape. */
import type { FileChoice, KeptSearches, KindChoice, PanelQuery } from './panelProtocol.ts';

const kinds: readonly KindChoice[] = ['all', 'code', 'tests', 'docs'];
const choices: readonly FileChoice[] = ['everywhere', 'openEditors', 'changedFiles'];

const isText = (value: unknown): value is string => typeof value === 'string';
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Anything that can't have been kept is left out. */
export function readKeptSearches(kept: unknown): KeptSearches {
  const { recent, saved } = Object(kept) as Readonly<Record<string, unknown>>;
  return { recent: listIn(recent).filter(isText), saved: listIn(saved).filter(isPanelQuery) };
}

function isPanelQuery(value: unknown): value is PanelQuery {
  const { query, language, path, kind, among, flat } = Object(value) as Partial<Record<keyof PanelQuery, unknown>>;
  return [query, language, path].every(isText) && typeof flat === 'boolean' && kinds.some((each) => each === kind) && choices.some((each) => each === among);
}
