"""Which rows do words of other languages get? Those of their English equivalents (lexicon.tsv), appended after training.

A script without blanks or with combining marks is cut by the tokenizer, so each fragment of a word gets its share of the meaning, averaged
over the words it stands in. Single letters and the common Chinese and Japanese characters get rows of zeros, so that an
unknown neighbour does not turn a whole run into one unknown token.
"""
import os

import numpy as np

from words import words

RARE = 0.99        # SIF weight above which an ASCII word of the table is too rare in code to have learnt a meaning
SHORTEST = 4       # a shorter ASCII word would cut English words that the table lacks


def read(path=os.path.join(os.path.dirname(__file__), "lexicon.tsv")):
    """Yields (English words, [foreign words of one language])."""
    with open(path) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                english, *others = line.rstrip("\n").split("\t")
                for column in others:
                    yield english.split(), [w.strip() for w in column.split("|") if w.strip()]


def characters():
    """Lower-case letters of Latin beyond ASCII, Cyrillic, Devanagari, kana; the characters of GB 2312 level 1 and JIS X 0208 level 1."""
    letters = [chr(c) for low, high in ((0xDF, 0x24F), (0x370, 0x400), (0x430, 0x460), (0x904, 0x93A), (0x958, 0x962), (0x3041, 0x3097), (0x30A1, 0x30FB)) for c in range(low, high)]
    letters += ["ー", "々"]
    for codec, first, last in (("gb2312", 0xB0, 0xD7), ("euc_jp", 0xB0, 0xCF)):
        for high in range(first, last + 1):
            for low in range(0xA1, 0xFF):
                letters.append(bytes([high, low]).decode(codec, "ignore"))
    return [c for c in dict.fromkeys(letters) if c and words(c) == [c]]


def extend(M, entries, w):
    """(table, entries) with the lexicon's rows; entries keep their ids."""
    ids = {entry: i for i, entry in enumerate(entries)}
    meaning = {}
    for english, others in read():
        known = [M[ids[e]] for e in english if e in ids]
        for other in others:
            fragments = words(other)
            for fragment in fragments:
                meaning.setdefault(fragment, []).append(np.mean(known, 0) / len(fragments))
            if len(fragments) == 1 and len(other) > 1 and ord(other[0]) > 0x3000:
                for character in other:
                    meaning.setdefault(character, []).append(np.mean(known, 0) / len(other))
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
