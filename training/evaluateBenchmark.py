"""How well do vectors alone find the benchmark's development files, by best chunk? NDCG@10, models side by side, with a bootstrap interval.

usage: evaluateBenchmark.py benchmark.jsonl TOKENIZER_JSON name=SPEC ...       (SPEC: see model.Static; benchmark.jsonl: benchmarkChunks.ts)
"""
import json
import sys

import numpy as np

from bm25 import BM25
from model import Static
from words import words


def ndcg(ranked, relevant):
    gains = [1 / np.log2(i + 2) for i, path in enumerate(ranked[:10]) if path in relevant]
    return sum(gains) / sum(1 / np.log2(i + 2) for i in range(min(10, len(relevant))))


def files_in_order(scores, paths):
    """Each file once, at the place of its best chunk."""
    return list(dict.fromkeys(paths[i] for i in np.argsort(-scores, kind="stable")[:500]))


def judge(package, score):
    """NDCG@10 of each answerable question of a package; score(queries) gives a matrix of queries by chunks."""
    questions = [q for q in package["questions"] if q["answers"]]
    paths = [c["path"] for c in package["chunks"]]
    S = score([q["query"] for q in questions])
    return [(q["kind"], ndcg(files_in_order(s, paths), {a["path"] for a in q["answers"]})) for q, s in zip(questions, S)]


def main(benchmark, tokenizer, *specs):
    with open(benchmark) as file:
        packages = [json.loads(line) for line in file]
    models = {s.split("=", 1)[0]: Static(s.split("=", 1)[1], tokenizer) for s in specs}
    results = {}
    for package in packages:
        texts, paths = [c["text"] for c in package["chunks"]], [c["pathText"] for c in package["chunks"]]
        lexical = BM25([words(p + "\n" + t) for t, p in zip(texts, paths)])
        results.setdefault("BM25", {})[package["id"]] = judge(package, lambda queries: lexical.scores([words(q) for q in queries]))
        for name, model in models.items():
            D = model.documents(texts, paths)
            results.setdefault(name, {})[package["id"]] = judge(package, lambda queries: model.encode(queries) @ D.T)
    kinds = list(dict.fromkeys(k for judged in results["BM25"].values() for k, _ in judged))
    print("| system | NDCG@10 (mean of packages) | 95 % | " + " | ".join(kinds) + " | " + " | ".join(p["id"] for p in packages) + " |")
    print("|" + "---|" * (3 + len(kinds) + len(packages)))
    rng = np.random.default_rng(0)
    for name, judged in results.items():
        scores = {p: np.array([x for _, x in rows]) for p, rows in judged.items()}
        samples = [np.mean([rng.choice(s, len(s)).mean() for s in scores.values()]) for _ in range(1000)]
        by_kind = [np.mean([x for rows in judged.values() for k, x in rows if k == kind]) for kind in kinds]
        print(f"| {name} | {np.mean([s.mean() for s in scores.values()]):.3f} | {np.percentile(samples, 2.5):.3f} to {np.percentile(samples, 97.5):.3f} | "
              + " | ".join(f"{x:.3f}" for x in by_kind) + " | " + " | ".join(f"{s.mean():.3f}" for s in scores.values()) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:])
