"""Options of choices, as a reader is told of them."""

_IN_WORDS = {
    "cleaning: out": "leaving the texts as received",
    "cleaning: in": "cleaning the texts",
    "headline: out": "leaving headlines out",
    "headline: in": "counting headlines",
    "quotations: out": "leaving quotations out",
    "quotations: in": "counting quotations",
    "reported speech: out": "leaving reported speech out",
    "negated: out": "leaving negated cues out",
    "leading term: out": "leaving out the term that it leans on most",
    "leading term: in": "counting the term that it leans on most",
    "measure: per token": "counting per word",
    "measure: per sentence": "counting sentences instead of words",
    "measure: mean of articles": "giving every article (or outlet) the same weight",
    "form: surface": "counting words as they are written",
    "form: norm": "counting word forms",
    "form: lemma": "counting lemmas",
    "form: stem": "counting stems",
    "words: all": "counting function words",
    "words: content": "leaving function words out",
    "measure: cosine": "taking the cosine distance",
    "measure: jensen-shannon": "taking the Jensen–Shannon distance",
}


def in_words(option: str) -> str:
    """What is done under an option, given as *choice: option*.

    >>> in_words("headline: out"), in_words("minimum count: 6"), in_words("groups: group_of_two")
    ('leaving headlines out', 'a minimum count of 6', 'grouping by “group_of_two”')
    """
    choice, _, name = option.partition(": ")
    if choice == "groups":
        return f"grouping by “{name}”"
    return _IN_WORDS.get(option, f"a {choice} of {name}")
