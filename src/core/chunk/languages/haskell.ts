/** How are definitions found in Haskell? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, functionKind, named, titled, typeKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

function nameOf(node: SyntaxNode): SyntaxNode | null {
  const names = node.childForFieldName('names');
  const infix = childOfType(node, ['infix']);
  return node.childForFieldName('name') ?? names?.namedChildren[0] ?? infix?.childForFieldName('operator') ?? null;
}

/** A type signature or an equation; those of one name that follow each other are one function. */
const equation: DefinitionRule = (node, context) => {
  const found = definition(functionKind, nameOf(node), node, context);
  const symbol = found?.symbol.replace(/^\((.+)\)$/, '$1') ?? ''; // "(<+>) :: ..." is the type of "a <+> b = ..."
  return found && { ...found, symbol, names: [symbol] };
};

/** "instance Show Shape where" is called "Show Shape". */
const instance: DefinitionRule = (node, context) => {
  const found = definition(classKind, node.childForFieldName('name'), node, context);
  const patterns = node.childForFieldName('patterns');
  return titled(found, found && patterns ? `${found.symbol} ${context.textOf(patterns)}` : found?.symbol);
};

export const haskell: Language = {
  id: 'haskell',
  extensions: ['.hs', '.lhs', '.hsc'],
  interpreters: ['runhaskell', 'stack'],
  comments: { line: ['--'], block: [['{-', '-}']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-haskell',
    definitions: {
      data_type: named(typeKind),
      newtype: named(typeKind),
      type_synomym: named(typeKind),
      type_family: named(typeKind),
      data_family: named(typeKind),
      class: named(classKind),
      instance,
      signature: equation,
      function: equation,
      bind: equation,
    },
    bodies: new Set(['imports', 'declarations', 'class_declarations', 'instance_declarations', 'local_binds', 'match', 'do', 'alternatives']),
    transparent: new Set<string>(),
    attached: new Set(['comment', 'haddock', 'pragma']),
    clauses: true,
  },
};
