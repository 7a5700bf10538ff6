"""Which language a text is in, as far as its letters tell."""

from functools import cache
from typing import Any

import pandas as pd

SAMPLE = 600  # characters, enough to tell a language by
SURE = 0.9  # probability below which nothing is said
# Where a tenth of the words are these, the text is English, and the model need not be asked.
ENGLISH = frozenset("the and that with were this from which their been would to of".split())
PLAIN = 0.1
LIBRARY = "en"  # the language of the codebooks that come with the suite


def detect_language(text: str) -> str:
    """Return the language of a text as ISO 639-1 writes it, empty where that is not clear.

    Parameters
    ----------
    text
        Of any length; the middle of it is looked at, where neither menus nor notes stand.

    Notes
    -----
    A text of a few words is too short to tell. Close relatives (Croatian and Bosnian, say) may be
    taken for one another.

    References
    ----------
    Lui & Baldwin (2012), langid.py: an off-the-shelf language identification tool; the model is
    that of the package py3langid.

    Examples
    --------
    >>> detect_language("The council voted on Thursday night to sell the harbour.")
    'en'
    >>> detect_language("12 + 34")
    ''
    """
    start = max(0, (len(text) - SAMPLE) // 2)
    language, _ = _identifier().classify(text[start : start + SAMPLE])
    return language if len(language) == 2 else ""


def written_in(articles: pd.DataFrame) -> pd.Series:
    """Return the language of each article: what the table says, or else what its letters tell.

    Parameters
    ----------
    articles
        text; language, where it is stated.

    Returns
    -------
    pandas.Series
        ISO 639-1 codes; empty where a language is neither stated nor clear.

    Examples
    --------
    >>> texts = ["It is the end of the strike.", "C’est la fin de la grève des ouvriers du port."]
    >>> written_in(pd.DataFrame({"text": texts})).tolist()
    ['en', 'fr']
    """
    stated = articles.get("language", pd.Series(index=articles.index, dtype="str"))
    codes = [
        code[:2].casefold() if isinstance(code, str) and code.strip() else _likely(text)
        for code, text in zip(stated, articles["text"], strict=True)
    ]
    return pd.Series(codes, index=articles.index, dtype="str")


def _likely(text: str) -> str:
    """Tell a language, and English without asking the model."""
    start = max(0, (len(text) - SAMPLE) // 2)
    words = text[start : start + SAMPLE].casefold().split()
    n_english = sum(word in ENGLISH for word in words)
    return "en" if words and n_english >= PLAIN * len(words) else detect_language(text)


@cache
def _identifier() -> Any:
    """Load the model, which takes half a second, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True, min_confidence=SURE
    )
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
