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
  /** Nodes that go on with it: a body apart from its signature, more clauses of a function. */
  readonly more: readonly SyntaxNode[];
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

  block(range: LineRange, { node, found, more }: Omit<Cut, 'line'>, place: Place): Block {
    const definition = found && this.definitionOf(found);
    const inside = { depth: place.depth + 1, scope: scopeInside(definition, place.scope) };
    let divided: readonly Block[] | null = null;
    const children = (): readonly Block[] => (divided ??= this.divide(range, [found?.inner ?? node, ...more], inside));
    return { ...range, definition, children };
  }

  private definitionOf(found: FoundDefinition): Definition {
    const signature = this.lines.line(this.lines.lineAt(found.nameIndex)).trim().slice(0, signatureLength);
    const { role, shape, symbol, names, qualifiers } = found;
    return { role, shape, symbol, names, qualifiers, signature };
  }

  private divide(range: LineRange, nodes: readonly SyntaxNode[], place: Place): Block[] {
    if (place.depth > deepest || range.startLine === range.endLine) return [];
    const found = this.grammar.clauses && nodes.length > 1 ? this.clausesOf(range, nodes) : nodes.flatMap((node) => this.cutsOf(range, node, place));
    const inOrder = found.filter((cut, position) => position === 0 || cut.line > (found[position - 1]?.line ?? 0));
    const cuts = this.joinClauses(this.attach(inOrder, range.startLine));
    const firstLine = cuts[0]?.line;
    if (firstLine === undefined) return [];
    const blocks = cuts.map((cut, position) => {
      const endLine = (cuts[position + 1]?.line ?? range.endLine + 1) - 1;
      return this.block({ startLine: cut.line, endLine }, cut, place);
    });
    return firstLine > range.startLine ? [plainBlock(range.startLine, firstLine - 1), ...blocks] : blocks;
  }

  /** Cuts between the clauses of one function, which are no definitions of their own. */
  private clausesOf(range: LineRange, nodes: readonly SyntaxNode[]): Cut[] {
    return nodes.map((node) => ({ line: Math.max(this.lines.lineAt(node.startIndex), range.startLine), node, found: null, more: [] }));
  }

  /** Makes one of the cuts that follow each other with units of the same name. */
  private joinClauses(cuts: readonly Cut[]): readonly Cut[] {
    if (!this.grammar.clauses) return cuts;
    const joined: Cut[] = [];
    for (const cut of cuts) {
      const last = joined.at(-1);
      const same = last?.found?.role === 'unit' && cut.found?.role === 'unit' && last.found.symbol === cut.found.symbol;
      if (last && same) joined[joined.length - 1] = { ...last, more: [...last.more, cut.node, ...cut.more] };
      else joined.push(cut);
    }
    return joined;
  }

  /** The cuts among a node's descendants, at most one a line, in order. */
  private cutsOf(range: LineRange, node: SyntaxNode, place: Place): Cut[] {
    const cuts: Cut[] = [];
    const collect = (parent: SyntaxNode, depth: number): void => {
      if (depth > deepest) return;
      for (const child of parent.namedChildren) {
        if (child === null) continue;
        const last = cuts.at(-1);
        if (last !== undefined && this.grammar.continued?.has(child.type)) {
          cuts[cuts.length - 1] = { ...last, more: [...last.more, child] };
          continue;
        }
        const line = this.lines.lineAt(child.startIndex);
        const begins = this.lines.beginsLine(child.startIndex, line);
        const found = begins ? this.foundAt(child, place.scope) : null;
        if (found === null && (!begins || this.continues(child, parent === node && place.depth > 1 ? node : null))) {
          if (begins || this.lines.lineAt(child.endIndex) > line) collect(child, depth + 1);
        } else if (line > (last?.line ?? range.startLine - 1) && line <= range.endLine) {
          cuts.push({ line, node: child, found, more: [] });
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
  return new SyntaxDivider(lines, grammar).block(range, { node: tree.rootNode, found: null, more: [] }, { depth: 0, scope: 'module' });
}
