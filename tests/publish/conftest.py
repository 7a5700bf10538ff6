import json
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which

import pytest
from hostile import PARAMETERS, write_hostile_corpus

from analysis.cli import main
from analysis.publish.pdf import NAMES

ROOT = Path(__file__).parents[2]

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


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium; tests that need one are skipped where there is none."""
    path = next(filter(None, map(which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def hostile_site(chromium, tmp_path_factory):
    """The site of a corpus that means harm, made by the real notebooks as a user makes it."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus, out = write_hostile_corpus(folder / "corpus"), folder / "site"
    command = [sys.executable, "-m", "analysis.cli", "run", "--corpus", corpus, "--out", out]
    done = subprocess.run(
        [*map(str, command), *PARAMETERS], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return out


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(hostile_site):
    """Address of the site on this machine's own web server."""
    handler = partial(Quiet, directory=str(hostile_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(browser, hostile_site):
    """Open a page of the site from disk, in a context of its own; whatever it says is a fault."""
    contexts, said = [], []

    def open_page(name, *, width=1400, **options):
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # of a machine that is busy
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        file, _, fragment = name.partition("#")
        page.goto((hostile_site / file).as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
