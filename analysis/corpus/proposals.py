"""Cleaning rules proposed for a corpus that nobody has cleaned: lines that several texts have."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.corpus.datelines import month_numbers
from analysis.corpus.load import first_few
from analysis.corpus.repetition import find_repeats, line_table
from analysis.corpus.rules import NAME, REPEATED_LINES, TITLE
from analysis.corpus.settings import quoted
from analysis.corpus.spans import line_view

MOST = 100  # rules that a person can still read through
N_OPENING = 4  # lines with which a text opens: paper, motto, section, headline
LONG = 40  # words from which a repeated line may be a shared passage
KEYWORDS = {
    "cookie notice": r"\bcookies?\b",
    "comment widget": r"\bcomments?\b|\bkommentar|\bcommentaires?\b",
    "related posts": r"\b(related|read more|read also|more from|recommended|most read)\b",
    "source line": r"©|\bcopyright\b|\ball rights reserved\b|\bcontributed to this report\b",
    "byline": r"^by\b",
    "caption": r"\b(photo|image|picture|getty|caption)\b",
    "advertisement": r"\b(advertisement|sponsored|subscribe|newsletter|sign up|donate|share)\b",
}
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*"
HEAD = f"""\
# {NAME}: what is not part of an article. Every cut is listed in the notebook 01_corpus.
"""
PROPOSED = """\
#
# The rules below were proposed because several articles have the same words. Read each:
#  - a rule that would cut what an article says: delete it;
"""
COMMENTED = """\
#  - a rule that is commented out cuts nothing: take away the signs # before it if it should.
"""
OWN = "# Rules of your own may follow: docs/corpus.md tells how they are written.\n"
MOST_PHRASES = 10
NOTHING = "\n# No line stands in more than one article, so nothing is proposed.\n"
MARKDOWN = r"""
# Some texts are in Markdown. These rules cut its signs, not the words.
[[rule]]
name = "markdown-fields"
kind = "source line"
pattern = '\A\s*---\n'
through = '^---$'

