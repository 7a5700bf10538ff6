"""How much a finding may claim: the marks, and the rules that give them."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["stable", "described", "fragile"]
MARKS: tuple[Mark, ...] = ("stable", "described", "fragile")

LISTED = "Tells what stands in these articles; nothing is compared, so nothing was tested."


@dataclass(frozen=True)
class Strength:
    """What a finding may claim.

    Attributes
    ----------
    mark : {"stable", "described", "fragile"}
    why : str
        In one sentence, what the mark rests on.
    claim : str
        Key of the claim, the same wherever the claim is made; empty for a listing.
    estimate : float
        What the claim is about, in its own unit; NaN for a listing.
    """

    mark: Mark = "described"
    why: str = LISTED
    claim: str = ""
    estimate: float = float("nan")
