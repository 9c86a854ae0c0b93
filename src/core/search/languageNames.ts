/** Which languages does a person mean by "ts", "c++" or "golang"? */
import { allLanguages } from '../chunk/languages/all.ts';
import type { LanguageId } from '../types.ts';

/** What people call a language where it is neither VS Code's identifier nor an extension. */
const commonNames: Readonly<Record<string, LanguageId>> = {
  'c++': 'cpp', 'c#': 'csharp', 'f#': 'fsharp', golang: 'go', bash: 'shellscript', shell: 'shellscript', zsh: 'shellscript', 'objective-c': 'objective-c',
  objc: 'objective-c', objectivec: 'objective-c', docker: 'dockerfile', compose: 'dockercompose', make: 'makefile', protobuf: 'proto3', proto: 'proto3',
  vim: 'viml', hcl: 'terraform', rest: 'restructuredtext', text: 'plaintext', tex: 'latex', visualbasic: 'vb', batch: 'bat', node: 'javascript', clj: 'clojure',
  // Extensions that two languages claim, where people mean one.
  h: 'cpp', m: 'objective-c', v: 'verilog', sc: 'scala', jsonc: 'jsonc',
};

/** Languages whose JSX files are the same language to who asks for it. */
const families: Readonly<Record<LanguageId, readonly LanguageId[]>> = {
  typescript: ['typescript', 'typescriptreact'], javascript: ['javascript', 'javascriptreact'], json: ['json', 'jsonc'],
};

const ids = new Map<string, LanguageId>();
for (const { id, extensions } of allLanguages) {
  for (const extension of extensions ?? []) if (!ids.has(extension.slice(1))) ids.set(extension.slice(1), id);
}
for (const [name, id] of Object.entries(commonNames)) ids.set(name, id);
for (const { id } of allLanguages) ids.set(id, id);

/** The identifiers that a name, an identifier or an extension (with or without its dot) stands for, in any case; empty for an unknown one. */
export function languagesNamed(name: string): readonly LanguageId[] {
  const id = ids.get(name.toLowerCase().replace(/^\./, ''));
  return id === undefined ? [] : Object.hasOwn(families, id) ? families[id]! : [id];
}
