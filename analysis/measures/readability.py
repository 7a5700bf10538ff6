"""How hard each article is to read, by the length of its sentences and of its words."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats, divide
from analysis.measures.diversity import lexical_diversity
from analysis.text.tokens import Tokens

Ints = NDArray[np.int64]

_SPELLED = r"^(?:\p{Lu}{2,3}|[B-DF-HJ-NP-TV-XZ]{2,}s?)$"  # UN, MSS, HNP

# A hyphen is put before every word, so that "-" stands where a word or a part of one begins.
# A run of vowels is a syllable. Taken away: vowels that are written and not spoken.
_SILENT = (
    r"(?:[^aeiouylr]|[aeiouy][lr])e\b",  # state, fire; not table, centre
    r"[aeiouy][a-z]*[^aeiouydt]ed\b",  # marked; not wanted, added
    r"(?:[^aeiouyclsxzghr]|[aeiouy][lr]|th)es\b",  # lines; not classes, troubles
    r"[^aeiouyl]e(?:ly|ments?|ful|less|ness|things?|times?|hood|hold|line|land|wide)\b",
    r"(?:[aeo]g|q)ue[sd]?\b|erefore|busine|-every",
)
# Given back: vowels that stand side by side and are spoken apart.
_APART = (
    r"(?:[^aeioucnstgxl]|[^iou]n|[^l]l)i[ao]|onia|[^aeiouy]iu|[ct]iat|-lio|-gia",  # media, idiom
    r"[dmnprvlx]ie(?:t|n[ct])|ocie|-scie|uie|oyee",  # client, society, science, quiet
    r"[^qg]u(?:al|a[rt]|ing|ous|e[ln]|id|ine|ic)|-ruin",  # actual, January, fuel, fluid
    r"crea[^s]|rea(?:l[ist]|ct)|idea|area|uclear|inear|thea|[^aeioug]eo(?:[^pu]|\b)|-geo",
    r"oop|oord|coali|poe[mt]|ying|[eo]ing|eum\b|pean",  # cooperate, poet, saying, being, museum
    r"[iy]sms?\b|thm",  # capitalism, rhythm
)


def readability(tokens: Tokens) -> pd.DataFrame:
    """Reading ease and school grade of every article.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    DataFrame
        One row an article: ``article_id``, ``n_tokens``, ``n_sentences``,
        ``words_per_sentence``, ``syllables_per_word`` (numbers left out),
        ``flesch_reading_ease`` (100 easy, 0 hard; neither is a bound), ``flesch_kincaid_grade``
        (years of school in the United States).

    Notes
    -----
    For English only. The formulas see the length of sentences and of words and nothing else:
    neither how clear a text is nor how well it is written. They hang on where sentences end; a
    headline or a list without full stops counts as one sentence a line. A translation has the
    sentences of its original. Syllables are counted by rules, which miss a few words in a
    hundred. NaN for an article without words.

    References
    ----------
    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32(3).
    Kincaid, J. P. et al. (1975). Derivation of new readability formulas for Navy enlisted
    personnel. Research Branch Report 8-75.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The cat sat on the mat."]})
    >>> float(readability(tokenize(articles))["flesch_reading_ease"].iloc[0].round(3))
    116.145
    """
    n_tokens = tokens.n_per_article().to_numpy()
    n_sentences = tokens.n_sentences().to_numpy()
    counted = ~tokens.types["is_number"].to_numpy()[tokens.type_id]
    article = tokens.article[counted]
    n_syllables = syllables(tokens.surfaces)[tokens.type_id[counted]]
    n_words = np.bincount(article, minlength=len(n_tokens))
    per_sentence = divide(n_tokens, n_sentences)
    per_word = divide(np.bincount(article, n_syllables, minlength=len(n_tokens)), n_words)
    return pd.DataFrame(
        {
            "article_id": tokens.articles["article_id"].astype("str").to_numpy(),
            "n_tokens": n_tokens,
            "n_sentences": n_sentences,
            "words_per_sentence": per_sentence,
            "syllables_per_word": per_word,
            "flesch_reading_ease": flesch_reading_ease(per_sentence, per_word),
            "flesch_kincaid_grade": flesch_kincaid_grade(per_sentence, per_word),
        }
    )


def text_profile(tokens: Tokens) -> pd.DataFrame:
    """Length, lexical diversity and readability of every article side by side.

    Parameters
    ----------
    tokens : Tokens
        Its articles may have ``label`` and ``group``.

    Returns
    -------
    DataFrame
        One row an article, in the order given: ``article_id``, ``label`` and ``group`` where the
        articles have them, ``n_tokens``, ``n_sentences``, ``n_types``, ``ttr``, ``mattr``,
        ``mtld``, ``hdd``, ``words_per_sentence``, ``syllables_per_word``,
        ``flesch_reading_ease``, ``flesch_kincaid_grade``: see ``lexical_diversity`` and
        ``readability``, with their cautions.
    """
    known = [name for name in ("article_id", "label", "group") if name in tokens.articles]
    parts = (tokens.articles[known], readability(tokens), lexical_diversity(tokens))
    tables = [part.astype({"article_id": "str"}).set_index("article_id") for part in parts]
    tables[2] = tables[2].drop(columns="n_tokens")
    table = pd.concat(tables, axis=1).rename_axis("article_id").reset_index()
    sizes = ["n_tokens", "n_sentences", "n_types", "ttr", "mattr", "mtld", "hdd"]
    return table[[*known, *sizes, *(name for name in table if name not in (*known, *sizes))]]


def flesch_reading_ease(words_per_sentence: ArrayLike, syllables_per_word: ArrayLike) -> Floats:
    """Reading ease (Flesch 1948): higher is easier."""
    return 206.835 - 1.015 * np.asarray(words_per_sentence) - 84.6 * np.asarray(syllables_per_word)


def flesch_kincaid_grade(words_per_sentence: ArrayLike, syllables_per_word: ArrayLike) -> Floats:
    """School grade (Kincaid et al. 1975): higher is harder."""
    return 0.39 * np.asarray(words_per_sentence) + 11.8 * np.asarray(syllables_per_word) - 15.59


def syllables(words: pa.Array) -> Ints:
    """Spoken syllables of English words, by rules.

    Parameters
    ----------
    words : Arrow string array
        Distinct words as written: three capitals, or capitals without a vowel, are spelled out.

    Returns
    -------
    int array
        One at least.

    Examples
    --------
    >>> syllables(pa.array(["gangs", "attacked", "security", "police-led", "UN"])).tolist()
    [1, 2, 4, 3, 2]
    """
    plain = pc.replace_substring_regex(pc.utf8_normalize(words, form="NFKD"), r"\p{Mn}", "")
    plain = pc.replace_substring_regex(pc.replace_substring(plain, "’", "'"), r"'\w*$|\.", "")
    is_spelled = pc.match_substring_regex(plain, _SPELLED)
    lower = pc.binary_join_element_wise("-", pc.utf8_lower(plain), "")
    spoken = _count(lower, "[aeiouy]+")
    spoken = spoken - sum(_count(lower, silent) for silent in _SILENT)
    spoken = spoken + sum(_count(lower, apart) for apart in _APART)
    letters = _count(plain, r"\p{Lu}")
    return np.where(is_spelled.to_numpy(zero_copy_only=False), letters, np.maximum(spoken, 1))


def _count(words: pa.Array, pattern: str) -> Ints:
    counted: Ints = pc.count_substring_regex(words, pattern).to_numpy().astype(np.int64)
    return counted
