"""Who speaks in every group, and who is talked about and never heard."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebooks.codebook import Codebook
from analysis.errors import InputError
from analysis.measures.quotes import QUOTED, SOURCED
from analysis.measures.somebody import fullest_forms, is_named, is_somebody

PRONOUN, NOBODY, THING = "(a pronoun)", "(nobody named)", "(a text or thing)"


def speakers(quotes: pd.DataFrame, *, by: pd.Series, actors: Codebook) -> pd.DataFrame:
    """Who speaks in every group, how often, and with which verbs.

    Parameters
    ----------
    quotes : DataFrame
        From ``find_quotes``.
    by : Series
        By ``article_id``: what to count by, such as the group or the article's label.
    actors : Codebook

    Returns
    -------
    DataFrame
        One row a speaker and group, most often heard first, ties by name: ``speaker`` (actor, NaN
        for others), ``label`` (of the actor; otherwise the fullest form of the name that the
        article uses), ``country``, ``group``, ``n_direct`` (direct and partial), ``n_reported``,
        ``n_articles``, ``verbs`` (with their counts).

    Notes
    -----
    Pronouns are one row a group, and so are quotations without a speaker (whom they mean is not
    guessed) and whatever is no person, people or institution, such as a text. Forms of one name
    are one speaker: a surname is the full name of its article, or else the only one there
    is. Scare quotes, names and epigraphs have no source and are left out.
    """
    sourced = quotes[quotes["kind"].isin(SOURCED)]
    named = sourced.assign(
        label=_labels(sourced, actors.labels),
        group=sourced["article_id"].map(by),
        is_direct=sourced["kind"].isin(QUOTED),
        is_reported=sourced["kind"] == "reported",
    )
    keys = ["label", "group"]
    table = named.groupby(keys).agg(
        speaker=("speaker", "first"),
        country=("country", "first"),
        n_direct=("is_direct", "sum"),
        n_reported=("is_reported", "sum"),
        n_articles=("article_id", "nunique"),
    )
    table = table.join(_verbs(named, keys)).reset_index()
    table = table.assign(total=table["n_direct"] + table["n_reported"])
    table = table.sort_values(["total", "label", "group"], ascending=[False, True, True])
    columns = ["speaker", "label", "country", "group", "n_direct", "n_reported", "n_articles"]
    return table[[*columns, "verbs"]].reset_index(drop=True)


def persons_quoted(quotes: pd.DataFrame) -> pd.DataFrame:
    """Everybody who is quoted directly, as the texts name them.

    Parameters
    ----------
    quotes : DataFrame
        From ``find_quotes``.

    Returns
    -------
    DataFrame
        One row a name, most often quoted first, ties by name: ``person`` (the fullest form of the
        name in the article), ``speaker`` (actor) and ``country``, NaN where unknown, ``n_direct``
        (direct and partial quotations), ``n_articles``. Pronouns, quotations of nobody named, and
        those of a text or thing are a row each.
    """
    said = quotes[quotes["kind"].isin(QUOTED)]
    person = _labels(said, {})
    nobody = person.isin([PRONOUN, NOBODY, THING])
    named = said.assign(
        person=person, speaker=said["speaker"].mask(nobody), country=said["country"].mask(nobody)
    )
    table = named.groupby("person").agg(
        speaker=("speaker", "first"),
        country=("country", "first"),
        n_direct=("kind", "size"),
        n_articles=("article_id", "nunique"),
    )
    order = table.reset_index().sort_values(["n_direct", "person"], ascending=[False, True])
    return order.reset_index(drop=True)


def persons_in_words(persons: pd.DataFrame, *, most: int = 8) -> str:
    """The speakers as part of a sentence, the most often quoted first.

    Parameters
    ----------
    persons : DataFrame
        From ``persons_quoted``.
    most : int
        Names at most.

    Notes
    -----
    Counted are speakers with a proper name; pronouns, people without a name and texts are told
    together. The names are at least so many: a person may go by two. One country for all is
    named once, and only where the country of everybody is known. Nobody
    quoted gives "nobody".

    Examples
    --------
    >>> rows = [("Ruth Aldane", "port", "Norway", 2), ("Dana Okoro", "port", "Norway", 1)]
    >>> columns = ["person", "speaker", "country", "n_direct"]
    >>> persons_in_words(pd.DataFrame(rows, columns=columns))
    'at least 2 named speakers, all of one country, Norway: Ruth Aldane 2, Dana Okoro 1'
    """
    named = persons[[_has_name(row) for row in persons.itertuples()]]
    unnamed = ~persons.index.isin(named.index)
    countries = persons["country"].unique()
    one = len(persons) > 1 and len(countries) == 1 and isinstance(countries[0], str)
    listed = [
        f"{row.person}{_in_brackets(row.country, one)} {row.n_direct:,}"
        for row in named.head(most).itertuples()
    ]
    parts = []
    if listed:
        more = len(named) - len(listed)
        told = ", ".join(listed) + (f" and {more} others" if more else "")
        who = f"at least {len(named):,} named speaker{'' if len(named) == 1 else 's'}"
        parts.append(f"{who}{f', all of one country, {countries[0]}' if one else ''}: {told}")
    if unnamed.any():
        n = persons.loc[unnamed, "n_direct"].sum()
        parts.append(f"{n:,} from speakers without a name" if parts else "speakers without a name")
    return "; ".join(parts) or "nobody"


def _has_name(row: Any) -> bool:
    """Whether a row of ``persons_quoted`` is of somebody with a proper name."""
    listed = row.person not in (PRONOUN, NOBODY, THING)
    return listed and (is_named(row.person) or isinstance(row.speaker, str))


def _in_brackets(country: object, one: bool) -> str:
    return f" ({country})" if isinstance(country, str) and not one else ""


def heard(
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    by: pd.Series,
    actors: Codebook,
    min_mentions: int = 3,
) -> pd.DataFrame:
    """How often every actor is talked about and how often it is heard, zeros included.

    Parameters
    ----------
    mentions : DataFrame
        From ``find_hits`` with ``actors``.
    quotes : DataFrame
        From ``find_quotes`` with the same actors.
    by : Series
        By ``article_id``: the group.
    actors : Codebook
    min_mentions : int
        Mentions in a group from which silence says something.

    Returns
    -------
    DataFrame
        One row an actor and group, in the codebook's order: ``actor``, ``label``, ``country``,
        ``group``, ``n_mentions``, ``n_quoted`` (direct and partial), ``n_reported``,
        ``never_heard`` (mentioned often enough, neither quoted nor reported).

    Raises
    ------
    InputError
        If ``min_mentions`` is less than 1.

    Notes
    -----
    An actor counts as heard where its own name, or a person's whose name or office belongs to it,
    is the speaker. Who speaks only as *he* or *they* is not counted, so ``never_heard`` means: by
    name. A mention inside somebody's quotation is a mention too.
    """
    if min_mentions < 1:
        raise InputError(f"min_mentions must be 1 or more, not {min_mentions}")
    groups = sorted(by.unique())
    keys = ["actor", "group"]
    grid = pd.MultiIndex.from_product([list(actors.labels), groups], names=keys)
    spoken = quotes.rename(columns={"speaker": "actor"}).dropna(subset=["actor"])
    parts = {
        "n_mentions": mentions.rename(columns={"frame": "actor"}),
        "n_quoted": spoken[spoken["kind"].isin(QUOTED)],
        "n_reported": spoken[spoken["kind"] == "reported"],
    }
    counts = {
        name: part.assign(group=part["article_id"].map(by)).groupby(keys).size()
        for name, part in parts.items()
    }
    table = pd.DataFrame(
        {name: n.reindex(grid, fill_value=0).astype(np.int64) for name, n in counts.items()},
        index=grid,
    ).reset_index()
    table.insert(1, "label", table["actor"].map(actors.labels))
    table.insert(2, "country", table["actor"].map(_known(actors.countries)).astype("str"))
    silent = (table["n_quoted"] + table["n_reported"]) == 0
    return table.assign(never_heard=silent & (table["n_mentions"] >= min_mentions))


def speakers_and_silent(spoken: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Everybody who speaks and every actor that is talked about, heard or not, for one figure.

    Parameters
    ----------
    spoken : DataFrame
        From ``speakers``.
    table : DataFrame
        From ``heard``, by the same groups.

    Returns
    -------
    DataFrame
        One row a speaker and group: ``label``, ``country``, ``group``, ``n_direct``,
        ``n_reported``, ``n_mentions`` (NaN for speakers who are no actor of the codebook). Actors
        that are neither heard nor, in some group, named often enough to be missed are left out.
    """
    told = table.groupby("actor")[["n_quoted", "n_reported", "never_heard"]].sum().sum(axis=1)
    kept = table[table["actor"].map(told) > 0]
    known = kept.rename(columns={"n_quoted": "n_direct"})
    columns = ["label", "country", "group", "n_direct", "n_reported", "n_mentions"]
    others = spoken[spoken["speaker"].isna()].assign(n_mentions=np.nan)
    both = pd.concat([known[columns].astype({"n_mentions": "float64"}), others[columns]])
    return both.sort_values(["label", "group"]).reset_index(drop=True)


