/** What is shown on hovering over a function's name, or a section's heading? The documentation about it, or the code for it; off unless it is switched on. */
import * as vscode from 'vscode';
import type { SimilarAnswer } from '../protocol/searchTypes.ts';
import { t } from '../protocol/localise.ts';
import { relatedCount } from '../protocol/statusText.ts';
import type { CommandId } from './manifest.ts';
import type { DaemonProcess } from './daemonProcess.ts';
import { targetUri } from './rangeOpener.ts';
import { affectsSetting, setting } from './settings.ts';

/** Languages of documentation; everything else is taken for code. */
export const documentLanguages = ['markdown', 'mdx', 'restructuredtext', 'asciidoc', 'latex', 'org', 'plaintext'];
const shownResults = 3;

/** What is known of one version of a document: a question is asked once for each definition that is hovered over. */
interface Known {
  readonly version: number;
  readonly answers: SimilarAnswer[];
}

export class RelatedHover implements vscode.HoverProvider, vscode.Disposable {
  readonly #daemon: Pick<DaemonProcess, 'request' | 'events'>;
  #known = new WeakMap<vscode.TextDocument, Known>();
  #registration: vscode.Disposable | null = null;
  readonly #subscriptions: vscode.Disposable[];

  constructor(daemon: Pick<DaemonProcess, 'request' | 'events'>) {
    this.#daemon = daemon;
    let lastUpdate: number | null = null;
    const forget = (status: { readonly lastUpdate: number | null }): void => {
      if (status.lastUpdate !== lastUpdate) this.#known = new WeakMap();
      lastUpdate = status.lastUpdate;
    };
    daemon.events.on('status', forget);
    this.#subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => { if (affectsSetting(change, 'search.relatedOnHover')) this.#follow(); }),
      { dispose: () => daemon.events.off('status', forget) },
    ];
    this.#follow();
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): Promise<vscode.Hover | null> {
    const isDocument = documentLanguages.includes(document.languageId);
    const word = document.getText(document.getWordRangeAtPosition(position));
    const line = document.lineAt(position.line).text;
    if (!isDocument && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(word)) return null;
    if (isDocument && line.trim() === '') return null;
    const answer = await this.#answerAt(document, position.line + 1, isDocument ? 'code' : 'docs', token);
    if (answer === null || answer.verdict === 'none' || relatedCount(answer) === 0) return null;
    const { symbol, startLine } = answer.source;
    // Only where the thing itself is named: a hover on every word would be in the way.
    const isNamed = symbol !== null && (isDocument ? line.includes(symbol) && position.line + 1 <= startLine + 1 : word === symbol);
    return isNamed ? new vscode.Hover(contentOf(answer)) : null;
  }

  dispose(): void {
    this.#registration?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #follow(): void {
    this.#registration?.dispose();
    this.#registration = setting('search.relatedOnHover') ? vscode.languages.registerHoverProvider({ scheme: 'file' }, this) : null;
  }

  /** A hover that can't be filled is none: nobody has asked for it. */
  async #answerAt(document: vscode.TextDocument, line: number, counterpart: 'docs' | 'code', token: vscode.CancellationToken): Promise<SimilarAnswer | null> {
    const known = this.#known.get(document);
    const answers = known?.version === document.version ? known.answers : [];
    if (known?.answers !== answers) this.#known.set(document, { version: document.version, answers });
    const found = answers.filter(({ source }) => source.startLine <= line && line <= source.endLine).at(-1);
    if (found !== undefined) return found;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const request = { file: document.uri.fsPath, startLine: line, enclosing: true, text: document.getText(), counterpart, limit: shownResults };
    const answer = await this.#daemon.request('similar', request, abort.signal).catch(() => null);
    if (answer !== null) answers.push(answer);
    return answer;
  }
}

/** Names of files and symbols are text, whatever they hold; the only command is ours. */
function contentOf({ source, results }: SimilarAnswer): vscode.MarkdownString {
  const content = new vscode.MarkdownString();
  const command: CommandId = source.counterpart === 'docs' ? 'lodestone.findDocumentation' : 'lodestone.findCode';
  content.isTrusted = { enabledCommands: [command] };
  content.appendMarkdown(source.counterpart === 'docs' ? t('**Documentation**') : t('**Code**'));
  for (const result of results.slice(0, relatedCount({ results }))) {
    const uri = targetUri(result).with({ fragment: `L${result.startLine}` });
    content.appendMarkdown('  \n[');
    content.appendText(result.symbol === null ? `${result.path}:${result.startLine}` : `${result.symbol} · ${result.path}`);
    content.appendMarkdown(`](${uri.toString()})`);
  }
  const example = encodeURIComponent(JSON.stringify({ file: source.file, startLine: source.startLine, endLine: source.endLine }));
  content.appendMarkdown(`  \n[${t('Show all in Lodestone')}](command:${command}?${example})`);
  return content;
}
