"""Which table of word vectors brings queries to their chunks? Contrastive training on the CPU.

usage: train.py PAIRS_DIR INIT.npz OUT.npz [key=value ...]      (keys: see CONFIG)

vector(text) = sum over DISTINCT tokens t of w_t * count_t**(alpha-1) * sum over its places i of (1 + i/tau)**-beta * E_t, L2-normalised;
a document = normalise(chunk + path_weight * path), as the product combines them.
Loss: symmetric InfoNCE at 256, 128 and 64 dimensions (Matryoshka representation learning, Kusupati et al. 2022;
the two cuts take turns), a batch from one repository. Left out of the negatives: those that the model itself finds as near to the answer as duplicates,
and, with guide=TABLE.npz, those that the guide finds nearer to the query than the answer by more than `margin` (after GISTEmbed, Solatorio 2024).
"""
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from pairs import KINDS

CONFIG = dict(epochs=1.0, batch=1024, lr=8e-3, lr_w=1e-2, temperature=0.05, alpha=0.5, beta=0.3, tau=24.0, path=0.35, path_drop=0.35, mixed=0.2,
              drop=0.3, threads=1, seed=1, minutes=0.0, average=0.25, duplicate=0.93, names=0.5, maxpairs=0, log=100, resume="", guide="", margin=0.1, eps=2e-5)
DIMENSIONS = (256, 128, 64)
BY_QUERY = 0.65       # share of the direction query -> document; the rest is document -> query
CUT = 0.7             # weight of the loss at the shorter vectors
NAME = KINDS.index("name")


def bags(flat, offsets, index, config, rng=None, drop=0.0):
    """(ids, weights, bag starts) of the chosen texts; ids are distinct within a bag, in no order; a share `drop` of them is left out."""
    lengths = offsets[index + 1] - offsets[index]
    row = np.repeat(np.arange(len(index)), lengths)
    place = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    key = row.astype(np.int64) << 17 | flat[place + np.repeat(offsets[index], lengths)]
    unique, inverse, count = np.unique(key, return_inverse=True, return_counts=True)
    weight = count ** (config["alpha"] - 1) * np.bincount(inverse, (1 + place / config["tau"]) ** -config["beta"], minlength=len(unique))
    if drop:
        kept = rng.random(len(unique)) >= drop
        unique, weight = unique[kept], weight[kept]
    return unique & 0x1FFFF, weight, np.searchsorted(unique >> 17, np.arange(len(index)))


class Table(torch.nn.Module):
    def __init__(self, E, w):
        super().__init__()
        self.E = torch.nn.Parameter(torch.tensor(E))
        self.s = torch.nn.Parameter(torch.log(torch.tensor(w) + 1e-4))

    def forward(self, parts):
        """One unnormalised vector a bag, for each part."""
        ids = torch.from_numpy(np.concatenate([p[0] for p in parts]))
        weight = torch.from_numpy(np.concatenate([p[1] for p in parts]).astype(np.float32))
        starts = np.concatenate([p[2] + base for p, base in zip(parts, np.cumsum([0] + [len(p[0]) for p in parts]))])
        weight = torch.exp(F.embedding(ids, self.s[:, None])[:, 0]) * weight
        v = F.embedding_bag(ids, self.E, torch.from_numpy(starts), mode="sum", per_sample_weights=weight)
        return torch.split(v, [len(p[2]) for p in parts])


class Guide:
    """A trained table that says which pairs of a batch are near; it learns nothing."""

    def __init__(self, path, margin):
        self.M, self.margin = torch.tensor(np.load(path)["M"].astype(np.float32)), margin

    def vectors(self, part):
        ids, weight, starts = part
        return F.normalize(F.embedding_bag(torch.from_numpy(ids), self.M, torch.from_numpy(starts), mode="sum", per_sample_weights=torch.from_numpy(weight.astype(np.float32))), dim=-1)

    @torch.no_grad()
    def false_negatives(self, query, chunk, path, weight):
        """[B, B]: document j is nearer to query i than i's own answer."""
        s = self.vectors(query) @ F.normalize(self.vectors(chunk) + weight * self.vectors(path), dim=-1).T
        return s > s.diagonal()[:, None] + self.margin


