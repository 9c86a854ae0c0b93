/** What is a language called, which letters stand for it, and which grammar colours it? By VS Code's identifiers. */

interface LanguageEntry {
  readonly name: string;
  /** Two or three letters, shown before the file's name. */
  readonly badge: string;
  /** The name under which highlighter.ts registers the grammar; null: shown without colours. */
  readonly grammar: string | null;
}

const entry = (name: string, badge: string, grammar: string | null): LanguageEntry => ({ name, badge, grammar });

const languages: Readonly<Record<string, LanguageEntry>> = {
  typescript: entry('TypeScript', 'TS', 'typescript'),
  typescriptreact: entry('TypeScript JSX', 'TSX', 'typescript'),
  javascript: entry('JavaScript', 'JS', 'javascript'),
  javascriptreact: entry('JavaScript JSX', 'JSX', 'javascript'),
  python: entry('Python', 'PY', 'python'),
  go: entry('Go', 'GO', 'go'),
  rust: entry('Rust', 'RS', 'rust'),
  java: entry('Java', 'JV', 'java'),
  c: entry('C', 'C', 'c'),
  cpp: entry('C++', 'C++', 'cpp'),
  csharp: entry('C#', 'C#', 'csharp'),
  ruby: entry('Ruby', 'RB', 'ruby'),
  php: entry('PHP', 'PHP', 'php'),
  markdown: entry('Markdown', 'MD', 'markdown'),
  restructuredtext: entry('reStructuredText', 'RST', null),
  plaintext: entry('Plain Text', 'TXT', null),
  json: entry('JSON', '{ }', 'json'),
  jsonc: entry('JSON with Comments', '{ }', 'json'),
  yaml: entry('YAML', 'YML', 'yaml'),
  dockercompose: entry('Compose', 'YML', 'yaml'),
  toml: entry('TOML', 'TML', 'ini'),
  ini: entry('Ini', 'INI', 'ini'),
  properties: entry('Properties', 'INI', 'ini'),
  html: entry('HTML', '<>', 'xml'),
  xml: entry('XML', '<>', 'xml'),
  vue: entry('Vue', 'VUE', 'xml'),
  svelte: entry('Svelte', 'SV', 'xml'),
  css: entry('CSS', 'CSS', 'css'),
  scss: entry('SCSS', 'SCS', 'scss'),
  less: entry('Less', 'LES', 'less'),
  shellscript: entry('Shell Script', 'SH', 'bash'),
  powershell: entry('PowerShell', 'PS', 'powershell'),
  bat: entry('Batch', 'BAT', null),
  sql: entry('SQL', 'SQL', 'sql'),
  kotlin: entry('Kotlin', 'KT', 'kotlin'),
  swift: entry('Swift', 'SW', 'swift'),
  scala: entry('Scala', 'SC', 'scala'),
  dart: entry('Dart', 'DA', 'dart'),
  lua: entry('Lua', 'LUA', 'lua'),
  r: entry('R', 'R', 'r'),
  perl: entry('Perl', 'PL', 'perl'),
  haskell: entry('Haskell', 'HS', 'haskell'),
  elixir: entry('Elixir', 'EX', 'elixir'),
  'objective-c': entry('Objective-C', 'OC', 'objectivec'),
  dockerfile: entry('Dockerfile', 'DO', 'dockerfile'),
  makefile: entry('Makefile', 'MK', 'makefile'),
  cmake: entry('CMake', 'CM', null),
  proto3: entry('Protocol Buffers', 'PB', 'protobuf'),
  graphql: entry('GraphQL', 'GQL', 'graphql'),
  diff: entry('Diff', 'DIF', 'diff'),
};

/** An unknown identifier stands for itself. */
export function describeLanguage(id: string): LanguageEntry {
  const known = Object.hasOwn(languages, id) ? languages[id] : undefined;
  return known ?? { name: id, badge: id.slice(0, 3).toUpperCase(), grammar: null };
}
