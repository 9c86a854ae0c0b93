"""What does semble answer, with our model's word vectors?  sembleAnswers.py MODEL_DIR PACKAGE_DIR < QUERIES > ANSWERS

Reads a JSON list of queries, writes a JSON list of [path, startLine, endLine] lists. The model is converted to Model2Vec's format,
which knows no counts and no positions: its mean of the same vectors, scaled as they are in ours.
"""
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

# Chunks asked for: enough that ten different files are among them.
CHUNKS = 50


def convert(model_dir: Path, target: Path) -> None:
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(model_dir / "model.onnx").graph.initializer}
    embeddings = tensors["emb"].astype(np.float32) * tensors["scale"][:, None]
    save_file({"embeddings": np.ascontiguousarray(embeddings)}, target / "model.safetensors")
    shutil.copy(model_dir / "tokenizer.json", target / "tokenizer.json")
    (target / "config.json").write_text(json.dumps({"normalize": True, "max_length": 512}))


def main() -> None:
    model_dir, package_dir = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        # Its own cache knows neither the model's contents nor who else runs.
        os.environ["XDG_CACHE_HOME"] = scratch
        os.environ["HF_HUB_OFFLINE"] = "1"
        from semble import SembleIndex
        from semble.types import ContentType

        model = Path(scratch) / "model"
        model.mkdir()
        convert(model_dir, model)
        index = SembleIndex.from_path(package_dir, content=(ContentType.CODE, ContentType.DOCS, ContentType.CONFIG), model_path=str(model))
        answers = [
            [[hit.chunk.file_path, hit.chunk.start_line, hit.chunk.end_line] for hit in index.search(query, top_k=CHUNKS)]
            for query in json.load(sys.stdin)
        ]
        print(json.dumps(answers))


if __name__ == "__main__":
    main()
