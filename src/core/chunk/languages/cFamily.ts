/** How are definitions found in C and C++? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, functionKind, named, namespaceKind, typeKind, variableKind, wrapper } from './definitionRules.ts';
import type { DefinitionRule, FoundDefinition, Grammar, Language, RuleContext } from './language.ts';

/** Declarators nest as the type is read ("int *(*f)()"): no real one does so deeper than this. */
const deepestDeclarator = 12;
const slashComments = { line: ['//'], block: [['/*', '*/']] } as const;

/** The function_declarator within a declarator, or null where no function is declared. */
function functionDeclarator(declarator: SyntaxNode | null): SyntaxNode | null {
  let node = declarator;
  for (let depth = 0; node !== null && depth < deepestDeclarator; depth++) {
    if (node.type === 'function_declarator' || node.type === 'operator_cast') return node;
    node = node.childForFieldName('declarator') ?? childOfType(node, ['function_declarator', 'pointer_declarator', 'reference_declarator']);
  }
  return null;
}

/** "Shape::area" is area, qualified by Shape. */
function qualifiedFunction(name: SyntaxNode | null, inner: SyntaxNode, context: RuleContext): FoundDefinition | null {
  const qualifiers: string[] = [];
  let node = name;
  while (node?.type === 'qualified_identifier') {
    const scope = node.childForFieldName('scope');
    if (scope) qualifiers.push(context.textOf(scope));
    node = node.childForFieldName('name');
  }
  return definition(functionKind, node, inner, context, qualifiers);
}

const functionDefinition: DefinitionRule = (node, context) => {
  const declarator = functionDeclarator(node.childForFieldName('declarator'));
  if (declarator === null) return null;
  const name = declarator.type === 'operator_cast' ? declarator.childForFieldName('type') : declarator.childForFieldName('declarator');
  return qualifiedFunction(name, node, context);
};

/** A type counts where it has a body: "struct node *next()" defines no node. */
function bodied(kind: typeof typeKind): DefinitionRule {
  return (node, context) => (node.childForFieldName('body') ? definition(kind, node.childForFieldName('name'), node, context) : null);
}

/** "typedef struct { ... } point;" is named by its declarator. */
const typedef: DefinitionRule = (node, context) => {
  const declarator = node.childForFieldName('declarator');
  if (declarator?.type === 'type_identifier') return definition(typeKind, declarator, node, context);
  const inner = functionDeclarator(declarator)?.childForFieldName('declarator');
  const pointer = inner && childOfType(inner, ['pointer_declarator']);
  return definition(typeKind, pointer?.childForFieldName('declarator') ?? inner ?? null, node, context);
};

/** A prototype, "struct point { ... } origin;", or a variable that is given a value. */
const declaration: DefinitionRule = (node, context) => {
  const type = node.childForFieldName('type');
  const found = (type && context.define(type)) ?? functionDefinition(node, context);
  const initialised = node.childForFieldName('declarator');
  if (found !== null || initialised?.type !== 'init_declarator') return found;
  let name = initialised.childForFieldName('declarator');
  while (name?.type === 'array_declarator' || name?.type === 'pointer_declarator') name = name.childForFieldName('declarator');
  return name?.type === 'identifier' ? definition(variableKind, name, node, context) : null;
};

/** "#define LIMIT 3"; one without a value is only a flag or an include guard. */
const macro: DefinitionRule = (node, context) =>
  node.childForFieldName('value') ? definition(variableKind, node.childForFieldName('name'), node, context) : null;

const cDefinitions: Grammar['definitions'] = {
  function_definition: functionDefinition,
  declaration,
  type_definition: typedef,
  struct_specifier: bodied(typeKind),
  union_specifier: bodied(typeKind),
  enum_specifier: bodied(typeKind),
  preproc_def: macro,
  preproc_function_def: named(functionKind),
};

const cppDefinitions: Grammar['definitions'] = {
  ...cDefinitions,
  class_specifier: bodied(classKind),
  struct_specifier: bodied(classKind),
  field_declaration: declaration,
  template_declaration: wrapper,
  namespace_definition: named(namespaceKind),
  alias_declaration: named(typeKind),
  concept_definition: named(typeKind),
};

const shared = {
  bodies: new Set(['declaration_list', 'compound_statement', 'field_declaration_list', 'enumerator_list']),
  transparent: new Set(['preproc_ifdef', 'preproc_if', 'preproc_else', 'preproc_elif', 'linkage_specification']),
};

export const cLanguage: Language = {
  id: 'c',
  extensions: ['.c', '.i'],
  comments: slashComments,
  contentKind: 'code',
  grammar: { wasm: 'tree-sitter-c', definitions: cDefinitions, ...shared, attached: new Set(['comment', 'attribute_declaration']) },
};

/** Headers count as C++, as in VS Code: its grammar reads those of C, too. */
export const cppLanguage: Language = {
  id: 'cpp',
  extensions: [
    '.cpp', '.cppm', '.cc', '.ccm', '.cxx', '.cxxm', '.c++', '.c++m', '.hpp', '.hh', '.hxx', '.h++', '.h', '.ii', '.ino', '.inl',
    '.ipp', '.ixx', '.tpp', '.txx', '.hpp.in', '.h.in', '.cu', '.cuh',
  ],
  comments: slashComments,
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-cpp',
    definitions: cppDefinitions,
    ...shared,
    attached: new Set(['comment', 'attribute_declaration', 'access_specifier']),
  },
};
