"""A corpus that is open for exploring: what is chosen, and what has been computed for it."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.codebooks import Codebook, find_hits
from analysis.codebooks.codebook import Frame
from analysis.corpus import Corpus, comparable_columns, grouped_by
from analysis.errors import InputError
from analysis.measures.actors import mention_forms
from analysis.measures.frames import frame_rates
from analysis.text import Counts, Tokens

MOST_AT_ONCE = 7  # groups chosen at first: as many as colours tell apart
MOST_KEPT, MOST_FRAMES = 24, 400  # tables, and frames' hits, that stay in memory


@dataclass(eq=False)
class Explorer:
    """What a person is looking at, and the tables that the next look can start from.

    Attributes
    ----------
    base : Corpus
        As loaded, with the column ``group`` where it has one.
    tokens : Tokens
    counts : Counts
        Of all articles, in the form that counts as one word.
    form : str
        That form.
    books : dict of str to Codebook
        By name: the corpus's own, the library's, and copies that were changed here.
    actors : str
        Name of the codebook of actors that was asked for, or found, or drafted from the texts.
    unusable : dict of str to str
        Codebooks that cannot be read, and why.
    corpus : Corpus
        The same articles by the column that is compared now.
    chosen : list of str
        The groups that are compared now.
    """

    base: Corpus
    tokens: Tokens
    counts: Counts
    form: str
    books: dict[str, Codebook]
    actors: str
    unusable: dict[str, str]
    corpus: Corpus = field(init=False)
    chosen: list[str] = field(init=False)
    _kept: dict[Hashable, pd.DataFrame] = field(default_factory=dict, repr=False)
    _frames: dict[Hashable, pd.DataFrame] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.corpus = self.base
        self.chosen = list(self.base.groups)[:MOST_AT_ONCE]

    @property
    def columns(self) -> list[str]:
        """Columns of the articles that can be compared, the present one among them."""
        return list(dict.fromkeys([*comparable_columns(self.base), self.corpus.group_by]))

    @property
    def groups(self) -> dict[str, str]:
        """Key and label of every group of the present column, chosen or not."""
        return self.corpus.groups

    @property
    def articles(self) -> pd.DataFrame:
        """Articles of the chosen groups."""
        chosen: pd.DataFrame = self.corpus.articles[self.corpus.articles["group"].isin(self.chosen)]
        return chosen

    @property
    def group_of(self) -> "pd.Series[str]":
        """Group of every article of the chosen groups, by ``article_id``."""
        return self.articles.set_index("article_id")["group"]

    def compare(self, column: str) -> None:
        """Compare another column; its first groups are chosen.

        Raises
        ------
        InputError
            If the articles cannot be compared by it; then nothing has changed.
        """
        self.corpus = grouped_by(self.base, column)
        self.chosen = list(self.corpus.groups)[:MOST_AT_ONCE]

    def choose(self, groups: Iterable[str]) -> None:
        """Compare some groups of the present column.

        Raises
        ------
        InputError
            If none is named, or one that is not there; then nothing has changed.
        """
        wanted = set(groups)
        if wanted - set(self.groups):
            raise InputError(f"there is no group {min(wanted - set(self.groups))!r}")
        if not wanted:
            raise InputError("choose a group, or several to compare them")
        self.chosen = [group for group in self.groups if group in wanted]

    def own(self, table: pd.DataFrame) -> pd.DataFrame:
        """Rows of the chosen groups' articles, with ``group``, and ``label`` if they have none."""
        known = ["group", *(["label"] if "label" not in table else [])]
        about = self.articles.set_index("article_id")[known]
        rows = table.drop(columns="group", errors="ignore").join(about, on="article_id")
        return rows[rows["group"].notna()]

    def own_counts(self) -> Counts:
        """Terms of the chosen groups' articles."""
        articles = self.corpus.articles
        rows = articles["group"].isin(self.chosen).to_numpy()
        chosen = articles[rows].reset_index(drop=True)
        return replace(self.counts, matrix=self.counts.matrix[rows], articles=chosen)

    def hits(self, book: Codebook) -> pd.DataFrame:
        """Hits of a codebook in all articles, in the order of the text.

        Only frames whose terms are new are searched: a frame's hits do not depend on the others.
        """
        return self.keep(("hits", *map(_terms, book.frames)), lambda: self._find(book))

    def rates(self, book: Codebook) -> pd.DataFrame:
        """Rates of every frame of a codebook in every article, from ``frame_rates``."""
        key = ("rates", *((_terms(frame), frame.label) for frame in book.frames))
        return self.keep(key, lambda: frame_rates(self.hits(book), self.tokens, frames=book.labels))

    def mentions(self, book: Codebook) -> pd.DataFrame:
        """Hits of a codebook of actors, each with the form of the name that it uses."""
        key = ("mentions", *map(_terms, book.frames))
        return self.keep(key, lambda: mention_forms(self.tokens, self.hits(book)))

    def keep(self, key: Hashable, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Table under a key, made if it is not there; the one unused for longest is let go."""
        self._kept[key] = self._kept.pop(key) if key in self._kept else make()
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return self._kept[key]

    def _find(self, book: Codebook) -> pd.DataFrame:
        new = tuple(frame for frame in book.frames if _terms(frame) not in self._frames)
        parts = [self._frames[_terms(frame)] for frame in book.frames if frame not in new]
        if new or not parts:
            parts.append(find_hits(self.tokens, replace(book, frames=new)))
        for frame in new:
            self._frames[_terms(frame)] = parts[-1][parts[-1]["frame"] == frame.name]
        while len(self._frames) > MOST_FRAMES:
            del self._frames[next(iter(self._frames))]
        return parts[0] if len(parts) == 1 else self._in_order(pd.concat(parts), book)

    def _in_order(self, hits: pd.DataFrame, book: Codebook) -> pd.DataFrame:
        """Hits as ``find_hits`` puts them: by place, then by the order of the frames."""
        article = pd.Index(self.tokens.articles["article_id"]).get_indexer(hits["article_id"])
        frame = hits["frame"].map({name: i for i, name in enumerate(book.labels)})
        order = hits.assign(article=article, place=frame)
        order = order.sort_values(["article", "start", "end", "place"], kind="stable")
        return order.drop(columns=["article", "place"]).reset_index(drop=True)


def _terms(frame: Frame) -> Hashable:
    """What a frame's hits depend on."""
    return frame.name, frame.terms
