"""What does BM25 (k1 1.2, b 0.75) over identifier-split words score? The lexical peer of the evaluations."""
import numpy as np
import scipy.sparse as sp


class BM25:
    def __init__(self, documents, k1=1.2, b=0.75):
        self.vocabulary, row, column, value = {}, [], [], []
        for i, document in enumerate(documents):
            count = {}
            for word in document:
                count[word] = count.get(word, 0) + 1
            for word, n in count.items():
                row.append(i)
                column.append(self.vocabulary.setdefault(word, len(self.vocabulary)))
                value.append(n)
        m = sp.csr_matrix((np.array(value, float), (row, column)), shape=(len(documents), len(self.vocabulary)))
        length = np.array([len(d) for d in documents])
        length = length / length.mean()
        frequency = np.bincount(m.indices, minlength=len(self.vocabulary))
        idf = np.log(1 + (len(documents) - frequency + .5) / (frequency + .5))
        rows = np.repeat(np.arange(len(documents)), np.diff(m.indptr))
        m.data = idf[m.indices] * m.data * (k1 + 1) / (m.data + k1 * (1 - b + b * length[rows]))
        self.m = m.tocsc()

    def scores(self, queries):
        row, column = [], []
        for i, query in enumerate(queries):
            for word in set(query):
                if word in self.vocabulary:
                    row.append(i)
                    column.append(self.vocabulary[word])
        q = sp.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(queries), len(self.vocabulary)))
        return (q @ self.m.T).toarray().astype(np.float32)
