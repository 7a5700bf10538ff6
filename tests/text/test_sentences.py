"""Sentences: the traps by hand, and syntok, line by line, as the oracle on real articles."""

import pandas as pd
import pytest

from analysis.corpus import load_corpus
from analysis.text.passages import sentences
from analysis.text.tokens import tokenize


def split(text):
    table = sentences(tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]})))
    return [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kimberly Penland, the U.S. deputy chief, spoke.",
        "U.S. Secretary of State Marco Rubio came.",
        "It was stipulated by a U.N. resolution.",
        "The vote fell on Sept. 30 in New York.",
        "They met Dr. Paul and Gen. Smith.",
        "It cost Sh3.6m or Ksh.322 Billion ($2.5 billion).",
        "This is issue # 317, No. 5 of the year.",
        "J. R. Smith wrote it.",
        "He asked: “Why?” and left.",
        "Acme Inc. shares fell, Smith et al. wrote.",
        "They waited... and waited.",
        "Rice, beans, etc. are dear.",
    ],
)
def test_no_sentence_ends_inside(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came from the U.S. The end.", ["He came from the U.S.", "The end."]),
        ("“We go. They stay.” He left.", ["“We go.", "They stay.”", "He left."]),
        ("A Heading\n\nA sentence", ["A Heading", "A sentence"]),
        ("Why? Because! Yes… No.", ["Why?", "Because!", "Yes…", "No."]),
        ("In 2023. 400 officers came.", ["In 2023.", "400 officers came."]),
        ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
        ("So do I. The end.", ["So do I.", "The end."]),
        (
            "The gangs.They came to the Ph.D. student.",
            ["The gangs.They came to the Ph.D. student."],
        ),
        ("no break.\r\nnext", ["no break.", "next"]),
        ("", []),
    ],
)
def test_where_sentences_end(text, expected):
    assert split(text) == expected


# Lines in which the two differ, and why: syntok opens a sentence at a bracket that is never
# closed, in a teaser that the site itself cut short.
DIFFERENCES = {
    "In a recent incident that has shocked the community in Mbiuni, Mwala Subcounty, Machakos "
    "County, an 18-year-old girl, Ndanu (full Read more": (1, 2)
}


def syntok_starts(line):
    """Offset of the first letter or digit of every sentence that has one."""
    from syntok.segmenter import process

    starts = []
    for paragraph in process(line):
        for sentence in paragraph:
            words = [t for t in sentence if any(c.isalnum() for c in t.value)]
            if words:
                skip = next(i for i, c in enumerate(words[0].value) if c.isalnum())
                starts.append(words[0].offset + skip)
    return starts


@pytest.mark.parametrize("corpus", ["seeds", "tests/corpora/harbour"])
def test_agreement_with_syntok(corpus):
    articles = load_corpus(corpus, clean=False).articles
    lines = [line for text in articles["text"] for line in text.splitlines()]
    table = pd.DataFrame({"article_id": [str(i) for i in range(len(lines))], "text": lines})
    tokens = tokenize(table)
    differing = {}
    for i, line in enumerate(lines):
        first = tokens.sentence_ptr[tokens.first_sentence[i] : tokens.first_sentence[i + 1]]
        ours = tokens.start[first].tolist()
        theirs = [at for at in syntok_starts(line)]
        if [line[at] for at in ours] != [line[at] for at in theirs] or ours != theirs:
            differing[line] = (len(ours), len(theirs))
    assert differing == {line: n for line, n in DIFFERENCES.items() if line in lines}
