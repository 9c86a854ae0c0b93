"""How are hits put in order, and is there an answer at all? Trains the two ensembles of regression trees that src/core/search carries.

    python ranker.py TRAIN.jsonl DEVELOPMENT.jsonl FOLDER [--ablate]

The two inputs are written by bench/quality/features.ts. FOLDER gets ranker.json and answerability.json. What is printed is of the
development split, which nothing is fitted on. --ablate also trains the ranker without each signal's features.

ranker.json: LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", 2010) over the candidates of each question.
answerability.json: boosted trees for "the best hits answer the question", and a logistic curve for how a hit's chance falls with its score.
"""
import json
import sys

import lightgbm
import numpy as np
from scipy.optimize import minimize

# More of these never makes a candidate less likely to answer; more of those never makes it likelier. Without these bounds NDCG@10 of the
# development split is .008 lower by file and .006 by range.
RISING = set("""similarityShare similarityPlace feedbackShare outstanding shareOfFileSimilarity lexicalShare lexicalPlace coverage lexicalOfIdeal
    wholeOfIdeal shareOfFileLexical places fileSimilarityPlace fileSimilarityThree fileLexicalPlace fileLexicalThree wholeShare wholePlace wholeCoverage
    filePlaces filePlacesThree symbolInQuery queryInSymbol symbolIsQuery fileNameInQuery queryInFileName queryInPath pathInQuery pathSimilarityShare""".split())
FALLING = set("test example vendored changelog declaration".split())
TREES = dict(learning_rate=0.04, num_leaves=15, min_data_in_leaf=40, lambda_l2=5, feature_fraction=0.3, bagging_fraction=0.8, bagging_freq=1)
RANKER_ROUNDS = 250
ANSWER_TREES = dict(learning_rate=0.03, num_leaves=6, min_data_in_leaf=25, lambda_l2=5, feature_fraction=0.3, bagging_fraction=0.8, bagging_freq=1)
ANSWER_ROUNDS = 250
EXACT = dict(verbosity=-1, num_threads=1, deterministic=True, force_row_wise=True, seed=1)
# Each question also counts as asked where there is no model; so much less, as that is rare.
WEIGHTS = {"asked": 1.0, "withoutVectors": 0.3}
# Questions of daily life share few words with code, as do those in other words or languages: with more weight the plausible ones are told less well.
FOREIGN_WEIGHT = 0.2
# Of one model only: the order holds for others without it, the cut-off does not.
NOT_RANKED = {"similarity"}
DEPTH = 10
FOLDS = 4


def load(path):
    """The features' names, and a dict for each question and form with "values" (candidates x features), "labels" and "files"."""
    with open(path) as lines:
        names = json.loads(next(lines))
        rows = []
        for line in lines:
            row = json.loads(line)
            candidates = row.pop("candidates")
            row["values"] = np.array([each["values"] for each in candidates], float).reshape(len(candidates), len(names))
            row["labels"] = np.array([each["label"] for each in candidates], int)
            row["files"] = np.array([each["file"] for each in candidates], int)
            rows.append(row)
    return names, rows


def answerable(row):
    return row["kind"] not in ("unanswerable", "foreign")


def train_ranker(rows, names):
    rows = [row for row in rows if answerable(row) and len(row["labels"])]
    bounds = [1 if name in RISING else -1 if name in FALLING else 0 for name in names]
    data = lightgbm.Dataset(
        np.vstack([ranked_values(row, names) for row in rows]), np.concatenate([row["labels"] for row in rows]), group=[len(row["labels"]) for row in rows],
        weight=np.concatenate([np.full(len(row["labels"]), WEIGHTS[row["form"]]) for row in rows]))
    # A chunk that holds the answer counts twice as much as another of its file.
    task = dict(objective="lambdarank", label_gain=[0, 1, 2], lambdarank_truncation_level=15, monotone_constraints=bounds)
    return lightgbm.train({**EXACT, **TREES, **task}, data, RANKER_ROUNDS)


def scores_of(ranker, row):
    return ranker.predict(row["values"]) if len(row["labels"]) else np.zeros(0)


def ranked_values(row, names):
    """The features with those hidden that are not ranked by: a constant is never split at."""
    return np.where([name in NOT_RANKED for name in names], 0.0, row["values"])


