"""Which token ids does a text have? The same as tokenizer.json's, several times faster for bulk work (tested to be equal)."""
import json
import re
import unicodedata

CAMEL1, CAMEL2, KEEP = r"(?<=[a-z0-9])(?=[A-Z])", r"(?<=[A-Z])(?=[A-Z][a-z])", r"\p{L}+|\p{N}+"
MAX_WORD = 40
_ascii = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_camel1, _camel2, _any = re.compile(CAMEL1), re.compile(CAMEL2), re.compile(r"[^\W\d_]+|\d+")


def words(text):
    """The lower-cased words of a text, identifiers split."""
    if text.isascii():
        return [w.lower() for w in _ascii.findall(text)]
    text = unicodedata.normalize("NFKC", text)
    return _any.findall(_camel2.sub(" ", _camel1.sub(" ", text)).lower())


class Encoder:
    def __init__(self, vocabulary):
        self.vocabulary, self.cache = vocabulary, {}

    def word(self, word):
        vocabulary = self.vocabulary
        if word in vocabulary:
            return (vocabulary[word],)
        if len(word) > MAX_WORD:
            return (vocabulary["[UNK]"],)
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                if word[start:end] in vocabulary:
                    out.append(vocabulary[word[start:end]])
                    start = end
                    break
            else:
                return (vocabulary["[UNK]"],)
        return tuple(out)

    def __call__(self, text, limit=512):
        out = []
        for word in words(text):
            tokens = self.cache.get(word)
            if tokens is None:
                tokens = self.cache[word] = self.word(word)
            out.extend(tokens)
            if len(out) >= limit:
                break
        return out[:limit]


def load(path):
    with open(path) as file:
        return Encoder(json.load(file)["model"]["vocab"])
