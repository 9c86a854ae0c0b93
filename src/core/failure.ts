/** How does the engine say that something could not be done, and what to do next? */

export type FailureCode =
  | 'vanished' | 'unreadable'
  | 'parserUnavailable'
  | 'modelMissing' | 'modelDamaged' | 'modelFailed'
  | 'hubUnreachable' | 'hubRefused' | 'notOnHub' | 'modelUnsuitable' | 'modelBusy'
  | 'badVector'
  | 'indexMissing' | 'indexDamaged' | 'indexLocked' | 'indexNewer' | 'diskFull' | 'readOnly' | 'notPermitted'
  | 'folderMissing' | 'badRequest' | 'cancelled' | 'internal';

/** The one error class that adapters throw: callers branch on `code`, never on the message. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** What the user can do about it, as a sentence. */
  readonly nextStep: string;

  constructor(code: FailureCode, message: string, nextStep: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.code = code;
    this.nextStep = nextStep;
  }
}

/** Throws Failure "cancelled" once a search is no longer wanted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled', 'The search was cancelled.', 'Search again.');
}
