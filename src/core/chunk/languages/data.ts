/** Which languages hold data, markup and configuration? They are recognised, and cut by keys, by headings or by lines. */
import { readableHtml } from '../readableHtml.ts';
import { readableNotebook } from '../readableNotebook.ts';
import type { CommentSyntax, KeyStyle, Language } from './language.ts';

const hash: CommentSyntax = { line: ['#'], block: [] };
const slash: CommentSyntax = { line: ['//'], block: [['/*', '*/']] };
const markup: CommentSyntax = { line: [], block: [['<!--', '-->']] };
const none: CommentSyntax = { line: [], block: [] };

function data(id: string, comments: CommentSyntax, extensions: readonly string[], fileNames: readonly string[] = [], fileNamePatterns: readonly RegExp[] = []): Language {
  return { id, extensions, fileNames, fileNamePatterns, comments, contentKind: 'code' };
}

/** A language whose files are divided by their keys. */
function keyed(keys: KeyStyle, language: Language): Language {
  return { ...language, keys };
}

export const dataLanguages: readonly Language[] = [
  keyed('json', data('json', none, ['.json', '.bowerrc', '.webmanifest', '.js.map', '.ts.map', '.har', '.geojson', '.jsonld', '.avsc', '.topojson'])),
  keyed('json', data('jsonc', slash, ['.jsonc', '.code-workspace', '.code-snippets', '.eslintrc', '.babelrc', '.jsonc', '.swcrc', '.hintrc'],
    ['tsconfig.json', 'jsconfig.json', '.eslintrc', '.eslintrc.json', '.babelrc', '.babelrc.json', '.jshintrc', '.swcrc', 'devcontainer.json', 'settings.json'],
    [/^[tj]sconfig\..+\.json$/])),
  data('jsonl', none, ['.jsonl', '.ndjson']),
  keyed('json', data('json5', slash, ['.json5'])),
  keyed('yaml', data('yaml', hash, ['.yml', '.yaml', '.eyaml', '.eyml', '.cff', '.yaml-tmlanguage', '.clang-format'], ['.clang-format', '.clang-tidy', '.prettierrc'])),
  keyed('toml', data('toml', hash, ['.toml'], ['pipfile', 'cargo.lock', 'poetry.lock'])),
  keyed('toml', data('ini', { line: [';', '#'], block: [] }, ['.ini', '.cfg', '.conf', '.service', '.desktop'], ['.gitconfig', '.gitmodules', '.editorconfig', '.npmrc', '.pylintrc', '.flake8'])),
  data('properties', { line: ['#', '!'], block: [] }, ['.properties', '.repo']),
  data('dotenv', hash, ['.env'], ['.env'], [/^\.env\..+$/]),
  data('ignore', hash, ['.gitignore', '.npmignore'], ['.gitignore', '.dockerignore', '.npmignore', '.eslintignore', '.prettierignore', '.vscodeignore', '.lodestoneignore', '.gitattributes']),
  data('pip-requirements', hash, [], ['requirements.in'], [/^(?:.*[-_])?requirements(?:[-_].*)?\.txt$/, /^constraints\.txt$/]),
  data('csv', none, ['.csv', '.tsv']),
  data('xml', markup, ['.xml', '.xsd', '.xsl', '.xslt', '.wsdl', '.svg', '.csproj', '.fsproj', '.vbproj', '.props', '.targets', '.plist', '.xaml', '.axml', '.rss', '.resx',
    '.nuspec', '.storyboard', '.xib', '.ui', '.config', '.dita', '.pom'], ['.classpath', '.project']),
  { ...data('html', markup, ['.html', '.htm', '.shtml', '.xhtml', '.xht', '.mdoc', '.jshtm', '.volt']), headings: 'markdown', readable: readableHtml },
  { ...data('jupyter', none, ['.ipynb']), headings: 'markdown', readable: readableNotebook },
  data('vue', markup, ['.vue']),
  data('svelte', markup, ['.svelte']),
  data('astro', markup, ['.astro']),
  data('handlebars', { line: [], block: [['{{!--', '--}}']] }, ['.handlebars', '.hbs', '.hjs', '.mustache']),
  data('jinja', { line: [], block: [['{#', '#}']] }, ['.jinja', '.jinja2', '.j2', '.twig', '.liquid', '.njk']),
  data('razor', markup, ['.cshtml', '.razor']),
  data('erb', markup, ['.erb', '.rhtml']),
  data('blade', { line: [], block: [['{{--', '--}}']] }, ['.blade.php']),
  data('jade', slash, ['.pug', '.jade']),
  data('haml', { line: ['-#'], block: [] }, ['.haml', '.slim']),
  data('sass', slash, ['.sass']),
  data('less', slash, ['.less']),
  data('stylus', slash, ['.styl']),
  data('dockerfile', hash, ['.dockerfile', '.containerfile'], ['dockerfile', 'containerfile'], [/^(?:dockerfile|containerfile)\..+$/]),
  keyed('yaml', data('dockercompose', hash, [], [], [/^(?:docker-)?compose(?:\..+)?\.ya?ml$/])),
  data('diff', hash, ['.diff', '.patch', '.rej']),
  data('bazel', hash, ['.bzl', '.bazel', '.star'], ['build', 'workspace', 'build.bazel', 'workspace.bazel', 'module.bazel', 'tiltfile', 'buck']),
  data('nginx', hash, [], ['nginx.conf']),
];
