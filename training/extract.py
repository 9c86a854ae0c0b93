"""Which chunks (functions, classes, tests, sections, outlines) does one file come to, with its comments taken out and kept beside?"""
import re

from comments import clean_doc, doc_above, docstring
from definitions import DEFS, MARK, NOTDOC, TEST


def indent(s):
    s = s.expandtabs(4)
    return len(s) - len(s.lstrip())


def block_end(lines, i, lang, limit=90):
    ind, last, j = indent(lines[i]), i, i + 1
    while j < len(lines) and j - i < limit:
        s = lines[j].strip()
        if not s:
            j += 1; continue
        k = indent(lines[j])
        if k > ind:
            last = j; j += 1; continue
        if k == ind and (s[0] in ")]{|" or s.startswith(("where", "=>", "->", "else", "rescue", "ensure", "catch", "then", "throws"))):
            last = j; j += 1; continue
        if lang in ("c", "cpp") and (s[0] == "#" or re.match(r"\w+:$", s)) and j - i > 1:
            last = j; j += 1; continue
        if k == ind and (s[0] == "}" or re.match(r"(end|fi|done|esac)\b", s)):
            last = j
        break
    return last


def haskell_end(lines, i, name, limit=60):
    last, j = i, i + 1
    while j < len(lines) and j - i < limit:
        s = lines[j]
        if s.strip():
            if indent(s) == 0 and not s.startswith(name + " ") and s[0] not in ")]}|,":
                break
            last = j
        elif j + 1 < len(lines) and lines[j + 1][:1].strip() and not lines[j + 1].startswith(name + " "):
            break
        j += 1
    return last


def dedent(ls, cap=2600):
    ls = [l.expandtabs(4) for l in ls]
    m = min((indent(l) for l in ls if l.strip()), default=0)
    return "\n".join(l[m:].rstrip() for l in ls if l.strip())[:cap]


def extract_code(path, lang, text):
    lines = text.split("\n")
    if len(lines) > 6000 or max((len(l) for l in lines), default=0) > 3000:
        return
    outline, classes = [], []
    for i, line in enumerate(lines):
        if len(line) > 400 or not line.strip():
            continue
        for rx in TEST:
            m = rx.match(line)
            if m:
                end = block_end(lines, i, lang, 60)
                d = m.group(2)
                if end - i >= 2 and len(d.split()) >= 3 and not NOTDOC.search(d):
                    yield dict(p=path, l=lang, k="test", n="", d=d[:200], c=dedent(lines[i + 1:end + 1]))
                break
        else:
            for kind, rx in DEFS.get(lang, ()):
                m = rx.match(line)
                if not m:
                    continue
                name = m.group(1).strip("`")
                if lang == "haskell" and kind == "func":
                    end = haskell_end(lines, i, name)
                    if end == i: break
                else:
                    end = block_end(lines, i, lang, 90 if kind == "func" else 60)
                raw, start = doc_above(lines, i, lang)
                code = lines[start:end + 1]
                if lang == "python":
                    ds, body = docstring(lines, i, end)
                    if ds:
                        raw, code = ds, lines[start:i] + body
                if lang == "haskell" and raw and end - i < 1: break
                outline.append(line.strip()[:100])
                if end - i < 1 and not raw:
                    break
                while classes and classes[-1][0] >= indent(line):
                    classes.pop()
                around = " ".join(n for _, n in classes[-2:])
                if kind == "class":
                    classes.append((indent(line), name))
                c = dedent(code)
                if len(c) >= 30:
                    yield dict(p=path, l=lang, k=kind, n=name, x=around, d=clean_doc(raw, name), c=c)
                break
    # the file as a whole: module doc -> outline
    if len(outline) >= 3:
        top = []
        for l in lines[:60]:
            if MARK.match(l) and not l.startswith("#!"):
                top.append(l)
            elif top and l.strip() and lang != "python":
                break
            elif lang == "python" and top:
                top.append(l)
                if '"""' in l: break
        d = clean_doc(top)
        yield dict(p=path, l=lang, k="file", n="", d=d, c="\n".join(outline)[:2000])


def extract_md(path, lang, text):
    lines = text.split("\n")
    heads, cur, fence = [], [], False

    def flush():
        t = "\n".join(cur).strip()
        if heads and len(t) >= 60:
            return dict(p=path, l=lang, k="md", n=" > ".join(h for _, h in heads[-3:]), d="", c=t[:2600])
    levels = {}
    i = 0
    while i < len(lines):
        l = lines[i]; head = None
        if lang == "md":
            if l.lstrip().startswith("```"):
                fence = not fence
            m = None if fence else re.match(r"^(#{1,5})\s+(.+?)\s*#*$", l)
            if m:
                head = (len(m.group(1)), m.group(2)); skip = 1
        elif i + 1 < len(lines) and l.strip() and not l.startswith(" ") and re.match(r"^([=\-~^\"'+*#])\1{2,}\s*$", lines[i + 1]) and len(lines[i + 1].strip()) >= len(l.strip()) - 1:
            lv = levels.setdefault(lines[i + 1][0], len(levels) + 1); head = (lv, l.strip()); skip = 2
        if head:
            r = flush()
            if r: yield r
            cur = []
            h = re.sub(r"<[^>]+>|\{[^}]*\}|:\w+:|[`*]", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", head[1])).strip()
            heads = [x for x in heads if x[0] < head[0]] + [(head[0], h)]
            i += skip
        else:
            cur.append(l); i += 1
    r = flush()
    if r: yield r
