/** How are definitions found in Terraform and other HCL? */
import type { SyntaxNode } from '../../ports.ts';
import { childOfType, definition, titled, typeKind } from './definitionRules.ts';
import type { DefinitionRule, Language } from './language.ts';

/** resource "aws_s3_bucket" "logs" is logs, qualified by aws_s3_bucket; a block without labels is called by its kind. */
const block: DefinitionRule = (node, context) => {
  const labels = node.namedChildren
    .map((child) => (child?.type === 'string_lit' ? childOfType(child, ['template_literal']) : null))
    .filter((label): label is SyntaxNode => label !== null);
  const name = labels.at(-1);
  if (name === undefined) return titled(definition(typeKind, childOfType(node, ['identifier']), node, context));
  return definition(typeKind, name, node, context, labels.slice(0, -1).map((label) => context.textOf(label)));
};

export const terraform: Language = {
  id: 'terraform',
  extensions: ['.tf', '.tfvars', '.hcl', '.nomad'],
  comments: { line: ['#', '//'], block: [['/*', '*/']] },
  contentKind: 'code',
  grammar: {
    wasm: 'tree-sitter-hcl',
    definitions: { block },
    bodies: new Set(['body']),
    transparent: new Set<string>(),
    attached: new Set(['comment']),
  },
};
