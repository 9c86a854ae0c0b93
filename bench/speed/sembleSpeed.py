"""How fast is semble with our word vectors?  sembleSpeed.py MODEL_DIR FOLDER < QUERIES; prints JSON: index seconds, query p50 in ms, peak MB."""
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "quality" / "systems"))
from sembleAnswers import convert  # noqa: E402

with tempfile.TemporaryDirectory() as scratch:
    os.environ["XDG_CACHE_HOME"] = scratch
    os.environ["HF_HUB_OFFLINE"] = "1"
    from semble import SembleIndex
    from semble.types import ContentType

    model = Path(scratch) / "model"
    model.mkdir()
    convert(Path(sys.argv[1]), model)
    queries = json.load(sys.stdin)
    started = time.perf_counter()
    index = SembleIndex.from_path(Path(sys.argv[2]), content=(ContentType.CODE, ContentType.DOCS, ContentType.CONFIG), model_path=str(model))
    seconds = time.perf_counter() - started
    times = []
    for _ in range(5):
        for query in queries:
            begun = time.perf_counter()
            index.search(query, top_k=20)
            times.append((time.perf_counter() - begun) * 1000)
    times = sorted(times[len(queries):])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"indexSeconds": round(seconds, 1), "p50": round(times[len(times) // 2], 1), "peakMegabytes": round(peak)}))
