"""A codebook is tested by its own examples."""

import pandas as pd

from analysis.codebooks.codebook import Codebook
from analysis.codebooks.match import find_hits
from analysis.errors import InputError
from analysis.text.tokens import tokenize

PROBLEM_COLUMNS = ("code", "frame", "message", "severity")

# What these list are names and things that a sentence seldom means otherwise.
MAY_LACK_COUNTEREXAMPLES = ("actors", "checklist")


def check_codebook(codebook: Codebook) -> pd.DataFrame:
    """Test a codebook with its examples and counter-examples.

    Returns
    -------
    DataFrame
        One row a problem, none where the codebook is sound: ``code`` (C101 an example has no hit,
        C102 a counter-example has one, C103 no example has the term, C104 no example, C105 no
        counter-example), ``frame``, ``message``, ``severity`` ("error", or "warning" for C105 in
        a codebook of actors or a checklist).
    """
    hits = _hits_in_examples(codebook)
    rows: list[tuple[str, str, str]] = []
    for frame in codebook.frames:
        own = hits[hits["of"] == frame.name]
        good, bad = own[own["kind"] == "example"], own[own["kind"] == "counterexample"]
        missed = [s for i, s in enumerate(frame.examples) if i not in set(good["number"])]
        rows += [("C101", frame.name, f"no hit in the example {s!r}") for s in missed]
        rows += [
            ("C102", frame.name, f"{term!r} hits the counter-example {sentence!r}")
            for term, sentence in zip(bad["term"], bad["text"], strict=True)
        ]
        idle = [t.text for t in frame.terms if t.text not in set(good["term"])]
        rows += [("C103", frame.name, f"no example shows the term {term!r}") for term in idle]
        rows += [] if frame.examples else [("C104", frame.name, "no example")]
        rows += [] if frame.counterexamples else [("C105", frame.name, "no counter-example")]
    problems = pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS[:3]), dtype="str")
    mild = (problems["code"] == "C105") & (codebook.kind in MAY_LACK_COUNTEREXAMPLES)
    return problems.assign(severity=mild.map({True: "warning", False: "error"}).astype("str"))


def require_sound(codebook: Codebook) -> None:
    """Raise InputError with the first error of a codebook that contradicts its examples."""
    problems = check_codebook(codebook)
    problems = problems[problems["severity"] == "error"]
    if len(problems):
        code, frame, message = problems.iloc[0][["code", "frame", "message"]]
        more = f" (and {len(problems) - 1} more: framing check)" if len(problems) > 1 else ""
        raise InputError(f"codebook {codebook.name}: {code} frame {frame}: {message}{more}")


def _hits_in_examples(codebook: Codebook) -> pd.DataFrame:
    """Hits of each frame in its own examples: ``of``, ``kind``, ``number``, ``term``."""
    cases = [
        (frame.name, kind, number, sentence)
        for frame in codebook.frames
        for kind, listed in (("example", frame.examples), ("counterexample", frame.counterexamples))
        for number, sentence in enumerate(listed)
    ]
    columns = ["of", "kind", "number", "text"]
    articles = pd.DataFrame(cases, columns=columns).astype({"text": "str"})
    articles["article_id"] = articles.index.astype("str")
    hits = find_hits(tokenize(articles), codebook)
    hits = hits.merge(articles, on="article_id", how="left")
    return hits[hits["frame"] == hits["of"]]
