"""What do tables that started from different teachers say together? Their vectors side by side, turned to the 256 directions in which texts differ most.

usage: join.py OUT.npz beta tau PAIRS_DIR TOKENIZER_JSON MODEL.npz[@ITS_TOKENIZER_JSON]...

Side by side, the similarity of two texts is the mean of what the tables say (an ensemble); the turn is PCA over a sample of queries and chunks. Within
each Matryoshka cut the directions are then mixed at random: a vector cut short keeps the most, and no direction is so much larger that int8 spends its range on it. A table of another vocabulary gives each word the sum of the pieces it cuts it into.
"""
import json
import os
import sys

import numpy as np
import scipy.sparse as sp

import words
from train import DIMENSIONS, bags

QUERIES, CHUNKS, EVERY = 150, 250, 5   # texts of every fifth repository: some 24,000 for 512 directions


def rows_of(spec, entries):
    """[V, 256] of the entries, scaled to a mean row length of 1."""
    path, _, tokenizer = spec.partition("@")
    M = np.load(path)["M"].astype(np.float32)
    M /= np.linalg.norm(M, axis=1).mean()
    if not tokenizer:
        return M
    encoder = words.load(tokenizer)
    return np.array([np.zeros(M.shape[1])] * 2 + [M[list(encoder.word(entry))].sum(0) for entry in entries[2:]], np.float32)


def texts(pairs, M, config):
    """Unit vectors of the sampled queries and chunks."""
    rng = np.random.default_rng(0)
    for name in sorted(os.listdir(pairs))[::EVERY]:
        z = np.load(f"{pairs}/{name}")
        for key, count in (("q", QUERIES), ("c", CHUNKS)):
            ids, weights, starts = bags(z[key].astype(np.int32), z[key + "o"], rng.permutation(len(z["t"]))[:count], config)
            v = sp.csr_matrix((weights.astype(np.float32), ids, np.append(starts, len(ids))), shape=(len(starts), len(M))) @ M
            yield v / (np.linalg.norm(v, axis=1, keepdims=True) + 1e-9)


def mixed(axes):
    """The leading axes, those between two cuts replaced by random orthogonal mixtures of themselves."""
    rng, cuts = np.random.default_rng(0), [0, *sorted(DIMENSIONS)]
    return np.hstack([axes[:, low:high] @ np.linalg.qr(rng.standard_normal((high - low, high - low)))[0] for low, high in zip(cuts, cuts[1:])])


def main(out, beta, tau, pairs, tokenizer, *specs):
    with open(tokenizer) as file:
        vocabulary = json.load(file)["model"]["vocab"]
    entries = sorted(vocabulary, key=vocabulary.get)
    runs = [json.loads(str(np.load(spec.partition("@")[0])["config"])) for spec in specs]
    config = {**runs[0], "beta": float(beta), "tau": float(tau), "rounds": sum(run["rounds"] for run in runs)}
    M = np.hstack([rows_of(spec, entries) for spec in specs])
    X = np.concatenate(list(texts(pairs, M, config)))
    variance, axes = np.linalg.eigh(X.T @ X)
    M = (M @ mixed(axes[:, ::-1])).astype(np.float32)
    M[:2] = 0
    np.savez(out, M=M, last=M, alpha=config["alpha"], beta=config["beta"], tau=config["tau"], config=json.dumps(config))
    print(f"{len(specs)} tables, {len(X)} texts, share of variance kept {variance[::-1][:DIMENSIONS[0]].sum() / variance.sum():.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