def first_of_files(row, scores):
    """Places of the best candidate of each of the best files."""
    best = {}
    for place in np.argsort(-scores, kind="stable"):
        best.setdefault(row["files"][place], place)
        if len(best) == DEPTH:
            break
    return list(best.values())


def ndcg(row, scores, least):
    """NDCG@10 of files by their best candidate; a file is right whose candidate has at least this label."""
    gains = [1 / np.log2(place + 2) for place, at in enumerate(first_of_files(row, scores)) if row["labels"][at] >= least]
    return sum(gains) / sum(1 / np.log2(place + 2) for place in range(min(DEPTH, row["answerFiles"])))


def report_ranking(title, ranker, rows):
    parts = []
    for form in WEIGHTS:
        own = [row for row in rows if answerable(row) and row["form"] == form]
        scores = [scores_of(ranker, row) for row in own]
        by = [np.mean([ndcg(row, score, least) for row, score in zip(own, scores)]) for least in (1, 2)]
        parts.append(f"{form} {by[0]:.4f} by file, {by[1]:.4f} by range")
    print(f"{title}: " + "; ".join(parts), flush=True)


def answer_inputs(names, row, scores):
    """As answerInputs in src/core/search/answerability.ts."""
    first = first_of_files(row, scores)
    values = row["values"][first]
    ordered = scores[first]
    lead = {f"lead{place}": ordered[0] - ordered[min(place, len(first)) - 1] for place in (2, 5, DEPTH)}
    best = {f"best.{name}": value for name, value in zip(names, values[0])}
    most = {f"most.{name}": value for name, value in zip(names, values.max(0))}
    return {**best, **most, "score": ordered[0], **lead}


def held_out_scores(rows, names):
    """Scores by rankers that have not seen a row's package: a ranker's own training questions look better answered than others."""
    packages = sorted({row["package"] for row in rows})
    fold_of = {package: place % FOLDS for place, package in enumerate(packages)}
    for fold in range(FOLDS):
        ranker = train_ranker([row for row in rows if fold_of[row["package"]] != fold], names)
        for row in rows:
            if fold_of[row["package"]] == fold:
                row["scores"] = scores_of(ranker, row)


def train_answerability(rows, names):
    """The booster and its inputs' names."""
    rows = [row for row in rows if len(row["labels"])]
    inputs = [answer_inputs(names, row, row["scores"]) for row in rows]
    columns = list(inputs[0])
    table = np.array([[each[column] for column in columns] for each in inputs])
    truth = np.array([answerable(row) for row in rows])
    form = np.array([WEIGHTS[row["form"]] * (FOREIGN_WEIGHT if row["kind"] == "foreign" else 1) for row in rows])
    weights = np.where(truth, form, form * form[truth].sum() / form[~truth].sum())
    booster = lightgbm.train({**EXACT, **ANSWER_TREES, "objective": "binary", "boost_from_average": False}, lightgbm.Dataset(table, truth.astype(int), weight=weights), ANSWER_ROUNDS)
    return booster, columns


def fit_hits(rows, names, booster, columns):
    """How much of the question's logit a hit loses for each unit that its score lies below the best: by a logistic regression on both.

    The best hit keeps the question's own chance: what is not labelled as an answer may be one.
    """
    logits, lags, right = [], [], []
    for row in rows:
        if row["form"] != "asked" or not len(row["labels"]):
            continue
        inputs = answer_inputs(names, row, row["scores"])
        logit = booster.predict(np.array([[inputs[column] for column in columns]]), raw_score=True)[0]
        for at in first_of_files(row, row["scores"]):
            logits.append(logit)
            lags.append(row["scores"].max() - row["scores"][at])
            right.append(row["labels"][at] > 0)
    logits, lags, sign = np.array(logits), np.array(lags), np.where(right, 1.0, -1.0)

    def loss(weights):
        return np.logaddexp(0, -sign * (weights[0] + weights[1] * logits - weights[2] * lags)).mean()

    _, logit, lag = minimize(loss, [0.0, 1.0, 1.0]).x
    return {"lag": round(lag / logit, 4)}


