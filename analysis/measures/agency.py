"""Who is the doer in a clause and to whom something is done in it, counted over clauses."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.clauses import find_clauses

__all__ = ["acting_shares", "agentless", "find_clauses", "role_kinds", "roles"]


def roles(clauses: pd.DataFrame) -> pd.DataFrame:
    """Every part that an actor has in a clause.

    Parameters
    ----------
    clauses : DataFrame
        From ``find_clauses``.

    Returns
    -------
    DataFrame
        One row an actor and role of a verb, in the order of the text: ``article_id``,
        ``sentence``, ``start``, ``end`` (the clause), ``actor``, ``role`` (doer; done to; state: of
        a clause in which nobody does anything), ``verb``, ``verb_start``, ``voice``, ``negated``,
        ``modal``, ``quoted``. Pronouns and participants outside the codebook are no rows.

    Notes
    -----
    Roles are those of grammar. The doer is whom the clause tells as doing, the one *done to* its
    object or passive subject; neither says who is responsible. Clauses of states and experiences
    (*suffers, faces, needs, is known*; *sinks* without an object) are a role of their own.

    References
    ----------
    Dowty, D. (1991). Thematic proto-roles and argument selection. Language 67(3).
    """
    columns = ["article_id", "sentence", "start", "end", "actor", "role", "verb", "verb_start",
               "voice", "negated", "modal", "quoted"]  # fmt: skip
    does = clauses.assign(actor=clauses["agent"], role="doer")
    undergoes = clauses.assign(actor=clauses["patient"], role="done to")
    both = pd.concat([does, undergoes]).dropna(subset=["actor"])
    both["role"] = both["role"].mask(both["stative"], "state")
    both = both[columns]
    keys = ["article_id", "verb_start", "actor", "role"]
    both = both.drop_duplicates(keys).sort_values(keys, kind="stable")
    return both.astype({"role": "str"}).reset_index(drop=True)


def acting_shares(
    parts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    actors: Mapping[str, str],
    by: str = "group",
    min_roles: int = 10,
    n_resamples: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """How often each actor is the doer, and how often something is done to it, in each group.

    Parameters
    ----------
    parts : DataFrame
        From ``roles``.
    articles : DataFrame
        ``article_id`` and the column ``by``.
    actors : mapping of actor to label
        Every actor that was searched.
    by : str
        Column of ``articles`` to count by.
    min_roles : int
        Below so many roles there is no interval.
    n_resamples, seed : int

    Returns
    -------
    DataFrame
        One row an actor and group, zeros included, in the order of ``actors``, groups sorted:
        ``actor``, ``label``, ``group``, ``n_doer``, ``n_done_to``, ``n_roles`` (of both kinds),
        ``n_articles`` (in which it has one), ``n_states`` (further clauses, which tell a state or
        an experience), ``share_doer`` (of ``n_roles``), ``share_low``, ``share_high``.

    Notes
    -----
    The interval (95 %, percentile) resamples the sentences in which some actor of the group's
    articles has a role. It says how much the share hangs on single sentences *within these
    articles* and does not generalise to the outlet. It is NaN with fewer than ``min_roles`` roles
    and where all roles are the same, as resampling then cannot vary; the share is NaN without any
    role.

    References
    ----------
    Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application, ch. 2.
    """
    group = parts["article_id"].map(articles.set_index("article_id")[by]).rename("group")
    everything = parts.assign(group=group, doer=parts["role"] == "doer")
    states = everything["role"] == "state"
    tagged = everything[~states]
    keys = ["actor", "group"]
    grid = pd.MultiIndex.from_product([list(actors), sorted(articles[by].unique())], names=keys)
    n = tagged.groupby(keys).agg(
        n_doer=("doer", "sum"), n_roles=("doer", "size"), n_articles=("article_id", "nunique")
    )
    n_states = everything[states].groupby(keys).size()
    n = n.reindex(grid, fill_value=0).assign(n_states=n_states.reindex(grid, fill_value=0))
    table = n.astype("int64").reset_index()
    table.insert(1, "label", table["actor"].map(actors))
    table.insert(4, "n_done_to", table["n_roles"] - table["n_doer"])
    share = table["n_doer"] / table["n_roles"].where(table["n_roles"] > 0)
    patterns = _sentence_patterns(tagged)
    n_sentences = tagged.groupby("group")[["article_id", "sentence"]].apply(_n_distinct)
    varied = (table["n_roles"] >= min_roles) & (share > 0) & (share < 1)
    ends = np.full((len(table), 2), np.nan)
    for i in np.flatnonzero(varied):
        key = (table["actor"].iloc[i], table["group"].iloc[i])
        ends[i] = _share_interval(
            patterns[key], n_sentences=int(n_sentences[key[1]]), n_resamples=n_resamples, seed=seed
        )
    return table.assign(share_doer=share, share_low=ends[:, 0], share_high=ends[:, 1])


def agentless(clauses: pd.DataFrame) -> pd.DataFrame:
    """Clauses in which something is done to an actor and nobody is named as doing it.

    Parameters
    ----------
    clauses : DataFrame
        From ``find_clauses``.

    Returns
    -------
    DataFrame
        Passives without a by-phrase and event nouns without a doer (*the assassination of …*), in
        the order of the text: ``actor`` (to whom it is done) and the columns of ``clauses``. Left
        out are states (*isolated from the world*) and event nouns in the object of a verb whose
        doer is named (*the court ordered the arrest of …*, *X came to the aid of …*).

    Notes
    -----
    A doer may stand in another clause or sentence, or go without saying: that none is named here
    is a matter of grammar, what it means one of reading.
    """
    passive = clauses["voice"].isin(["passive", "nominal"])
    unnamed = passive & (clauses["agent_kind"] == "none") & clauses["patient"].notna()
    table = clauses[unnamed & ~clauses["stative"] & ~clauses["governed"]].reset_index(drop=True)
    table.insert(0, "actor", table["patient"])
    return table


def role_kinds(clauses: pd.DataFrame, articles: pd.DataFrame, *, by: str = "group") -> pd.DataFrame:
    """How the participants of the clauses are expressed: by name, by pronoun, not at all.

    Parameters
    ----------
    clauses : DataFrame
        From ``find_clauses``.
    articles : DataFrame
        ``article_id`` and the column ``by``.

    Returns
    -------
    DataFrame
        One row a group and role, zeros included: ``group``, ``role`` (doer, done to),
        ``n_actor`` (of the codebook), ``n_pronoun``, ``n_other`` (a noun outside the codebook),
        ``n_none`` (not expressed).
    """
    group = clauses["article_id"].map(articles.set_index("article_id")[by]).rename("group")
    groups = sorted(articles[by].unique())
    parts = []
    for role, name in (("doer", "agent"), ("done to", "patient")):
        kind = clauses[f"{name}_kind"].where(clauses[f"{name}_kind"].isin(["pronoun", "none"]))
        kind = kind.fillna(clauses[name].notna().map({True: "actor", False: "other"}))
        counts = pd.crosstab(group, kind.rename("kind"))
        counts = counts.reindex(index=groups, columns=["actor", "pronoun", "other", "none"])
        counts = counts.fillna(0).astype("int64").add_prefix("n_").rename_axis("group")
        parts.append(counts.reset_index().assign(role=role))
    table = pd.concat(parts).rename_axis(None, axis=1).sort_values(["group", "role"])
    columns = ["group", "role", "n_actor", "n_pronoun", "n_other", "n_none"]
    return table[columns].reset_index(drop=True)


def _n_distinct(places: pd.DataFrame) -> int:
    return len(places.drop_duplicates())


def _sentence_patterns(tagged: pd.DataFrame) -> dict[tuple[str, str], NDArray[np.int64]]:
    """For every actor and group, how often it is doer and not doer in each of its sentences."""
    keys = ["actor", "group", "article_id", "sentence"]
    counts = tagged.groupby(keys)["doer"].agg(["sum", "size"])
    counts["size"] -= counts["sum"]
    return {
        (str(actor), str(group)): rows.to_numpy(dtype=np.int64)
        for (actor, group), rows in counts.groupby(level=["actor", "group"])
    }


def _share_interval(
    sentences: NDArray[np.int64], *, n_sentences: int, n_resamples: int, seed: int
) -> NDArray[np.float64]:
    """95% percentile interval of the doer's share of roles, resampling sentences.

    Sentences with the same counts are alike, so what is drawn is how often each kind comes up.
    """
    kinds, size = np.unique(sentences, axis=0, return_counts=True)
    chances = np.append(size, n_sentences - size.sum()) / n_sentences
    drawn = np.random.default_rng(seed).multinomial(n_sentences, chances, size=n_resamples)
    does, others = (drawn[:, :-1] @ kinds).T
    total = does + others
    shares = does[total > 0] / total[total > 0]
    ends: NDArray[np.float64] = np.quantile(shares, [0.025, 0.975])
    return ends
