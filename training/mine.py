"""What material for pairs do the fetched repositories hold?

usage: mine.py MIRROR_DIR OUT_DIR [--watch SECONDS]     one OUT_DIR/<owner>+<name>.jsonl a repository, and OUT_DIR/../repositories/<same>.tsv

Each line is one chunk: {p: path, l: language, k: kind, n: name, x: names around it, d: description or "", c: text};
kinds: func, class, test (d = the test's description), md (n = heading path), file (c = outline), commit (c = hunk after the change).
"""
import json
import os
import random
import re
import subprocess
import sys
import time
from multiprocessing import Pool

from extract import dedent, extract_code, extract_md
from sources import BAD_PATH, DEVELOPMENT, EXTENSIONS, is_excluded, licence

# So that no repository outweighs the others: chunks kept by (kind, has a description).
CAPS = {("func", True): 8000, ("func", False): 4000, ("class", True): 3000, ("class", False): 1200, ("test", True): 2500, ("md", False): 4000}


def git(repository, *arguments, timeout=90):
    done = subprocess.run(["git", "--git-dir", repository, *arguments], capture_output=True, timeout=timeout)
    return done.stdout.decode("utf-8", "replace")


def list_files(repository):
    """A file that the snapshot lacks has no size: git says "BAD"."""
    todo = []
    for row in git(repository, "ls-tree", "-r", "-l", "HEAD").splitlines():
        meta, path = row.split("\t", 1)
        mode, kind, sha, size = meta.split()
        extension = path.rsplit(".", 1)[-1].lower() if "." in path.rsplit("/", 1)[-1] else ""
        if kind == "blob" and mode != "120000" and extension in EXTENSIONS and size.isdigit() and 100 < int(size) < 150_000 and not BAD_PATH.search(path):
            todo.append((sha, path, EXTENSIONS[extension]))
    return todo


def read_blobs(repository, todo):
    process = subprocess.Popen(["git", "--git-dir", repository, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for sha, path, language in todo:
        process.stdin.write(sha.encode() + b"\n")
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) < 3:
            continue
        data = process.stdout.read(int(head[2]))
        process.stdout.read(1)
        if b"\0" not in data[:1000]:
            yield path, language, data.decode("utf-8", "replace")
    process.stdin.close()
    process.wait()


BORING = re.compile(r"(?i)^(merge|bump|update dep|release|revert|prepare|chore|upgrade|\[)|version|changelog|typo|lint|format")


def commits(repository, count=600):
    """Commit subject -> the text after the change of its two largest hunks; small commits only."""
    try:
        log = git(repository, "log", f"-n{count}", "--no-merges", "--no-renames", "-p", "-U6", "--diff-filter=M", "--format=%x01%s", timeout=40)
    except subprocess.TimeoutExpired:
        return
    for commit in log.split("\x01")[1:]:
        subject, _, diff = commit.partition("\n")
        subject = re.sub(r"\(?#\d+\)?|^\s*\[[^\]]*\]\s*|^\w+(\([^)]*\))?!?:\s+", "", subject).strip()
        if len(diff) > 40_000 or not 4 <= len(subject.split()) <= 25 or BORING.search(subject):
            continue
        parts = diff.split("diff --git ")[1:]
        if not 1 <= len(parts) <= 4:
            continue
        hunks = []
        for part in parts:
            match = re.search(r"^\+\+\+ b/(.+)$", part, re.M)
            language = EXTENSIONS.get(match.group(1).rsplit(".", 1)[-1].lower(), "md") if match else "md"
            if language in ("md", "rst") or BAD_PATH.search(match.group(1)):
                continue
            for hunk in re.split(r"^@@[^@\n]*@@", part, flags=re.M)[1:]:
                lines = hunk.split("\n")
                added = sum(line.startswith("+") for line in lines)
                if added >= 2:
                    hunks.append((added, match.group(1), language, dedent([line[1:] for line in lines[:60] if line[:1] in "+ "])))
        for _, path, language, text in sorted(hunks, reverse=True)[:2]:
            if len(text) > 80:
                yield dict(p=path, l=language, k="commit", n="", x="", d=subject[:200], c=text)


def chunks_of(name, repository):
    seen, described = set(), {}
    for path, language, text in read_blobs(repository, list_files(repository)):
        if re.search(r"(?i)@generated|code generated|auto-?generated|do not edit", text[:400]):
            continue
        try:
            for record in (extract_md if language in ("md", "rst") else extract_code)(path, language, text):
                if record["c"] in seen:
                    continue
                seen.add(record["c"])
                described[record["d"]] = described.get(record["d"], 0) + 1
                if described[record["d"]] > 2:   # boilerplate says nothing about one chunk
                    record["d"] = ""
                yield record
        except (ValueError, IndexError, RecursionError) as error:
            print(name, path, repr(error), flush=True)


def mine(job):
    name, repository, out = job
    top = git(repository, "ls-tree", "--name-only", "HEAD").split("\n")
    names = [f for f in top if re.match(r"(?i)(licen[cs]e|copying|mit-lic|unlicense)", f)]
    found = licence([git(repository, "show", "HEAD:" + f) for f in sorted(names)])
    role = "none" if not found else "development" if name in DEVELOPMENT else "training"
    records = list(chunks_of(name, repository)) if found else []
    if role == "training":
        rng, groups = random.Random(0), {}
        for record in records:
            groups.setdefault((record["k"], bool(record["d"])), []).append(record)
        records = []
        for key, group in groups.items():
            rng.shuffle(group)
            records += group[:CAPS.get(key, 1500)]
        records += commits(repository)
    with open(os.path.join(out, name + ".part"), "w") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    os.rename(os.path.join(out, name + ".part"), os.path.join(out, name + ".jsonl"))
    languages = {}
    for record in records:
        languages[record["l"]] = languages.get(record["l"], 0) + 1
    main = max((l for l in languages if l not in ("md", "rst")), key=languages.get, default="documentation")
    row = "\t".join([name.replace("+", "/"), git(repository, "rev-parse", "HEAD").strip(), found or "not permissive", main, role,
                     str(len(records)), str(sum(bool(r["d"]) for r in records))])
    with open(os.path.join(out, "..", "repositories", name + ".tsv"), "w") as file:
        file.write(row + "\n")
    return row


def waiting(mirror, out):
    for name in sorted(os.listdir(mirror)):
        repository = os.path.join(mirror, name, "repo")
        if os.path.isdir(os.path.join(repository, ".git")):
            repository += "/.git"
        if "+" in name and os.path.isdir(repository) and not name.endswith(".part") and not is_excluded(name) \
                and not os.path.exists(os.path.join(out, name + ".jsonl")):
            yield name, repository, out


if __name__ == "__main__":
    mirror, out = sys.argv[1:3]
    end = time.time() + (float(sys.argv[4]) if "--watch" in sys.argv else 0)
    os.makedirs(out, exist_ok=True)
    os.makedirs(os.path.join(out, "..", "repositories"), exist_ok=True)
    with Pool(int(os.environ.get("JOBS", "2")), maxtasksperchild=8) as pool:
        while True:
            for row in pool.imap_unordered(mine, list(waiting(mirror, out))):
                print(row, flush=True)
            if time.time() > end:
                break
            time.sleep(3)
