/** How does a page talk to the extension, and remember its state while it is hidden? */
import type { PageRequest } from '../protocol/panelProtocol.ts';

export interface VsCodeApi {
  postMessage(request: PageRequest): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Given to each page by VS Code; may be called once. */
  function acquireVsCodeApi(): VsCodeApi;
}
