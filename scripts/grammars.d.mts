/** What does grammars.mjs offer to TypeScript? It is plain JavaScript because the build must run on any Node. */
export function grammarFiles(): Map<string, string>;
export function copyGrammars(directory: string): void;
