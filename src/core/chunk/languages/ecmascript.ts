/** How are definitions found in TypeScript and JavaScript, with and without JSX? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, classKind, definition, functionKind, named, namespaceKind, titled, typeKind, variableKind, wrapper } from './definitionRules.ts';
import type { DefinitionRule, FoundDefinition, Grammar, Language, RuleContext } from './language.ts';

const functionTypes = ['arrow_function', 'function_expression', 'generator_function'];
const testCalls = new Set(['describe', 'suite', 'context', 'it', 'test', 'bench', 'specify']);
const slashComments = { line: ['//'], block: [['/*', '*/']] } as const;

/** A function or class that is the value of a variable, a property or an assignment; a call may wrap it, as in memo(() => ...). */
function valueDefinition(value: SyntaxNode | null, name: SyntaxNode | null, context: RuleContext, qualifiers: readonly string[] = []): FoundDefinition | null {
  if (value === null) return null;
  if (functionTypes.includes(value.type)) return definition(functionKind, name, value, context, qualifiers);
  if (value.type === 'class') return definition(classKind, name, value, context, qualifiers);
  if (value.type !== 'call_expression') return null;
  const callArguments = value.childForFieldName('arguments');
  const wrapped = callArguments && childOfType(callArguments, functionTypes);
  return wrapped ? definition(functionKind, name, wrapped, context, qualifiers) : null;
}

const variables: DefinitionRule = (node, context) => {
  const declarator = childOfType(node, ['variable_declarator']);
  const name = declarator?.childForFieldName('name') ?? null;
  if (declarator === null || name?.type !== 'identifier') return null;
  const value = declarator.childForFieldName('value');
  return valueDefinition(value, name, context) ?? definition(variableKind, name, value ?? node, context);
};

/** "a: function () {}" in an object, "a = () => {}" in a class. */
function property(nameField: string): DefinitionRule {
  return (node, context) => valueDefinition(node.childForFieldName('value'), node.childForFieldName(nameField), context);
}

/** "exports.a = function () {}", "Shape.prototype.area = function () {}". */
function assignment(node: SyntaxNode, context: RuleContext): FoundDefinition | null {
  const target = node.childForFieldName('left');
  const value = node.childForFieldName('right');
  if (target?.type !== 'member_expression') return valueDefinition(value, target, context);
  const owner = target.childForFieldName('object');
  const ownerName = owner ? context.textOf(owner).replace(/\.prototype$/, '') : '';
  const qualifiers = /^[A-Z]\w*$/.test(ownerName) ? [ownerName] : [];
  return valueDefinition(value, target.childForFieldName('property'), context, qualifiers);
}

/** describe('what', () => {}) and it('does', () => {}): a test is found by its title. */
function testCall(node: SyntaxNode, context: RuleContext): FoundDefinition | null {
  const callee = node.childForFieldName('function');
  const calleeName = callee ? /^\w*/.exec(context.textOf(callee))?.[0] : undefined;
  if (calleeName === undefined || !testCalls.has(calleeName)) return null;
  const callArguments = node.childForFieldName('arguments');
  const title = callArguments && childOfType(callArguments, ['string', 'template_string']);
  const body = callArguments && childOfType(callArguments, functionTypes);
  const text = title && childOfType(title, ['string_fragment']);
  return body ? titled(definition(functionKind, text, body, context)) : null;
}

const expression: DefinitionRule = (node, context) => {
  const inner = childOfType(node, ['assignment_expression', 'call_expression', 'internal_module']);
  if (inner === null) return null;
  if (inner.type === 'internal_module') return context.define(inner);
  return inner.type === 'call_expression' ? testCall(inner, context) : assignment(inner, context);
};

/** "export default () => {}" has no name but the module's. */
const exported: DefinitionRule = (node, context) => {
  const found = wrapper(node, context);
  if (found !== null) return found;
  const value = node.childForFieldName('value') ?? node.childForFieldName('declaration');
  const isDefinition = value !== null && [...functionTypes, 'class', 'class_declaration', 'function_declaration'].includes(value.type);
  if (!isDefinition) return null;
  const kind = value.type.startsWith('class') ? classKind : functionKind;
  return { ...kind, symbol: 'default', names: [], qualifiers: [], nameIndex: node.startIndex, inner: value };
};

const ecmascriptDefinitions: Grammar['definitions'] = {
  function_declaration: named(functionKind),
  generator_function_declaration: named(functionKind),
  class_declaration: named(classKind),
  method_definition: named(functionKind),
  pair: property('key'),
  lexical_declaration: variables,
  variable_declaration: variables,
  expression_statement: expression,
  export_statement: exported,
};

const typescriptDefinitions: Grammar['definitions'] = {
  ...ecmascriptDefinitions,
  abstract_class_declaration: named(classKind),
  function_signature: named(functionKind),
  method_signature: named(functionKind),
  abstract_method_signature: named(functionKind),
  public_field_definition: property('name'),
  interface_declaration: named(typeKind),
  type_alias_declaration: named(typeKind),
  enum_declaration: named(typeKind),
  internal_module: named(namespaceKind),
  module: named(namespaceKind),
  ambient_declaration: wrapper,
};

const javascriptBodies = ['class_body', 'statement_block', 'switch_body', 'arguments'];

function grammar(wasm: string, definitions: Grammar['definitions'], bodies: readonly string[]): Grammar {
  return { wasm, definitions, bodies: new Set(bodies), transparent: new Set(), attached: new Set(['comment', 'decorator']) };
}

function typescriptGrammar(wasm: string): Grammar {
  return grammar(wasm, typescriptDefinitions, [...javascriptBodies, 'interface_body', 'object_type', 'enum_body']);
}

const javascriptGrammar = grammar('tree-sitter-javascript', { ...ecmascriptDefinitions, field_definition: property('property') }, javascriptBodies);

export const ecmascriptLanguages: readonly Language[] = [
  {
    id: 'typescript',
    extensions: ['.ts', '.mts', '.cts'],
    interpreters: ['deno', 'ts-node', 'tsx', 'bun'],
    comments: slashComments,
    contentKind: 'code',
    grammar: typescriptGrammar('tree-sitter-typescript'),
  },
  {
    id: 'typescriptreact',
    extensions: ['.tsx'],
    comments: slashComments,
    contentKind: 'code',
    grammar: typescriptGrammar('tree-sitter-tsx'),
  },
  {
    id: 'javascript',
    extensions: ['.js', '.mjs', '.cjs', '.es6', '.pac'],
    fileNames: ['jakefile'],
    interpreters: ['node', 'nodejs'],
    comments: slashComments,
    contentKind: 'code',
    grammar: javascriptGrammar,
  },
  { id: 'javascriptreact', extensions: ['.jsx'], comments: slashComments, contentKind: 'code', grammar: javascriptGrammar },
];
