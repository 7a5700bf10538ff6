"""Claims over specifications, from executed notebooks written here by hand."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.inference.specifications import choice_effects
from analysis.publish.claims import (
    claims_of,
    read_findings,
    typed_choices,
    typed_specifications,
    under_every,
)
from analysis.publish.render import FINDING

CHOICES = {"clean": [True, False], "form": ["norm", "stem"]}


def told(text, claim="", estimate=None, mark="described"):
    return {"text": text, "claim": claim, "estimate": estimate, "mark": mark}


@pytest.fixture
def ran(tmp_path):
    """Write executed notebooks; the tasks that stand for them and their folder."""

    def write(*specifications):
        tasks = []
        for number, (name, given, *findings) in enumerate(specifications):
            folder = tmp_path / f"{name}" / f"{number}"
            folder.mkdir(parents=True)
            outputs = [{"data": {FINDING: content}} for content in findings]
            cells = [{"outputs": [{"name": "stdout", "text": "x"}, *outputs]}, {"source": "prose"}]
            (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
            notebook = SimpleNamespace(name=name)
            tasks.append(SimpleNamespace(name=f"{name}/{number}", notebook=notebook, given=given))
        return tasks, tmp_path

    return write


def spec(clean, form):
    return {"clean": clean, "form": form}


@pytest.fixture
def found(ran):
    return ran(
        ("02_a", spec(True, "norm"), told("Gap of 2.", "gap", 2.0), told("Five articles.")),
        ("02_a", spec(True, "stem"), told("Gap of 1.", "gap", 1.0), told("Five articles.")),
        ("02_a", spec(False, "norm"), told("Six articles."), told("Late.", "late", 0.5)),
        ("02_a", spec(False, "stem"), told("Gap of 4.", "gap", 4.0), told("Again.", "gap", 9.0)),
        ("03_b", {"clean": True}, told("Other gap.", "gap", 7.0)),
        ("03_b", {"clean": False}),
    )  # fmt: skip


def test_findings_carry_their_specification(found):
    tasks, folder = found
    table = read_findings(tasks, folder, ["clean", "form"])
    assert len(table) == 9
    first = table.iloc[0]
    assert first.to_dict() == {
        "notebook": "02_a",
        "claim": "gap",
        "text": "Gap of 2.",
        "mark": "described",
        "estimate": 2.0,
        "clean": "True",
        "form": "norm",
        "run": "02_a/0",
        "keyed": True,
    }
    listing = table.iloc[1]
    assert listing["claim"] == "02_a: Five articles."
    assert np.isnan(listing["estimate"]) and not listing["keyed"]
    assert table.loc[table["notebook"] == "03_b", "form"].tolist() == [""]


def test_claims_survive_where_a_finding_makes_them(found):
    tasks, folder = found
    findings = read_findings(tasks, folder, ["clean", "form"])
    choices = {"02_a": typed_choices(CHOICES), "03_b": typed_choices({"clean": [True, False]})}
    claims = claims_of(findings, choices, {"02_a": 4, "03_b": 2}).set_index(["notebook", "claim"])
    gap = claims.loc[("02_a", "gap")]
    # Made under three of four; of two findings with the key in one notebook the first counts.
    assert gap[["n_specifications", "n_kept", "share_kept"]].tolist() == [4, 3, 0.75]
    assert gap[["estimate", "least", "most"]].tolist() == [2.0, 1.0, 4.0]
    assert (gap["text"], gap["mark"], gap["kept_at_default"]) == ("Gap of 2.", "described", True)
    late = claims.loc[("02_a", "late")]
    assert (late["n_kept"], late["kept_at_default"], late["text"]) == (1, False, "Late.")
    assert np.isnan(late["estimate"]) and late["most"] == 0.5
    assert claims.loc[("02_a", "02_a: Five articles."), "n_kept"] == 2
    assert claims.loc[("03_b", "gap"), ["n_specifications", "n_kept"]].tolist() == [2, 1]
    assert [claim for _, claim in claims.index] == [
        "gap", "late", "02_a: Five articles.", "02_a: Six articles.", "gap",
    ]  # fmt: skip


def test_specifications_that_failed_are_not_counted(found):
    tasks, folder = found
    findings = read_findings(tasks[:2], folder, ["clean", "form"])
    claims = claims_of(findings, {"02_a": typed_choices(CHOICES)}, {"02_a": 2})
    assert claims.loc[0, ["n_specifications", "n_kept", "share_kept"]].tolist() == [2, 2, 1.0]


def test_what_is_not_made_is_a_row_for_the_effects(found):
    tasks, folder = found
    own = [task for task in tasks if task.notebook.name == "02_a"]
    findings = read_findings(own, folder, ["clean", "form"])
    every = under_every(findings, typed_specifications(own, ["clean", "form"]))
    gap = every[every["claim"] == "gap"]
    assert gap["kept"].tolist() == [True, True, False, True]
    assert gap["estimate"].tolist()[:2] == [2.0, 1.0] and np.isnan(gap["estimate"].iloc[2])
    effects = choice_effects(every, choices=typed_choices(CHOICES)).set_index(["claim", "choice"])
    assert effects.loc[("gap", "clean"), ["n_pairs", "n_changed"]].tolist() == [2, 1]
    assert effects.loc[("gap", "clean"), "mean_move"] == 3.0  # 1 and 4; the other pair has no two
    assert set(every["claim"]) == {"gap", "late"}


def test_no_finding_at_all(ran):
    tasks, folder = ran(("02_a", {"clean": True}))
    findings = read_findings(tasks, folder, ["clean"])
    assert findings.empty
    claims = claims_of(findings, {"02_a": {"clean": ["True", "False"]}}, {"02_a": 1})
    assert claims.empty and {"claim", "share_kept", "keyed"} <= set(claims)
    assert under_every(findings, pd.DataFrame({"clean": ["True"]})).empty


def test_options_as_they_would_be_typed():
    options = [True, 3, 0.5, "norm", "", [], ["a", "b-c"], ["a, b"]]
    assert typed_choices({"x": options})["x"] == [
        "True", "3", "0.5", "norm", "''", "[]", "a,b-c", "['a, b']",
    ]  # fmt: skip
