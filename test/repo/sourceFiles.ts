/** Which files does the repository hold, and what do they import? */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.ts';

export interface SourceFile {
  /** Relative to the checkout's root, with "/". */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** Files that are committed or about to be: what git ignores isn't ours. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  return [...new Set(listed.split('\0'))].filter((file) => file !== '').sort();
}

export function sourceFiles(folder: string): SourceFile[] {
  return repositoryFiles().filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.ts') && !file.includes('/fixtures/')).map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { path: file, text, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) };
  });
}

/** Specifiers of all imports: static, dynamic, of types, and by require. */
export function importsOf(file: SourceFile): string[] {
  const pattern = /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|\brequire(?:\.resolve)?\s*\(\s*['"]([^'"]+)['"]/g;
  return [...file.text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The npm package that a specifier names; null for our own files, for Node's modules and for vscode. */
export function packageOf(specifier: string): string | null {
  if (/^[./]|^node:|^vscode$/.test(specifier)) return null;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
