/** Where was the user before a preview, and how do they get back there? */
import * as vscode from 'vscode';

interface EditorPlace {
  readonly uri: vscode.Uri;
  readonly viewColumn: vscode.ViewColumn | undefined;
  readonly selections: readonly vscode.Selection[];
  readonly firstVisible: vscode.Range | undefined;
  readonly preview: boolean;
}

const tabUri = (tab: vscode.Tab): string | null => tab.input instanceof vscode.TabInputText ? tab.input.uri.toString() : null;
const allTabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);

export class EditorMemory {
  readonly #place: EditorPlace | null = currentPlace();
  readonly #openBefore: ReadonlySet<string | null> = new Set(allTabs().map(tabUri));

  /** Closes the previews that were opened since, and restores the editor, its selections and its scroll position. */
  async restore(): Promise<void> {
    const place = this.#place;
    if (place !== null) {
      const options = { preview: place.preview, ...(place.viewColumn === undefined ? {} : { viewColumn: place.viewColumn }) };
      const editor = await vscode.window.showTextDocument(place.uri, options);
      editor.selections = place.selections;
      if (place.firstVisible !== undefined) editor.revealRange(place.firstVisible, vscode.TextEditorRevealType.AtTop);
    }
    const previews = allTabs().filter((tab) => tab.isPreview && !this.#openBefore.has(tabUri(tab)));
    if (previews.length > 0) await vscode.window.tabGroups.close(previews);
  }
}

function currentPlace(): EditorPlace | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return null;
  return {
    uri: editor.document.uri,
    viewColumn: editor.viewColumn,
    selections: editor.selections,
    firstVisible: editor.visibleRanges[0],
    preview: vscode.window.tabGroups.activeTabGroup.activeTab?.isPreview ?? false,
  };
}
