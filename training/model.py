"""What vector does a table of word vectors give a text? Tables in memory (.npz of train.py) or as shipped (a model directory)."""
import json
import re

import numpy as np
import scipy.sparse as sp

import words


def normalise(v):
    return v / (np.linalg.norm(v, axis=1, keepdims=True) + 1e-9)


def quantise(M):
    """(int8 rows, float32 scale of each row)."""
    scale = np.maximum(np.abs(M).max(1), 1e-12) / 127
    return np.clip(np.round(M / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


class Static:
    """spec: FILE.npz or MODEL_DIR, then options after ":": d64 or d128, float, binary, last, alpha=0.5, beta=0, tau=16."""

    def __init__(self, spec, tokenizer=None):
        path, *options = spec.split(":")
        if path.endswith(".npz"):
            z = np.load(path)
            M = z["last" if "last" in options else "M"].astype(np.float32)
            self.alpha, self.beta, self.tau = float(z["alpha"]), float(z["beta"]), float(z["tau"])
        else:
            import onnx
            from onnx import numpy_helper
            tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(path + "/model.onnx").graph.initializer}
            M = tensors["emb"].astype(np.float32) * tensors["scale"][:, None]
            with open(path + "/model.json") as file:
                static = json.load(file)["static"]
            self.alpha, self.beta, self.tau = static["countExponent"], static["positionBeta"], static["positionTau"]
            tokenizer = path + "/tokenizer.json"
        self.encoder = words.load(tokenizer)
        self.binary = "binary" in options
        for option in options:
            if re.fullmatch(r"d\d+", option):
                M = M[:, :int(option[1:])]
            key, _, value = option.partition("=")
            if key in ("alpha", "beta", "tau"):
                setattr(self, key, float(value))
        if "float" not in options:
            rows, scale = quantise(M)
            M = rows.astype(np.float32) * scale[:, None]
        M[:2] = 0
        self.M = M

    def bags(self, texts):
        row, column, value = [], [], []
        for i, text in enumerate(texts):
            ids = self.encoder(text)
            unique, inverse, count = np.unique(np.array(ids, np.int64), return_inverse=True, return_counts=True)
            place = (1 + np.arange(len(ids)) / self.tau) ** -self.beta
            row.append(np.full(len(unique), i))
            column.append(unique)
            value.append(count ** (self.alpha - 1) * np.bincount(inverse, place, minlength=len(unique)) if len(ids) else np.zeros(0))
        return sp.csr_matrix((np.concatenate(value).astype(np.float32), (np.concatenate(row), np.concatenate(column))), shape=(len(texts), len(self.M)))

    def encode(self, texts):
        v = normalise(self.bags(texts) @ self.M)
        return normalise(np.sign(v)) if self.binary else v

    def documents(self, texts, paths, weight=0.35):
        """As the product combines a chunk with its path's words."""
        v = normalise(self.bags(texts) @ self.M) + weight * normalise(self.bags(paths) @ self.M)
        return normalise(np.sign(v)) if self.binary else normalise(v)
