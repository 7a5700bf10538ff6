"""Rules of the house that a machine can keep."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    "errors",
    "corpus",
    "text",
    "codebooks",
    "measures",
    "inference",
    "scale",
    "plots",
    "publish",
    "explore",
    "cli",
)
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
SOURCES = sorted((ROOT / "analysis").rglob("*.py"))


def imported_layers(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name.startswith("analysis."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_above(path):
    parts = path.relative_to(ROOT / "analysis").with_suffix("").parts
    if parts == ("__init__",):
        return  # the public names, loaded when used
    own = LAYERS.index(parts[0])
    below = {layer for layer in imported_layers(path) if LAYERS.index(layer) > own}
    assert below == set()


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys, analysis; "
        "print(sorted({'matplotlib', 'sklearn', 'nltk', 'papermill', 'dask', 'scipy', 'pandas', "
        "'ipywidgets'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_every_public_name_can_be_imported():
    import analysis

    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        analysis.nonsense  # noqa: B018


def test_the_lock_names_exact_versions_with_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_covers_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8")))
    assert {re.match(r"[\w.-]+", entry)[0] for entry in wanted} <= locked


def test_no_file_names_a_registry_or_a_machine():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    told = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|(?<![\w.~])/(?:home|root|work)/\w")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".png", ".parquet"} or path == Path(__file__) or not path.is_file():
            continue
        found += [name for _ in told.findall(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_stored_clean(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in content["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in ids)  # given, not generated
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    tagged = [c for c in code if "parameters" in c["metadata"].get("tags", [])]
    assert tagged == code[:1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_ask_and_do_not_program(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    code = ["".join(c["source"]) for c in content["cells"] if c["cell_type"] == "code"]
    lines = [[line for line in cell.splitlines() if line.strip()] for cell in code]
    assert max(map(len, lines[1:])) <= 10  # the first lists the parameters
    assert sum(map(len, lines)) <= 72
    for cell in code:
        tree = ast.parse(cell)
        assert not any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in ast.walk(tree))
        assert "matplotlib" not in cell
    prose = [c for c in content["cells"] if c["cell_type"] == "markdown"]
    assert "What would change our mind" in "".join(prose[0]["source"])
    assert "".join(prose[-1]["source"]).startswith(("## Limits", "## The frames"))


def test_nothing_of_the_seeds_is_written_into_code():
    names = ("haiti", "kenya", "marxist", "axadle", "bourgeois", "gang")
    told = []
    for path in [*SOURCES, *NOTEBOOKS]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":  # docstrings may give examples
            tree = ast.parse(text)
            for node in ast.walk(tree):
                if isinstance(
                    node, ast.FunctionDef | ast.ClassDef | ast.Module
                ) and ast.get_docstring(node):
                    node.body = node.body[1:] or [ast.Pass()]
            text = ast.unparse(tree)
        told += [(path.name, name) for name in names if name in text.lower()]
    assert told == []


def test_no_document_holds_a_placeholder():
    told = re.compile(r"\b(?:TBD|[A-Z]+_TABLE|LOREM)\b")
    names = ["README.md", "CHANGELOG.md", "CITATION.cff", "seeds/README.md"]
    for path in [*(ROOT / name for name in names), *sorted(ROOT.glob("docs/*.md"))]:
        assert told.findall(path.read_text(encoding="utf-8")) == []


def test_scripts_of_the_site_turn_no_text_into_markup_or_code():
    told = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|fetch\(|XMLHttpRequest|import\(|import .* from|setAttribute\(\s*[\"']on|localStorage"
    )
    scripts = sorted((ROOT / "analysis" / "publish" / "scripts").glob("*.js"))
    assert len(scripts) > 3
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        assert told.findall(text) == [], path.name
        assert len(text.splitlines()) <= 300, path.name
    for path in sorted((ROOT / "analysis" / "publish" / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"\son\w+=|style=|javascript:|https?://", text) == [], path.name
