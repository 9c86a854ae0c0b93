/** Which programming languages have no grammar here, and what do their definitions look like, line by line? */
import { classKind, functionKind, namespaceKind, typeKind } from './definitionRules.ts';
import type { CommentSyntax, Language, OutlineRule } from './language.ts';

const hash: CommentSyntax = { line: ['#'], block: [] };
const slash: CommentSyntax = { line: ['//'], block: [['/*', '*/']] };
const dashes: CommentSyntax = { line: ['--'], block: [['{-', '-}'], ['--[[', ']]'], ['/*', '*/']] };
const semicolon: CommentSyntax = { line: [';'], block: [['#|', '|#']] };
const percent: CommentSyntax = { line: ['%'], block: [] };

const annotation = /^@\w[\w.]*(?:\(.*\))?\s*$/;

function functions(pattern: RegExp): OutlineRule {
  return { pattern, ...functionKind };
}
function classes(pattern: RegExp): OutlineRule {
  return { pattern, ...classKind };
}
function types(pattern: RegExp): OutlineRule {
  return { pattern, ...typeKind };
}
function namespaces(pattern: RegExp): OutlineRule {
  return { pattern, ...namespaceKind };
}

interface Detection {
  readonly extensions: readonly string[];
  readonly fileNames?: readonly string[];
  readonly interpreters?: readonly string[];
}

function code(id: string, comments: CommentSyntax, detection: Detection, rules: readonly OutlineRule[] = [], attached: RegExp | null = null): Language {
  const outline = rules.length > 0 ? { outline: { rules, attached } } : {};
  return { id, ...detection, comments, contentKind: 'code', ...outline };
}


