/** Where is a long run of small blocks cut beforehand, so that an edit changes what is packed near it and not all that follows? */
import { createHash } from 'node:crypto';
import type { Block } from './block.ts';
import { targetSize } from './chunkSizes.ts';
import type { SourceLines } from './sourceLines.ts';

/** A shorter run is packed evenly as a whole: there an edit changes a few chunks at most. */
const longRun = 16 * targetSize;
/** Sections are between the first and the last, and about the middle one where blocks differ. */
const sectionSizes = { least: 4 * targetSize, usual: 8 * targetSize, most: 32 * targetSize };

/**
 * Cuts before blocks whose own text says so, as content-defined chunking does ("A Low-bandwidth Network File System", Muthitacharoen et al., 2001): a
 * larger block sooner than a small one, none by its place. So the cuts stay where they were, relative to the text around them.
 */
export function sectionsOf(run: readonly Block[], lines: SourceLines): Block[][] {
  const sizeOf = ({ startLine, endLine }: Block): number => lines.size(startLine, endLine);
  if (run.length === 0 || lines.size(run[0]!.startLine, run.at(-1)!.endLine) <= longRun) return [[...run]];
  const sections: Block[][] = [];
  let section: Block[] = [];
  let size = 0;
  for (const block of run) {
    const own = sizeOf(block);
    const begins = size >= sectionSizes.least && chanceOf(lines.join(block.startLine, block.endLine)) < own / sectionSizes.usual;
    if (section.length && (begins || size + own > sectionSizes.most)) {
      sections.push(section);
      section = [];
      size = 0;
    }
    section.push(block);
    size += own;
  }
  // What is left at the end is too little to be packed by itself.
  if (size < targetSize && sections.length) sections.at(-1)!.push(...section);
  else sections.push(section);
  return sections;
}

/** Evenly spread between 0 and 1, and always the same for the same text. */
const chanceOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE() / 2 ** 32;
