/** What does each command do? The type demands an entry for every command of the manifest. */
import type { CommandId } from '../manifest.ts';
import type { Services } from '../services.ts';
import { chooseDuplicates } from './chooseDuplicates.ts';
import { clear } from './clear.ts';
import { compareDuplicates } from './compareDuplicates.ts';
import { copyAsMarkdown } from './copyAsMarkdown.ts';
import { copyPlace } from './copyPlace.ts';
import { doctor } from './doctor.ts';
import { downloadModel } from './downloadModel.ts';
import { explainFile } from './explainFile.ts';
import { fewerLikeThis } from './fewerLikeThis.ts';
import { findCode } from './findCode.ts';
import { findDocumentation } from './findDocumentation.ts';
import { findDuplicates } from './findDuplicates.ts';
import { findSimilar } from './findSimilar.ts';
import { findSimilarToFile } from './findSimilarToFile.ts';
import { focusPanel } from './focusPanel.ts';
import { moreLikeThis } from './moreLikeThis.ts';
import { openInPanel } from './openInPanel.ts';
import { pause } from './pause.ts';
import { peekSimilar } from './peekSimilar.ts';
import { rebuild } from './rebuild.ts';
import { refresh } from './refresh.ts';
import { retryFailed } from './retryFailed.ts';
import { reportIssue } from './reportIssue.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { search } from './search.ts';
import { showLog } from './showLog.ts';
import { showQuerySyntax } from './showQuerySyntax.ts';
import { showStatus } from './showStatus.ts';
import { showTopics } from './showTopics.ts';

/** A command rejects when it could not do its work; the caller tells the user. `argument` is VS Code's: unknown until looked at. */
export type Command = (services: Services, argument: unknown) => Promise<void>;

export const allCommands: { readonly [Id in CommandId]: Command } = {
  'lodestone.search': search,
  'lodestone.focusPanel': focusPanel,
  'lodestone.openInPanel': openInPanel,
  'lodestone.findSimilar': findSimilar,
  'lodestone.peekSimilar': peekSimilar,
  'lodestone.findSimilarToFile': findSimilarToFile,
  'lodestone.findDocumentation': findDocumentation,
  'lodestone.findCode': findCode,
  'lodestone.findDuplicates': findDuplicates,
  'lodestone.chooseDuplicates': chooseDuplicates,
  'lodestone.compareDuplicates': compareDuplicates,
  'lodestone.showTopics': showTopics,
  'lodestone.copyPlace': copyPlace,
  'lodestone.copyAsMarkdown': copyAsMarkdown,
  'lodestone.moreLikeThis': moreLikeThis,
  'lodestone.fewerLikeThis': fewerLikeThis,
  'lodestone.explainFile': explainFile,
  'lodestone.showStatus': showStatus,
  'lodestone.refresh': refresh,
  'lodestone.rebuild': rebuild,
  'lodestone.retryFailed': retryFailed,
  'lodestone.doctor': doctor,
  'lodestone.reportIssue': reportIssue,
  'lodestone.pause': pause,
  'lodestone.resume': resume,
  'lodestone.clear': clear,
  'lodestone.downloadModel': downloadModel,
  'lodestone.restart': restart,
  'lodestone.showLog': showLog,
  'lodestone.showQuerySyntax': showQuerySyntax,
};
