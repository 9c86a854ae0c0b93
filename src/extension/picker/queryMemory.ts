/** Which questions were asked in the palette before? Kept for the workspace, newest first. */
import type * as vscode from 'vscode';

const key = 'paletteQueries';

/** As many as can be taken in at a glance. */
const most = 10;

export class QueryMemory {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get queries(): readonly string[] {
    return this.#memento.get<readonly string[]>(key, []);
  }

  async remember(query: string): Promise<void> {
    const asked = query.trim();
    if (asked !== '') await this.#memento.update(key, [asked, ...this.queries.filter((other) => other !== asked)].slice(0, most));
  }

  async clear(): Promise<void> {
    await this.#memento.update(key, undefined);
  }
}
