"""What does the teacher, all-MiniLM-L6-v2, say of a text? Mean pooling, L2-normalised, on the CPU."""
import numpy as np, torch
from tokenizers import Tokenizer
from transformers import AutoModel


class Teacher:
    def __init__(self, path, threads=2):
        torch.set_num_threads(threads)
        self.tok = Tokenizer.from_file(path + "/tokenizer.json"); self.tok.no_padding(); self.tok.no_truncation()
        self.model = AutoModel.from_pretrained(path, dtype=torch.float32).eval()

    @torch.inference_mode()
    def encode(self, texts, max_len=128, tokens=8192, normalize=True):
        enc = [e.ids for e in self.tok.encode_batch([t[:max_len * 8] for t in texts])]
        enc = [e if len(e) <= max_len else e[:max_len - 1] + e[-1:] for e in enc]
        order = sorted(range(len(enc)), key=lambda i: len(enc[i]))
        out = np.zeros((len(enc), 384), np.float32)
        i = 0
        while i < len(order):
            n = len(enc[order[i]]); j = i
            while j < len(order) and len(enc[order[j]]) * (j - i + 1) <= tokens: j += 1
            j = max(j, i + 1); idx = order[i:j]; L = len(enc[idx[-1]])
            ids = torch.zeros(len(idx), L, dtype=torch.long); att = torch.zeros(len(idx), L, dtype=torch.long)
            for r, x in enumerate(idx):
                ids[r, :len(enc[x])] = torch.tensor(enc[x]); att[r, :len(enc[x])] = 1
            h = self.model(input_ids=ids, attention_mask=att).last_hidden_state
            v = (h * att[..., None]).sum(1) / att.sum(1, keepdim=True)
            if normalize: v = torch.nn.functional.normalize(v, dim=-1)
            out[idx] = v.numpy(); i = j
        return out
