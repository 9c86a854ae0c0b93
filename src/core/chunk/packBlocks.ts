/** Which blocks become chunks whole, which are divided, and which are packed together? */
import type { Chunk, ChunkShape } from '../types.ts';
import type { Block, Definition } from './block.ts';
import { leftoverSize, maximumSize, standaloneSize, targetSize, wholeClassSize, wholeSectionSize } from './chunkSizes.ts';
import { lineBlocks } from './lineBlocks.ts';
import { sectionsOf } from './longRun.ts';
import type { SourceLines } from './sourceLines.ts';

interface Draft {
  startLine: number;
  endLine: number;
  readonly shape: ChunkShape;
  readonly symbol: string | null;
  readonly context: readonly string[];
  definitions: readonly string[];
  /** A small one joins a neighbour: code at module level the next, the rest of a divided definition the one before. */
  readonly leftover: 'joinsNext' | 'joinsPrevious' | null;
}

/** A block that is being divided: what its parts are named after. */
interface Owner {
  readonly definition: Definition | null;
  /** What encloses the owner itself. */
  readonly context: readonly string[];
  begun: boolean;
}

/** The names that a block makes known: its own, and those of its members. */
function namesOf(block: Block): readonly string[] {
  const { definition } = block;
  if (definition === null) return [];
  if (definition.role === 'unit') return definition.names;
  return [...definition.names, ...block.children().flatMap((child) => child.definition?.names ?? [])];
}

function holdsDefinitions(block: Block): boolean {
  return block.children().some((child) => child.definition !== null);
}

function insideOf(owner: Owner): readonly string[] {
  return owner.definition ? [...owner.context, ...owner.definition.qualifiers, owner.definition.symbol] : owner.context;
}

/** A key of a data file: it is called something, but makes no name known. */
function isKey({ role, shape, names }: Definition): boolean {
  return role === 'unit' && shape === 'section' && names.length === 0;
}

