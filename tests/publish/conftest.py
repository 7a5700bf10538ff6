import json

import pytest

from analysis.cli import main

A = "Gangs rule the port. Nobody fled.\n\nThe port is closed.\n"
B = "Police came. <script>alert(1)</script> stays text.\n"


@pytest.fixture(scope="session")
def write_corpus():
    def write(folder, *, groups=("left", "right")):
        folder.mkdir(parents=True)
        rows = [f"a,a.txt,{groups[0]},Daily A,One", f"b,b.txt,{groups[-1]},Daily B,Two"]
        table = ["article_id,file,group,outlet,title", *rows]
        (folder / "articles.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
        (folder / "a.txt").write_text(A, encoding="utf-8")
        (folder / "b.txt").write_text(B, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def write_notebook():
    """Write a notebook of a heading, a parameters cell and code cells."""

    def write(folder, name, *code, parameters='corpus: str = "x"', **framing):
        folder.mkdir(parents=True, exist_ok=True)
        cells = [{"cell_type": "markdown", "source": f"# About {name}\n\n## Part\n\nProse."}]
        sources = [parameters, *code]
        cells += [{"cell_type": "code", "source": s, "outputs": []} for s in sources if s]
        for number, cell in enumerate(cells):
            tags = {"tags": ["parameters"]} if cell["source"] == parameters else {}
            cell |= {"id": f"cell-{number}", "metadata": tags}
            if cell["cell_type"] == "code":
                cell["execution_count"] = None
        content = {"cells": cells, "metadata": {"framing": framing} if framing else {}}
        content |= {"nbformat": 4, "nbformat_minor": 5}
        (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")

    return write


@pytest.fixture
def framing(capsys):
    """Run the command in this process: its status, and what it wrote to either stream."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def project(tmp_path, write_corpus, write_notebook):
    """A corpus and one notebook that never gets to run."""
    write_corpus(tmp_path / "c")
    parameters = 'corpus: str = "x"\nmin_count: int = 3\nwords: list[str] = ["a"]'
    write_notebook(tmp_path / "nb", "01_one", "1 + 1", parameters=parameters)
    return tmp_path
