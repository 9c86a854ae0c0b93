/** How does the daemon get a model from the hub? Only by these two requests: one to ask the user about, one after the user has agreed. */
import { downloadModel, planModelDownload } from '../adapters/modelDownload.ts';
import type { DaemonHandlers } from '../protocol/connection.ts';
import type { DaemonEvents } from '../protocol/daemonProtocol.ts';

/** Events in one download at most: a hundredth is the finest that is shown. */
const progressSteps = 100;

export function modelHandlers(emit: (progress: DaemonEvents['modelProgress']) => void): Pick<DaemonHandlers, 'planModel' | 'downloadModel'> {
  return {
    planModel: async ({ model }, signal) => {
      const { repository, commit, licence, endpoint, folder, totalBytes, missingBytes } = await planModelDownload(model, signal);
      return { model: `${repository}@${commit}`, licence, endpoint, folder, totalBytes, missingBytes };
    },
    downloadModel: async ({ model }, signal) => {
      const plan = await planModelDownload(model, signal);
      let told = -1;
      await downloadModel(plan, (progress) => {
        const step = Math.floor(progress.doneBytes / progress.totalBytes * progressSteps);
        if (step === told) return;
        told = step;
        emit(progress);
      }, signal);
      return { folder: plan.folder };
    },
  };
}
