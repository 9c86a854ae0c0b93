"""What does the comment of a definition say, as one line of plain language?"""
import re

from definitions import ANNOT, CTYPE, CUT, MARK, NOTDOC


def clean_doc(raw, name=""):
    out = []
    for l in raw:
        l = MARK.sub("", l).rstrip()
        l = re.sub(r"\*/\s*$|-\}\s*$", "", l)
        if CUT.match(l.strip()):
            break
        l = re.sub(r"\{@\w+\s+([^}]*)\}", r"\1", l)
        l = re.sub(r"<see\w*\s+\w+=\"(?:\w:)?([^\"]*)\"\s*/?>", r"\1", l)
        l = re.sub(r"</?[a-zA-Z][^>]*>", " ", l)
        l = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", l)
        l = re.sub(r":\w+:`~?([^`]*)`", r"\1", l).replace("`", "").strip()
        if not l:
            if len(" ".join(out).split()) >= 4:
                break
            continue
        out.append(l)
    d = re.sub(r"\s+", " ", " ".join(out)).strip()
    w = d.split()
    if name and w and w[0].strip("():,.").split(".")[-1] == name and len(w) > 3:   # godoc: "Name returns ..."
        w = w[1:]
        if w[0].lower() in ("is", "are", "-", "--", ":"):
            w = w[1:]
    d = " ".join(w[:60])
    if len(w) < 3 or len(d) < 12 or NOTDOC.search(d):
        return ""
    if sum(ch.isalpha() or ch == " " for ch in d) < 0.75 * len(d) or sum(ord(ch) > 127 for ch in d) > 0.1 * len(d):
        return ""
    if d.endswith((";", "{", "}")) or re.search(r"[=;{}]{2,}|\);", d):
        return ""
    return d


def doc_above(lines, i, lang):
    """Returns (comment lines, index of the first line that belongs to the definition itself)."""
    j, start = i - 1, i
    if lang in ("c", "cpp") and j >= 0 and CTYPE.match(lines[j]):   # BSD style: return type on its own line
        start = j; j -= 1
    while j >= 0 and i - j < 8 and ANNOT.match(lines[j]) and not lines[j].strip().startswith(("@doc", "@moduledoc")):
        start = j; j -= 1
    if j < 0 or not lines[j].strip():
        return [], start
    s = lines[j].strip()
    if lang == "elixir":
        if s == '"""':
            k = j - 1
            while k >= 0 and j - k < 80 and '"""' not in lines[k]:
                k -= 1
            if k >= 0 and "@doc" in lines[k]:
                return lines[k + 1:j], start
            return [], start
        m = re.match(r'@doc\s+"(.*)"', s)
        if m:
            return [m.group(1)], start
    if lang == "julia" and s.endswith('"""'):
        k = j - (1 if s == '"""' else 0)
        while k >= 0 and j - k < 80 and '"""' not in lines[k]:
            k -= 1
        return (lines[max(k, 0):j], start) if s == '"""' else ([s], start)
    if s.endswith(("*/", "-}", "*)")):
        k = j
        while k >= 0 and j - k < 80 and not re.search(r"/\*|\{-|\(\*", lines[k]):
            k -= 1
        return (lines[k:j + 1], start) if k >= 0 else ([], start)
    lc = {"lua": "--", "haskell": "--", "sql": "--", "clojure": ";"}.get(lang, "#" if lang in ("python", "ruby", "bash", "elixir", "php", "r", "julia", "perl") else "//")
    pref = (lc, "//") if lang == "php" else (lc,)
    k = j
    while k >= 0 and lines[k].strip().startswith(pref) and j - k < 60:
        k -= 1
    return lines[k + 1:j + 1], start


def docstring(lines, i, end):
    """Python: (docstring lines, code lines without it)."""
    for j in range(i + 1, min(end + 1, i + 15)):
        s = lines[j].strip()
        m = re.match(r"[rRuU]?(\"\"\"|''')", s)
        if m and lines[j - 1].rstrip().endswith((":", '"')):
            q = m.group(1)
            rest = s[m.end():]
            if q in rest:
                return [rest.split(q)[0]], lines[i:j] + lines[j + 1:end + 1]
            for k in range(j + 1, min(end + 1, j + 120)):
                if q in lines[k]:
                    return [rest] + lines[j + 1:k] + [lines[k].split(q)[0]], lines[i:j] + lines[k + 1:end + 1]
            return [], lines[i:end + 1]
    return [], lines[i:end + 1]


