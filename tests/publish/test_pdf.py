"""The site as one PDF."""

import re

import pytest

from analysis.publish import pdf
from analysis.publish.pdf import find_browser, print_document, print_site

PAGES = {
    "index.html": '<title>T &lt;b&gt;</title><main id="main"><details class="rest"><p>more</p>'
    '</details><details><p>20 passages</p></details><a href="03_frames.html#finding-1">f</a>'
    '<a href="run.json" download>r</a><a href="03_frames.html">p</a></main>',
    "03_frames.html": '<main id="main"><h2 id="limits">Id id="text"</h2><a href="#limits">l</a>'
    '<details class="code"><pre>x</pre></details><details><p id="finding-1">told</p></details>'
    '<img src="03_frames/bars.svg" alt="id=1"><script type="application/json">{}</script></main>',
    "10_reading.1.html": "<main>never printed</main>",
    "style.css": "p { color: green }",
}


@pytest.fixture
def document(tmp_path):
    return print_document(PAGES, {"03_frames": tmp_path})


def test_all_pages_are_one_document_and_links_stay_within_it(document):
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r">[^<]*<", "><", document))
    assert len(ids) == len(set(ids))
    assert {"03_frames.html", "03_frames.html--limits", "03_frames.html--finding-1"} <= set(ids)
    links = re.findall(r'href="#([^"]+)"', document)
    assert links == ["03_frames.html--finding-1", "03_frames.html", "03_frames.html--limits"]
    assert "<a download>r</a>" in document
    assert "never printed" not in document
    assert "<script" not in document


def test_what_stands_in_the_text_is_left_alone(document):
    assert '>Id id="text"</h2>' in document
    assert "<title>T &lt;b&gt;</title>" in document


def test_passages_are_unfolded_on_their_page_and_code_is_not(document):
    assert '<details open><p id="03_frames.html--finding-1">' in document
    assert '<details class="code">' in document
    assert "<details open><p>more</p>" in document
    assert "<details><p>20 passages</p>" in document


def test_figures_are_found_where_the_run_has_put_them(document, tmp_path):
    assert f'src="{(tmp_path / "03_frames" / "bars.svg").as_uri()}"' in document


def test_without_a_browser_one_line_says_so_before_anything_runs(project, framing, monkeypatch):
    monkeypatch.setenv("PATH", str(project))
    where = ("--corpus", project / "c", "--out", project / "out", "--notebooks", project / "nb")
    status, _, said = framing("run", *where, "--pdf")
    assert status == 2
    assert said == (
        "framing: --pdf: no Chromium on PATH (looked for chromium, chromium-browser, "
        "google-chrome, google-chrome-stable, chrome); install it, or run without --pdf and "
        "print the pages from a browser\n"
    )
    assert not (project / "out").exists()


def test_a_browser_that_prints_nothing_costs_nothing_else(project, framing, monkeypatch):
    lame = project / "bin" / "chromium"
    lame.parent.mkdir()
    lame.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    lame.chmod(0o755)
    monkeypatch.setattr(pdf, "which", lambda name: str(lame))
    where = ("--corpus", project / "c", "--out", project / "out", "--notebooks", project / "nb")
    status, out, said = framing("run", *where, "--pdf")
    assert status == 1
    assert said.splitlines()[-1] == f"--pdf: {lame} made no PDF"
    assert "1 run, 0 unchanged, 0 failed" in out
    assert "site.pdf" not in (project / "out" / "index.html").read_text(encoding="utf-8")
    assert not (project / "out" / "site.pdf").exists()


@pytest.fixture(scope="module")
def printed(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
    (folder / "03_frames").mkdir()
    (folder / "03_frames" / "bars.svg").write_text(svg, encoding="utf-8")
    made = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        path = print_site(
            PAGES, {"03_frames": folder}, browser=find_browser(), folder=folder / name
        )
        made.append(path.read_bytes())
    return folder, *made


def test_the_same_pages_give_the_same_pdf(printed):
    _, one, two = printed
    assert one.startswith(b"%PDF-")
    assert one == two


def test_a_pdf_names_no_folder_of_this_machine(printed):
    import zlib

    folder, made, _ = printed
    streams = [made]
    for match in re.finditer(rb"stream\r?\n", made):
        try:
            streams.append(zlib.decompressobj().decompress(made[match.end() :]))
        except zlib.error:
            continue
    assert len(streams) > 3
    assert not any(str(folder).encode() in stream for stream in streams)
    assert b"/URI" not in made
