/** Which blocks does a syntax tree divide a file into? Nodes are looked into on demand only: each costs a call into the parser. */
import type { SyntaxNode, SyntaxTree } from '../ports.ts';
import type { LineRange } from '../types.ts';
import type { Block, Definition } from './block.ts';
import { plainBlock } from './block.ts';
import { signatureLength } from './chunkSizes.ts';
import type { FoundDefinition, Grammar, RuleContext } from './languages/language.ts';
import type { SourceLines } from './sourceLines.ts';

/** Below this depth nodes are not looked into: real code stays far above it, and the call stack must bear it. */
const deepest = 200;

/** What a block stands in: variables are definitions at module level only, conditions are not looked into in functions. */
type Scope = 'module' | 'class' | 'function';

/** A line where a block begins, because a node does. */
interface Cut {
  readonly line: number;
  readonly node: SyntaxNode;
  readonly found: FoundDefinition | null;
}

interface Place {
  readonly depth: number;
  readonly scope: Scope;
}

function scopeInside(definition: Definition | null, outer: Scope): Scope {
  switch (definition?.role) {
    case undefined:
    case 'namespace':
      return outer;
    case 'members':
      return 'class';
    case 'unit':
    case 'variable':
      return 'function';
  }
}

class SyntaxDivider implements RuleContext {
  private readonly lines: SourceLines;
  private readonly grammar: Grammar;

  constructor(lines: SourceLines, grammar: Grammar) {
    this.lines = lines;
    this.grammar = grammar;
  }

  textOf(node: SyntaxNode): string {
    return this.lines.text.slice(node.startIndex, node.endIndex);
  }

  define(node: SyntaxNode): FoundDefinition | null {
    const rule = Object.hasOwn(this.grammar.definitions, node.type) ? this.grammar.definitions[node.type] : undefined;
    return rule?.(node, this) ?? null;
  }

  block(range: LineRange, node: SyntaxNode, found: FoundDefinition | null, place: Place): Block {
    const definition = found && this.definitionOf(found);
    const inside = { depth: place.depth + 1, scope: scopeInside(definition, place.scope) };
    let divided: readonly Block[] | null = null;
    const children = (): readonly Block[] => (divided ??= this.divide(range, found?.inner ?? node, inside));
    return { ...range, definition, children };
  }

  private definitionOf(found: FoundDefinition): Definition {
    const signature = this.lines.line(this.lines.lineAt(found.nameIndex)).trim().slice(0, signatureLength);
    const { role, shape, symbol, names, qualifiers } = found;
    return { role, shape, symbol, names, qualifiers, signature };
  }

  private divide(range: LineRange, node: SyntaxNode, place: Place): Block[] {
    if (place.depth > deepest || range.startLine === range.endLine) return [];
    const cuts = this.attach(this.cutsOf(range, node, place), range.startLine);
    const firstLine = cuts[0]?.line;
    if (firstLine === undefined) return [];
    const blocks = cuts.map((cut, position) => {
      const endLine = (cuts[position + 1]?.line ?? range.endLine + 1) - 1;
      return this.block({ startLine: cut.line, endLine }, cut.node, cut.found, place);
    });
    return firstLine > range.startLine ? [plainBlock(range.startLine, firstLine - 1), ...blocks] : blocks;
  }

  /** The cuts among a node's descendants, at most one a line, in order. */
  private cutsOf(range: LineRange, node: SyntaxNode, place: Place): Cut[] {
    const cuts: Cut[] = [];
    const collect = (parent: SyntaxNode, depth: number): void => {
      if (depth > deepest) return;
      for (const child of parent.namedChildren) {
        if (child === null) continue;
        const line = this.lines.lineAt(child.startIndex);
        const begins = this.lines.beginsLine(child.startIndex, line);
        const found = begins ? this.foundAt(child, place.scope) : null;
        if (found === null && (!begins || this.continues(child, parent === node && place.depth > 1 ? node : null))) {
          if (begins || this.lines.lineAt(child.endIndex) > line) collect(child, depth + 1);
        } else if (line > (cuts.at(-1)?.line ?? range.startLine - 1) && line <= range.endLine) {
          cuts.push({ line, node: child, found });
          if (found === null && this.isTransparent(child, place.scope)) collect(child, depth + 1);
        }
      }
    };
    collect(node, place.depth);
    return cuts;
  }

  /** Whether a node that begins a line begins no block: it holds a body, or is only the divided node's own beginning. */
  private continues(child: SyntaxNode, divided: SyntaxNode | null): boolean {
    if (this.grammar.bodies.has(child.type) || child.type === 'ERROR') return true;
    return child.startIndex === divided?.startIndex && !this.grammar.attached.has(child.type);
  }

  private foundAt(node: SyntaxNode, scope: Scope): FoundDefinition | null {
    const found = this.define(node);
    return found?.role === 'variable' && scope !== 'module' ? null : found;
  }

  private isTransparent(node: SyntaxNode, scope: Scope): boolean {
    return scope !== 'function' && this.grammar.transparent.has(node.type);
  }

  /** Moves each cut up over the comments and attributes directly before it, and drops theirs. */
  private attach(cuts: readonly Cut[], startLine: number): Cut[] {
    const kept: Cut[] = [];
    let attachedFrom: number | null = null;
    cuts.forEach((cut, position) => {
      const next = cuts[position + 1];
      const from = attachedFrom ?? cut.line;
      attachedFrom = null;
      const joins = this.grammar.attached.has(cut.node.type) && next !== undefined && !this.lines.isBlank(next.line - 1);
      if (joins) attachedFrom = from;
      else kept.push({ ...cut, line: Math.max(from, startLine) });
    });
    return kept;
  }
}

/** The block of a whole file; its nodes may be looked at only until the tree is deleted. */
export function syntaxBlock(lines: SourceLines, tree: SyntaxTree, grammar: Grammar): Block {
  const range = { startLine: 1, endLine: lines.count };
  return new SyntaxDivider(lines, grammar).block(range, tree.rootNode, null, { depth: 0, scope: 'module' });
}
