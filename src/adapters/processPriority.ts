/** How much of the processor may this process take from others? */
import fs from 'node:fs';
import os from 'node:os';

export type Priority = 'normal' | 'low' | 'lowest';

const { PRIORITY_NORMAL, PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = os.constants.priority;
const levels: Readonly<Record<Priority, number>> = { normal: PRIORITY_NORMAL, low: PRIORITY_BELOW_NORMAL, lowest: PRIORITY_LOW };

/**
 * Sets it for all threads there are and those to come. False where the system does not let it be, as most do not let a process take back what it
 * has given up: a new process then has it.
 */
export function setProcessPriority(priority: Priority): boolean {
  for (const thread of threadIds()) {
    try {
      os.setPriority(thread, levels[priority]);
    } catch {
      // Not allowed, which shows below, or a thread that has just ended.
    }
  }
  return os.getPriority() === levels[priority];
}

/** On Linux each thread has a priority of its own; elsewhere 0, the process, stands for all. */
function threadIds(): number[] {
  try {
    return fs.readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
