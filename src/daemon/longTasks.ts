/** How does a long computation run in the daemon? In pieces, between which requests are answered, and with word of how far it is. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LongTask } from '../core/longTask.ts';
import type { TaskProgress } from '../protocol/daemonProtocol.ts';

/** Events in one task at most: a hundredth is the finest that is shown. */
const progressSteps = 100;

export function longTask(task: TaskProgress['task'], emit: (progress: TaskProgress) => void): LongTask {
  let told = -1;
  return {
    turn: () => nextTurn(),
    progress: (done, total) => {
      const step = Math.floor(done / Math.max(1, total) * progressSteps);
      if (step === told) return;
      told = step;
      emit({ task, done, total });
    },
  };
}
