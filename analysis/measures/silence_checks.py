"""What may make a silence of nothing: a near form, a later date."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.acronyms import acronym_variants, acronyms
from analysis.text.tokens import Tokens

LEAST_LETTERS = 5  # of a beginning that two forms of a word share
_SPELT = re.compile("our")  # British and American
_ENDING = re.compile(r"(?:e|y|ion)$")


def near_forms(tokens: Tokens, silent: pd.DataFrame) -> "pd.Series[str]":
    """The commonest near form of a word in the group that is silent on it, with its uses.

    Parameters
    ----------
    tokens : Tokens
        Its articles need ``group``.
    silent : DataFrame
        Columns ``kind``, ``label`` and ``group``; other kinds than *term* have no near form.

    Returns
    -------
    Series of str
        Such as *docker (2)*, in the order of the rows; empty where there is none.

    Notes
    -----
    Two words are near if they have a lemma in common, if the lemma of one, without a final *e*,
    *y* or *ion*, begins the lemma of the other and has five letters (*our* and *or* are one), or
    if they are acronyms of one family (``acronym_variants``). That is generous: a false near form
    hides a finding, and a missed one makes a false finding.

    >>> from analysis.text.tokens import tokenize
    >>> rows = [("1", "left", "Election."), ("2", "right", "Electoral electoral lists.")]
    >>> tokens = tokenize(pd.DataFrame(rows, columns=["article_id", "group", "text"]))
    >>> row = pd.DataFrame([("term", "election", "right")], columns=["kind", "label", "group"])
    >>> near_forms(tokens, row).tolist()
    ['electoral (2)']
    """
    words = silent["kind"] == "term"
    if not words.any():
        return pd.Series("", index=silent.index, dtype="str")
    lemmas, codes = tokens.form("lemma")
    norms = tokens.types["norm"].to_numpy(dtype=object)
    forms = pd.DataFrame({"norm": norms, "lemma": np.asarray(lemmas, dtype=object)[codes]})
    used = pd.DataFrame({"norm": norms[tokens.type_id], "group": _groups(tokens)[tokens.article]})
    n = used.groupby(["group", "norm"]).size()
    counts = {str(group): rows.droplevel("group").to_dict() for group, rows in n.groupby("group")}
    related = _related(forms.drop_duplicates(), _families(tokens))
    near = [""] * len(silent)
    for i in np.flatnonzero(words).tolist():
        own = counts.get(silent["group"].iloc[i], {})
        found = [(-own[word], word) for word in related(silent["label"].iloc[i]) if word in own]
        near[i] = f"{min(found)[1]} ({-min(found)[0]})" if found else ""
    return pd.Series(near, index=silent.index, dtype="str")


def later_articles(tokens: Tokens, silent: pd.DataFrame, uses: pd.DataFrame) -> "pd.Series[str]":
    """Whether all articles that use an item are later than all those of the silent group.

    Parameters
    ----------
    tokens : Tokens
        Its articles may have ``published``, ``published_earliest`` and ``published_latest``.
    silent : DataFrame
        Columns ``item`` and ``group``.
    uses : DataFrame
        Columns ``item`` and ``article_id``, from ``uses_of``.

    Returns
    -------
    Series of str
        *yes*, *no* where an article that uses it is not later than one of the group, whatever the
        missing dates are, and *unknown* otherwise.
    """
    groups = _groups(tokens)
    first, last = _dates(tokens.articles)
    days = pd.DataFrame({"first": first.to_numpy(), "last": last.to_numpy()})
    days.index = pd.Index(tokens.articles["article_id"].to_numpy())
    using = uses[["item", "article_id"]].drop_duplicates().join(days, on="article_id")
    of_item = using.groupby("item")[["first", "last"]].min()
    undated = using.loc[using["first"].isna(), "item"]
    of_item["first"] = of_item["first"].mask(of_item.index.isin(undated))
    of_group = days.groupby(groups).max()
    of_group["last"] = of_group["last"].mask(of_group.index.isin(groups[days["last"].isna()]))
    begins, known = (_looked_up(of_item[name], silent["item"]) for name in ("first", "last"))
    reached, ends = (_looked_up(of_group[name], silent["group"]) for name in ("first", "last"))
    told = np.where(begins > ends, "yes", np.where(known <= reached, "no", "unknown"))
    return pd.Series(told, index=silent.index, dtype="str")


def _looked_up(days: "pd.Series[pd.Timestamp]", names: "pd.Series[str]") -> pd.DatetimeIndex:
    return pd.DatetimeIndex(days.reindex(names.to_numpy(dtype=object)))


def _dates(articles: pd.DataFrame) -> tuple["pd.Series[pd.Timestamp]", "pd.Series[pd.Timestamp]"]:
    """First and last day on which every article may have appeared, NaT where it is not known."""
    none = pd.Series(pd.NaT, index=articles.index, dtype="datetime64[us]")
    day, early, late = (
        articles.get(name, none).astype("datetime64[us]")
        for name in ("published", "published_earliest", "published_latest")
    )
    # A month or a year is given by its first day, and then its last is not known.
    exact = articles.get("published_precision", pd.Series("day", index=articles.index))
    return day.fillna(early), day.where(exact == "day").fillna(late)


def _families(tokens: Tokens) -> dict[str, set[str]]:
    """Normal forms of the acronyms that stand for nearly the same, by each of them."""
    variants = acronym_variants(tokens, acronyms(tokens))
    families = variants["acronym"].str.lower().groupby(variants["family"]).agg(set)
    return {name: family for family in families for name in family}


def _related(forms: pd.DataFrame, families: dict[str, set[str]]) -> Callable[[str], set[str]]:
    """Normal forms that are near to one."""
    spelt = [_SPELT.sub("or", own) for own in forms["lemma"]]
    lemma = dict(zip(forms["norm"], spelt, strict=True))
    stem = {word: _ENDING.sub("", own) for word, own in lemma.items()}
    beginning: dict[str, set[str]] = {}
    of_lemma: dict[str, set[str]] = {}
    for word, own in lemma.items():
        of_lemma.setdefault(own, set()).add(word)
        for length in range(LEAST_LETTERS, len(own) + 1):
            beginning.setdefault(own[:length], set()).add(word)
    of_stem: dict[str, set[str]] = {}
    for word, own in stem.items():
        of_stem.setdefault(own, set()).add(word)

    def related(word: str) -> set[str]:
        own, short = lemma.get(word, word), stem.get(word, word)
        longer = beginning.get(short, set()) if len(short) >= LEAST_LETTERS else set()
        lengths = range(LEAST_LETTERS, len(own) + 1)
        shorter = (of_stem.get(own[:length], set()) for length in lengths)
        return (families.get(word, set()) | of_lemma.get(own, set()) | longer).union(*shorter)

    return related


def _groups(tokens: Tokens) -> NDArray[np.object_]:
    groups: NDArray[np.object_] = tokens.articles["group"].to_numpy(dtype=object)
    return groups
