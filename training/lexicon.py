"""Which rows do words of other languages get? Those of their English equivalents (lexicon.tsv), appended after training.

Chinese and Japanese are cut greedily: each Chinese character of a word also gets its share of the meaning, averaged over the words it stands
in, but no kana, which mean nothing alone. Devanagari is cut at its vowel signs: the fragments' rows are those whose sums come nearest to
the meanings of the words (ridge regression). Single letters and the common Chinese and Japanese characters get rows of zeros, so that an
unknown neighbour does not turn a whole run into one unknown token. Cyrillic forms of a word share one row, that of their common
beginning: the letters of an ending add nothing.

usage: lexicon.py TOKENIZER_JSON      (checks lexicon.tsv against the vocabulary without its rows)
"""
import json
import os
import sys

import numpy as np

from words import words

RARE = 0.99        # SIF weight above which an ASCII word of the table is too rare in code to have learnt a meaning
SHORTEST = 4       # a shorter ASCII word would cut English words that the table lacks; a shorter Cyrillic beginning, other words
SHARE = 0.55       # part of the longest Cyrillic form that the common beginning must be
RIDGE = 0.2        # pull of a fragment's row towards zero, against 1 for each word that it stands in: one that stands in few words keeps its meaning
LANGUAGES = 8
TABLE = os.path.join(os.path.dirname(__file__), "lexicon.tsv")


def read(path=TABLE):
    """Yields (English words, [foreign words of one language])."""
    with open(path) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                english, *others = line.rstrip("\n").split("\t")
                for column in others:
                    yield english.split(), beginnings([w.strip() for w in column.split("|") if w.strip()])


def beginnings(forms):
    """The forms, the Cyrillic ones that share a long beginning, or of which one begins the other, replaced by it."""
    cyrillic = sorted(w for w in forms if "\u0400" <= w[0] < "\u0500")
    out, longest = [w for w in forms if w not in cyrillic], 0
    for form in cyrillic:
        common = os.path.commonprefix([out[-1], form]) if longest else ""
        if common and (common in cyrillic or len(common) >= SHORTEST) and len(common) >= SHARE * max(longest, len(form)):
            out[-1], longest = common, max(longest, len(form))
        else:
            out.append(form)
            longest = len(form)
    return out


def characters():
    """Lower-case letters of Latin beyond ASCII, Cyrillic, Devanagari, kana; the characters of GB 2312 level 1 and JIS X 0208 level 1."""
    letters = [chr(c) for low, high in ((0xDF, 0x24F), (0x370, 0x400), (0x430, 0x460), (0x904, 0x93A), (0x958, 0x962), (0x3041, 0x3097), (0x30A1, 0x30FB)) for c in range(low, high)]
    letters += ["ー", "々"]
    for codec, first, last in (("gb2312", 0xB0, 0xD7), ("euc_jp", 0xB0, 0xCF)):
        for high in range(first, last + 1):
            for low in range(0xA1, 0xFF):
                letters.append(bytes([high, low]).decode(codec, "ignore"))
    return [c for c in dict.fromkeys(letters) if c and words(c) == [c]]


def is_chinese(character):
    return "\u4e00" <= character <= "\u9fff"


def is_devanagari(word):
    return "\u0900" <= word[0] < "\u0980"


def solve(cut, wanted):
    """{fragment: row} such that the rows of each word's fragments, cut[i], sum up to wanted[i] as nearly as a small row allows."""
    fragments = {f: i for i, f in enumerate(dict.fromkeys(f for word in cut for f in word))}
    A = np.zeros((len(cut), len(fragments)))
    for row, word in enumerate(cut):
        for fragment in word:
            A[row, fragments[fragment]] += 1
    rows = np.linalg.solve(A.T @ A + RIDGE * np.eye(len(fragments)), A.T @ np.array(wanted))
    return dict(zip(fragments, rows))


def extend(M, entries, w):
    """(table, entries) with the lexicon's rows; entries keep their ids."""
    ids = {entry: i for i, entry in enumerate(entries)}
    meaning, cut, wanted = {}, [], []
    for english, others in read():
        known = np.mean([M[ids[e]] for e in english if e in ids], 0)
        for other in others:
            if is_devanagari(other):
                cut.append(words(other))
                wanted.append(known)
                continue
            meaning.setdefault(other, []).append(known)
            if len(other) > 1 and ord(other[0]) > 0x3000:
                for character in filter(is_chinese, other):
                    meaning.setdefault(character, []).append(known / len(other))
    meaning.update((fragment, [row]) for fragment, row in solve(cut, wanted).items())
    rows, entries, M = [], list(entries), M.copy()
    for fragment, vectors in meaning.items():
        row = np.mean(vectors, 0)
        if fragment not in ids:
            if fragment.isascii() and len(fragment) < SHORTEST:
                continue
            ids[fragment] = len(entries)
            entries.append(fragment)
            rows.append(row)
        elif not (fragment.isascii() and w[ids[fragment]] < RARE):
            M[ids[fragment]] = row
    for character in characters():
        if character not in ids:
            ids[character] = len(entries)
            entries.append(character)
            rows.append(np.zeros(M.shape[1], M.dtype))
    return np.vstack([M, np.array(rows, M.dtype)]), entries


def check(vocabulary, path=TABLE):
    """Prints what is in the lexicon, each word with more than one meaning, and ends with an error where a line is not well-formed."""
    problems, keys, meanings, fragments = [], set(), {}, set()
    with open(path) as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    for english, *columns in lines:
        if len(columns) != LANGUAGES:
            problems.append(f"{english}: {len(columns)} languages")
        if english in keys:
            problems.append(f"{english}: two lines")
        keys.add(english)
        problems += [f"{english}: {word} is no token" for word in english.split() if word not in vocabulary]
        for language, column in enumerate(columns):
            forms = column.split("|") if column else []
            problems += [f"{english}: {form!r} in column {language + 2}" for form in forms if words(form) != [form] and not (is_devanagari(form) and words(form) and " " not in form)]
            problems += [f"{english}: {form} twice" for form in set(forms) if forms.count(form) > 1]
            for form in forms:
                meanings.setdefault((language, form), []).append(english)
    for english, forms in read(path):
        fragments.update(f for form in forms for f in words(form) if f not in vocabulary and not (f.isascii() and len(f) < SHORTEST))
    several = {key: value for key, value in meanings.items() if len(value) > 1}
    problems += [f"{form}: {', '.join(value)}" for (_, form), value in several.items() if len(value) > 2]
    print(f"{len(lines)} English entries, {len(meanings)} foreign words, {len(fragments)} rows; with two meanings, averaged:")
    print("; ".join(f"{form} ({', '.join(value)})" for (_, form), value in several.items()))
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        check(json.load(file)["model"]["vocab"])
