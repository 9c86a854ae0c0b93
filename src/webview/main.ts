/** Which page is this? The composition root of all pages' script. */
import './translations.ts';
import type { PageEvent } from '../protocol/panelProtocol.ts';
import { SearchPage } from './searchPage.ts';
import { StatusPage } from './status/statusPage.ts';
import { TopicsPage } from './topics/topicsPage.ts';

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no element "page".');
const api = acquireVsCodeApi();
const page = pageOf(document.body.dataset['page'] ?? '', root);
window.addEventListener('message', (message: MessageEvent<PageEvent>) => page.receive(message.data));

function pageOf(name: string, element: HTMLElement): { receive(event: PageEvent): void } {
  switch (name) {
    case 'status': return new StatusPage(element, api);
    case 'topics': return new TopicsPage(element, api);
    default: return new SearchPage(element, api);
  }
}
