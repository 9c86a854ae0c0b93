/** Which page is this? The composition root of both pages' scripts. */
import './translations.ts';
import type { PageEvent } from '../protocol/panelProtocol.ts';
import { SearchPage } from './searchPage.ts';
import { StatusPage } from './statusPage.ts';

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no element "page".');
const api = acquireVsCodeApi();
const page = document.body.dataset['page'] === 'status' ? new StatusPage(root, api) : new SearchPage(root, api);
window.addEventListener('message', (message: MessageEvent<PageEvent>) => page.receive(message.data));
