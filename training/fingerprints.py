"""Is a text a copy of a reserved repository's or benchmark package's text, by its content?

usage: fingerprints.py make OUT MIRROR FOLDER...           of the reserved repositories' snapshots in MIRROR, and of packages' files in the folders
       fingerprints.py drop FINGERPRINTS CHUNKS CLEAN     mined chunks without the copies; prints what was dropped, from where

Shingles of lines and containment as in Broder, "On the resemblance and containment of documents" (1997). All shingles are kept, where
winnowing (Schleimer et al. 2003) would keep a sample, so no shared run of SHINGLE characters is missed. Pure standard library.
"""
import json
import os
import re
import subprocess
import sys
from array import array
from hashlib import blake2b

from sources import EXTENSIONS, RESERVED, is_excluded

# A shingle is the shortest run of lines with so many letters and digits: some four lines of code. One changed line spoils at most the
# shingles across it, and no run of braces or one-word lines is a shingle of its own.
SHINGLE = 120
# A chunk, or all chunks of one file, is a copy when so much of its letters and digits lies in reserved shingles.
COPIED = 0.5
LARGEST = 4_000_000  # bytes: larger files are data

# What many projects share without copying one another: imports, licences.
IMPORT = re.compile(r"\W*(import\b|from [\w.]+ import\b|#\s*include\b|use [\w:\\]+|using [\w.]+;|package\b|namespace\b|require\b|open [A-Z]|library\(|"
                    r"export \{|export \* )", re.I)
LICENCE = re.compile(r"copyright|licen[sc]e|permission is hereby|warrant(y|ies)|redistribut|SPDX|as is\W|as-is|liab(le|ility)|damages|merchantab", re.I)
# One of these stands in every text in which LICENCE finds something: most texts need not be searched line by line.
LICENCE_PARTS = ("copyright", "licen", "permission is hereby", "warrant", "redistribut", "spdx", "as is", "as-is", "liab", "damages", "merchantab")
LETTERS = re.compile(r"[^\W_]+")


def informative_lines(text):
    """[(line without blanks, letters and digits in it)], without imports, licences and lines of punctuation."""
    lower, found = text.lower(), []
    has_licence = any(part in lower for part in LICENCE_PARTS)
    for line in text.split("\n"):
        size = sum(map(len, LETTERS.findall(line)))
        if size > 1 and not IMPORT.match(line) and not (has_licence and LICENCE.search(line)):
            found.append(("".join(line.split()), size))
    return found


def shingles(lines):
    """Yields (64-bit hash, first line, line after the last) of each shingle."""
    end = size = 0
    for start in range(len(lines)):
        while size < SHINGLE and end < len(lines):
            size += lines[end][1]
            end += 1
        if size < SHINGLE:
            return
        joined = "\n".join(line for line, _ in lines[start:end])
        yield int.from_bytes(blake2b(joined.encode("utf-8", "replace"), digest_size=8).digest(), "little"), start, end
        size -= lines[start][1]


def fingerprints(texts):
    return {shingle for text in texts for shingle, _, _ in shingles(informative_lines(text))}


def copied(text, reserved):
    """(letters and digits inside reserved shingles, all of them)"""
    lines = informative_lines(text)
    inside = set()
    for shingle, start, end in shingles(lines):
        if shingle in reserved:
            inside.update(range(start, end))
    return sum(lines[i][1] for i in inside), sum(size for _, size in lines)


def without_copies(chunks, reserved):
    """(chunks kept, chunks dropped): a copy goes, and with it all of a file that is mostly copied, its outline and comments too."""
    shares, files = [], {}
    for chunk in chunks:
        part, whole = copied(chunk["c"], reserved)
        shares.append(part >= COPIED * whole and part > 0)
        if chunk["k"] not in ("file", "commit"):
            total = files.setdefault(chunk["p"], [0, 0])
            total[0] += part
            total[1] += whole
    spoilt = {path for path, (part, whole) in files.items() if part >= COPIED * whole and part > 0}
    kept, dropped = [], []
    for chunk, is_copy in zip(chunks, shares):
        (dropped if is_copy or chunk["p"] in spoilt else kept).append(chunk)
    return kept, dropped


def texts_of(place, extensions):
    """All texts with one of the extensions in a folder or at a bare repository's HEAD, vendored ones too."""
    wanted = lambda path: path.rsplit(".", 1)[-1].lower() in extensions
    if not os.path.exists(os.path.join(place, "HEAD")):
        for folder, _, names in os.walk(place):
            for path in (os.path.join(folder, name) for name in names if wanted(name)):
                if os.path.isfile(path) and os.path.getsize(path) < LARGEST:
                    with open(path, encoding="utf-8", errors="replace") as file:
                        yield file.read()
        return
    rows = subprocess.run(["git", "--git-dir", place, "ls-tree", "-r", "-l", "-z", "HEAD"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    rows = [(row.partition("\t")[0].split(), row.partition("\t")[2]) for row in rows.split("\0")[:-1]]
    hashes = [meta[2] for meta, path in rows if meta[1] == "blob" and wanted(path) and meta[3].isdigit() and int(meta[3]) < LARGEST]
    process = subprocess.Popen(["git", "--git-dir", place, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for sha in hashes:
        process.stdin.write(sha.encode() + b"\n")
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) == 3:
            yield process.stdout.read(int(head[2]) + 1).decode("utf-8", "replace")
    process.stdin.close()
    process.stdout.close()
    process.wait()


def snapshots_of_reserved(mirror):
    names = [name for name in sorted(os.listdir(mirror)) if "+" in name and is_excluded(name)]
    print("without a snapshot:", *sorted(RESERVED - {name.split("+", 1)[1].lower() for name in names}))
    return [os.path.join(mirror, name, "repo") for name in names]


def make(out, places):
    reserved = set()
    for place in places:
        before = len(reserved)
        reserved |= fingerprints(texts_of(place, EXTENSIONS))
        print(place, len(reserved) - before, flush=True)
    with open(out, "wb") as file:
        array("Q", sorted(reserved)).tofile(file)
    print(len(places), "places", len(reserved), "fingerprints")


def load(path):
    stored = array("Q")
    with open(path, "rb") as file:
        stored.frombytes(file.read())
    return frozenset(stored)


def drop(path, source, target):
    reserved, total, gone = load(path), 0, 0
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        if not name.endswith(".jsonl") or os.path.exists(os.path.join(target, name)):
            continue
        with open(os.path.join(source, name)) as file:
            kept, dropped = without_copies([json.loads(line) for line in file], reserved)
        with open(os.path.join(target, name), "w") as file:
            file.writelines(json.dumps(chunk, ensure_ascii=False) + "\n" for chunk in kept)
        total, gone = total + len(kept) + len(dropped), gone + len(dropped)
        folders = {}
        for chunk in dropped:
            folder = "/".join(chunk["p"].split("/")[:-1][:4])
            folders[folder] = folders.get(folder, 0) + 1
        worst = ", ".join(f"{folder or '.'} {count}" for folder, count in sorted(folders.items(), key=lambda pair: -pair[1])[:3])
        print(name[:-6].replace("+", "/"), len(kept), len(dropped), worst, sep="\t", flush=True)
    print("dropped", gone, "of", total)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], snapshots_of_reserved(sys.argv[3]) + sys.argv[4:])
    else:
        drop(*sys.argv[2:5])
