"""What do several runs agree on? The average of their tables, each scaled to the same mean row length (model soups, Wortsman et al. 2022).

usage: average.py OUT.npz beta tau MODEL.npz...       the position decay is the user's choice, not learnt: see README.md
"""
import json
import sys

import numpy as np


def main(out, beta, tau, *paths):
    runs = [np.load(path) for path in paths]
    M = sum(z["M"] / np.linalg.norm(z["M"], axis=1).mean() for z in runs) / len(runs)
    config = {**json.loads(str(runs[-1]["config"])), "beta": float(beta), "tau": float(tau), "rounds": len(runs)}
    np.savez(out, M=M, last=M, alpha=config["alpha"], beta=config["beta"], tau=config["tau"], config=json.dumps(config))


if __name__ == "__main__":
    main(*sys.argv[1:])
