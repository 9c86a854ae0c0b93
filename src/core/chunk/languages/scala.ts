/** How are definitions found in Scala? */
import { childOfType, classKind, definition, functionKind, named, namespaceKind, titled, typeKind, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** What test styles call their tests by: test("title") { ... }. */
const testFunctions = new Set(['test', 'it', 'describe', 'feature', 'scenario', 'property']);

/** "package a" at the top encloses the file and names nothing; one with braces is a namespace. */
const packageClause: DefinitionRule = (node, context) =>
  node.childForFieldName('body') ? definition(namespaceKind, node.childForFieldName('name'), node, context) : null;

const testCall: DefinitionRule = (node, context) => {
  const call = node.childForFieldName('function');
  const name = call?.childForFieldName('function');
  if (!call || !name || !testFunctions.has(context.textOf(name))) return null;
  const title = call.childForFieldName('arguments');
  const text = title && childOfType(title, ['string']);
  const found = definition(functionKind, text, node, context);
  return titled(found, found?.symbol.replace(/^"+|"+$/g, ''));
};

export const scala: Language = {
  id: 'scala',
  extensions: ['.scala', '.sc', '.sbt'],
  interpreters: ['scala'],
  comments: { line: ['//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-scala',
    definitions: {
      package_clause: packageClause,
      package_object: named(classKind),
      class_definition: named(classKind),
      object_definition: named(classKind),
      trait_definition: named(classKind),
      enum_definition: named(classKind),
      given_definition: named(classKind),
      function_definition: named(functionKind),
      function_declaration: named(functionKind),
      type_definition: named(typeKind),
      val_definition: named(variableKind, 'pattern'),
      var_definition: named(variableKind, 'pattern'),
      call_expression: testCall,
    },
    bodies: new Set(['template_body', 'with_template_body', 'enum_body', 'block', 'indented_block', 'case_block', 'indented_cases']),
    transparent: new Set(['extension_definition']),
    attached: new Set(['comment', 'block_comment']),
    readsPerThousandCharacters: 250, // 66 on average and up to 180 in the sources of Finagle and Gatling
  },
};
