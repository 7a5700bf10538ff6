"""The whole site as one PDF, printed by a Chromium that is there already."""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from analysis.errors import InputError

PDF = "site.pdf"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# It prints one file from disk: no address is looked up, nothing is updated or reported.
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
SECONDS = 600
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
TAG = re.compile(r"<[a-z][^<>]*>")
NAMED = re.compile(r'(?<=\s)(id|aria-labelledby)="([^"]*)"')
LINK = re.compile(r'\shref="([^"]*)"')
PICTURE = re.compile(r'(?<=\s)src="([^":]+)"')
# Of the same length, so that no place in the file moves.
MADE = re.compile(rb"\(D:\d{14}")
EPOCH = b"(D:19800101000000"
NODE = re.compile(rb"\(node(\d{8})\)")


def find_browser() -> str:
    """Path of the Chromium that is on PATH.

    Raises
    ------
    InputError
        There is none.
    """
    found = next((path for name in NAMES if (path := which(name))), None)
    if found is None:
        raise InputError(
            f"--pdf: no Chromium on PATH (looked for {', '.join(NAMES)}); "
            "install it, or run without --pdf and print the pages from a browser"
        )
    return found


def print_site(
    pages: Mapping[str, str], folders: Mapping[str, Path], *, browser: str, folder: Path
) -> Path:
    """File with all pages as one PDF.

    Parameters
    ----------
    pages : mapping of str to str
        Pages and stylesheet by file name, in their order. Further pages of articles are left out.
    folders : mapping of str to Path
        Where the figures of each notebook lie, by its name.
    browser : str
        Path of a Chromium.
    folder : Path
        To work in; the PDF is there in the end.

    Raises
    ------
    InputError
        The browser made no PDF.

    Notes
    -----
    The same pages and the same browser give the same bytes: the time is not written. Links between
    pages lead within the document, and all others are plain text.
    """
    source, target = folder / "print.html", folder / PDF
    source.write_text(print_document(pages, folders), encoding="utf-8")
    (folder / "print.css").write_text(pages["style.css"], encoding="utf-8")
    # As root, Chromium has no sandbox to offer; what it prints is text that this program escaped.
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *OPTIONS, *sandbox, f"--user-data-dir={profile}"]
        command += [f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(f"--pdf: {browser} made no PDF ({type(error).__name__})") from None
    if not target.is_file():
        raise InputError(f"--pdf: {browser} made no PDF")
    target.write_bytes(_timeless(target.read_bytes()))
    return target


def _timeless(pdf: bytes) -> bytes:
    """A PDF without its time, its nodes numbered from 1 in the order of the browser's numbers."""
    ranks = {number: rank for rank, number in enumerate(sorted(set(NODE.findall(pdf))), start=1)}
    numbered = NODE.sub(lambda match: b"(node%08d)" % ranks[match[1]], pdf)
    return MADE.sub(EPOCH, numbered)


def print_document(pages: Mapping[str, str], folders: Mapping[str, Path]) -> str:
    """One document of all pages, for printing.

    Parameters
    ----------
    pages : mapping of str to str
    folders : mapping of str to Path

    Examples
    --------
    >>> pages = {"a.html": '<main id="main"><a href="b.html#x">x</a></main>', "b.html": "<main/>"}
    >>> '<a href="#b.html--x">x</a>' in print_document(pages, {})
    True
    """
    told = [name for name in pages if name.endswith(".html") and name.count(".") == 1]
    body = "".join(_section(name, pages[name], told, folders) for name in told)
    title = re.search(r"<title>.*?</title>", pages[told[0]])
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'self'; img-src 'self' data:\">"
        f'{title[0] if title else ""}<link rel="stylesheet" href="print.css"></head>'
    )
    return f'{head}<body class="printed-site">{body}</body></html>\n'


def _section(name: str, text: str, told: list[str], folders: Mapping[str, Path]) -> str:
    start, end = text.find("<main"), text.rfind("</main>")
    inner = SCRIPT.sub("", text[start:end] + "</main>") if 0 <= start < end else text
    # What a click opens on the screen. Code and rows of tables stay folded, and so do the passages
    # of the first page, which stand with the same findings on their own pages.
    folded = '<details class="rest">' if name == "index.html" else "<details>"
    inner = inner.replace(folded, "<details open>")
    folder = folders.get(name.removesuffix(".html"))

    def link(match: re.Match[str]) -> str:
        file, _, fragment = match[1].partition("#")
        place = f"{file or name}--{fragment}" if fragment else file
        return f' href="#{place}"' if (file or name) in told else ""

    def picture(match: re.Match[str]) -> str:
        notebook = match[1].partition("/")[0]
        place = folders.get(notebook, folder)
        return f'src="{(place / match[1]).as_uri()}"' if place else match[0]

    def tag(match: re.Match[str]) -> str:
        named = NAMED.sub(rf'\1="{name}--\2"', match[0])
        return PICTURE.sub(picture, LINK.sub(link, named))

    return f'<div class="printed-page" id="{name}">{TAG.sub(tag, inner)}</div>'
