/**
 * What is said of a failure in the user's language? The engine's own words where that is English; else a sentence for its code, with what it is
 * about. The engine's words then stand in the log.
 */
import { isTranslated, t } from './localise.ts';
import type { IndexStatus } from './daemonProtocol.ts';

export interface FailureParts {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
  /** A file, a folder, an address, a name, or what a system says; null where there is none. */
  readonly about?: string | null;
}

interface Said {
  readonly message: () => string;
  readonly nextStep: () => string;
}

/** FailureCode of src/core/failure.ts, and what this side knows besides: test/protocol/failureText.test.ts compares them. */
export const failureTexts = {
  vanished: { message: () => t('The file is gone'), nextStep: () => t('Nothing to do: it leaves the index with the next update.') },
  unreadable: { message: () => t('It can’t be read'), nextStep: () => t('Allow this user to read it, or exclude it from the index.') },
  parserUnavailable: { message: () => t('A grammar can’t be loaded'), nextStep: () => t('Install Lodestone again; until then files of this language are cut by lines.') },
  moduleUnavailable: { message: () => t('A library of native code does not load'), nextStep: () => t('Install Lodestone again, for this platform.') },
  modelMissing: { message: () => t('The model, or a part of it, can’t be found'), nextStep: () => t('Name another folder in the setting lodestone.model, or none for the bundled model.') },
  modelDamaged: { message: () => t('The model is damaged, or can’t be used'), nextStep: () => t('Install or download it again, or choose another one in the setting lodestone.model.') },
  modelFailed: { message: () => t('The model does not run'), nextStep: () => t('Restart the background process. If it happens again, report it with the log.') },
  hubUnreachable: { message: () => t('The model hub can’t be reached'), nextStep: () => t('Check the network and HF_ENDPOINT, then ask again: what is there already is kept.') },
  hubRefused: { message: () => t('The model hub does not give out this model without an account'), nextStep: () => t('Check the name; accept its terms on its page and set HF_TOKEN, or choose another model.') },
  notOnHub: { message: () => t('The model hub has no such model or revision, or it is private'), nextStep: () => t('Check the name: OWNER/NAME, as in the address of its page.') },
  modelUnsuitable: { message: () => t('This model lacks what is needed here'), nextStep: () => t('Choose a repository that holds the model as ONNX, with a tokenizer.') },
  modelBusy: { message: () => t('Another download into the same folder is going on'), nextStep: () => t('Wait until it has ended, then ask again.') },
  badVector: { message: () => t('A vector of the index is damaged'), nextStep: () => t('Rebuild the index; nothing but time is lost.') },
  indexMissing: { message: () => t('There is no index yet'), nextStep: () => t('Restart the background process.') },
  indexDamaged: { message: () => t('The index is damaged'), nextStep: () => t('Rebuild the index; nothing but time is lost.') },
  indexLocked: { message: () => t('Another process keeps this index'), nextStep: () => t('Do it in the window that opened the folder first, or try again in a moment.') },
  indexNewer: { message: () => t('A newer version of Lodestone made the index'), nextStep: () => t('Update Lodestone, or clear the index.') },
  diskFull: { message: () => t('The disk is full'), nextStep: () => t('Free some disk space; it goes on by itself afterwards, or when you ask again.') },
  readOnly: { message: () => t('It can’t be written'), nextStep: () => t('Check that the folder exists and that this user may write to it.') },
  notPermitted: { message: () => t('The system does not permit it'), nextStep: () => t('Check that the folder exists and that this user may write to it.') },
  folderMissing: { message: () => t('The folder can’t be read'), nextStep: () => t('Check that it exists and that this user may read it.') },
  badRequest: { message: () => t('This can’t be asked'), nextStep: () => t('Ask for something else.') },
  badPattern: { message: () => t('The regular expression can’t be read'), nextStep: () => t('Correct it, put a backslash before signs that stand for themselves, or leave out the slashes to search for the text.') },
  badModelName: { message: () => t('This does not name a model'), nextStep: () => t('Name it as OWNER/NAME or OWNER/NAME@REVISION.') },
  badEndpoint: { message: () => t('HF_ENDPOINT is not the address of a hub'), nextStep: () => t('Set it to the address of a hub, or unset it.') },
  nothingToCompare: { message: () => t('There is nothing to compare'), nextStep: () => t('Choose another aspect, or select some code or text.') },
  otherVersion: { message: () => t('The extension and its background process are of different versions'), nextStep: () => t('Reload the window.') },
  cancelled: { message: () => t('It was cancelled'), nextStep: () => t('Ask again.') },
  internal: { message: () => t('Something happened that nobody foresaw'), nextStep: () => t('Open the Lodestone log, and report what it says.') },
  daemonGone: { message: () => t('The background process has ended'), nextStep: () => t('It restarts by itself; ask again in a moment.') },
} as const satisfies Readonly<Record<string, Said>>;

