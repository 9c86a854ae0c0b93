/** Which languages are documents rather than code? */
import type { Language } from './language.ts';

const none = { line: [], block: [] } as const;

export const documentLanguages: readonly Language[] = [
  {
    id: 'markdown',
    extensions: ['.md', '.mkd', '.mdwn', '.mdown', '.markdown', '.markdn', '.mdtxt', '.mdtext', '.mdx', '.qmd', '.rmd', '.workbook'],
    comments: { line: [], block: [['<!--', '-->']] },
    contentKind: 'docs',
    headings: 'markdown',
  },
  { id: 'restructuredtext', extensions: ['.rst', '.rest'], comments: { line: ['..'], block: [] }, contentKind: 'docs', headings: 'restructuredtext' },
  { id: 'asciidoc', extensions: ['.adoc', '.asciidoc', '.asc'], comments: { line: ['//'], block: [] }, contentKind: 'docs', headings: 'asciidoc' },
  { id: 'latex', extensions: ['.tex', '.ltx', '.ctx'], comments: { line: ['%'], block: [] }, contentKind: 'docs' },
  { id: 'bibtex', extensions: ['.bib'], comments: { line: ['%'], block: [] }, contentKind: 'docs' },
  { id: 'org', extensions: ['.org'], comments: { line: ['#'], block: [] }, contentKind: 'docs' },
  { id: 'plaintext', extensions: ['.txt', '.text'], comments: none, contentKind: 'docs' },
  { id: 'log', extensions: ['.log'], comments: none, contentKind: 'docs' },
];
