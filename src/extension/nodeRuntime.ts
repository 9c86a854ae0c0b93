/** Which Node runs the daemon? The only place that chooses it. */

export interface NodeRuntime {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** For debugging the daemon: a port for Node's inspector. */
const inspectVariable = 'LODESTONE_DAEMON_INSPECT';

/**
 * The Node that the user names, else the one that runs this extension: in the desktop VS Code that is Electron, which is Node
 * when ELECTRON_RUN_AS_NODE is set; everywhere else it is Node itself, and the variable does nothing.
 */
export function nodeRuntime(nodePath: string): NodeRuntime {
  const { NODE_OPTIONS: _options, ...inherited } = process.env; // meant for the extension host (debuggers, loaders), not for the daemon
  const inspectPort = inherited[inspectVariable];
  return {
    execPath: nodePath === '' ? process.execPath : nodePath,
    execArgv: inspectPort === undefined ? [] : [`--inspect=${inspectPort}`],
    env: { ...inherited, ELECTRON_RUN_AS_NODE: '1' },
  };
}