def load(pairs, names=("q", "c", "p")):
    """{name: (flat ids, offsets)}, query hashes and repository numbers of all pairs."""
    files = [np.load(f"{pairs}/{f}") for f in sorted(os.listdir(pairs))]
    texts = {}
    for name in names:
        flats, offs, base = [], [np.zeros(1, np.int64)], 0
        for z in files:
            flats.append(z[name])
            offs.append(z[name + "o"][1:] + base)
            base += len(flats[-1])
        texts[name] = (np.concatenate(flats).astype(np.int32), np.concatenate(offs))
    return texts, np.concatenate([z["h"] for z in files]), np.repeat(np.arange(len(files)), [len(z["h"]) for z in files]), np.concatenate([z["t"] for z in files])


def plan(repository, kind, config, rng):
    """Batches of pair numbers: most from one repository, a share mixed; of the many name pairs a share a round."""
    every = rng.permutation(np.flatnonzero((kind != NAME) | (rng.random(len(kind)) < config["names"])))
    if config["maxpairs"]:
        every = every[:config["maxpairs"]]
    mixed = rng.random(len(every)) < config["mixed"]
    groups = [every[mixed]]
    rest = every[~mixed]
    rest = rest[np.argsort(repository[rest], kind="stable")]
    groups += np.split(rest, np.flatnonzero(np.diff(repository[rest])) + 1)
    batches = [b for g in groups for b in np.array_split(g, max(1, round(len(g) / config["batch"]))) if len(b) >= 64]
    rng.shuffle(batches)
    return batches


class Contrast(torch.autograd.Function):
    """Symmetric InfoNCE of unit queries and documents, query i belonging to document i; `allowed` [B, B] is 0 where a negative is left out.

    One matrix of exponentials serves both directions and the gradient, which is most of a step's time; a cosine over the temperature is small enough for exp.
    """

    @staticmethod
    def forward(context, a, b, allowed, temperature):
        s = a @ b.T / temperature
        right = s.diagonal().clone()
        hit = (s.masked_fill(allowed == 0, -1e4).argmax(1) == torch.arange(len(a))).float().mean()
        e = s.exp_().mul_(allowed)
        rows, columns = e.sum(1), e.sum(0)
        gradient = e.mul_(BY_QUERY / rows[:, None] + (1 - BY_QUERY) / columns[None])
        gradient.diagonal().sub_(1)
        context.save_for_backward(a, b, gradient.div_(len(a) * temperature))
        return (BY_QUERY * rows.log() + (1 - BY_QUERY) * columns.log() - right).mean(), hit

    @staticmethod
    def backward(context, of_loss, _):
        a, b, gradient = context.saved_tensors
        return of_loss * (gradient @ b), of_loss * (gradient.T @ a), None, None


def loss_of(query, document, hashes, config, short, false_negatives=None):
    """(loss, in-batch accuracy at the full dimensions, share of negatives left out); `short`: the cut at which the loss is taken as well."""
    h = torch.from_numpy(hashes.astype(np.int64))
    with torch.no_grad():
        d = F.normalize(document, dim=-1)
        banned = (d @ d.T > config["duplicate"]).logical_or_(h[:, None] == h[None])
        if false_negatives is not None:
            banned.logical_or_(false_negatives)
        banned.fill_diagonal_(False)
        allowed = (~banned).float()
    total = 0
    for n in (DIMENSIONS[0], short):
        loss, hit = Contrast.apply(F.normalize(query[:, :n], dim=-1), F.normalize(document[:, :n], dim=-1), allowed, config["temperature"])
        if n == DIMENSIONS[0]:
            accuracy = hit.item()
        total = total + loss * (1.0 if n == DIMENSIONS[0] else CUT)
    return total, accuracy, banned.float().mean().item()


