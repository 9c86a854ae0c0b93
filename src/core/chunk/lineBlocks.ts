/** Where is text cut when no structure is known? Near the target size, at blank lines and where indentation is low. */
import type { Block } from './block.ts';
import { plainBlock } from './block.ts';
import { maximumSize, targetSize } from './chunkSizes.ts';
import type { SourceLines } from './sourceLines.ts';

/** A piece is not ended before this, so that a run of short paragraphs stays together. */
const earliestCut = targetSize / 2;
/** What a cut at a blank line, and one before an unindented line, are worth, in characters away from the target. */
const blankLineWorth = 500;
const unindentedWorth = 400;
/** What each column of indentation costs a cut, up to 400. */
const indentationCost = 40;

function cutWorth(lines: SourceLines, startLine: number, cutLine: number): number {
  const distance = Math.abs(lines.size(startLine, cutLine - 1) - targetSize);
  const blank = lines.isBlank(cutLine - 1) ? blankLineWorth : 0;
  const indentation = unindentedWorth - Math.min(unindentedWorth, lines.indentation(cutLine) * indentationCost);
  return blank + indentation - distance;
}

/** The line before which the piece that begins at `startLine` ends; always after `startLine`. */
function bestCut(lines: SourceLines, startLine: number, endLine: number): number {
  let best = startLine + 1;
  let bestWorth = -Infinity;
  for (let cut = startLine + 1; cut <= endLine; cut++) {
    const size = lines.size(startLine, cut - 1);
    if (size > maximumSize) break;
    if (lines.isBlank(cut)) continue;
    const worth = size < earliestCut ? size - 2 * maximumSize : cutWorth(lines, startLine, cut);
    if (worth >= bestWorth) {
      best = cut;
      bestWorth = worth;
    }
  }
  while (best <= endLine && lines.isBlank(best)) best++;
  return best;
}

/** Plain blocks that tile the lines; each is at most `maximumSize` or a single line (with blank lines after it). */
export function lineBlocks(lines: SourceLines, startLine: number, endLine: number): Block[] {
  const blocks: Block[] = [];
  let start = startLine;
  while (lines.size(start, endLine) > (targetSize + maximumSize) / 2) {
    const cut = bestCut(lines, start, endLine);
    if (cut > endLine) break;
    blocks.push(plainBlock(start, cut - 1));
    start = cut;
  }
  if (start <= endLine) blocks.push(plainBlock(start, endLine));
  return blocks;
}
