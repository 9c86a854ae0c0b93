"""Which whole words get a row of the table? Those used by most repositories, then the teacher's English words.

usage: vocabulary.py CHUNKS_DIR TEACHER_DIR OUT/tokenizer.json [size]

The rarest quarter of the words that some repositories share stand in three of them each; English words which a question may use are worth more.

The tokenizer: NFKC, camelCase split by two zero-width Replace normalizers, lower case, runs of letters or of digits, WordPiece
with an EMPTY continuation prefix: an unknown word is cut greedily into the longest known words, so "readfile" = "read" + "file".
"""
import json
import math
import os
import re
import sys
from collections import Counter
from multiprocessing import Pool

from sources import DEVELOPMENT
from words import CAMEL1, CAMEL2, KEEP, MAX_WORD, words

CODE = 0.76   # share of the rows for the words of repositories; with it all of the teacher's English words still fit


def count(path):
    frequency = Counter()
    with open(path) as file:
        for line in file:
            r = json.loads(line)
            frequency.update(set(words(f'{r["d"]} {r["n"]} {r["p"]}\n{r["c"]}')))
    return frequency


def choose(counts, english, size):
    """The vocabulary in order; a word weighs log(1 + chunks) in each repository, so that breadth beats bulk."""
    score, repositories, total = Counter(), Counter(), Counter()
    for frequency in counts:
        for word, n in frequency.items():
            score[word] += math.log1p(n)
            repositories[word] += 1
            total[word] += n
    fits = lambda w: w.isascii() and len(w) <= 24 and (not w.isdigit() or len(w) <= 4) and (repositories[w] >= 3 or total[w] >= 25) and total[w] >= 4
    ranked = [w for w, _ in score.most_common() if fits(w)]
    chosen = dict.fromkeys(["[PAD]", "[UNK]", *"abcdefghijklmnopqrstuvwxyz0123456789"])
    for source, limit in ((ranked, int(size * CODE)), (english, size), (ranked, size)):
        for word in source:
            if len(chosen) >= limit:
                break
            chosen.setdefault(word)
    covered = sum(n for w, n in total.items() if w in chosen) / sum(total.values())
    print(f"{len(counts)} repositories, {len(total)} words, {len(ranked)} eligible, {len(chosen)} chosen, {covered:.4f} of distinct words in chunks whole")
    return list(chosen)


def save(entries, path):
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
    model = models.WordPiece({w: i for i, w in enumerate(entries)}, unk_token="[UNK]", continuing_subword_prefix="", max_input_chars_per_word=MAX_WORD)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(CAMEL1), " "), normalizers.Replace(Regex(CAMEL2), " "), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(KEEP), "removed", invert=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    tokenizer.save(path, pretty=False)


if __name__ == "__main__":
    chunks, teacher, out = sys.argv[1:4]
    files = [os.path.join(chunks, f) for f in sorted(os.listdir(chunks)) if f.endswith(".jsonl") and f[:-6] not in DEVELOPMENT]
    with Pool(2) as pool:
        counts = pool.map(count, files, chunksize=1)
    with open(os.path.join(teacher, "vocab.txt")) as file:
        english = [w for w in file.read().split("\n") if re.fullmatch(r"[a-z]{3,}", w)]
    save(choose(counts, english, int(sys.argv[4]) if len(sys.argv) > 4 else 45_800), out)