def countries_heard(table: pd.DataFrame) -> pd.DataFrame:
    """How often the actors of every country are talked about and heard, all groups together.

    Parameters
    ----------
    table : DataFrame
        From ``heard``.

    Returns
    -------
    DataFrame
        One row a country, most mentioned first, ties by name: ``country``, ``n_actors``
        (mentioned), ``n_mentions``, ``n_quoted``, ``n_reported``. Actors without a country are
        left out.
    """
    known = table.dropna(subset=["country"])
    mentioned = known[known["n_mentions"] > 0].groupby("country")["actor"].nunique()
    sums = known.groupby("country")[["n_mentions", "n_quoted", "n_reported"]].sum()
    sums.insert(0, "n_actors", mentioned.reindex(sums.index, fill_value=0).astype(np.int64))
    order = sums.reset_index().sort_values(["n_mentions", "country"], ascending=[False, True])
    return order.reset_index(drop=True)


def _known(countries: Mapping[str, str]) -> dict[str, str | float]:
    return {name: country or np.nan for name, country in countries.items()}


def _labels(quotes: pd.DataFrame, labels: Mapping[str, str]) -> pd.Series:
    """What each speaker is listed as."""
    text = quotes["speaker_text"].fillna("").str.replace(r"[’']s$", "", regex=True)
    other = fullest_forms(text, quotes).astype(object)
    other = other.mask(~text.map(is_somebody).astype(bool), THING)
    other = other.mask(quotes["speaker_kind"] == "pronoun", PRONOUN)
    other = other.mask(quotes["speaker_kind"] == "none", NOBODY)
    known = quotes["speaker"].map(labels).astype(object)
    return known.where(known.notna(), other).astype("str")


def _verbs(named: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Verbs with their counts, most frequent first, as one text for each speaker and group."""
    n = named.dropna(subset=["verb"]).groupby([*keys, "verb"]).size().rename("n").reset_index()
    n = n.sort_values([*keys, "n", "verb"], ascending=[True, True, False, True])
    n["verbs"] = n["verb"] + " " + n["n"].astype("str")
    joined: pd.Series = n.groupby(keys)["verbs"].agg(", ".join)
    return joined.rename("verbs")