/** Of variables, of what only encloses others, of keys and of style rules a few lines are no answer to any question. */
function saysLittle({ role, shape }: Definition): boolean {
  return role === 'variable' || role === 'namespace' || (role === 'unit' && shape === 'section');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/**
 * Turns a tree of blocks into drafts of chunks, in the order of the text. The method is that of cAST ("cAST: Enhancing
 * Code Retrieval-Augmented Generation with Structural Chunking via Abstract Syntax Tree", Zhang et al., 2025):
 * split from the root down what is too large, then merge small neighbours greedily; with the difference that a definition
 * of some size is never merged with others, because what is searched for is mostly one function.
 */
class Packer {
  readonly drafts: Draft[] = [];
  private readonly lines: SourceLines;
  private readonly plainShape: ChunkShape;

  constructor(lines: SourceLines, plainShape: ChunkShape) {
    this.lines = lines;
    this.plainShape = plainShape;
  }

  divide(block: Block, owner: Owner): void {
    const run: Block[] = [];
    this.place(this.partsOf(block), owner, run);
    this.flush(run, owner);
  }

  private partsOf(block: Block): readonly Block[] {
    const children = block.children();
    return children.length > 0 ? children : lineBlocks(this.lines, block.startLine, block.endLine);
  }

  private place(blocks: readonly Block[], owner: Owner, run: Block[]): void {
    for (const block of blocks) {
      const size = this.lines.size(block.startLine, block.endLine);
      if (block.definition !== null && size >= standaloneSize) {
        this.flush(run, owner);
        this.define(block, block.definition, size, owner);
      } else if (size <= wholeClassSize || (size <= maximumSize && !holdsDefinitions(block))) {
        run.push(block);
      } else {
        const children = block.children();
        if (children.length > 0) this.place(children, owner, run);
        else run.push(...lineBlocks(this.lines, block.startLine, block.endLine));
      }
    }
  }

  private define(block: Block, definition: Definition, size: number, owner: Owner): void {
    const context = insideOf(owner);
    if (!this.isWhole(block, definition, size)) {
      this.divide(block, { definition, context, begun: false });
      return;
    }
    this.drafts.push({
      startLine: block.startLine,
      endLine: block.endLine,
      shape: definition.shape,
      symbol: definition.symbol,
      context: [...context, ...definition.qualifiers],
      definitions: unique(namesOf(block)),
      leftover: null,
    });
  }

  private isWhole(block: Block, definition: Definition, size: number): boolean {
    switch (definition.role) {
      case 'unit':
        return size <= maximumSize;
      case 'variable':
        return size <= wholeClassSize || (size <= maximumSize && !holdsDefinitions(block));
      case 'members':
        return size <= (definition.shape === 'section' ? wholeSectionSize : wholeClassSize) || (size <= maximumSize && !holdsDefinitions(block));
      case 'namespace':
        return false;
    }
  }

  /** Packs the blocks of a run, and empties it. */
  private flush(run: Block[], owner: Owner): void {
    for (const section of sectionsOf(run, this.lines)) this.pack(section, owner);
    run.length = 0;
  }

  /** Into groups of even size, each near the target. */
  private pack(run: readonly Block[], owner: Owner): void {
    const sizes = run.map((block) => this.lines.size(block.startLine, block.endLine));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const goal = total / Math.max(1, Math.round(total / targetSize));
    let group: Block[] = [];
    let groupSize = 0;
    run.forEach((block, position) => {
      const size = sizes[position] ?? 0;
      const overshoots = groupSize + size > maximumSize || groupSize + size - goal > goal - groupSize;
      if (group.length > 0 && size > 0 && overshoots) {
        this.drafts.push(this.draftOf(group, owner));
        group = [];
        groupSize = 0;
      }
      group.push(block);
      groupSize += size;
    });
    if (group.length > 0) this.drafts.push(this.draftOf(group, owner));
  }

  /** The definition after which a packed group is named: the largest, a variable only where there is nothing else. No key stands for others. */
  private leadOf(group: readonly Block[]): Definition | null {
    if (group.filter(({ definition }) => definition !== null && isKey(definition)).length > 1) return null;
    let lead: Definition | null = null;
    let leadSize = -1;
    for (const { definition, startLine, endLine } of group) {
      if (definition === null) continue;
      const size = definition.role === 'variable' ? 0 : this.lines.size(startLine, endLine);
      if (size > leadSize) {
        lead = definition;
        leadSize = size;
      }
    }
    return lead;
  }

  private draftOf(group: readonly Block[], owner: Owner): Draft {
    const range = { startLine: group[0]?.startLine ?? 1, endLine: group.at(-1)?.endLine ?? 1 };
    const names = group.flatMap(namesOf);
    const lead = this.leadOf(group);
    const first = !owner.begun;
    owner.begun = true;
    const own = owner.definition;
    if (own !== null && first && !(own.role === 'namespace' && lead !== null)) {
      const context = [...owner.context, ...own.qualifiers];
      const leftover = own.role === 'namespace' || own.shape === 'section' ? 'joinsNext' : null;
      return { ...range, shape: own.shape, symbol: own.symbol, context, definitions: unique([...own.names, ...names]), leftover };
    }
    if (lead !== null) {
      const context = [...insideOf(owner), ...lead.qualifiers];
      const definitions = unique([...lead.names, ...names, ...(first && own !== null ? own.names : [])]);
      const leftover = saysLittle(lead) ? 'joinsNext' : null;
      return { ...range, shape: lead.shape, symbol: lead.symbol, context, definitions, leftover };
    }
    if (own !== null && own.role !== 'namespace') {
      const context = [...owner.context, ...own.qualifiers, own.signature];
      return { ...range, shape: own.shape, symbol: own.symbol, context, definitions: [], leftover: 'joinsPrevious' };
    }
    return { ...range, shape: this.plainShape, symbol: null, context: insideOf(owner), definitions: [], leftover: 'joinsNext' };
  }
}

/** Joins leftovers to the neighbour they belong to, where that stays within the maximum. */
function joinLeftovers(drafts: readonly Draft[], lines: SourceLines): Draft[] {
  const joined: Draft[] = [];
  let pending: Draft | null = null;
  const fits = (first: Draft, last: Draft): boolean => lines.size(first.startLine, last.endLine) <= maximumSize;
  const appendToLast = (draft: Draft): boolean => {
    const last = joined.at(-1);
    if (last === undefined || !fits(last, draft)) return false;
    last.endLine = draft.endLine;
    last.definitions = unique([...last.definitions, ...draft.definitions]);
    return true;
  };
  for (const draft of drafts) {
    if (pending !== null && fits(pending, draft)) {
      draft.startLine = pending.startLine;
      draft.definitions = unique([...draft.definitions, ...pending.definitions]);
    } else if (pending !== null && !appendToLast(pending)) {
      joined.push(pending);
    }
    pending = null;
    const small = lines.size(draft.startLine, draft.endLine) < leftoverSize;
    if (small && draft.leftover === 'joinsNext') pending = draft;
    else if (!(small && draft.leftover === 'joinsPrevious' && appendToLast(draft))) joined.push(draft);
  }
  if (pending !== null && !appendToLast(pending)) joined.push(pending);
  return joined;
}

/**
 * The chunks of a file whose structure is `root`: in order, without overlap, tiling all its lines. `plainShape` is the
 * shape of chunks that define nothing.
 */
export function packBlocks(root: Block, lines: SourceLines, plainShape: ChunkShape): Chunk[] {
  if (lines.count === 0) return [];
  const packer = new Packer(lines, plainShape);
  packer.divide(root, { definition: null, context: [], begun: false });
  return joinLeftovers(packer.drafts, lines).map(({ leftover: _leftover, ...draft }) => ({
    ...draft,
    text: lines.join(draft.startLine, draft.endLine),
  }));
}
