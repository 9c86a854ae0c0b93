"""Where does training start? What two teachers say of each word, cut to 256 dimensions together; weights by rarity (SIF).

usage: initialise.py PAIRS_DIR TEACHER_DIR TOKENIZER_JSON OUT.npz [alone]        alone: the first teacher only

E [V, 256]: all-MiniLM-L6-v2's vector of each entry beside nomic-embed-code's, PCA of both at once. Each is centred on the frequency-weighted mean;
nomic's lose their 50 largest directions, which tell kinds of tokens rather than meanings (Mu and Viswanath, "All-but-the-top", 2018).
w [V]: a / (a + p(word)), Arora et al., "A simple but tough-to-beat baseline for sentence embeddings", 2017, with a = 1e-3.
"""
import json
import os
import sys

import numpy as np

import nomic
from teacher import Teacher

TOP = 50


def chunk_frequency(pairs, size):
    """In how many chunks each word stands."""
    frequency = np.zeros(size)
    for name in sorted(os.listdir(pairs)):
        arrays = np.load(f"{pairs}/{name}")
        flat, offsets = arrays["c"].astype(np.int64), arrays["co"]
        row = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
        frequency += np.bincount(np.unique(row * size + flat) % size, minlength=size)
    return frequency


def teacher_words(teacher, entries, cache):
    """The teacher's vector of each entry; those embedded before are read from `cache`."""
    known = {}
    if os.path.exists(cache):
        z = np.load(cache)
        known = dict(zip(z["words"].tolist(), z["vectors"]))
    new = [e for e in entries if e not in known]
    if new:
        known.update(zip(new, Teacher(teacher).encode(new, 16)))
        np.savez(cache, words=np.array(entries), vectors=np.array([known[e] for e in entries]))
    return np.array([known[e] for e in entries], np.float32)


def unit(v):
    return v / (np.linalg.norm(v, axis=1, keepdims=True) + 1e-9)


def centred(X, p):
    return unit(X - (X * p[:, None]).sum(0) / p.sum())


def directions(X, w):
    return np.linalg.svd((X * np.sqrt(w)[:, None])[2:], full_matrices=False)[1:]


def beside(entries, p, w):
    """nomic's vectors of the entries, zeros where it has none."""
    words, rows = nomic.vectors()
    row_of = {word: i for i, word in enumerate(words)}
    have = np.array([e in row_of for e in entries])
    X = np.zeros((len(entries), rows.shape[1]), np.float32)
    X[have] = centred(rows[[row_of[e] for e in entries if e in row_of]], p[have])
    top = directions(X, w)[1][:TOP]
    X -= (X @ top.T) @ top
    print(f"{have.sum()} of {len(entries)} entries have a vector of nomic-embed-code")
    return unit(X) * have[:, None]


def main(pairs, teacher, tokenizer, out, alone=""):
    with open(tokenizer) as file:
        vocabulary = json.load(file)["model"]["vocab"]
    entries = sorted(vocabulary, key=vocabulary.get)
    frequency = chunk_frequency(pairs, len(entries))
    p = (frequency + 1) / (frequency.sum() + len(entries))
    w = 1e-3 / (1e-3 + p)
    X = teacher_words(teacher, entries, os.path.join(os.path.dirname(out), "teacherWords.npz"))
    X = centred(X, p) if alone else unit(np.hstack([centred(X, p), beside(entries, p, w)]))
    S, Vt = directions(X, w)
    E = unit(X @ Vt[:256].T)
    E[:2] = 0
    np.savez(out, E=E.astype(np.float32), w=w.astype(np.float32))
    print("share of variance kept", round(float((S[:256] ** 2).sum() / (S ** 2).sum()), 3))


if __name__ == "__main__":
    main(*sys.argv[1:6])
