/** How far does a text search come? ripgrep: files by the number of distinct query words in them, then by how often they stand there. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../scripts/run.ts';
import { cacheDirectory } from '../../../scripts/workbench/installWorkbench.ts';
import { stopWords } from '../../../src/core/lexical/stopWords.ts';
import type { RankedFile } from '../metrics.ts';
import type { RankingSystem } from './rankingSystem.ts';

const peers = path.join(cacheDirectory, 'peers');

/** Debian's ripgrep, unpacked into the cache. Rejects with apt's words where there is none to be had. */
async function ripgrepProgram(): Promise<string> {
  const folder = path.join(peers, 'ripgrep');
  const program = path.join(folder, 'usr/bin/rg');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  await run('apt-get', ['--quiet', 'download', 'ripgrep'], { cwd: folder });
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get downloaded no ripgrep');
  await run('dpkg', ['-x', path.join(folder, archive), folder]);
  return program;
}

const wordsOf = (query: string): string[] => {
  const words = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])];
  const telling = words.filter((word) => !stopWords.has(word));
  return telling.length > 0 ? telling : words;
};

interface FileMatches {
  readonly path: string;
  readonly words: Set<string>;
  matches: number;
  /** Words by line. */
  readonly lines: Map<number, Set<string>>;
}

function add<Key>(map: Map<Key, Set<string>>, key: Key, word: string): void {
  const words = map.get(key);
  if (words) words.add(word); else map.set(key, new Set([word]));
}

/** `output`: a line "PATH\0LINE:MATCH" for each match. The range is the line that holds most of the words. */
export function ripgrepRanking(output: string): RankedFile[] {
  const files = new Map<string, FileMatches>();
  for (const [, file, line, match] of output.matchAll(/^(.*?)\0(\d+):(.*)$/gm)) {
    const found = files.get(file!) ?? { path: file!.replace(/^\.\//, ''), words: new Set(), matches: 0, lines: new Map() };
    files.set(file!, found);
    found.words.add(match!.toLowerCase());
    found.matches++;
    add(found.lines, Number(line), match!.toLowerCase());
  }
  return [...files.values()]
    .sort((a, b) => b.words.size - a.words.size || b.matches - a.matches || (a.path < b.path ? -1 : 1))
    .map(({ path: file, lines }) => {
      const [best] = [...lines].sort(([lineA, a], [lineB, b]) => b.size - a.size || lineA - lineB)[0]!;
      return { path: file, startLine: best, endLine: best };
    });
}

export const ripgrep: RankingSystem = {
  name: 'ripgrep',
  rank: async (queries, { folder }) => {
    const program = await ripgrepProgram();
    const rankings: RankedFile[][] = [];
    for (const query of queries) {
      const patterns = wordsOf(query).flatMap((word) => ['-e', word]);
      const flags = ['--no-config', '--ignore-case', '--fixed-strings', '--only-matching', '--line-number', '--with-filename', '--null', '--no-heading', '--max-filesize', '1M'];
      const { stdout } = await run(program, [...flags, ...patterns, '.'], { cwd: folder, accept: [0, 1] });
      rankings.push(ripgrepRanking(stdout));
    }
    return rankings;
  },
};
