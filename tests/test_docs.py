"""Whatever the documents show as code is run here, and whatever they link to is there."""

import ast
import contextlib
import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from analysis import _HOMES
from analysis.cli import _parser
from analysis.codebooks import check_codebook
from analysis.codebooks.codebook import KINDS, library_codebooks, parse_codebook
from analysis.corpus import KINDS as CUT_KINDS
from analysis.corpus import advice, load_corpus, make_rule, read_rules
from analysis.corpus.audit import CHECKS
from analysis.corpus.listing import COLUMNS
from analysis.corpus.rules import OWN_KINDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, *kinds):
    """Blocks of code of these kinds, without the indent of a list."""
    found = BLOCK.findall(read(name))
    return [re.sub(rf"(?m)^{indent}", "", body) for indent, kind, body in found if kind in kinds]


def all_blocks(*kinds):
    return [
        pytest.param(name, body, id=f"{name}-{number}")
        for name in NAMES
        for number, body in enumerate(blocks(name, *kinds))
    ]


def test_there_are_examples_of_every_kind():
    n = {kind: sum(len(blocks(name, kind)) for name in NAMES) for kind in ("toml", "python", "sh")}
    assert n["toml"] >= 4
    assert n["python"] >= 3
    assert n["sh"] >= 7


def test_every_block_says_what_it_is():
    kinds = {kind for name in NAMES for _, kind, _ in BLOCK.findall(read(name))}
    assert kinds <= {"toml", "python", "sh", "csv", "text", ""}
    untold = {name for name in NAMES for _, kind, _ in BLOCK.findall(read(name)) if not kind}
    assert untold <= {"README.md"}  # its make commands carry remarks


@pytest.mark.parametrize(("name", "body"), all_blocks("toml"))
def test_toml_works(name, body, tmp_path):
    content = tomllib.loads(body)
    if "rule" in content:
        (tmp_path / "cleaning.toml").write_text(body, encoding="utf-8")
        rules = read_rules(tmp_path).rules
        assert [rule.name for rule in rules] == [rule["name"] for rule in content["rule"]]
    elif "frame" in content:
        head = {"title": "t", "source": "s", "unit": "name", "language": "en"}
        book = parse_codebook({**head, **content}, name="example", where=name)
        assert check_codebook(book).to_numpy().tolist() == []
    else:
        (tmp_path / "corpus.toml").write_text(body, encoding="utf-8")
        columns = content.get("columns", {})
        header = ",".join(columns.get(c, c) for c in ("article_id", "text", "group", "outlet"))
        rows = [f"{group},Rain fell.,{group},x" for group in content["groups"]]
        (tmp_path / "articles.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
        corpus = load_corpus(tmp_path)
        assert corpus.title == content["title"]
        assert corpus.groups == content["groups"]
        assert len(corpus.events) == len(content["event"])


@pytest.mark.parametrize(("name", "body"), all_blocks("python"))
def test_python_runs(name, body, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(body, name, "exec"), {})
    assert len(out.getvalue().splitlines()) > 3


@pytest.mark.parametrize(("name", "body"), all_blocks("csv"))
def test_csv_can_be_loaded(name, body, tmp_path):
    (tmp_path / "articles.csv").write_text(body, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    for line in body.splitlines()[1:]:
        (tmp_path / line.split(",")[1]).write_text("Rain fell.", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert len(corpus.articles) == len(body.splitlines()) - 1


def commands():
    """Every call of framing in a block of commands or in the running text."""
    for name in NAMES:
        lines = [line for body in blocks(name, "sh") for line in body.splitlines()]
        inline = re.findall(r"`(framing (?:new|check|run|actors)\b[^`]*)`", read(name))
        for line in [*lines, *inline]:
            words = shlex.split(line.partition(" > ")[0])
            if words and words[0] in (".venv/bin/framing", "framing"):
                yield pytest.param(
                    [word for word in words[1:] if word != "…"], id=f"{name}: {line}"
                )


@pytest.mark.parametrize("words", [*commands()])
def test_every_command_has_the_options_it_is_shown_with(words):
    # A command in the running text may leave out what must be given.
    if words[0] == "run" and "--out" not in words:
        words = [*words, *([] if words[-1].startswith("--") else ["--corpus"]), "x", "--out", "y"]
    if words == ["new"]:
        words = ["new", "x", "--from", "y"]
    given = _parser().parse_args(words)
    assert callable(given.handle)


def test_every_target_of_make_is_there():
    targets = set(re.findall(r"(?m)^([a-z]+):", read("Makefile")))
    for name in NAMES:
        wanted = set(re.findall(r"`make ([a-z]+)", read(name)))
        wanted |= {
            line.split()[1]
            for body in blocks(name, "sh", "")
            for line in body.splitlines()
            if line.startswith("make ")
        }
        assert wanted <= targets


def anchors(path):
    """Anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.*)$", BLOCK.sub("", path.read_text(encoding="utf-8")))
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    text = BLOCK.sub("", read(name))
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path), target


def test_the_method_page_has_every_measure():
    text = read("docs/method.md")
    homes = ("analysis.measures", "analysis.inference")
    names = {name for home, own in _HOMES.items() if home.startswith(homes) for name in own}
    for module in ("formulas", "association", "diversity", "dispersion", "divergence"):
        tree = ast.parse(read(f"analysis/measures/{module}.py"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        names |= {f for f in functions if not f.startswith("_")}
    inner = {"jensen_shannon_rows", "cosine_rows", "words_of", "length_of"}  # the same, row by row
    assert {name for name in names - inner if f"`{name}`" not in text} == set()


def test_the_method_page_names_nothing_that_is_gone():
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.py")
    )
    for name in re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`", read("docs/method.md")):
        assert (
            re.search(rf"\b{name}\b", sources) or (ROOT / "notebooks" / f"{name}.ipynb").exists()
        ), name


def test_the_corpus_page_has_every_column_kind_and_code():
    text = read("docs/corpus.md")
    assert {name for name in COLUMNS if f"`{name}`" not in text} == set()
    assert {kind for kind in CUT_KINDS if kind not in OWN_KINDS and kind not in text} == set()
    codes = {(check.__doc__ or "").split()[0] for check in CHECKS}
    told = dict(re.findall(r"(?m)^\| ([EW]\d+) \| (.+?) \|$", text))
    assert set(told) == codes
    assert all(advice(code) for code in codes)


def test_the_codebook_page_has_every_codebook_kind_and_code():
    text = read("docs/codebooks.md")
    assert {name for name in library_codebooks() if f"`{name}`" not in text} == set()
    assert {kind for kind in KINDS if f"**{kind}**" not in text} == set()
    codes = set(re.findall(r"\bC10\d\b", read("analysis/codebooks/check.py")))
    assert set(re.findall(r"(?m)^\| (C10\d) \|", text)) == codes


def test_parameters_that_are_shown_are_those_of_notebooks():
    cells = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("notebooks/*.ipynb"))
    for name in NAMES:
        for parameter in re.findall(r"-p (\w+)=", read(name)):
            assert re.search(rf'"{parameter}: ', cells), parameter


def test_every_rule_that_is_shown_can_be_made():
    rules = [
        rule
        for name in NAMES
        for b in blocks(name, "toml")
        for rule in tomllib.loads(b).get("rule", [])
    ]
    for rule in rules:
        keys = {key: value for key, value in rule.items() if key != "example"}
        assert make_rule(**keys).name == rule["name"]
