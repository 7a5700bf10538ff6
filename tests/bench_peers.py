"""Keyness of two groups by other libraries, each in an environment of its own.

    python tests/bench_peers.py NAME PARQUET TEXT GROUP TARGET REFERENCE ROUNDS

runs in the peer's environment and prints JSON: seconds of every round, without imports and without
reading the file, its version, and its first words. ``make_environment`` makes the environments.
"""

import json
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

PEERS = ("pycorpdiff", "scattertext", "textacy")
WHAT = {
    "pycorpdiff": "pycorpdiff: keyness of two groups",
    "scattertext": "scattertext: corpus by its white-space tokenizer, scaled F-scores",
    "textacy": "textacy: blank English pipeline, bags of words, log-odds of two groups",
}


def pycorpdiff(table, target, reference):
    import pycorpdiff as pcd

    corpus = pcd.from_dataframe(table, text_col="text")
    sides = (corpus.slice(group=name) for name in (target, reference))
    found = pcd.compare(*sides).keyness(min_count=3).to_df()
    return found[found.columns[0]].head(8).astype(str).tolist()


def scattertext(table, target, reference):
    import scattertext as st

    chosen = table[table["group"].isin([target, reference])]
    corpus = st.CorpusFromPandas(
        chosen, category_col="group", text_col="text", nlp=st.whitespace_nlp_with_sentences
    ).build()
    terms = corpus.get_term_freq_df()
    terms["score"] = corpus.get_scaled_f_scores(target)
    return terms.sort_values("score", ascending=False).index[:8].tolist()


def textacy(table, target, reference):
    import numpy as np
    import spacy
    from textacy.representations import Vectorizer

    # textacy has no keyness; its bags of words and one formula are the nearest to it.
    chosen = table[table["group"].isin([target, reference])]
    pipeline = spacy.blank("en")
    pipeline.max_length = 10**8
    words = ((t.lower_ for t in doc if t.is_alpha) for doc in pipeline.pipe(chosen["text"]))
    counts = Vectorizer(tf_type="linear", min_df=1)
    matrix = counts.fit_transform(list(document) for document in words)
    rows = (chosen["group"] == target).to_numpy()
    a, b = (np.asarray(matrix[side].sum(axis=0)).ravel() + 0.5 for side in (rows, ~rows))
    ratio = np.log(a / a.sum()) - np.log(b / b.sum())
    z = ratio / np.sqrt(1 / a + 1 / b)
    terms = counts.terms_list
    return [terms[i] for i in np.argsort(-z)[:8]]


def run(name, parquet, text, group, target, reference, rounds):
    import pyarrow.parquet as pq

    table = pq.read_table(parquet, columns=[text, group]).to_pandas()
    table = table.rename(columns={text: "text", group: "group"})
    work = {"pycorpdiff": pycorpdiff, "scattertext": scattertext, "textacy": textacy}[name]
    work(table.head(50).assign(group=[target, reference] * 25), target, reference)  # imports
    seconds = []
    for _ in range(int(rounds)):
        start = time.perf_counter()
        words = work(table, target, reference)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": seconds, "version": version(name), "words": words}))


def make_environment(name, cache):
    """Python of the peer's environment, made if missing; raises CalledProcessError if it fails."""
    place = cache / name
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
        # scattertext imports six without asking for it; the script itself reads Parquet.
        wanted = [name, "pandas", "pyarrow", "six"]
        subprocess.run([*install, *wanted], check=True, capture_output=True, text=True)
        (place / "ready").touch()
    return python


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
