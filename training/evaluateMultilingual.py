"""Does a question in another language land beside its English meaning? MRR among the English sentences and 500 doc comments of one repository.

usage: evaluateMultilingual.py CHUNKS_DIR name=MODEL_DIR ...       (the queries, multilingual.tsv, and the lexicon are by one hand: an easy test)
"""
import json
import os
import sys

import numpy as np

from model import Static


def main(chunks, *specs):
    with open(os.path.join(os.path.dirname(__file__), "multilingual.tsv")) as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    with open(f"{chunks}/pallets+werkzeug.jsonl") as file:
        others = [r["d"] for r in map(json.loads, file) if r["d"]][:500]
    pool = list(dict.fromkeys(english for _, _, english in rows)) + others
    gold = np.array([pool.index(english) for _, _, english in rows])
    languages = list(dict.fromkeys(language for language, _, _ in rows))
    print("| model | " + " | ".join(languages) + " | all |\n" + "|---" * (2 + len(languages)) + "|")
    for spec in specs:
        name, path = spec.split("=", 1)
        model = Static(path)
        S = model.encode([query for _, query, _ in rows]) @ model.encode(pool).T
        right = S[np.arange(len(gold)), gold][:, None]
        reciprocal = np.where(right[:, 0] > 1e-6, 1 / (1 + (S > right).sum(1)), 0)
        by = [reciprocal[[i for i, r in enumerate(rows) if r[0] == language]].mean() for language in languages]
        print(f"| {name} | " + " | ".join(f"{x:.3f}" for x in by) + f" | {reciprocal.mean():.3f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
