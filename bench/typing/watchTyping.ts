/** When was each letter typed, and when was the first answer painted that knows of it? What the bench puts into the panel's page; times in milliseconds since the epoch. */
import type { FrameLocator, Locator } from 'playwright-core';

export interface TypedLetter {
  /** What stands in the field since. */
  readonly query: string;
  readonly keyAt: number;
}

export interface SentQuestion {
  readonly query: string;
  readonly at: number;
}

export interface ShownAnswer {
  readonly query: string;
  readonly arrivedAt: number;
  /** The page has made its elements. */
  readonly drawnAt: number;
  /** The frame that shows them is made. */
  readonly paintedAt: number;
}

export interface Typing {
  readonly letters: readonly TypedLetter[];
  readonly answers: readonly ShownAnswer[];
}

/** In the panel's page, after its own script. */
function watchPage(field: HTMLElement | SVGElement): void {
  const typing = { letters: [] as TypedLetter[], answers: [] as ShownAnswer[] };
  Object.assign(window, { typing });
  const since = performance.timeOrigin;
  let keyAt = 0;
  field.addEventListener('keydown', ({ timeStamp }) => { keyAt = since + timeStamp; }, { capture: true });
  field.addEventListener('input', () => typing.letters.push({ query: (field as unknown as HTMLInputElement).value, keyAt }));
  window.addEventListener('message', ({ data, timeStamp }: MessageEvent<{ readonly type: string; readonly answer?: { readonly query: string } }>) => {
    const query = data.answer?.query;
    if (data.type !== 'answer' || query === undefined) return;
    const drawnAt = since + performance.now();
    const paint = new MessageChannel();
    paint.port1.onmessage = () => typing.answers.push({ query, arrivedAt: since + timeStamp, drawnAt, paintedAt: since + performance.now() });
    requestAnimationFrame(() => paint.port2.postMessage(null)); // a message comes after the frame that is being drawn
  });
}

/** In the frame around the page, which hands the page's messages on by a port. */
function watchFrame(): void {
  const sent: SentQuestion[] = [];
  Object.assign(window, { sent });
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: never[]): void {
    const { type, query } = (message as { readonly data?: { readonly message?: { readonly type?: string; readonly query?: { readonly query: string } } } } | null)?.data?.message ?? {};
    if (type === 'search' && query) sent.push({ query: query.query, at: performance.timeOrigin + performance.now() });
    postMessage.call(this, message, ...rest);
  };
}

export interface TypingWatch {
  /** What was typed and shown since the last call. */
  take(): Promise<Typing & { readonly sent: readonly SentQuestion[] }>;
}

export async function watchTyping(field: Locator, outerFrame: FrameLocator): Promise<TypingWatch> {
  const frame = outerFrame.locator('body');
  await field.evaluate(watchPage);
  await frame.evaluate(watchFrame);
  return {
    take: async () => {
      const typing = await field.evaluate(() => {
        const own = window as unknown as { typing: { letters: TypedLetter[]; answers: ShownAnswer[] } };
        return { letters: own.typing.letters.splice(0), answers: own.typing.answers.splice(0) };
      });
      return { ...typing, sent: await frame.evaluate(() => (window as unknown as { sent: SentQuestion[] }).sent.splice(0)) };
    },
  };
}
