import base64
import io
import json
from pathlib import Path

import figure_tables as t
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis.errors import InputError
from analysis.plots import plot_cuts, plot_keyness, save_figure
from analysis.plots.saving import figure_svg

DATA = pd.DataFrame({"term": ["a", "b"], "z": [1.23456789, np.nan], "n": [1234567, 2]})
ABOUT = {"data": DATA, "caption": "How to read it.", "alt": "Two bars."}


def _cuts():
    return plot_cuts(t.cuts(t.articles(t.TWO, 3)), groups=t.TWO, title="A finding")


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path / "01_corpus"))
    return tmp_path / "01_corpus"


def test_four_files_and_nothing_else(out):
    save_figure(_cuts(), "what-was-cut", **ABOUT)
    endings = ["csv", "json", "png", "svg"]
    assert sorted(p.name for p in out.iterdir()) == [f"what-was-cut.{e}" for e in endings]


def test_the_picture_for_the_screen_has_its_words_as_text_and_saves_nothing(out):
    shown = figure_svg(_cuts(), alt=ABOUT["alt"]).decode()
    assert not out.exists()
    assert ">A finding</text>" in shown
    assert "<title>Two bars.</title>" in shown
    assert "'DejaVu Sans', Verdana, sans-serif" in shown
    save_figure(_cuts(), "cut", **ABOUT)
    assert "<text" not in (out / "cut.svg").read_text(encoding="utf-8")  # outlines: exact anywhere


def test_table_has_six_significant_digits_and_empty_for_missing(out):
    save_figure(_cuts(), "cut", **ABOUT)
    assert (out / "cut.csv").read_bytes() == b"term,z,n\na,1.23457,1234567\nb,,2\n"


def test_png_is_twice_the_size_on_the_page(out):
    saved = save_figure(_cuts(), "cut", **ABOUT)
    about = json.loads((out / "cut.json").read_text(encoding="utf-8"))
    assert about == {"name": "cut", "caption": "How to read it.", "alt": "Two bars.",
                     "width": 720, "height": saved.height}  # fmt: skip
    with Image.open(out / "cut.png") as picture:
        assert picture.size == (1440, 2 * saved.height)


def test_flat_colours_of_the_png_are_exact(out):
    save_figure(_cuts(), "cut", **ABOUT)
    with Image.open(out / "cut.png") as picture:
        present = {color for _, color in picture.convert("RGB").getcolors(1 << 16)}
    assert {(255, 255, 255), (0x3A, 0x3A, 0x3F), (0x77, 0x77, 0x7E)} <= present
    # 28% of #1d3f94 on white: 255 + .28 * (29 - 255) = 191.7, 255 - .28 * 192, 255 - .28 * 107
    assert any(abs(r - 192) <= 1 and abs(g - 201) <= 1 and abs(b - 225) <= 1 for r, g, b in present)


def test_same_bytes_twice_whatever_the_users_settings(out):
    save_figure(_cuts(), "cut", **ABOUT)
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    with mpl.rc_context({"svg.hashsalt": None, "savefig.dpi": 50, "font.family": "serif"}):
        save_figure(_cuts(), "cut", **ABOUT)
    assert first == {p.name: p.read_bytes() for p in out.iterdir()}


def test_saving_one_figure_twice_changes_nothing(out):
    panels = plot_keyness(t.keyness(t.TWO), groups=t.TWO)
    save_figure(panels, "one", **ABOUT)
    save_figure(panels, "two", **ABOUT)
    for ending in ("svg", "png", "csv"):
        assert (out / f"one.{ending}").read_bytes() == (out / f"two.{ending}").read_bytes()


def test_svg_has_no_date_and_speaks_its_alternative(out):
    save_figure(_cuts(), "cut", **ABOUT)
    svg = (out / "cut.svg").read_text(encoding="utf-8")
    assert "<title>Two bars.</title>" in svg
    assert "<dc:date>" not in svg and "matplotlib.org" not in svg and "<image" not in svg


def test_without_a_folder_it_is_a_draft(tmp_path, monkeypatch):
    monkeypatch.delenv("FRAMING_OUT", raising=False)
    monkeypatch.chdir(tmp_path)
    saved = save_figure(_cuts(), "cut", **ABOUT)
    assert saved.folder == Path("draft") and (tmp_path / "draft" / "cut.svg").exists()


def test_a_notebook_shows_it_and_the_site_finds_it(out):
    saved = save_figure(_cuts(), "cut", **ABOUT)
    data, metadata = saved._repr_mimebundle_()
    assert data["application/vnd.framing.figure+json"] == {
        "name": "cut", "caption": "How to read it.", "alt": "Two bars."
    }  # fmt: skip
    assert base64.b64decode(data["image/png"]) == (out / "cut.png").read_bytes()
    assert data["text/plain"] == "How to read it." == repr(saved)
    assert metadata["image/png"]["width"] == 720
    assert Image.open(io.BytesIO(saved.png)).format == "PNG"


@pytest.mark.parametrize("name", ["", "Cut", "a b", "../a", "a--b", "-a", "a.svg", "a_b", "a\n"])
def test_names_are_kebab_case(out, name):
    with pytest.raises(InputError, match="figure name"):
        save_figure(_cuts(), name, **ABOUT)
    assert not out.exists()


@pytest.mark.parametrize(("part", "what"), [("alt", "alt text"), ("caption", "caption")])
@pytest.mark.parametrize("blank", ["", "  \n", None])
def test_words_are_required(out, part, what, blank):
    with pytest.raises(InputError, match=f"figure 'cut': the {what} is missing"):
        save_figure(_cuts(), "cut", **{**ABOUT, part: blank})
    assert not out.exists()


def test_a_failed_write_leaves_the_last_good_file(out, monkeypatch):
    save_figure(_cuts(), "cut", **ABOUT)
    before = (out / "cut.svg").read_bytes()

    def fail(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        save_figure(_cuts(), "cut", **ABOUT)
    assert (out / "cut.svg").read_bytes() == before
    assert len(list(out.iterdir())) == 4


def test_a_picture_shows_characters_that_turn_text_around(tmp_path, monkeypatch):
    from matplotlib.figure import Figure

    from analysis.plots.lettering import text_width

    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    ax = Figure(figsize=(3, 2)).subplots()
    ax.set_title("abc\u202egnp.exe")
    save_figure(ax, "turned", data=pd.DataFrame({"x": [1]}), caption="c", alt="abc\u202egnp")
    assert ax.get_title() == "abc[U+202E]gnp.exe"
    assert "abc[U+202E]gnp</title>" in (tmp_path / "turned.svg").read_text(encoding="utf-8")
    assert text_width("\u202e") == text_width("[U+202E]") > 0
