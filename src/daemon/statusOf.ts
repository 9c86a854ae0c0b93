/** How does the index stand, as the extension shows it? */
import type { OpenedIndex } from '../adapters/openWorkspaceIndex.ts';
import type { Failure } from '../core/failure.ts';
import type { IndexPhase, IndexStatus, InitializeParams } from '../protocol/daemonProtocol.ts';
import type { Scheduler } from './scheduler.ts';

export interface StatusParts {
  readonly params: InitializeParams;
  readonly opened: OpenedIndex | null;
  readonly scheduler: Scheduler | null;
  readonly openFailure: Failure | null;
  readonly lastUpdate: number | null;
}

export function statusOf({ params, opened, scheduler, openFailure, lastUpdate }: StatusParts): IndexStatus {
  const common = { roots: params.roots, indexDir: params.indexDir, memoryBytes: process.memoryUsage.rss(), lastUpdate, power: powerOf(params, opened, scheduler) };
  if (!opened) {
    return {
      ...common, phase: openFailure ? 'failed' : 'starting', role: 'writer',
      files: { indexed: 0, skipped: 0, failed: 0, pending: 0, stale: 0 }, skippedFolders: 0, skippedByReason: {}, failedByCode: {}, filesByLanguage: {},
      chunks: { total: 0, withVectors: 0 }, graph: { vectors: 0, ready: false, search: 'few', recall: null }, embedded: { computed: 0, reused: 0 }, languages: [],
      modelChange: null, sharedVectors: null, model: { id: '', dimensions: 0, state: 'loading' }, indexBytes: 0, trouble: openFailure && troubleOf(openFailure), watching: null,
    };
  }
  const { index, embedder, modelTrouble, writeTrouble, sharedVectors, size } = opened;
  const role = writeTrouble ? 'writer' : opened.role;
  const failure = writeTrouble ?? index.indexer.trouble ?? scheduler?.trouble ?? modelTrouble ?? index.embedding.failure ?? index.changeFailure;
  return {
    ...common, ...index.summary(), role, phase: phaseOf(opened),
    model: embedder && !index.embedding.failure
      ? { id: embedder.id, dimensions: embedder.dimensions, state: 'ready' }
      : { id: embedder?.id ?? '', dimensions: embedder?.dimensions ?? 0, state: 'failed', code: (modelTrouble ?? index.embedding.failure)?.code ?? 'modelFailed', message: (modelTrouble ?? index.embedding.failure)?.message ?? '' },
    sharedVectors,
    indexBytes: size(),
    trouble: failure && troubleOf(failure),
    watching: opened.role === 'writer' && scheduler ? scheduler.disk.watching : null,
  };
}

function powerOf({ settings }: InitializeParams, opened: OpenedIndex | null, scheduler: Scheduler | null): IndexStatus['power'] {
  const byBattery = scheduler?.battery.isPausing ?? false;
  const paused = opened?.index.indexer.paused ?? false;
  return { pausedBy: byBattery ? 'battery' : paused ? 'user' : null, onBattery: scheduler?.battery.onBattery ?? null, pauses: settings.pauseOnBattery };
}

function phaseOf({ index, writeTrouble }: OpenedIndex): IndexPhase {
  if (writeTrouble) return 'failed';
  if (index.indexer.paused) return 'paused';
  return index.indexer.trouble ? 'failed' : index.indexer.phase;
}

const troubleOf = ({ code, message, nextStep, about }: Failure): NonNullable<IndexStatus['trouble']> => ({ code, message, nextStep, about });
