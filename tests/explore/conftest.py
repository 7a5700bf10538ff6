"""A corpus of three articles whose answers can be counted on the fingers."""

import pytest

from analysis.explore import open_explorer
from analysis.explore.explorer import Explorer

LISTING = """article_id,file,title,outlet,group,desk
a1,a1.txt,,Daily A,left,news
a2,a2.txt,,Daily A,left,letters
b1,b1.txt,,Daily B,right,news
"""
TEXTS = {
    "a1": "The strike began. Dockers walked out. The strike is over.",  # 10 words
    "a2": "Owners talk. Nobody strikes.",  # 4 words
    "b1": "Trade grew. The strike failed, owners say.",  # 7 words
}
MANIFEST = """title = "Docks"
[groups]
left = "Left press"
right = "Right press"
"""
LABOUR = """title = "Labour"
source = "Made for a test."
unit = "sentence"
language = "en"

[[frame]]
name = "strike"
label = "Strike"
definition = "Work is stopped."
include = "Strikes."
exclude = "Deals."
terms = ["strike"]
examples = ["A strike."]
counterexamples = ["They strikingly agree.", "Talks end the walkout."]

[[frame]]
name = "owners"
label = "Owners"
definition = "Who owns."
include = "Owners."
exclude = "Renters."
terms = ["owners"]
examples = ["The owners."]
counterexamples = ["The renters."]
"""
ACTORS = """title = "Cast"
kind = "actors"
source = "Made for a test."
unit = "name"
language = "en"

[[frame]]
name = "labour"
label = "Labour"
definition = "Who works."
include = "Dockers."
exclude = "Owners."
terms = ["dockers", "nobody"]
examples = ["The dockers.", "Nobody."]
counterexamples = []
"""


def write_docks(folder):
    (folder / "codebooks").mkdir(parents=True)
    (folder / "articles.csv").write_text(LISTING, encoding="utf-8")
    (folder / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "codebooks" / "labour.toml").write_text(LABOUR, encoding="utf-8")
    (folder / "codebooks" / "cast.toml").write_text(ACTORS, encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def docks(tmp_path):
    return write_docks(tmp_path / "docks")


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    return open_explorer(write_docks(tmp_path_factory.mktemp("opened") / "docks"))


@pytest.fixture
def explorer(opened, tmp_path, monkeypatch):
    """Explorer in which nothing has been chosen or computed yet; files go to ``out``."""
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path / "out"))
    parts = ("base", "tokens", "counts", "form", "actors", "unusable")
    return Explorer(books=dict(opened.books), **{name: getattr(opened, name) for name in parts})
