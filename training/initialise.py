"""Where does training start? Each word's vector as the teacher embeds it, cut to 256 dimensions; weights by rarity (SIF).

usage: initialise.py PAIRS_DIR TEACHER_DIR TOKENIZER_JSON OUT.npz

E [V, 256]: the teacher's vector of each entry, centred on the frequency-weighted mean, PCA; w [V]: a / (a + p(word)),
Arora et al., "A simple but tough-to-beat baseline for sentence embeddings", 2017, with a = 1e-3.
"""
import json
import os
import sys

import numpy as np

from teacher import Teacher


def chunk_frequency(pairs, size):
    """In how many chunks each word stands."""
    frequency = np.zeros(size)
    for name in sorted(os.listdir(pairs)):
        arrays = np.load(f"{pairs}/{name}")
        flat, offsets = arrays["c"].astype(np.int64), arrays["co"]
        row = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
        frequency += np.bincount(np.unique(row * size + flat) % size, minlength=size)
    return frequency


def main(pairs, teacher, tokenizer, out):
    with open(tokenizer) as file:
        vocabulary = json.load(file)["model"]["vocab"]
    entries = sorted(vocabulary, key=vocabulary.get)
    cache = os.path.join(os.path.dirname(out), "teacherWords.npy")
    if os.path.exists(cache) and len(np.load(cache, mmap_mode="r")) == len(entries):
        X = np.load(cache)
    else:
        X = Teacher(teacher).encode(entries, 16)
        np.save(cache, X)
    frequency = chunk_frequency(pairs, len(entries))
    p = (frequency + 1) / (frequency.sum() + len(entries))
    w = 1e-3 / (1e-3 + p)
    X = X - (X * p[:, None]).sum(0)
    _, S, Vt = np.linalg.svd((X * np.sqrt(w)[:, None])[2:], full_matrices=False)
    E = X @ Vt[:256].T
    E /= np.linalg.norm(E, axis=1, keepdims=True) + 1e-9
    E[:2] = 0
    np.savez(out, E=E.astype(np.float32), w=w.astype(np.float32))
    print("share of variance kept", round(float((S[:256] ** 2).sum() / (S ** 2).sum()), 3))


if __name__ == "__main__":
    main(*sys.argv[1:5])
