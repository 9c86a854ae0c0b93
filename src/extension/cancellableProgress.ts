/** How is a long piece of work shown? In a notification that can be cancelled. */
import * as vscode from 'vscode';

/** Rejects as the work does. */
export async function withCancellableProgress<T>(title: string, work: (report: (step: { increment: number; message: string }) => void, signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
    token.onCancellationRequested(() => abort.abort());
    return work((step) => progress.report(step), abort.signal);
  });
}
