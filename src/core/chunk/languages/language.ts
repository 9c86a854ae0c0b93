/** What must be known of a language to recognise and to chunk its files? */
import type { SyntaxNode } from '../../ports.ts';
import type { ChunkShape, ContentKind, LanguageId } from '../../types.ts';
import type { DefinitionRole } from '../block.ts';

/** What a syntax node defines. */
export interface FoundDefinition {
  readonly role: DefinitionRole;
  readonly shape: ChunkShape;
  readonly symbol: string;
  readonly names: readonly string[];
  readonly qualifiers: readonly string[];
  /** Offset of the name: its line is the definition's signature. */
  readonly nameIndex: number;
  /** The node whose children divide the definition: the inner one where an export or a decorator wraps it. */
  readonly inner: SyntaxNode;
}

export interface RuleContext {
  textOf(node: SyntaxNode): string;
  /** What a node defines by the grammar's rules; null for all others. */
  define(node: SyntaxNode): FoundDefinition | null;
}

export type DefinitionRule = (node: SyntaxNode, context: RuleContext) => FoundDefinition | null;

export interface Grammar {
  /** File name of the grammar without ".wasm". */
  readonly wasm: string;
  /** Node type -> what it defines. */
  readonly definitions: Readonly<Record<string, DefinitionRule>>;
  /** Node types that hold members or statements: always looked into; their first line belongs to what comes before. */
  readonly bodies: ReadonlySet<string>;
  /** Node types that are looked into whatever their size, outside functions and classes: "#ifdef", "if", groups of constants. */
  readonly transparent: ReadonlySet<string>;
  /** Node types that belong to what follows directly: comments, decorators, attributes. */
  readonly attached: ReadonlySet<string>;
  /** Node types that go on with the definition before them, where the grammar has them apart: a body after its signature. */
  readonly continued?: ReadonlySet<string>;
  /** Whether units of the same name one after the other are one: a function's type and its equations. */
  readonly clauses?: boolean;
  /** How often real code makes the grammar's own scanner read it again, for 1,000 characters, where that is more than ten times. */
  readonly readsPerThousandCharacters?: number;
}

/** For languages without a grammar: what a line that begins a definition looks like. */
export interface OutlineRule {
  /** Matched against a line without its indentation; the group "name" is the symbol, "owner" a qualifier if there is one. */
  readonly pattern: RegExp;
  readonly role: DefinitionRole;
  readonly shape: ChunkShape;
}

export interface Outline {
  readonly rules: readonly OutlineRule[];
  /** Lines that belong to the definition that follows them directly (besides comments): annotations, attributes. */
  readonly attached: RegExp | null;
}

export type HeadingStyle = 'markdown' | 'restructuredtext' | 'asciidoc';

export type KeyStyle = 'json' | 'yaml' | 'toml';

export interface CommentSyntax {
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
}

export interface Language {
  /** VS Code's identifier. */
  readonly id: LanguageId;
  /** With the dot, lower case; ".d.ts" wins over ".ts" because it is longer. */
  readonly extensions: readonly string[];
  /** Whole file names, lower case. */
  readonly fileNames?: readonly string[];
  /** Patterns for whole file names, tried before the extensions. */
  readonly fileNamePatterns?: readonly RegExp[];
  /** Programs named in a "#!" line. */
  readonly interpreters?: readonly string[];
  readonly comments: CommentSyntax;
  readonly contentKind: ContentKind;
  readonly grammar?: Grammar;
  readonly outline?: Outline;
  readonly headings?: HeadingStyle;
  readonly keys?: KeyStyle;
  /** What people read of a text, with as many lines: this is divided, embedded and indexed in its place. */
  readonly readable?: (text: string) => string;
}