def report_answers(names, rows, booster, columns):
    rows = [row for row in rows if row["form"] == "asked" and len(row["labels"])]
    table = np.array([[answer_inputs(names, row, row["scores"])[column] for column in columns] for row in rows])
    logits = booster.predict(table, raw_score=True)
    yes, no = (logits[[answerable(row) == wanted for row in rows]] for wanted in (True, False))
    area = np.mean([np.mean((value > no) + 0.5 * (value == no)) for value in yes])
    refused = {kept: np.mean(no < np.quantile(yes, 1 - kept)) for kept in (0.95, 0.9, 0.85)}
    print(f"answerability: area {area:.3f}; " + "; ".join(f"{share:.0%} of unanswerable refused at {kept:.0%} kept" for kept, share in refused.items()))
    for kept in (0.97, 0.95, 0.9, 0.8, 0.75):
        print(f"  logit that keeps {kept:.0%}: {np.quantile(yes, 1 - kept):.3f}")


def flat(tree):
    """A tree as src/core/search/treeEnsemble.ts reads it."""
    arrays = {key: [] for key in ("features", "thresholds", "values", "below", "above", "leaves")}

    def mean(node):
        if "leaf_value" in node:
            return node["leaf_value"], node.get("leaf_count", 1)
        (left, few), (right, many) = mean(node["left_child"]), mean(node["right_child"])
        return (left * few + right * many) / (few + many), few + many

    def add(node):
        if "leaf_value" in node:
            arrays["leaves"].append(round(node["leaf_value"], 6))
            return -len(arrays["leaves"])
        at = len(arrays["features"])
        arrays["features"].append(node["split_feature"])
        arrays["thresholds"].append(float(f"{node['threshold']:.6g}"))
        arrays["values"].append(round(mean(node)[0], 6))
        arrays["below"].append(0)
        arrays["above"].append(0)
        arrays["below"][at] = add(node["left_child"])
        arrays["above"][at] = add(node["right_child"])
        return at

    add(tree["tree_structure"])
    return arrays


def write(path, booster, columns, about, rest=None):
    trees = [flat(tree) for tree in booster.dump_model()["tree_info"]]
    used = sorted({feature for tree in trees for feature in tree["features"]})
    for tree in trees:
        tree["features"] = [used.index(feature) for feature in tree["features"]]
    head = {"about": about, "features": [columns[feature] for feature in used], **(rest or {})}
    lines = ",\n".join("  " + json.dumps(tree, separators=(",", ":")) for tree in trees)
    fields = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    with open(path, "w") as out:
        out.write(f"{{\n{fields},\n \"trees\": [\n{lines}\n ]\n}}\n")


def ablate(names, signals, rows, development):
    for signal in sorted(set(signals)):
        kept = [place for place, each in enumerate(signals) if each != signal]
        without = [[{**row, "values": row["values"][:, kept]} for row in each] for each in (rows, development)]
        report_ranking(f"without {signal}", train_ranker(without[0], [names[place] for place in kept]), without[1])


def main(train_path, development_path, folder, *flags):
    features, rows = load(train_path)
    _, development = load(development_path)
    names, signals = [each["name"] for each in features], [each["signal"] for each in features]
    ranker = train_ranker(rows, names)
    report_ranking("development", ranker, development)
    if "--ablate" in flags:
        ablate(names, signals, rows, development)
    held_out_scores(rows, names)
    for row in development:
        row["scores"] = scores_of(ranker, row)
    booster, columns = train_answerability(rows, names)
    report_answers(names, development, booster, columns)
    hits = fit_hits(rows, names, booster, columns)
    asked = [row for row in rows if row["form"] == "asked"]
    about = {"questions": sum(row["kind"] != "foreign" for row in asked), "unanswerable": sum(row["kind"] == "unanswerable" for row in asked), "foreign": sum(row["kind"] == "foreign" for row in asked), "packages": len({row["package"] for row in rows})}
    write(f"{folder}/ranker.json", ranker, names, {"recipe": "training/ranker.py, LambdaMART", **about})
    write(f"{folder}/answerability.json", booster, columns, {"recipe": "training/ranker.py, boosted trees", **about}, {"hits": hits})


if __name__ == "__main__":
    main(*sys.argv[1:])
