/** Which Node runs the daemon? The only place that chooses it. */

export interface NodeRuntime {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** For debugging the daemon: a port for Node's inspector. */
const inspectVariable = 'LODESTONE_DAEMON_INSPECT';

/** Young objects are collected 8 MB at a time, and glibc keeps two heaps rather than one a thread, and gives back what is free: 300 MB are left of indexing 3,500 files, not 520. */
const leanHeap = '--max-semi-space-size=8';
const leanMalloc = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };

/**
 * The Node that the user names, else the one that runs this extension: in the desktop VS Code that is Electron, which is Node
 * when ELECTRON_RUN_AS_NODE is set; everywhere else it is Node itself, and the variable does nothing.
 */
export function nodeRuntime(nodePath: string): NodeRuntime {
  const { NODE_OPTIONS: _options, ...inherited } = process.env; // meant for the extension host (debuggers, loaders), not for the daemon
  const inspectPort = inherited[inspectVariable];
  return {
    execPath: nodePath === '' ? process.execPath : nodePath,
    execArgv: inspectPort === undefined ? [leanHeap] : [leanHeap, `--inspect=${inspectPort}`],
    env: { ...inherited, ...leanMalloc, ELECTRON_RUN_AS_NODE: '1' },
  };
}
