"""The suite's own findings put to the test together: every claim that notebooks 02 to 08 make.

Each notebook chooses what to tell. The same choices are made here, with the same defaults, so
that one table can show which findings survive. A test compares the two.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.codebooks import (
    Codebook,
    codebook_names,
    find_all_hits,
    find_hits,
    load_actors,
    load_codebook,
)
from analysis.inference.actor_claims import doer_family, name_family
from analysis.inference.family import Family
from analysis.inference.frame_claims import frame_family
from analysis.inference.frame_profiles import frame_books, frame_profile
from analysis.inference.habits import keyword_habits
from analysis.inference.keyword_claims import keyword_family
from analysis.inference.silence_claims import silence_family
from analysis.inference.units import ARTICLE
from analysis.inference.voice_claims import voice_family
from analysis.measures.actors import mention_forms, name_forms
from analysis.measures.agency import acting_shares, roles
from analysis.measures.clauses.find import find_clauses
from analysis.measures.frames import frame_contrasts, frame_rates, frame_rates_by_group
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.keyness_choices import firm_keywords, typical_terms
from analysis.measures.leading_roles import role_contrasts
from analysis.measures.naming import naming_statements
from analysis.measures.quotes import find_quotes
from analysis.measures.silences import silences
from analysis.measures.usage import usage, uses_of
from analysis.measures.voices import voices, voices_by_group
from analysis.text.counts import count_terms
from analysis.text.tokens import Source, Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

TOP, SPREAD = 12, 0.1
WARNINGS = ("last-chance", "possibility", "hedge", "booster")


def suite_families(
    corpus: "Corpus",
    tokens: Tokens,
    *,
    actors: str = "",
    codebooks: Sequence[str] = (),
    min_count: int = 3,
    min_cues: int = 5,
    unit: str = ARTICLE,
    source: Source | None = None,
) -> list[Family]:
    """Families of all comparisons that the suite's notebooks tell, in their order.

    Parameters
    ----------
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    actors : str
        Codebook of actors; empty: the corpus's own, or names harvested from the texts.
    codebooks : sequence of str
        Of frames; empty: the corpus's own and those of the library.
    min_count, min_cues : int
        As in the notebooks: uses of a keyword, cues of a frame that is told.
    unit : str
        Column of the articles; where it is another than their key, no claim is made of words that
        are the habit of one unit (see ``keyword_habits``).

    source : Tokens or Summary, optional
        What words and frames are counted in, as ``counted`` gives it; the tokens by default.

    Returns
    -------
    list of Family
        Keywords, frames, names, actors of one group alone, doers, voices, stance, silences. The
        distance of groups is no rate: see ``assess_distance``.
    """
    book = load_actors(actors, tokens=tokens, corpus_folder=corpus.folder)
    names = codebook_names(corpus.folder)
    known = {name: load_codebook(name, corpus_folder=corpus.folder) for name in names}
    framing = frame_books(tokens if source is None else source, corpus.folder, codebooks)
    return [
        _keywords(corpus, tokens if source is None else source, min_count, unit),
        _frames(corpus, tokens if source is None else source, framing, min_cues),
        *_actors(corpus, tokens, book),
        _voices(corpus, tokens, book),
        *_stance(corpus, tokens, [b for b in known.values() if b.kind == "cues"], min_cues),
        _silences(corpus, tokens, book, known, min_count),
    ]


def _keywords(corpus: "Corpus", tokens: Source, min_count: int, unit: str) -> Family:
    counts, groups = count_terms(tokens), corpus.groups
    table = keyness_of_groups(counts, groups=list(groups), min_count=min_count, content_only=True)
    pairs = keyness_of_groups(counts, groups=list(groups), against="each", content_only=True)
    known = keyword_habits(typical_terms(table, top=5 * TOP), tokens, unit=unit)
    typical = known[~known["habit"]].groupby("group", sort=False).head(TOP)
    firm = firm_keywords(typical, pairs, spread=SPREAD)
    told = firm.groupby("group", sort=False).head(1)
    return keyword_family(tokens, told, groups=groups, min_count=min_count)


def _frames(corpus: "Corpus", tokens: Source, books: dict[str, Codebook], min_cues: int) -> Family:
    contrasts = {
        name: frame_contrasts(frame_profile(tokens, book, unit=None))
        for name, book in books.items()
    }
    table = pd.concat(contrasts, names=["codebook"]).reset_index(level=0)
    enough = table["n_articles_hit"] >= table["k_articles"].clip(upper=2)
    told = table[(table["n_hits"] >= min_cues) & enough].groupby("codebook", sort=False).head(1)
    return frame_family(tokens, books, told, groups=corpus.groups)


def _actors(corpus: "Corpus", tokens: Tokens, book: Codebook) -> list[Family]:
    group_of = corpus.articles.set_index("article_id")["group"]
    mentions = mention_forms(tokens, find_hits(tokens, book))
    forms = name_forms(mentions, by=group_of, actors=book.labels)
    said = naming_statements(forms, groups=corpus.groups)
    leading, sole = (said[said["kind"] == kind] for kind in ("leading", "sole"))
    parts = roles(find_clauses(tokens, mentions))
    shares = acting_shares(parts, corpus.articles, actors=book.labels)
    told, groups = sole.assign(codebook="actors"), corpus.groups
    return [
        name_family(tokens, book, forms, leading["frame"].tolist(), groups=groups),
        frame_family(tokens, {"actors": book}, told, groups=groups, name="actors", absent=True),
        doer_family(tokens, book, role_contrasts(shares), groups=groups, parts=parts),
    ]


def _voices(corpus: "Corpus", tokens: Tokens, book: Codebook) -> Family:
    quotes = find_quotes(tokens, find_hits(tokens, book), actors=book)
    by_group = voices_by_group(voices(quotes, tokens), corpus.articles)
    return voice_family(tokens, by_group, groups=corpus.groups, book=book, quotes=quotes)


def _stance(corpus: "Corpus", tokens: Tokens, books: list[Codebook], min_cues: int) -> list[Family]:
    cues = next((book for book in books if book.name == "stance"), None)
    if cues is None:
        return []
    hits = find_all_hits(tokens, books)
    table = _by_group(corpus, tokens, hits, cues)
    told = frame_contrasts(table[table["frame"].isin(WARNINGS)]).assign(codebook="stance")
    told = told[told["frame"].map(hits["frame"].value_counts()) >= min_cues]
    return [frame_family(tokens, {"stance": books}, told, groups=corpus.groups, name="stance")]


def _silences(
    corpus: "Corpus", tokens: Tokens, book: Codebook, known: dict[str, Codebook], min_count: int
) -> Family:
    """Of silences those of actors and of points of the checklist, which every group is told of."""
    listed = [book, *(b for b in known.values() if b.kind in ("frames", "checklist"))]
    books = {each.name: each for each in listed}
    hits = {name: find_hits(tokens, each) for name, each in books.items()}
    used = usage(tokens, hits=hits, books=books, form="lemma", min_count=min_count)
    uses = uses_of(used["item"].unique().tolist(), hits=hits, tokens=tokens, form="lemma")
    silent = silences(used, tokens=tokens, uses=uses)
    enough = silent[silent["n_others"] >= 3]
    told = enough[enough["kind"].isin(["actor", "checklist"]) & (enough["expected"] >= 1)]
    return silence_family(
        tokens, told, enough, hits=hits, books=books, groups=corpus.groups, form="lemma"
    )


def _by_group(corpus: "Corpus", tokens: Tokens, hits: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    rates = frame_rates(hits, tokens, frames=book.labels)
    return frame_rates_by_group(rates, corpus.articles)
