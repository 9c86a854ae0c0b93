"""Which token ids does Python's `tokenizers` give?  tokenizerIds.py TOKENIZER_JSON < JSON list of texts > JSON list of id lists"""
import json
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
encodings = tokenizer.encode_batch(json.load(sys.stdin), add_special_tokens=False)
json.dump([encoding.ids for encoding in encodings], sys.stdout)
