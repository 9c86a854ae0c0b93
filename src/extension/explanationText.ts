/** Why is a file indexed, or not, in the user's words? */
import type { FileExplanation, StandingFacts } from '../protocol/daemonProtocol.ts';
import { failureText } from '../protocol/failureText.ts';
import { t } from '../protocol/localise.ts';
import { describeSkipReason } from '../protocol/skipReasons.ts';
import { formatCount, plural } from '../protocol/statusText.ts';

export function explanationText(name: string, { state, reason, facts }: FileExplanation): string {
  const sentences: readonly (string | null)[] = (() => {
    switch (state) {
      case 'indexed': return [t('{0} is indexed:', name), heldText(facts), facts.problem ? facts.problem : null];
      case 'skipped': return [t('{0} is not indexed:', name), skippedText(facts), facts.folder === undefined ? null : t('The folder {0} is left out as a whole.', facts.folder)];
      case 'failed': return [t('{0} could not be indexed:', name), failureText({ code: facts.reason ?? 'internal', message: reason, nextStep: '' }).message];
      case 'folder': return [t('{0} is looked through.', name), facts.counts === undefined ? null
        : t('Files in it: {0} indexed, {1} skipped, {2} failed.', formatCount(facts.counts.indexed), formatCount(facts.counts.skipped), formatCount(facts.counts.failed))];
      case 'pending': return [t('{0} is not indexed yet.', name)];
      case 'outside': return [t('{0} is not indexed:', name), t('It lies in no folder that is indexed.')];
      case 'missing': return [t('{0} is not indexed:', name), t('It does not exist.')];
    }
  })();
  return [...sentences, waitText(facts)].filter((sentence) => sentence !== null).join(' ');
}

const heldText = ({ language = '', chunks = 0, embedded = 0 }: StandingFacts): string => t('{0}, {1}, {2} of them with vectors.', language, plural(chunks, 'chunk'), formatCount(embedded));

function skippedText({ reason = '', rule = '' }: StandingFacts): string {
  const { title } = describeSkipReason(reason);
  return rule === '' ? t('{0}.', title) : t('{0} ({1}).', title, rule);
}

function waitText({ waitsFor }: StandingFacts): string | null {
  if (waitsFor === undefined) return null;
  switch (waitsFor) {
    case 'otherProcess': return t('The process that keeps this index will read it.');
    case 'trouble': return t('Indexing has stopped: the index’s page says why.');
    case 'resume': return t('It waits to be read: indexing is paused.');
    case 'itsTurn': return t('It is about to be read.');
    case 'quiet': return t('It changes again and again: it is left alone for up to half a minute before it is read again.');
    case 'notice': return t('It has not been noticed yet: it will be with the next look at the disk.');
  }
}
