/** What may a bug report say? Versions, counts and codes; never code, a path, a name, a query or a message. */
import type { DaemonState, IndexStatus } from './daemonProtocol.ts';

export interface ReportedSetting {
  readonly name: string;
  /** Of settings that differ from their default. */
  readonly value: unknown;
}

export interface ReportParts {
  readonly versions: Readonly<Record<string, string>>;
  readonly daemon: DaemonState;
  readonly status: IndexStatus | null;
  readonly settings: readonly ReportedSetting[];
}

/** Codes and reasons are words of ours; anything else would be somebody's text. */
const codeOnly = (code: string): string => (/^[a-zA-Z]{1,30}$/.test(code) ? code : 'other');

/** Markdown, in English: its readers are the makers. */
export function issueReport({ versions, daemon, status, settings }: ReportParts): string {
  return [
    '## What happened', '', '(Say what you did, what you expected, and what came instead.)', '',
    '## Versions', '', ...Object.entries(versions).map(([name, version]) => `- ${name}: ${version}`), '',
    '## Index', '', `- background process: ${daemon}`, ...(status === null ? ['- no status yet'] : statusLines(status)), '',
    '## Settings that differ from their defaults', '',
    ...(settings.length === 0 ? ['none'] : settings.map(({ name, value }) => `- ${name}: ${shownValue(name, value)}`)), '',
  ].join('\n');
}

function statusLines({ phase, role, roots, files, skippedByReason, failedByCode, chunks, graph, model, memoryBytes, indexBytes, trouble }: IndexStatus): string[] {
  const counts = (of: Readonly<Record<string, number>>): string => Object.entries(of).map(([name, count]) => `${codeOnly(name)} ${count}`).join(', ') || 'none';
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
  return [
    `- ${phase}, ${role}, ${roots.length} folders`, `- files: ${counts(files)}`, `- skipped: ${counts(skippedByReason)}`, `- failed: ${counts(failedByCode)}`,
    `- chunks: ${chunks.total}, ${chunks.withVectors} with vectors; ${graph.vectors} in the graph; searched: ${graph.search}`,
    `- model: ${model.state}, ${model.dimensions} dimensions`, `- memory ${megabytes(memoryBytes)}, on disk ${megabytes(indexBytes)}`,
    `- trouble: ${trouble === null ? 'none' : codeOnly(trouble.code)}`,
  ];
}

/** Numbers, switches and choices are told; of texts and lists, which may hold paths, only that they are set. */
function shownValue(name: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (name === 'priority' && typeof value === 'string') return codeOnly(value);
  return Array.isArray(value) ? `${value.length} entries` : 'set';
}
