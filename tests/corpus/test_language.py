import warnings

import pandas as pd
import pytest

from analysis.codebooks import find_hits, load_codebook
from analysis.codebooks.match import _warn_once
from analysis.corpus import audit, load_corpus
from analysis.corpus.language import written_in
from analysis.text import tokenize

ENGLISH = "The workers of the port said that they would strike until the owners paid them."
FRENCH = "Les ouvriers du port ont dit qu’ils feraient la grève jusqu’à ce que les patrons paient."
GERMAN = "Die Arbeiter des Hafens sagten, dass sie streiken würden, bis die Eigner sie bezahlten."
SWAHILI = "Polisi walisema kwamba watu watatu walikamatwa jijini Nairobi siku ya Jumatatu asubuhi."


@pytest.fixture
def mixed(make_corpus):
    listing = (
        f'article_id,text,group,language\na,"{ENGLISH}",x,\nb,"{FRENCH}",x,\n'
        f'c,"{GERMAN}",y,de-AT\nd,"{SWAHILI}",y,\ne,12 + 34,y,\n'
    )
    return make_corpus(articles_csv=listing)


def test_languages_are_stated_or_likely(mixed):
    articles = load_corpus(mixed).articles
    assert articles["written_in"].tolist() == ["en", "fr", "de", "sw", ""]
    assert articles["language"].isna().sum() == 4  # what was not stated stays so


def test_english_is_known_without_the_model():
    texts = pd.DataFrame({"text": [ENGLISH * 9, "", "The port. " * 40]})
    assert written_in(texts).tolist() == ["en", "", "en"]


def test_the_audit_and_the_corpus_tell_other_languages(mixed, seeds_folder):
    corpus = load_corpus(mixed)
    found = audit(corpus).query("code == 'W208'")
    assert found["article_id"].tolist() == ["b", "c", "d"]
    assert found["message"].str.rpartition(": ")[2].tolist() == ["fr", "de", "sw"]
    assert str(corpus).endswith(
        " Languages: en 1, fr 1, de 1, sw 1; a codebook finds nothing in another than its own."
    )
    assert "Languages" not in str(load_corpus(seeds_folder))


def test_a_codebook_is_not_applied_in_silence(mixed, seeds_folder):
    book = load_codebook("security")
    tokens = tokenize(load_corpus(mixed).articles)
    told = r"codebooks are in another language \(en\) than 3 of 5 articles \(fr 1, de 1, sw 1\)"
    _warn_once.cache_clear()
    with pytest.warns(UserWarning, match=told):
        find_hits(tokens, book)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        find_hits(tokens, load_codebook("war-and-peace"))  # told already
        find_hits(tokenize(load_corpus(seeds_folder).articles), book)
        find_hits(tokenize(load_corpus(mixed).articles.drop(columns="written_in")), book)
