/** Which real pieces of code and documentation can a test use? Those of the installed packages and of this repository. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const largestFile = 300_000;

/** Up to `count` different pieces of `length` UTF-16 code units, in the same order at every call. */
export function realTexts(count: number, length: number, patterns: readonly string[] = ['{src,test,docs}/**/*.{ts,md}', 'node_modules/*/**/*.{ts,js,mjs,cjs,md,json,c,h,cc}']): string[] {
  const texts = new Set<string>();
  for (const pattern of patterns) {
    for (const name of globSync(pattern, { cwd: repository }).sort()) {
      const file = path.join(repository, name);
      const stats = statSync(file);
      if (!stats.isFile() || stats.size > largestFile) continue;
      const text = readFileSync(file, 'utf8');
      for (let start = 0; start < text.length; start += length) {
        texts.add(text.slice(start, start + length));
        if (texts.size === count) return [...texts];
      }
    }
  }
  return [...texts];
}