/** Why not all changes are noticed at once: codes of the system's, and our own. */
const watchTexts: Readonly<Record<string, Said>> = {
  ENOSPC: { message: () => t('The system lets no more folders be watched'), nextStep: () => t('Raise the limit: {0}', 'sudo sysctl fs.inotify.max_user_watches=524288') },
  networkDrive: { message: () => t('What other machines change on a network drive is not told of'), nextStep: () => t('Nothing to do: it is found when all files are looked at.') },
};
const notWatched: Said = { message: () => t('Some folders can’t be watched'), nextStep: () => t('Nothing to do: what changes in them is found when all files are looked at.') };

const knownText = (texts: Readonly<Record<string, Said>>, code: string): Said | undefined => (Object.hasOwn(texts, code) ? texts[code] : undefined);

/** Whether another question would be answered. */
export const isBadRequest = (code: string): boolean => ['badRequest', 'badPattern', 'badModelName', 'badEndpoint', 'nothingToCompare', 'otherVersion'].includes(code);

/** The sentence for a code alone; an unknown one is shown as it is. */
export const failureTitle = (code: string): string => knownText(failureTexts, code)?.message() ?? code;

/** Of these the code says too little: the engine's words stand beside the sentence. */
const vague: ReadonlySet<string> = new Set(['internal', 'badRequest', 'modelFailed', 'modelUnsuitable']);

export function failureText(failure: FailureParts): { readonly message: string; readonly nextStep: string } {
  if (!isTranslated()) return failure;
  const known = knownText(failureTexts, failure.code);
  const needsWords = known === undefined || vague.has(failure.code);
  return say(needsWords ? { ...failure, about: failure.message.replace(/\.$/, '') } : failure, known ?? failureTexts.internal);
}

function say({ about }: FailureParts, { message, nextStep }: Said): { readonly message: string; readonly nextStep: string } {
  const sentence = about === undefined || about === null || about === '' ? t('{0}.', message()) : t('{0} ({1}).', message(), about);
  return { message: sentence, nextStep: nextStep() };
}

/** The same status, with what the engine says of failures in the user's language. */
export function spokenStatus(status: IndexStatus): IndexStatus {
  if (!isTranslated()) return status;
  const { trouble, model, watching, sharedVectors } = status;
  return {
    ...status,
    trouble: trouble && { ...trouble, ...failureText(trouble) },
    model: model.state === 'failed' ? { ...model, message: failureText({ code: model.code ?? 'modelFailed', message: model.message ?? '', nextStep: '' }).message } : model,
    watching: watching?.limited ? { ...watching, limited: { ...watching.limited, ...say({ ...watching.limited, about: null }, knownText(watchTexts, watching.limited.code) ?? notWatched) } } : watching,
    // A system's own code is about the file.
    sharedVectors: sharedVectors?.trouble ? { ...sharedVectors, trouble: (knownText(failureTexts, sharedVectors.code ?? '') ?? failureTexts.readOnly).message() } : sharedVectors,
  };
}
