"""Which language a text is in, as far as its letters tell."""

from functools import cache
from typing import Any

SAMPLE = 600  # characters, enough to tell a language by
SURE = 0.9  # probability below which nothing is said


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


@cache
def _identifier() -> Any:
    """Load the model, which takes half a second, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True, min_confidence=SURE
    )
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
