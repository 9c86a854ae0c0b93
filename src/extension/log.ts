/** How does the extension write its log? Records of the background process and its own, in VS Code's own channel, which has levels. */
import type * as vscode from 'vscode';
import { codeOf, logRecord, writeRecord, type LogEvent, type LogFields, type LogRecord } from '../protocol/logRecord.ts';

export class Log {
  readonly #channel: vscode.LogOutputChannel;

  constructor(channel: vscode.LogOutputChannel) {
    this.#channel = channel;
  }

  write(record: LogRecord): void { writeRecord(this.#channel, record); }

  /** Something did not work: its code, and at the level "debug" its message. */
  failed(event: LogEvent, error: unknown, fields: LogFields = {}): void {
    this.write(logRecord(event, { code: codeOf(error), ...fields }, error));
  }

  show(): void { this.#channel.show(); }
}
