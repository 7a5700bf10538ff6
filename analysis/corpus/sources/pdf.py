"""PDF files -> their text, with running heads and hyphens as cuts."""

import logging
from collections import Counter
from pathlib import Path

from analysis.corpus.sources.found import LARGEST, Found, need_library
from analysis.corpus.sources.layout import set_text
from analysis.errors import InputError

N_LETTERS = 20  # letters of a page, on average, below which it is a picture
TOOLS = ("microsoft word", "untitled", "powerpoint", ".doc", ".indd", ".qxd")  # of no real title


def read_pdf(path: Path, encodings: Counter[str]) -> list[Found]:
    """Return the text of a PDF.

    Parameters
    ----------
    path
        The file.
    encodings
        Not used: a PDF says how it is written.

    Returns
    -------
    list of Found
        One article; its date is not known, since a PDF tells only when it was made, which is in
        `note`.

    Raises
    ------
    InputError
        If the library is missing, the file is damaged or locked, or there is no text in it.
    """
    need_library("pypdf", what="PDF")
    from pypdf import PdfReader

    if path.stat().st_size > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1_000_000} million bytes")
    # The library tells of every small fault in a file, and goes on.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is locked with a password")
        pages = [page.extract_text().split("\n") for page in reader.pages]
        about = reader.metadata or {}
        known = {name: str(about.get(f"/{name}") or "") for name in ("Title", "Author")}
        made = str(about.get("/CreationDate") or "").removeprefix("D:")[:8]
    except InputError:
        raise
    except Exception as error:  # a damaged file may raise anything
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise InputError(f"cannot be read as PDF: {reason}") from None
    n_letters = sum(sign.isalpha() for page in pages for line in page for sign in line)
    if n_letters < N_LETTERS * max(len(pages), 1):
        n = f"{len(pages)} {'page' if len(pages) == 1 else 'pages'}"
        raise InputError(f"has no text in its {n}; pictures of text must be recognised first (OCR)")
    text, cuts = set_text(pages)
    title = " ".join(known["Title"].split())
    is_title = title and not any(tool in title.casefold() for tool in TOOLS)
    facts = {
        "title": title if is_title else text.split("\n", 1)[0][:200],
        "author": " ".join(known["Author"].split()),
        "note": f"PDF made {made[:4]}-{made[4:6]}-{made[6:]}" if made.isdigit() else "",
    }
    return [Found(text, {name: value for name, value in facts.items() if value}, cuts)]
