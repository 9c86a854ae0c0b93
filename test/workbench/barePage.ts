/** How is one of the extension's pages opened without a workbench around it? The real bundle and style under the real policy, the test in VS Code's place. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../scripts/run.ts';
import { pagePolicy } from '../../src/extension/panel/pagePolicy.ts';
import type { PageEvent, PageRequest } from '../../src/protocol/panelProtocol.ts';

type RequestOf<Type extends PageRequest['type']> = Extract<PageRequest, { readonly type: Type }>;

export interface BarePage {
  readonly page: Page;
  /** What the page has sent since it was (re)loaded. */
  readonly requests: readonly PageRequest[];
  /** What the browser refused by the content security policy. */
  readonly violations: readonly string[];
  /** Sends an event as the extension does, and returns when the page has dealt with it. */
  send(event: PageEvent): Promise<void>;
  /** The first request of this kind that fits, as soon as there is one. */
  received<Type extends PageRequest['type']>(type: Type, fits: (request: RequestOf<Type>) => boolean): Promise<RequestOf<Type>>;
  /** Throws the page away and loads it anew, with the state that it had kept: VS Code does this with a hidden page. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

const limitMs = 15_000; // these pages answer in milliseconds, on an idle machine

const origin = 'http://lodestone.test';

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: ['src/webview/main.ts'], bundle: true, platform: 'browser', format: 'iife', target: 'es2023', write: false,
  });
  return outputFiles[0]?.text ?? '';
}

export interface Spoken {
  readonly language: string;
  readonly translations: Readonly<Record<string, string>>;
}

/** As src/extension/panel/pageHtml.ts has it, which can't be imported without VS Code. */
const html = (name: string, { language, translations }: Spoken): string => `<!DOCTYPE html><html lang="${language}"><head>
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(origin, 'test')}">
<link rel="stylesheet" href="/pages.css"></head>
<body data-page="${name}" data-translations="${JSON.stringify(translations).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"><main id="page"></main><script nonce="test" src="/webview.js"></script></body></html>`;

/** What VS Code gives to each page; the state outlives the page in the browser's session storage. */
const vsCodeApi = `window.acquireVsCodeApi = () => ({
  postMessage: (request) => window.sendToTest(JSON.stringify(request)),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});`;

export async function openBarePage(browser: Browser, name: 'search' | 'status' | 'topics', spoken: Spoken = { language: 'en', translations: {} }): Promise<BarePage> {
  const page = await browser.newPage({ viewport: { width: 340, height: 800 } });
  page.setDefaultTimeout(limitMs);
  const requests: PageRequest[] = [];
  const violations: string[] = [];
  const files: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
    '/': { contentType: 'text/html', body: html(name, spoken) },
    '/pages.css': { contentType: 'text/css', body: readFileSync(path.join(root, 'media/pages.css'), 'utf8') },
    '/webview.js': { contentType: 'text/javascript', body: await bundle() },
  };
  await page.route(`${origin}/**`, (route) => route.fulfill(files[new URL(route.request().url()).pathname] ?? { status: 404 }));
  await page.exposeFunction('sendToTest', (request: string) => { requests.push(JSON.parse(request)); });
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) violations.push(message.text()); });
  page.on('pageerror', (error) => { violations.push(String(error)); });
  await page.addInitScript(vsCodeApi);
  await page.goto(`${origin}/`);

  const send = async (event: PageEvent): Promise<void> => {
    await page.evaluate((data) => window.dispatchEvent(new MessageEvent('message', { data })), event);
  };
  const received: BarePage['received'] = async (type, fits) => {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(20)) {
      for (const request of requests) if (request.type === type && fits(request as RequestOf<typeof type>)) return request as RequestOf<typeof type>;
    }
    throw new Error(`no such "${type}" was sent, only ${JSON.stringify(requests)}`);
  };
  const reload = async (): Promise<void> => {
    requests.length = 0;
    await page.reload();
  };
  return { page, requests, violations, send, received, reload, close: () => page.close() };
}
