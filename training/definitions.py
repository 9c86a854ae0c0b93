"""How does a definition, a test or a comment look in each language? Regular expressions over single lines; indentation gives the extent."""
import re

MOD = r"(?:(?:public|private|protected|internal|static|final|abstract|override|virtual|async|sealed|synchronized|default|native|partial|readonly|unsafe|extern|new|open|inline|suspend|operator|infix|implicit|lazy|case|data|fileprivate|mutating|class|convenience|required|export|declare|get|set|const|tailrec|actual|expect|protected\[\w+\]|private\[\w+\]|@\w+(?:\([^)]*\))?)\s+)"
KW = r"(?!if\b|for\b|while\b|switch\b|catch\b|return\b|function\b|else\b|new\b|throw\b|super\b|constructor\b|await\b|do\b|using\b|lock\b|foreach\b|assert\b|when\b|with\b)"
R = lambda s: re.compile(s)
DEFS = {
    "python": [("func", R(r"^\s*(?:async\s+)?def\s+(\w+)")), ("class", R(r"^\s*class\s+(\w+)"))],
    "javascript": [("func", R(r"^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(\w+)")),
                   ("class", R(r"^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|enum|namespace)\s+(\w+)")),
                   ("class", R(r"^\s*(?:export\s+)?type\s+(\w+)[^=]*=")),
                   ("func", R(r"^\s*(?:export\s+)?(?:const|let|var)\s+(\w+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^)]*\)?[^=]*(?:=>|$)|\w+\s*=>|<\w)")),
                   ("func", R(r"^\s*(?:[\w.]+\.)(\w+)\s*=\s*(?:async\s*)?function\b")),
                   ("func", R(r"^\s+" + MOD + r"*\*?" + KW + r"#?(\w+)\s*(?:<[^>]*>)?\([^;]*$"))],
    "go": [("func", R(r"^func\s+(?:\([^)]*\)\s*)?(\w+)")), ("class", R(r"^type\s+(\w+)"))],
    "rust": [("func", R(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:default\s+|const\s+|async\s+|unsafe\s+|extern\s+\"C\"\s+)*fn\s+(\w+)")),
             ("class", R(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|macro_rules!|union)\s+(\w+)")),
             ("class", R(r"^\s*impl(?:<[^>]*>)?\s+(?:[\w:<>,\s]+\s+for\s+)?(\w+)"))],
    "java": [("class", R(r"^\s*" + MOD + r"*(?:class|interface|enum|record|struct|@interface)\s+(\w+)")),
             ("func", R(r"^\s*" + MOD + r"+(?:<[^>]+>\s*)?(?:[\w<>\[\],.?]+(?:,\s)?\s+)+(\w+)\s*(?:<[^>]*>)?\(")),
             ("func", R(r"^\s{2,}" + KW + r"(?:[\w<>\[\],.?]+\s+)(\w+)\(.*(?:\{|,)\s*$"))],
    "kotlin": [("func", R(r"^\s*" + MOD + r"*fun\s+(?:<[^>]+>\s*)?(?:[\w<>?,\s]+\.)?(\w+|`[^`]+`)")),
               ("class", R(r"^\s*" + MOD + r"*(?:enum\s+|annotation\s+|sealed\s+|value\s+|fun\s+)*(?:class|object|interface)\s+(\w+)"))],
    "scala": [("func", R(r"^\s*" + MOD + r"*def\s+(\w+)")), ("class", R(r"^\s*" + MOD + r"*(?:class|trait|object|enum)\s+(\w+)"))],
    "swift": [("func", R(r"^\s*" + MOD + r"*func\s+(\w+)")), ("class", R(r"^\s*" + MOD + r"*(?:class|struct|enum|protocol|extension|actor)\s+(\w+)"))],
    "php": [("func", R(r"^\s*" + MOD + r"*function\s+&?(\w+)")), ("class", R(r"^\s*" + MOD + r"*(?:class|interface|trait|enum)\s+(\w+)"))],
    "c": [("func", R(r"^(?!typedef|#|return\b|else\b|extern \"C\"|using|namespace|if\b|for\b|while\b|switch\b)(?:[A-Za-z_][\w:*&<>,~\[\]\s]*?[\s*&:])?([A-Za-z_~]\w*)\s*\([^;]*$")),
          ("class", R(r"^\s*(?:typedef\s+)?(?:template\s*<.*>\s*)?(?:class|struct|enum|union|enum class)\s+(?:[A-Z_]+\s+)?(\w+)[^;()]*$")),
          ("func", R(r"^#define\s+(\w+)\(.*\\$"))],
    "cpp_m": [("func", R(r"^\s+" + r"(?:(?:virtual|static|inline|explicit|constexpr|const|template\s*<[^>]*>)\s+)*" + KW + r"[\w:<>,*&~]+\s+[*&]?(\w+)\([^;]*\{\s*$"))],
    "ruby": [("func", R(r"^\s*(?:private\s+|protected\s+)?def\s+(?:self\.)?([\w?!=]+)")), ("class", R(r"^\s*(?:class|module)\s+([\w:]+)"))],
    "lua": [("func", R(r"^\s*(?:local\s+)?function\s+(?:[\w]+[.:])*(\w+)")), ("func", R(r"^\s*(?:local\s+)?(?:[\w]+[.:])*(\w+)\s*=\s*function"))],
    "elixir": [("func", R(r"^\s*(?:def|defp|defmacro|defmacrop|defguard)\s+(\w+[?!]?)")), ("class", R(r"^\s*(?:defmodule|defprotocol|defimpl)\s+([\w.]+)"))],
    "bash": [("func", R(r"^\s*(?:function\s+)?([\w:.-]+)\s*\(\)")), ("func", R(r"^\s*function\s+([\w:.-]+)\s*\{"))],
    "zig": [("func", R(r"^\s*(?:pub\s+)?(?:inline\s+|export\s+|extern\s+|noinline\s+)*fn\s+(\w+)")),
            ("class", R(r"^\s*(?:pub\s+)?const\s+(\w+)\s*=\s*(?:extern\s+|packed\s+)?(?:struct|enum|union|error)\b"))],
    "haskell": [("func", R(r"^([a-z]\w*'*)\s*(?:::|$)")), ("class", R(r"^(?:data|newtype|class|instance|type)\s+(?:.*=>\s*)?(\w+)"))],
}
EXTRA = {
    "dart": [("class", R(r"^\s*(?:(?:abstract|sealed|base|final|interface|mixin)\s+)*(?:class|mixin|extension|enum|typedef)\s+(\w+)")),
             ("func", R(r"^\s*(?:(?:static|external|factory|final|late|const|covariant)\s+)*" + KW + r"(?:[\w<>,?\[\].]+\s+)+(?:get\s+|set\s+)?(\w+)\s*(?:<[^>]*>)?\([^;]*$"))],
    "julia": [("func", R(r"^\s*(?:@\w+\s+)*function\s+(?:[\w.]+\.)?(\w+!?)")), ("class", R(r"^\s*(?:mutable\s+struct|struct|abstract\s+type|module|macro)\s+(\w+)"))],
    "r": [("func", R(r"^\s*([\w.]+)\s*(?:<-|=)\s*function\s*\("))],
    "ocaml": [("func", R(r"^\s*(?:let|and)\s+(?:rec\s+)?([a-z]\w*'?)\s+\S.*=")), ("class", R(r"^\s*(?:module|type|class)\s+(?:rec\s+)?(?:'\w+\s+)?(\w+)"))],
    "perl": [("func", R(r"^\s*sub\s+(\w+)")), ("class", R(r"^package\s+([\w:]+)"))],
    "clojure": [("func", R(r"^\((?:defn-?|defmacro|defmulti|defmethod|defprotocol|defrecord|deftype)\s+(?:\^\S+\s+)?([\w\-!?*<>=+.]+)"))],
    "sql": [("class", R(r"(?i)^\s*create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|materialized\s+|unique\s+)*(?:table|view|function|procedure|trigger|index|type)\s+(?:if\s+not\s+exists\s+)?[\"`\[]?([\w.]+)"))],
}
DEFS.update(EXTRA)
DEFS["typescript"] = DEFS["javascript"]; DEFS["csharp"] = DEFS["java"]; DEFS["cpp"] = DEFS["c"] + DEFS["cpp_m"]
TEST = [R(r"^\s*(?:it|test|describe|context|specify)(?:\.\w+)*\(\s*(['\"`])(.+?)\1\s*,"),
        R(r"^\s*(?:it|test|describe|context|specify|should|feature|scenario)\s+(['\"])(.+?)\1.*\b(?:do|fn)\b"),
        R(r"^\s*(?:@?test)\s+(['\"])(.+?)\1.*\{\s*$"), R(r"^\s*(?:fun)\s+(`)([^`]+)`")]
ANNOT = R(r"^\s*(?:@[\w.:]+.*|#!?\[.*\]|\[[\w.(),\s\"=:<>]+\]|template\s*<.*>|export\s*$)$")
CTYPE = R(r"^[A-Za-z_][\w\s*]*$")
NOTDOC = R(r"(?i)copyright|licen[sc]e|all rights reserved|todo|fixme|eslint|prettier-|noqa|pylint|nolint|pragma|#region|auto-?generated|do not edit|"
           r"inheritdoc|clang-format|istanbul|@ts-|type: ignore|phpcs|phpstan|shellcheck|rubocop:|checkstyle|noinspection|suppress")
MARK = R(r"^\s*(?:\(\*+|\*+\)|/\*\*?!?|\*+/|\*|//[/!]?<?|#+'?|--+\s*[|^]?|;+|%+|\{-\s*\|?|-\}|\"\"\"|''')\s?")
CUT = R(r"(?i)^\s*(?:[@\\](?:param|return|throws|see|since|example|type|var|deprecated|template|exception|author|typedef|private|internal|api|public)|:param|:return|:type|:rtype|"
        r"args?:|arguments:?$|parameters?:?|returns?:|raises:?$|yields:|examples?:?$|usage:|notes?:$|```|~~~|>>>|\.\. |#+ |- parameter|- returns|---+|===+|iex>|<param|<returns|<remarks|<example|<exception|== )")
