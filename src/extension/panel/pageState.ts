/** What do the pages need to know of the daemon? */
import * as vscode from 'vscode';
import type { PageState } from '../../protocol/panelProtocol.ts';
import type { DaemonProcess } from '../daemonProcess.ts';
import { virtualFolders, workspaceRoots } from '../workspaceRoots.ts';

export function pageState(daemon: DaemonProcess): PageState {
  const { failure, state, status, pace } = daemon;
  const virtual = virtualFolders();
  return {
    hasFolder: workspaceRoots().length > 0,
    isTrusted: vscode.workspace.isTrusted,
    daemon: state,
    trouble: failure === null ? null : { message: failure.message, nextStep: failure.nextStep },
    status,
    ...(virtual.length === 0 ? {} : { virtualFolders: virtual }),
    ...(pace === null ? {} : { pace }),
  };
}
