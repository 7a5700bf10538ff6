"""Articles that are too many for one page are put on further ones."""

import html
import re
from collections.abc import Iterator
from typing import Any

from analysis.publish.render import ARTICLE, Block, Heading

FRAGMENT = re.compile(r'<[^<>]*?\sid="([^"<>]*)"')
LEGEND = 'class="framing-legend"'
# Characters of markup that a page of articles may have; a phone lays so much out in a second.
MOST = 1_000_000


def fragments_of(markup: str) -> set[str]:
    """Fragments that lead into some markup."""
    return set(FRAGMENT.findall(markup))


def split_articles(page: dict[str, Any]) -> list[dict[str, Any]]:
    """Further pages for the articles of a page, none where they have room on it.

    Parameters
    ----------
    page : dict
        Of the site. Where its articles move out, it lists them instead.
    """
    articles = [block for block in page["blocks"] if block.kind == "article"]
    if sum(len(block.html) for block in articles) <= MOST:
        return []
    runs = list(_runs(articles))
    legend = [block for block in page["blocks"] if LEGEND in block.html]
    parts = [_part(page, number, legend, run) for number, run in enumerate(runs, start=1)]
    moved = {heading.fragment for part in parts for heading in part["headings"]}
    first = page["blocks"].index(articles[0])
    listed = [Block("parts", "", {}) if i == first else b for i, b in enumerate(page["blocks"])]
    page["blocks"] = [block for block in listed if block.kind != "article"]
    page["headings"] = [h for h in page["headings"] if h.fragment not in moved]
    page["parts"] = parts
    return parts


def _runs(articles: list[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for article in articles:
        if run and sum(len(block.html) for block in (*run, article)) > MOST:
            yield run
            run = []
        run.append(article)
    yield run


def _part(
    page: dict[str, Any], number: int, legend: list[Block], articles: list[Block]
) -> dict[str, Any]:
    # A notebook's name has no dot, so no page of another notebook has this name.
    return {
        **page,
        "file": f"{page['name']}.{number}.html",
        "part": number,
        "parts": [],
        "blocks": [*legend, *articles],
        "headings": [_heading(block) for block in articles],
        "figures": {},
        "findings": [],
    }


def _heading(block: Block) -> Heading:
    match = ARTICLE.match(block.html)
    assert match  # that is what makes it an article
    return Heading(2, html.unescape(match[2]), match[1])
