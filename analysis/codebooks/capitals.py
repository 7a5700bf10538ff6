"""Capitals that say name: the tokens that names are made of."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.text import gaps
from analysis.text.phrases import Bools, joined_to_previous
from analysis.text.tokens import Tokens
from analysis.text.words import NEGATIONS

_MOSTLY = 0.8  # of a word's uses in mid-sentence, in capitals: else it is no name by itself
_RARELY = 0.15  # of a word's uses alone, without a noun after it: else it is an adjective
_HEADLINE = 0.85  # of the content words of a sentence in capitals: then capitals say nothing
_CALENDAR = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thurs fri sat sun christmas easter
""".split()
_NEVER = {*_CALENDAR, *NEGATIONS, *"will would shall should can could might must".split()}


def name_tokens(tokens: Tokens) -> Bools:
    """Whether each token has a capital that says name.

    Neither at the start of a sentence or quotation nor in a headline does a capital say so, unless
    the word mostly has one elsewhere; function words, months and weekdays are no names, nor are
    words by themselves that a lower-case noun nearly always follows (*Kenyan*, *Democratic*).
    """
    types = tokens.types
    never = ~types["is_content"] | types["norm"].isin(_NEVER)
    could = (types["is_capitalised"] & ~never).to_numpy()[tokens.type_id]
    could &= ~of_types(tokens, pc.match_substring_regex(tokens.surfaces, r"-\p{Ll}"))
    content = types["is_content"].to_numpy()[tokens.type_id]
    weak = _weak_places(tokens, could, content)
    _, codes = tokens.form("norm")
    norm = codes[tokens.type_id]
    size = int(norm.max(initial=-1)) + 1
    strong = np.bincount(norm[could & ~weak], minlength=size)
    plain = np.bincount(norm[~could & ~weak], minlength=size)
    usual = (strong > 0) & (strong >= _MOSTLY * (strong + plain))
    sure: Bools = could & (~weak | usual[norm])
    linked = joined_to_previous(tokens)
    before = np.insert(sure, 0, False)[:-1] & linked
    after = np.append(sure & linked, False)[1:]
    alone = sure & ~before & ~after
    qualifies = np.append(linked & ~could & content, False)[1:]
    n_alone = np.bincount(norm[alone], minlength=size)
    n_noun = np.bincount(norm[alone & ~qualifies], minlength=size)
    adjective = (n_alone >= 2) & (n_noun < _RARELY * n_alone)
    names: Bools = sure & ~(alone & (adjective | ~usual)[norm])
    return names


def _weak_places(tokens: Tokens, could: Bools, content: Bools) -> Bools:
    """Places where any word has a capital: sentence starts, headlines, after “."""
    n_sentences = len(tokens.sentence_ptr) - 1
    n = np.bincount(tokens.sentence_of[content], minlength=n_sentences)
    n_capitals = np.bincount(tokens.sentence_of[could & content], minlength=n_sentences)
    headline = (n >= 3) & (n_capitals >= _HEADLINE * n)
    weak: Bools = headline[tokens.sentence_of]
    weak[tokens.sentence_ptr[:-1]] = True
    return weak | ((tokens.gap & gaps.OPENS) > 0)


def of_types(tokens: Tokens, values: pa.Array) -> Bools:
    """Whether each token's type is one of those marked."""
    found: Bools = values.to_numpy(zero_copy_only=False).astype(bool)[tokens.type_id]
    return found
