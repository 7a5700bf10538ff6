import pytest

from analysis.corpus.language import detect_language

SENTENCES = {
    "en": "The council voted on Thursday night to sell the harbour to a company from abroad.",
    "fr": "Le conseil a voté jeudi soir la vente du port à une société venue de l'étranger.",
    "de": "Der Rat stimmte am Donnerstagabend für den Verkauf des Hafens an eine Firma.",
    "es": "El consejo votó el jueves por la noche la venta del puerto a una empresa extranjera.",
    "sw": "Baraza lilipiga kura Alhamisi usiku kuuza bandari hiyo kwa kampuni ya kigeni.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_is_enough(language, text):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "12 + 34", "Rain fell.", "Zzz " * 300])
def test_nothing_is_said_where_it_is_not_clear(text):
    assert detect_language(text) == ""


def test_the_middle_of_a_text_decides():
    text = SENTENCES["fr"] + SENTENCES["en"] * 20 + SENTENCES["fr"]
    assert detect_language(text) == "en"
