/** How does the engine say that something could not be done, and what to do next? */

export type FailureCode =
  | 'vanished' | 'unreadable'
  | 'parserUnavailable'
  | 'moduleUnavailable'
  | 'modelMissing' | 'modelDamaged' | 'modelFailed'
  | 'hubUnreachable' | 'hubRefused' | 'notOnHub' | 'modelUnsuitable' | 'modelBusy'
  | 'badVector'
  | 'indexMissing' | 'indexDamaged' | 'indexLocked' | 'indexNewer' | 'diskFull' | 'readOnly' | 'notPermitted'
  | 'folderMissing' | 'badRequest' | 'badPattern' | 'badModelName' | 'badEndpoint' | 'nothingToCompare' | 'otherVersion' | 'cancelled' | 'internal';

const badRequests: ReadonlySet<FailureCode> = new Set(['badRequest', 'badPattern', 'badModelName', 'badEndpoint', 'nothingToCompare', 'otherVersion']);

/** Whether another question would be answered. */
export const isBadRequest = (code: FailureCode): boolean => badRequests.has(code);

/** The one error class that adapters throw: callers branch on `code`, never on the message. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** What the user can do about it, as a sentence. */
  readonly nextStep: string;

  /** The file, folder, address or name that the message names, for those who say it in another language; null where it names none. */
  readonly about: string | null;

  constructor(code: FailureCode, message: string, nextStep: string, cause?: unknown, about: string | null = null) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.code = code;
    this.nextStep = nextStep;
    this.about = about;
  }
}

/** Throws Failure "cancelled" once a search is no longer wanted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled', 'The search was cancelled.', 'Search again.');
}
