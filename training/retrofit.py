"""What do developers' synonyms (thesaurus.tsv) change? Each word's direction moves towards those of its group; its weight stays.

usage: retrofit.py MODEL.npz TOKENIZER_JSON OUT.npz [pull]

Faruqui et al., "Retrofitting word vectors to semantic lexicons", 2015: v = (u + pull * mean of the neighbours' v) / (1 + pull), repeated,
u being the trained direction. Only groups of single words count; nothing else of the table changes.
"""
import json
import os
import sys

import numpy as np

ROUNDS = 5   # further ones change nothing that can be measured


def groups(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "thesaurus.tsv")):
    with open(path) as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def neighbours(vocabulary):
    """{row: rows that stand in a group with it}."""
    found = {}
    for group in groups():
        ids = [vocabulary[word] for word in group if word in vocabulary]
        for a in ids:
            found.setdefault(a, set()).update(b for b in ids if b != a)
    return {a: sorted(others) for a, others in found.items() if others}


def unit(v):
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


def retrofit(M, near, pull):
    length = np.linalg.norm(M, axis=1, keepdims=True)
    U = unit(M)
    V = U.copy()
    for _ in range(ROUNDS):
        moved = {a: unit((U[a] + pull * V[others].mean(0)) / (1 + pull)) for a, others in near.items()}
        for a, v in moved.items():
            V[a] = v
    return V * length


def main(source, tokenizer, out, pull="0.5"):
    z = dict(np.load(source))
    with open(tokenizer) as file:
        near = neighbours(json.load(file)["model"]["vocab"])
    z["M"] = z["last"] = retrofit(z["M"].astype(np.float32), near, float(pull))
    np.savez(out, **z)
    print(len(near), "words moved")


if __name__ == "__main__":
    main(*sys.argv[1:])
