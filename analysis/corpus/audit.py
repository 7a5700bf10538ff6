"""Small coded checks of a corpus: E stops, W warns.

A check's docstring is its message, and what to do about it.
"""

from collections.abc import Callable
from itertools import permutations

import pandas as pd

from analysis.corpus.duplicates import near_duplicates
from analysis.corpus.language import LIBRARY, detect_language
from analysis.corpus.load import Corpus

N_SHORT = 100  # words
N_DATED = 3  # articles of a group, from which on its dates are set beside those of others
LEAST_TOGETHER = 0.25  # of a group's dated articles, fewer than which hardly overlap with another
ENDINGS = ("...", "…", "Read more", "Read More", "Continue reading")
Check = Callable[[Corpus], pd.Series]


def audit(corpus: Corpus) -> pd.DataFrame:
    """Return what a reader should know before trusting a corpus.

    Parameters
    ----------
    corpus
        As `load_corpus` returns it, or made otherwise.

    Returns
    -------
    pandas.DataFrame
        code, severity ("error" or "warning"), article_id, message; by check, then in the order of
        the articles. No row means that nothing was found.
    """
    tables = [_run(check, corpus) for check in CHECKS]
    return pd.concat(tables, ignore_index=True)


def _run(check: Check, corpus: Corpus) -> pd.DataFrame:
    """Make rows of what one check finds: its message, then the detail."""
    code, message, _ = _told(check)
    found = check(corpus)
    return pd.DataFrame(
        {
            "code": pd.Series(code, index=found.index, dtype="str"),
            "severity": "error" if code.startswith("E") else "warning",
            "article_id": corpus.articles.loc[found.index, "article_id"],
            "message": [f"{message}: {detail}" if detail else message for detail in found],
        }
    ).astype({"severity": "str", "article_id": "str", "message": "str"})


def advice(code: str) -> str:
    """Return what to do about a finding of the audit.

    Parameters
    ----------
    code
        As in the table of `audit`.

    Examples
    --------
    >>> advice("W207")
    'See whether it is a teaser, and get the rest if there is one.'
    """
    told = {known: what for known, _, what in map(_told, CHECKS)}
    return told[code]


def _told(check: Check) -> tuple[str, str, str]:
    """Take a check's docstring apart: its code, its message, and what to do."""
    first, _, rest = (check.__doc__ or "").strip().partition("\n\n")
    code, _, message = first.rstrip(".").partition(" ")
    return code, message, " ".join(rest.split())


def _mark(rows: pd.Series, detail: pd.Series | str = "") -> pd.Series:
    """Keep the detail of the rows that are marked."""
    details = detail if isinstance(detail, pd.Series) else pd.Series(detail, index=rows.index)
    return details[rows.astype(bool)].astype("str")


def _empty_text(corpus: Corpus) -> pd.Series:
    """E101 The text is empty.

    Put the text into its file, or delete the row.
    """
    return _mark(corpus.articles["text"].fillna("").str.strip("\ufeff").str.strip() == "")


def _duplicate_id(corpus: Corpus) -> pd.Series:
    """E102 Another article has the same id.

    Give each row an article_id of its own.
    """
    return _mark(corpus.articles["article_id"].duplicated(keep=False))


def _missing_file(corpus: Corpus) -> pd.Series:
    """E103 The file does not exist.

    Correct the name in the column `file`, or put the file there.
    """
    files = corpus.articles["file"]
    named = files.notna()
    exists = [isinstance(file, str) and (corpus.folder / file).is_file() for file in files]
    return _mark(named & ~pd.Series(exists, index=files.index), files.fillna(""))


def _missing_group(corpus: Corpus) -> pd.Series:
    """E104 The article belongs to no group.

    Write its group into the column.
    """
    return _mark(corpus.articles["group"].isna(), f"column {corpus.group_by}")


def _shared_text(corpus: Corpus) -> pd.Series:
    """W201 Most of the text stands in another article too.

    If both are one report, delete one of the rows; if two sources printed it, keep both and
    remember that its words count twice, or count copies once.
    """
    articles = corpus.articles.reset_index(drop=True)
    keys = articles["article_id"].mask(articles["article_id"].duplicated(), "")
    pairs = near_duplicates(articles.assign(article_id=keys))
    other = pairs.rename(columns={"article_id": "other_id", "other_id": "article_id"})
    both = pd.concat([pairs, other])[["article_id", "other_id", "shared"]]
    closest = both.sort_values("shared", ascending=False, kind="stable")
    closest = closest.drop_duplicates("article_id").set_index("article_id")
    details = [f"see {key} ({share:.0%})" for key, share in closest.to_numpy().tolist()]
    found = keys.map(dict(zip(closest.index, details, strict=True)))
    found = found.set_axis(corpus.articles.index).astype("str")
    return _mark(found.notna(), found)


