/** How are definitions found in Ruby? */
import { childOfType, classKind, definition, functionKind, named, namespaceKind, titled, variableKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** Calls with a block that divide a file: tests by their titles, tasks and definitions by their names. */
const blockCalls = new Set([
  'describe', 'context', 'it', 'specify', 'shared_examples', 'feature', 'scenario', 'test', 'task', 'namespace', 'define_method', 'scope', 'let',
]);
const methodTypes = ['method', 'singleton_method'];

const call: DefinitionRule = (node, context) => {
  const callArguments = node.childForFieldName('arguments');
  const modified = callArguments && childOfType(callArguments, methodTypes);
  if (modified) return context.define(modified);
  const block = node.childForFieldName('block');
  const name = node.childForFieldName('method');
  if (!callArguments || !block || !name || !blockCalls.has(context.textOf(name))) return null;
  const title = callArguments.namedChildren[0] ?? null;
  const text = title?.type === 'string' ? childOfType(title, ['string_content']) : title;
  const found = definition(functionKind, text, block, context);
  return titled(found, found?.symbol.replace(/^:/, ''));
};

const constant: DefinitionRule = (node, context) => {
  const target = node.childForFieldName('left');
  return target?.type === 'constant' ? definition(variableKind, target, node, context) : null;
};

export const ruby: Language = {
  id: 'ruby',
  extensions: ['.rb', '.rbx', '.rjs', '.gemspec', '.rake', '.ru', '.erb.rb', '.podspec', '.rbi', '.jbuilder'],
  fileNames: ['rakefile', 'gemfile', 'guardfile', 'podfile', 'capfile', 'cheffile', 'hobofile', 'vagrantfile', 'appraisals', 'rantfile', 'berksfile',
    'thorfile', 'puppetfile', 'dangerfile', 'brewfile', 'fastfile', 'appfile'],
  interpreters: ['ruby', 'jruby', 'rake'],
  comments: { line: ['#'], block: [['=begin', '=end']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-ruby',
    definitions: {
      module: named(namespaceKind),
      class: named(classKind),
      method: named(functionKind),
      singleton_method: named(functionKind),
      assignment: constant,
      call,
    },
    bodies: new Set(['body_statement', 'do_block', 'block', 'block_body', 'then']),
    transparent: new Set(['if', 'unless', 'begin', 'singleton_class']),
    attached: new Set(['comment']),
  },
};
