"""The explorer as a person uses it: JupyterLab on this machine, in a real browser."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from analysis.explore import open_explorer
from analysis.explore.changes import view_change, with_term
from analysis.explore.lines import table_lines
from analysis.explore.rates import view_frames, view_search

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 90_000  # milliseconds for any one step, on a machine that is busy with other things
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="module")
def page():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if path is None:
        pytest.skip("no Chromium on PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport={"width": 1500, "height": 1200})
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A copy of the notebook beside a copy of the seeds."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", folder / "notebooks")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


@pytest.fixture(scope="module")
def lab(page, work):
    """Address of JupyterLab, and its token; it ends with its kernels, and nothing else does."""
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": work,
        "ServerApp.open_browser": False,
        "IdentityProvider.token": token,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    with (work / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=work, env=surroundings(work), stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, work / "lab.log")
        yield f"http://127.0.0.1:{port}", token
    finally:
        end(server)


def surroundings(work):
    """The environment, with every folder of Jupyter's own in the temporary one."""
    own = work / "jupyter"
    for name, values in SETTINGS.items():
        path = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "FRAMING"))}
    return {**kept, **{name: str(own / folder) for name, folder in folders.items()}}


def wait_for(address, server, log):
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2000:])


def end(server):
    """End the server and the kernels that it started, by their numbers."""
    started = psutil.Process(server.pid).children(recursive=True) if server.poll() is None else []
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    for process in started:
        if process.is_running():
            process.kill()


@pytest.fixture(scope="module")
def asked(page, lab):
    """The notebook, run from top to bottom: what the browser asked for and complained of."""
    address, token = lab
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/lab/tree/notebooks/explore.ipynb?token={token}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('[data-command="runmenu:run-all"]').click()
    page.locator(".explore-figure img").wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    return requests, complaints


def read(lines):
    """Lines as a person reads them."""
    return [" ".join(re.sub("[\u2068\u2069]", "", line).split()) for line in lines]


def shows(page, view):
    """Wait until the rows are those of a view that was made without a browser."""
    wanted = read(table_lines(view.rows, view.columns)[1])
    options = page.get_by_label("Rows", exact=True).locator("option")
    until = time.monotonic() + PATIENCE / 1000
    while read(options.all_text_contents()) != wanted:
        assert time.monotonic() < until, (read(options.all_text_contents()), wanted)
        time.sleep(0.05)
    return wanted


def choose(page, label, *values):
    field = page.get_by_label(label, exact=True).filter(visible=True)  # on the sheet that is open
    field.select_option(label=list(values))


def type_into(page, label, text):
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Enter")


@pytest.fixture(scope="module")
def expected():
    return open_explorer(ROOT / "seeds")


def test_every_cell_has_run_and_none_shows_an_error(page, asked):
    code = json.loads((ROOT / "notebooks" / "explore.ipynb").read_text(encoding="utf-8"))["cells"]
    n = sum(cell["cell_type"] == "code" for cell in code)
    page.locator(f".jp-InputPrompt >> text=[{n}]:").wait_for()
    assert faults(page) == []
    assert page.locator(".explore").count() == 1


def faults(page):
    """Whatever a cell shows that is an error or a warning, and faults that the panel tells."""
    shown = page.locator(
        '[data-mime-type="application/vnd.jupyter.stderr"], '
        '[data-mime-type="application/vnd.jupyter.error"], .explore-wrong'
    )
    return shown.all_text_contents()


def test_another_choice_of_groups_changes_the_rows(page, asked, expected):
    first, *rest = [label for label, _ in groups(expected)]
    book = expected.books["class-and-empire"]
    whole = shows(page, view_frames(expected, book))
    choose(page, "Groups", first)
    expected.choose([groups(expected)[0][1]])
    assert shows(page, view_frames(expected, book)) != whole
    choose(page, "Groups", first, *rest)
    expected.choose(expected.groups)
    assert shows(page, view_frames(expected, book)) == whole
    choose(page, "Compare by", "group_axadle_apart")
    expected.compare("group_axadle_apart")
    shows(page, view_frames(expected, book))
    choose(page, "Compare by", "group")
    expected.compare("group")
    shows(page, view_frames(expected, book))
    assert faults(page) == []


def groups(explorer):
    """Label of every group as the panel lists it, and its key."""
    n = explorer.base.articles["group"].value_counts()
    return [(f"{label} ({n[key]})", key) for key, label in explorer.groups.items()]


def test_a_search_finds_and_a_click_shows_the_passage(page, asked, expected):
    page.get_by_role("tab", name="Search").click()
    type_into(page, "Search for", "polic*")
    view = view_search(expected, "polic*")
    shows(page, view)
    page.get_by_label("Passages", exact=True).locator("option").nth(3).click()
    hit = view.hits(0).iloc[3]
    page.locator(".explore-source", has_text=f"sentence {hit['sentence']}").wait_for()
    assert page.locator(".explore-text mark").text_content() == hit["surface"]
    choose(page, "as", "regular expression (RE2)")
    shows(page, view_search(expected, "polic*", kind="pattern"))
    type_into(page, "Search for", "(a+)+")
    page.locator(".explore-wrong", has_text="repeats a repeat").wait_for()
    type_into(page, "Search for", "(?i)polic")
    shows(page, view_search(expected, "(?i)polic", kind="pattern"))
    assert faults(page) == []


def test_a_term_that_is_added_changes_the_rates(page, asked, expected):
    book = expected.books["security"]
    frame = book.frames[0].name
    longer = with_term(book, frame, "violence")
    change = view_change(expected, book, longer, frame)
    assert change.n_gained > 0
    page.get_by_role("tab", name="Codebook").click()
    choose(page, "Copy of", book.title)
    type_into(page, "New term", "violence")
    shows(page, change.view)
    page.get_by_text(f"{change.n_gained} hits gained, {change.n_lost} lost").first.wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("added to the copy: violence").wait_for()
    page.get_by_role("tab", name="Frames").click()
    choose(page, "Codebook", book.title)
    before = shows(page, view_frames(expected, book))
    choose(page, "Codebook", f"{book.title} (copy)")
    assert shows(page, view_frames(expected, longer)) != before
    assert faults(page) == []


def test_nothing_was_asked_of_any_other_place(page, asked, lab):
    requests, complaints = asked
    address = lab[0]
    own = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in requests if not url.startswith(own)] == []
    assert len(requests) > 10
    assert complaints == []
