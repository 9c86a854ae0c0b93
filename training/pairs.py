"""Which (query, chunk, path) triples do the mined chunks give, as token ids?

usage: pairs.py CHUNKS_DIR TOKENIZER_JSON OUT_DIR         one .npz a repository

q, qo, c, co, p, po: flat token ids and offsets of queries, chunks and path words; t: kind of pair; h: hash of the query's words.
A chunk's text is as the product embeds it: names around it, newline, text; its path's words are embedded apart.
"""
import json
import os
import random
import re
import sys
import zlib
from multiprocessing import Pool

import numpy as np

import words as tokens
from queries import keywords, question
from sources import DEVELOPMENT

KINDS = ["doc", "question", "keywords", "name", "signature", "test", "section", "mention", "file", "path", "commit", "half", "samename", "renamed"]


def path_words(path):
    """As the product's: the path without its extension, slashes as blanks."""
    return re.sub(r"\.[^./]*$", "", path).replace("/", " ")


def without(text, name):
    return re.sub(r"\b" + re.escape(name) + r"\b", " ", text)


def rename(text, rng):
    """Replaces a third of the identifiers throughout by others of the same text."""
    names = [n for n in dict.fromkeys(re.findall(r"\b[a-z]\w{2,}\b", text)) if len(n) > 3]
    chosen = rng.sample(names, len(names) // 3)
    swaps = dict(zip(chosen, [f"v{i}" if rng.random() < 0.5 else rng.choice(["value", "item", "result", "data", "tmp", "other", "node", "entry"]) for i in range(len(chosen))]))
    return re.sub(r"\b[a-z]\w{2,}\b", lambda m: swaps.get(m.group(0), m.group(0)), text)


def definition_pairs(r, rng, by_name):
    name, description, path = r["n"], r["d"], r["p"]
    around = r["x"] + "\n" if r["x"] else ""
    code, parts = r["c"], tokens.words(name)
    lines = code.split("\n")
    masked = lambda share: around + (without(code, name) if rng.random() < share else code)
    commented = lambda text: description + "\n" + text if description and rng.random() < 0.5 else text
    if description:
        yield "doc", description, masked(.25), path
        if rng.random() < .7:
            yield "question", question(description, rng), masked(.25), path
        short = keywords(description, rng)
        if short and rng.random() < .6:
            yield "keywords", short, masked(.2), path
    if len(parts) >= 2 and len("".join(parts)) > 6:
        if not description or rng.random() < .4:
            yield "name", " ".join(parts), commented(masked(.6)), path
        if r["k"] == "func" and len(lines) > 3 and rng.random() < .25:
            yield "signature", lines[0], around + "\n".join(lines[1:]), path
    if r["k"] == "func" and len(lines) >= 9 and rng.random() < .35:
        half = len(lines) // 2
        yield "half", "\n".join(lines[:half]), "\n".join(lines[half:]), path
    if r["k"] == "func" and len(lines) >= 5 and rng.random() < .15:
        yield "renamed", rename(code, rng), masked(0), path
    if r["k"] == "func" and len(parts) >= 2 and len(lines) >= 4:
        by_name.setdefault(name, []).append(r)


def section_pairs(r, rng, by_name):
    heads, text, path = r["n"].split(" > "), r["c"], r["p"]
    trail = " ".join(heads[:-1])
    if len(tokens.words(heads[-1])) >= 2 or len(heads) > 1:
        query = heads[-1] if rng.random() < .5 and len(tokens.words(heads[-1])) >= 2 else " ".join(heads[-2:])
        yield "section", query, (trail + "\n" if rng.random() < .3 else "") + text, path
    first = re.match(r"(.{30,220}?[.!?:])\s+(.{120,})", text, re.S)
    if first:
        yield "section", first.group(1) if rng.random() < .5 else keywords(first.group(1), rng) or first.group(1), " ".join(heads) + "\n" + first.group(2), path
    for name in list(dict.fromkeys(re.findall(r"`(?:[\w.]+[.:#])?(\w{5,})(?:\(.*?\))?`", text)))[:3]:
        if len(by_name.get(name, ())) == 1:
            found = by_name[name][0]
            yield "mention", " ".join(heads[-2:]) + "\n" + text[:300], found["c"], found["p"]


def make(records, rng):
    by_name = {}
    for r in records:
        if r["k"] in ("func", "class"):
            yield from definition_pairs(r, rng, by_name)
            if rng.random() < .06:
                yield "path", path_words("/".join(r["p"].split("/")[-2:])), (r["x"] + "\n" if r["x"] else "") + r["c"], ""
        elif r["k"] in ("test", "commit"):
            yield r["k"], r["d"], r["c"], r["p"]
            if rng.random() < .3 and keywords(r["d"], rng):
                yield "keywords", keywords(r["d"], rng), r["c"], r["p"]
        elif r["k"] == "file":
            stem = path_words(r["p"].rsplit("/", 1)[-1])
            if r["d"]:
                yield "file", question(r["d"], rng) if rng.random() < .5 else r["d"], r["c"], r["p"]
            if len(tokens.words(stem)) >= 2:
                yield "path", stem, r["c"], ""
    for r in records:
        if r["k"] == "md":
            yield from section_pairs(r, rng, by_name)
    same = []
    for name, group in by_name.items():
        rng.shuffle(group)
        same += [("samename", without(a["c"], name), b["c"], b["p"]) for a, b in zip(group[::2][:3], group[1::2][:3]) if a["p"] != b["p"] and a["c"] != b["c"]]
    rng.shuffle(same)
    yield from same[:1200]


def offsets(lists):
    return np.concatenate([[0], np.cumsum([len(x) for x in lists])]).astype(np.int64)


def flat(lists):
    return np.concatenate([np.array(x, np.uint16) for x in lists]) if lists else np.zeros(0, np.uint16)


def convert(job):
    source, target, tokenizer = job
    encode, rng = tokens.load(tokenizer), random.Random(zlib.crc32(os.path.basename(source).encode()))
    with open(source) as file:
        rows = list(make([json.loads(line) for line in file], rng))
    rng.shuffle(rows)
    q, c, p, t, h = [], [], [], [], []
    for kind, query, chunk, path in rows:
        a, b = encode(query, 160), encode(chunk, 400)
        if a and len(b) >= 5:
            q.append(a)
            c.append(b)
            p.append(encode(path_words(path), 40))
            t.append(KINDS.index(kind))
            h.append(zlib.crc32(" ".join(tokens.words(query)).encode()))
    if len(t) < 64:
        return os.path.basename(source), np.zeros(len(KINDS), int)
    np.savez(target, q=flat(q), qo=offsets(q), c=flat(c), co=offsets(c), p=flat(p), po=offsets(p), t=np.array(t, np.int8), h=np.array(h, np.uint32))
    return os.path.basename(source), np.bincount(t, minlength=len(KINDS))


if __name__ == "__main__":
    chunks, tokenizer, out = sys.argv[1:4]
    os.makedirs(out, exist_ok=True)
    names = [f[:-6] for f in sorted(os.listdir(chunks)) if f.endswith(".jsonl") and f[:-6] not in DEVELOPMENT
             and not os.path.exists(f"{out}/{f[:-6]}.npz")]
    total = np.zeros(len(KINDS), int)
    with Pool(int(os.environ.get("JOBS", "2"))) as pool:
        for _, counted in pool.imap_unordered(convert, [(f"{chunks}/{n}.jsonl", f"{out}/{n}.npz", tokenizer) for n in names]):
            total += counted
    print(len(names), "repositories", dict(zip(KINDS, total.tolist())), "pairs", total.sum())
