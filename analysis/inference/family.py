"""A family of claims: what is told, what was looked at, and how it is counted under a choice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from analysis.inference.claims import Claim
from analysis.inference.tally import Tally
from analysis.inference.units import Units
from analysis.text.tokens import Tokens

Choice = Mapping[str, str]
Tallies = dict[str, Tally]

YES, NO = "in", "out"
# Units of estimates, with `Claim.scale`: binary logarithms of ratios, and differences.
LOG_RATIO = "log2 ratio to the nearest group"
SHARE = "difference of shares"
PER_TOKEN, PER_ARTICLE, PER_SENTENCE = MEASURES = ("per token", "mean of articles", "per sentence")


@dataclass(frozen=True)
class Family:
    """Claims of one kind that are counted in the same way.

    Attributes
    ----------
    name : str
        Such as ``keywords``.
    measure : str
        Unit of the estimates, for an axis.
    claims : tuple of Claim
        Those that are told.
    candidates : tuple of Claim
        All that were looked at to find them: the family that p values are adjusted in.
    read : callable
        What is found in some texts whatever is chosen: tokens -> hits, mentions, clauses.
    count : callable
        (tokens, units, what ``read`` found, choice) -> tallies by name.
    choices : mapping of str to tuple of str
        Choices that this family knows, beside those of texts and groups; the first is the default.
    costly : bool
        Whether reading takes so long that a large corpus is read once only.
    unit : str
        Of counts that are at hand already, such as *outlet*; empty where the units asked for are
        counted. What is at hand knows no other texts, groups or units.
    """

    name: str
    measure: str
    claims: tuple[Claim, ...]
    candidates: tuple[Claim, ...]
    read: Callable[[Tokens], Any] = field(repr=False)
    count: Callable[[Tokens, Units, Any, Choice], Tallies] = field(repr=False)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    costly: bool = False
    unit: str = ""

    @property
    def default(self) -> Choice:
        """The first option of every choice."""
        return {name: options[0] for name, options in self.choices.items()}


Choices = Mapping[str, Sequence[str]]


def combinations(choices: Choices) -> Iterator[Choice]:
    """Every combination of the options, the first of each first."""
    for options in product(*choices.values()):
        yield dict(zip(choices, options, strict=True))


def n_changed(choice: Choice, choices: Choices) -> int:
    """How many choices are not their first option."""
    return sum(choice[name] != options[0] for name, options in choices.items())