def main(pairs, init, out, **given):
    config = {**CONFIG, **{k: type(CONFIG[k])(v) for k, v in given.items()}}
    torch.set_num_threads(config["threads"])
    rng = np.random.default_rng(config["seed"])
    texts, hashes, repository, kind = load(pairs)
    start = np.load(init)
    w = start["w"].copy()
    w[:2] = 0
    table = Table(start["E"].astype(np.float32), w)
    if config["resume"]:   # a table of an earlier run: its rows' lengths are their weights
        M = np.load(config["resume"])["last"].astype(np.float32)
        length = np.linalg.norm(M, axis=1, keepdims=True) + 1e-9
        table = Table(M / length * length[length > 1e-6].mean(), length[:, 0] / length[length > 1e-6].mean())
    optimiser = torch.optim.Adam([{"params": [table.E], "lr": config["lr"]}, {"params": [table.s], "lr": config["lr_w"]}], betas=(0.9, 0.99), eps=config["eps"], fused=True)
    guide = Guide(config["guide"], config["margin"]) if config["guide"] else None
    base = [g["lr"] for g in optimiser.param_groups]
    batches, left = [], config["epochs"]
    while left > 0:
        one = plan(repository, kind, config, rng)
        batches += one[:int(len(one) * min(1, left))]
        left -= 1
    print(f"{len(hashes)} pairs, {repository.max() + 1} repositories, {len(batches)} steps", json.dumps(config), flush=True)
    began, seen, mean, averaged = time.time(), [], None, 0
    for step, index in enumerate(batches):
        done = max(step / len(batches), (time.time() - began) / 60 / config["minutes"] if config["minutes"] else 0)
        if done >= 1:
            break
        for group, lr in zip(optimiser.param_groups, base):
            group["lr"] = lr * min(1, (step + 1) / 50) * (0.5 * (1 + np.cos(np.pi * done)) * 0.95 + 0.05)
        parts = [bags(*texts["q"], index, config, rng, config["drop"] / 2), bags(*texts["c"], index, config, rng, config["drop"]), bags(*texts["p"], index, config)]
        q, c, p = table(parts)
        with_path = torch.from_numpy((rng.random(len(index)) >= config["path_drop"]).astype(np.float32))[:, None]
        document = F.normalize(c, dim=-1) + config["path"] * with_path * F.normalize(p, dim=-1)
        loss, accuracy, banned = loss_of(q, document, hashes[index], config, DIMENSIONS[1 + step % 2], guide and guide.false_negatives(*parts, config["path"] * with_path))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        seen.append((loss.item(), accuracy, banned))
        if done >= 1 - config["average"] and step % 10 == 0:   # average of the last part's tables
            now = torch.exp(table.s.detach())[:, None] * table.E.detach()
            averaged += 1
            mean = now.clone() if mean is None else mean + (now - mean) / averaged
        if (step + 1) % config["log"] == 0:
            print(f"step {step + 1} loss {np.mean(seen, 0)[0]:.3f} accuracy {np.mean(seen, 0)[1]:.3f} left out {np.mean(seen, 0)[2]:.4f} {time.time() - began:.0f} s", flush=True)
            seen = []
    final = torch.exp(table.s.detach())[:, None] * table.E.detach()
    M = (mean if mean is not None else final).numpy()
    M[:2] = 0
    np.savez(out, M=M, last=final.numpy(), alpha=config["alpha"], beta=config["beta"], tau=config["tau"], config=json.dumps(dict(config, pairs=len(hashes), repositories=int(repository.max() + 1))))
    print("done", step, "steps", round(time.time() - began), "s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4], **dict(a.split("=", 1) for a in sys.argv[4:]))
