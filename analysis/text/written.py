"""Words as their texts write them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.text.tokens import Tokens


def as_written(tokens: Tokens, terms: Iterable[str], *, form: str = "norm") -> dict[str, str]:
    """The most frequent spelling of each term, for readers.

    Parameters
    ----------
    tokens : Tokens
    terms : iterable of str
        In ``form``.
    form : str
        As for ``count_terms``.

    Returns
    -------
    dict of str to str
        The possessive is left off; of equally frequent spellings the one without capitals. A term
        that never occurs is its own spelling.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["The U.S. and Haiti’s police."]})
    >>> as_written(tokenize(articles), ["u.s.", "haiti", "mission"])
    {'u.s.': 'U.S.', 'haiti': 'Haiti', 'mission': 'mission'}
    """
    terms = list(dict.fromkeys(terms))
    words, codes = tokens.form(form)
    at = words.get_indexer(pd.Index(terms))
    of_type = np.flatnonzero(np.isin(codes, at[at >= 0]))
    n = np.bincount(tokens.type_id, minlength=len(codes))[of_type]
    types = tokens.types.iloc[of_type]
    surface = types["surface"].where(
        types["norm"].str.contains("[’']s$"), types["surface"].str.replace("[’']s$", "", regex=True)
    )
    found = pd.DataFrame({"term": words[codes[of_type]], "surface": surface.to_numpy(), "n": n})
    ranked = found.groupby(["term", "surface"])["n"].sum().reset_index()
    # Capitals sort first; a word at the head of sentences is no name.
    ranked = ranked.sort_values(["n", "surface"], ascending=False, kind="stable")
    spelling = ranked.drop_duplicates("term").set_index("term")["surface"].to_dict()
    return {term: str(spelling.get(term, term)) for term in terms}