def _undated(corpus: Corpus) -> pd.Series:
    """W202 The article is undated.

    If the text states a day, write it into `published`, as 2024-03-05. If its words only imply
    bounds, write those into `published_earliest` and `published_latest`, and the words into
    `date_basis`. Otherwise leave them empty.
    """
    articles = corpus.articles
    bounds = pd.Series("", index=articles.index)
    for words, column in (
        ("not before", "published_earliest"),
        ("not after", "published_latest"),
    ):
        days = articles[column].dt.strftime("%Y-%m-%d")
        exact = articles.get(f"{column}_precision", pd.Series("day", index=articles.index))
        for precision, length in (("year", 4), ("month", 7)):
            days = days.mask(exact == precision, days.str[:length])
        bounds += (f", {words} " + days).fillna("")
    given = articles.get("published_original", pd.Series(index=articles.index, dtype="str"))
    bounds += (", not understood: " + given).fillna("")
    return _mark(articles["published"].isna(), bounds.str.removeprefix(", "))


def _group_of_one(corpus: Corpus) -> pd.Series:
    """W203 The article is the only one of its group, which can be described but not generalised.

    Add a second article of the group if there is one; if not, read its numbers as those of one
    text.
    """
    groups = corpus.articles["group"]
    alone = ~groups.duplicated(keep=False) & groups.notna()
    return _mark(alone, groups.map(corpus.groups).fillna(""))


def _other_language(corpus: Corpus) -> pd.Series:
    """W204 The article seems to be in another language than the table says.

    Correct `language` if it is wrong. The codebooks that come with the suite are in English and
    find nothing in another language.
    """
    declared = corpus.articles["language"].fillna("en").str.slice(0, 2).str.lower()
    likely = corpus.articles["text"].map(detect_language)
    other = (likely != "") & (likely != declared)
    return _mark(other, declared + " declared, " + likely + " likely")


def _foreign_language(corpus: Corpus) -> pd.Series:
    """W208 The article is in a language that the codebooks of the suite are not in.

    Write codebooks in its language, or leave the article out: no frame, cue or actor of an English
    codebook is found in it, and its rates would be zeros that mean nothing.
    """
    languages = corpus.articles["written_in"]
    return _mark((languages != "") & (languages != LIBRARY), languages)


def _apart_in_time(corpus: Corpus) -> pd.Series:
    """W209 The article lies outside the dates of another group, as most of its own group do.

    Compare what was written in the same months, or keep in mind that groups of other years differ
    in their words because they tell of other events.
    """
    articles = corpus.articles
    dated = articles[articles["published"].notna()]
    days = {group: own for group, own in dated.groupby("group")["published"] if len(own) >= N_DATED}
    detail = pd.Series("", index=articles.index)
    for group, other in permutations(days, 2):
        own, first, last = days[group], days[other].min(), days[other].max()
        inside = own.between(first, last)
        if inside.mean() < LEAST_TOGETHER:
            left = own.index[~inside & (detail[own.index] == "")]
            names = [corpus.groups[str(name)] for name in (group, other)]
            detail[left] = (
                f"{inside.sum()} of {len(own)} dated articles of {names[0]} within those of "
                f"{names[1]} ({first:%Y-%m-%d} to {last:%Y-%m-%d})"
            )
    return _mark(detail != "", detail)


def _mojibake(corpus: Corpus) -> pd.Series:
    """W205 Some characters look wrongly decoded.

    Look whether accents and quotation marks are right in the file; if not, get the text again.
    """
    samples = corpus.articles["text"].map(_broken_word)
    return _mark(samples != "", samples)


def _broken_word(text: str) -> str:
    """Find a word that another encoding would explain."""
    from ftfy.badness import is_bad

    words = sorted({word for word in text.replace("\n", " ").split(" ") if not word.isascii()})
    return next((repr(word[:40]) for word in words if is_bad(word)), "")


def _very_short(corpus: Corpus) -> pd.Series:
    """W206 The article is very short.

    See whether the whole article is there. In so short a text every word moves the numbers.
    """
    n_words = corpus.articles["text"].map(lambda text: len(text.split()))
    return _mark(n_words < N_SHORT, n_words.astype("str") + " words")


def _truncated(corpus: Corpus) -> pd.Series:
    """W207 The text seems to break off.

    See whether it is a teaser, and get the rest if there is one.
    """
    tails = corpus.articles["text"].str.rstrip().str.slice(-40)
    return _mark(tails.str.endswith(ENDINGS), tails.map(repr))


CHECKS: tuple[Check, ...] = (
    _empty_text,
    _duplicate_id,
    _missing_file,
    _missing_group,
    _shared_text,
    _undated,
    _group_of_one,
    _other_language,
    _foreign_language,
    _apart_in_time,
    _mojibake,
    _very_short,
    _truncated,
)