[[rule]]
name = "markdown-signs"
kind = "source line"
pattern = '^#{1,6} +|\*\*|\]\(https?://[^)\s]+\)'
"""


def repeated_in_articles(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Return the lines that stand in two articles or more, and whether a rule should cut them.

    Parameters
    ----------
    articles
        article_id, raw, title, and part: the source or folder that an article belongs to, where
        one is known.

    Returns
    -------
    pandas.DataFrame
        line, n_articles, n_words (that cutting it everywhere would take), article_ids, padded
        (whether white space stands around it somewhere), kind (a guess), ready; those that are
        ready first, then the most frequent. ``ready`` is False for a line that few articles
        have, that is some article's title, or that is a passage by its length.

    Notes
    -----
    A line is ready if it stands in half of all articles and in two at least, in a fifth and three
    at least, or in ten, among all articles or among those of one part. Articles that repeat most
    of one another are copies: what only they have proves nothing, and is not ready.

    Examples
    --------
    >>> raw = ["The Post\n\nRain fell in the north.", "The Post\n\nSnow fell in the south."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "raw": raw, "title": raw, "part": ""})
    >>> repeated_in_articles(articles)[["line", "n_articles", "ready"]].values.tolist()
    [['The Post', 2, True]]
    """
    firsts = articles[~articles["raw"].duplicated()].reset_index(drop=True)
    views = [line_view(raw) for raw in firsts["raw"]]
    lines = line_table(views, pd.Series("", index=firsts.index))
    by_part = line_table(views, firsts["part"])
    # A rule is for one line, so a line with another number is another.
    found = [find_repeats(table.assign(key=table["line"])) for table in (lines, by_part)]
    frequent = {line for repeats in found for line in repeats["line"]}
    lines = lines.assign(
        line=lines["line"].astype("str"),
        article_id=firsts["article_id"].to_numpy()[lines["number"]],
    )
    lines["n_words"] = [len(line.split()) for line in lines["line"]]
    lines["padded"] = lines["end"] - lines["start"] != lines["line"].str.len()
    lines["opens"] = lines.groupby("number").cumcount() < N_OPENING
    once = lines.drop_duplicates(["line", "number"])["line"]
    lines = lines[lines["line"].isin(once[once.duplicated()])]
    table = lines.groupby("line", as_index=False).agg(
        n_articles=("number", "nunique"),
        n_words=("n_words", "sum"),
        length=("n_words", "first"),
        article_ids=("article_id", lambda ids: list(dict.fromkeys(ids))),
        padded=("padded", "any"),
        opens=("opens", "mean"),
    )
    titles = set(firsts["title"].dropna())
    usual = table["line"].isin(frequent) & ~table["line"].isin(titles)
    kind = [_kind(*row) for row in zip(table["line"], table["opens"] > 0.5, strict=True)]
    table = table.assign(ready=usual & (table["length"] < LONG), kind=pd.Series(kind, dtype="str"))
    table = table.drop(columns=["length", "opens"])
    order = ["ready", "n_articles", "line"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def propose_rules(
    lines: pd.DataFrame,
    *,
    date_lines: Iterable[str] = (),
    markdown: bool = False,
    phrases: pd.DataFrame | None = None,
) -> str:
    """Return a cleaning.toml that a person can read and go on with.

    Parameters
    ----------
    lines
        As `repeated_in_articles` gives it.
    date_lines
        The lines of the texts that say when they appeared.
    markdown
        Whether some texts have the signs of Markdown.
    phrases
        As `phrases_in_lines` gives it; a rule for each is proposed and commented out.
    """
    shown = lines.head(MOST)
    columns = (
        shown[name] for name in ("line", "kind", "article_ids", "n_words", "padded", "ready")
    )
    rules = [
        _rule(name, *row)
        for name, row in zip(_names(shown["line"]), zip(*columns, strict=True), strict=True)
    ]
    more = len(lines) - len(shown)
    rest = (
        f"\n# {more} more lines stand in several articles; they are not listed.\n" if more else ""
    )
    if phrases is not None:
        few = phrases.head(MOST_PHRASES)
        told = (few[name].tolist() for name in ("phrase", "closes", "article_ids"))
        rules += [_phrase_rule(*row) for row in zip(*told, strict=True)]
    nothing = "" if len(lines) or rules else NOTHING
    first = [MARKDOWN if markdown else "", _date_rule([*date_lines])]
    body = "".join([*first, nothing, *rules, rest])
    advice = [PROPOSED] if "[[rule]]" in body else []
    advice += [COMMENTED] if "# [[rule]]" in body else []
    return "".join([HEAD, *advice, OWN, body])


def _phrase_rule(phrase: str, closes: bool, ids: list[str]) -> str:
    """Write one rule, commented out, for the lines that hold a phrase."""
    pattern = f"^.*{_literal(phrase)}{'' if closes else '.*'}$"
    rule = [
        f"# In lines of {len(ids)} articles of one source ({first_few(ids)}); would cut the lines.",
        "# [[rule]]",
        f"# name = {quoted(next(_names(pd.Series([phrase]))))}",
        f"# kind = {quoted(_kind(phrase, opens=False))}",
        f"# pattern = {quoted(pattern)}",
    ]
    return "\n".join(["", *rule, ""])


def _date_rule(lines: list[str]) -> str:
    """Write one rule for lines that say when a text appeared, by their form."""
    forms = sorted({_form(line) for line in lines})
    if not forms:
        return ""
    n_words = sum(len(line.split()) for line in lines)
    pattern = f"^(?:{'|'.join(forms)})$" if len(forms) > 1 else f"^{forms[0]}$"
    rule = f'[[rule]]\nname = "date-line"\nkind = "date line"\npattern = {quoted(pattern)}\n'
    about = f"In {len(lines)} articles; cuts {n_words} words; the dates stand in articles.csv."
    return f"\n# {about}\n{rule}"


def _form(line: str) -> str:
    """Write a pattern for lines like this one, whatever the figures and the month."""
    return "".join(map(_part_of_form, re.findall(r"\d+|[^\W\d_]+|.", line)))


def _part_of_form(part: str) -> str:
    if part.isdigit():
        return r"\d{4}" if len(part) == len("2024") else r"\d{1,2}"
    return MONTH if part.casefold() in month_numbers("en") else _literal(part)


def _literal(text: str) -> str:
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", text)


def _kind(line: str, opens: bool) -> str:
    """Guess what a line is by its words, and failing that by its place."""
    found = (kind for kind, words in KEYWORDS.items() if re.search(words, line, re.IGNORECASE))
    return next(found, "masthead" if opens else "advertisement")


def _names(lines: pd.Series) -> Iterator[str]:
    """Name each rule by the first words of its line, none like another."""
    taken = {REPEATED_LINES, TITLE, "markdown-fields", "markdown-signs", "date-line"}
    for line in lines:
        words = re.findall(r"[a-z0-9]+", line.casefold())[:4]
        base = name = "-".join(words) or "line"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        yield name


def _rule(
    name: str, line: str, kind: str, ids: list[str], n_words: int, padded: bool, ready: bool
) -> str:
    """Write one rule, with a remark on what it cuts."""
    named = first_few(ids)
    literal = _literal(line)
    blank = r"[\t\p{Zs}]*" if padded else ""
    rule = [
        "[[rule]]",
        f"name = {quoted(name)}",
        f"kind = {quoted(kind)}",
        f"pattern = {quoted(f'^{blank}{literal}{blank}$')}",
    ]
    rule = rule if ready else [f"# {part}" for part in rule]
    if kind == "related posts":
        rule.append('# through = "end"  # take away the first # if all that follows should go, too')
    return "\n".join(["", f"# In {len(ids)} articles ({named}); cuts {n_words} words.", *rule, ""])
