"""Notebook 09 puts to the test what the other notebooks tell, no more and no less."""

import json
from pathlib import Path

import pandas as pd

FIGURES = Path(__file__).parents[2] / "figures"
FINDING = "application/vnd.framing.finding+json"
# Words and frames that a group never uses are told where chance explains few of them; of silences
# the table has those of actors and of the checklist, which are told of every group.
OTHER_SILENCES = ("silences-frame", "silences-term")


def told():
    for path in sorted(FIGURES.glob("0[2-8]_*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if FINDING in output.get("data", {}):
                    yield output["data"][FINDING]


def test_every_claim_of_the_notebooks_is_in_the_table_with_the_same_mark():
    table = pd.read_csv(FIGURES / "09_robustness" / "checks.csv").set_index("claim")
    claims = [f for f in told() if f["claim"] and f["figure"] not in OTHER_SILENCES]
    assert len(claims) > 10
    for finding in claims:
        assert finding["claim"] in table.index, finding["text"]
        row = table.loc[finding["claim"]]
        assert row["mark"] == finding["mark"]
        assert abs(row["estimate"] - finding["estimate"]) < 1e-4 * abs(row["estimate"])


def test_the_table_has_no_family_that_no_notebook_tells():
    table = pd.read_csv(FIGURES / "09_robustness" / "checks.csv")
    kinds = {finding["claim"].partition(":")[0] for finding in told() if finding["claim"]}
    assert {claim.partition(":")[0] for claim in table["claim"]} <= kinds