export const outlinedLanguages: readonly Language[] = [
  code('groovy', slash, { extensions: ['.groovy', '.gvy', '.gradle', '.nf'], fileNames: ['jenkinsfile'], interpreters: ['groovy'] }, [
    classes(/^(?:(?:public|private|protected|static|final|abstract)\s+)*(?:class|interface|trait|enum)\s+(?<name>\w+)/),
    functions(/^(?:(?:public|private|protected|static|final)\s+)*(?:def|void|[A-Z]\w*(?:<.*>)?)\s+(?<name>\w+)\s*\([^)]*\)\s*\{/),
  ], annotation),
  code('erlang', percent, { extensions: ['.erl', '.hrl', '.escript'], interpreters: ['escript'] }, [
    functions(/^(?<name>[a-z]\w*)\s*\(.*->/),
    types(/^-(?:record|type|opaque)\s*\(?(?<name>\w+)/),
  ], /^-spec\b/),
  code('ocaml', { line: [], block: [['(*', '*)']] }, { extensions: ['.ml', '.mli', '.mll', '.mly'] }, [
    namespaces(/^module\s+(?:type\s+)?(?<name>\w+)/),
    types(/^(?:type|exception)\s+(?:.*?\s)??(?<name>[A-Za-z]\w*)\s*(?:=|of\b|$)/),
    functions(/^(?:let|and|val|external)\s+(?:rec\s+)?(?<name>[a-z_][\w']*)/),
  ]),
  code('fsharp', { line: ['//'], block: [['(*', '*)']] }, { extensions: ['.fs', '.fsi', '.fsx', '.fsscript'] }, [
    namespaces(/^(?:module|namespace)\s+(?:rec\s+|private\s+|internal\s+)?(?<name>[\w.]+)/),
    types(/^type\s+(?:private\s+|internal\s+)?(?<name>\w+)/),
    functions(/^(?:let|member|override|static\s+member|abstract)\s+(?:rec\s+|inline\s+|private\s+|mutable\s+)*(?:\w+\.)?(?<name>\w+)/),
  ], /^\[<.*>\]\s*$/),
  code('clojure', semicolon, { extensions: ['.clj', '.cljs', '.cljc', '.edn', '.cljx', '.clojure'], interpreters: ['bb'] }, [
    functions(/^\((?:defn-?|defmacro|defmulti|defmethod|deftest|defspec|def|defonce)\s+(?:\^\S+\s+)*(?<name>[^\s()[\]{}"]+)/),
    types(/^\((?:defprotocol|defrecord|deftype|definterface)\s+(?<name>\S+)/),
  ]),
  code('lisp', semicolon, { extensions: ['.lisp', '.lsp', '.cl', '.el', '.scm', '.ss', '.rkt', '.fnl'] }, [
    functions(/^\((?:defun|defmacro|defgeneric|defmethod|defvar|defcustom|defconst|defparameter|define|cl-defun|define-syntax|fn)\s+\(?(?<name>[^\s()"]+)/),
    types(/^\((?:defclass|defstruct|cl-defstruct|struct|define-record-type)\s+\(?(?<name>[^\s()"]+)/),
  ]),
  code('julia', hash, { extensions: ['.jl'], interpreters: ['julia'] }, [
    functions(/^(?:function|macro)\s+(?:(?<owner>[\w.]+)\.)?(?<name>[\w!]+)/),
    functions(/^(?<name>[A-Za-z_][\w!]*)\([^=]*\)\s*(?:where\s+.*)?=(?!=)/),
    types(/^(?:mutable\s+)?(?:struct|abstract\s+type|primitive\s+type)\s+(?<name>\w+)/),
  ], /^(?:@\w+|""")\s*$/),
  code('perl', hash, { extensions: ['.pl', '.pm', '.pod', '.t', '.psgi'], interpreters: ['perl'] }, [
    functions(/^sub\s+(?<name>\w+)/),
    namespaces(/^package\s+(?<name>[\w:]+)\s*\{/),
  ]),
  code('vb', { line: ["'"], block: [] }, { extensions: ['.vb', '.brs', '.vbs', '.bas'] }, [
    classes(/^(?:(?:Public|Private|Friend|Partial|MustInherit)\s+)*(?:Class|Module|Interface|Structure|Enum)\s+(?<name>\w+)/i),
    functions(/^(?:(?:Public|Private|Protected|Friend|Shared|Overrides|Overridable|Async|Static)\s+)*(?:Sub|Function|Property)\s+(?<name>\w+)/i),
  ]),
  code('objective-c', slash, { extensions: ['.m'] }, [
    classes(/^@(?:interface|implementation|protocol)\s+(?<name>\w+)/),
    functions(/^[-+]\s*\([^)]*\)\s*(?<name>\w+)/),
  ]),
  code('objective-cpp', slash, { extensions: ['.mm'] }, [
    classes(/^@(?:interface|implementation|protocol)\s+(?<name>\w+)/),
    functions(/^[-+]\s*\([^)]*\)\s*(?<name>\w+)/),
  ]),
  code('nim', hash, { extensions: ['.nim', '.nims', '.nimble'] }, [
    functions(/^(?:proc|func|method|iterator|template|macro|converter)\s+`?(?<name>[\w=+*/<>-]+)`?/),
  ]),
  code('crystal', hash, { extensions: ['.cr'], interpreters: ['crystal'] }, [
    classes(/^(?:abstract\s+)?(?:class|struct|module|enum|lib)\s+(?<name>[\w:]+)/),
    functions(/^(?:private\s+|protected\s+)?(?:def|macro)\s+(?:self\.)?(?<name>[\w?!=]+)/),
  ]),
  code('d', slash, { extensions: ['.d', '.di'] }, [
    classes(/^(?:(?:public|private|abstract|final|static)\s+)*(?:class|struct|interface|enum|union|template)\s+(?<name>\w+)/),
  ]),
  code('pascal', { line: ['//'], block: [['{', '}']] }, { extensions: ['.pas', '.pp', '.dpr', '.lpr'] }, [
    functions(/^(?:class\s+)?(?:procedure|function|constructor|destructor)\s+(?:(?<owner>\w+)\.)?(?<name>\w+)/i),
  ]),
  code('fortran', { line: ['!'], block: [] }, { extensions: ['.f', '.f90', '.f95', '.f03', '.f08', '.for'] }, [
    functions(/^(?!end\b)(?:(?:pure|elemental|recursive|impure|integer|real|logical|double precision|type\(\w+\)|character\S*)\s+)*(?:subroutine|function)\s+(?<name>\w+)/i),
    namespaces(/^module\s+(?!procedure\b)(?<name>\w+)\s*$/i),
  ]),
  code('solidity', slash, { extensions: ['.sol'] }, [
    classes(/^(?:abstract\s+)?(?:contract|interface|library)\s+(?<name>\w+)/),
    functions(/^(?:function|modifier|event|error)\s+(?<name>\w+)/),
    functions(/^(?<name>constructor)\s*\(/),
  ]),
  code('sql', { line: ['--'], block: [['/*', '*/']] }, { extensions: ['.sql', '.dsql', '.ddl', '.psql', '.pgsql', '.mysql'] }, [
    types(/^create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+|unique\s+|materialized\s+)*(?:table|view|index|type|schema|trigger|sequence)\s+(?:if\s+not\s+exists\s+)?(?<name>[\w."`[\]]+)/i),
    functions(/^create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+(?<name>[\w."`[\]]+)/i),
  ]),
  code('graphql', hash, { extensions: ['.graphql', '.gql', '.graphqls'] }, [
    types(/^(?:extend\s+)?(?:type|interface|input|enum|union|scalar|directive)\s+(?<name>@?\w+)/),
    functions(/^(?:query|mutation|subscription|fragment)\s+(?<name>\w+)/),
  ]),
  code('proto3', slash, { extensions: ['.proto'] }, [
    types(/^(?:message|enum)\s+(?<name>\w+)/),
    classes(/^service\s+(?<name>\w+)/),
    functions(/^rpc\s+(?<name>\w+)/),
  ]),
  code('thrift', slash, { extensions: ['.thrift'] }, [types(/^(?:struct|enum|union|exception|service)\s+(?<name>\w+)/)]),
  code('nix', hash, { extensions: ['.nix'] }),
  code('makefile', hash, { extensions: ['.mak', '.mk', '.make'], fileNames: ['makefile', 'gnumakefile', 'ocamlmakefile', 'justfile'], interpreters: ['make'] }, [
    functions(/^(?<name>[A-Za-z][\w./-]*)(?:\s+[\w./-]+)*\s*::?(?![=:])/),
  ]),
  code('cmake', hash, { extensions: ['.cmake', '.cmake.in'], fileNames: ['cmakelists.txt'] }, [functions(/^(?:function|macro)\s*\(\s*(?<name>\w+)/i)]),
  code('bat', { line: ['rem', '::'], block: [] }, { extensions: ['.bat', '.cmd'] }, [functions(/^:(?<name>\w[\w-]*)\s*$/)]),
  code('viml', { line: ['"'], block: [] }, { extensions: ['.vim'], fileNames: ['.vimrc', '_vimrc'] }, [
    functions(/^(?:function|def)!?\s+(?<name>[\w:#.]+)/),
  ]),
  code('fish', hash, { extensions: ['.fish'], interpreters: ['fish'] }, [functions(/^function\s+(?<name>[\w-]+)/)]),
  code('awk', hash, { extensions: ['.awk'], interpreters: ['awk', 'gawk'] }, [functions(/^function\s+(?<name>\w+)/)]),
  code('coffeescript', hash, { extensions: ['.coffee', '.cson', '.iced'], interpreters: ['coffee'] }, [
    classes(/^class\s+(?<name>\w+)/),
    functions(/^(?<name>\w+)\s*[:=]\s*(?:\(.*\)\s*)?[-=]>/),
  ]),
  code('verilog', slash, { extensions: ['.v', '.vh', '.sv', '.svh'] }, [classes(/^(?:module|interface|package|class)\s+(?<name>\w+)/)]),
  code('vhdl', dashes, { extensions: ['.vhd', '.vhdl'] }, [classes(/^(?:entity|architecture|package)\s+(?:body\s+)?(?<name>\w+)/i)]),
  code('assembly', { line: [';', '#', '//'], block: [] }, { extensions: ['.s', '.asm', '.nasm'] }, [functions(/^(?<name>[A-Za-z_]\w+):\s*(?:[;#/].*)?$/)]),
  code('glsl', slash, { extensions: ['.glsl', '.vert', '.frag', '.comp', '.geom', '.hlsl', '.fx', '.wgsl', '.metal', '.shader', '.cginc'] }),
  code('wat', { line: [';;'], block: [] }, { extensions: ['.wat', '.wast'] }),
  code('raku', hash, { extensions: ['.raku', '.rakumod', '.p6', '.pl6', '.pm6'] }),
  code('matlab', percent, { extensions: ['.mlx', '.mat'] }),
];
