"""Quotations and reported speech: by hand, in sentences made for each rule."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.quotes import KINDS, QUOTE_COLUMNS, find_quotes
from analysis.measures.reporting import VERB_CLASSES, reporting_forms, reporting_verbs
from analysis.measures.speech.marks import stretches
from analysis.text.tokens import tokenize


def frame(name, terms, country=""):
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), name)
    extra = {"country": country} if country else {}
    return {"name": name, "terms": terms, **texts, **extra}


BOOK = parse_codebook(
    {
        "title": "t",
        "kind": "actors",
        "source": "s",
        "unit": "name",
        "language": "en",
        "frame": [
            frame("north", ["Northland", "northern"], "Northland"),
            frame("union", ["the union", "Dana Okoro"], "Southland"),
            frame("league", ["League of Ports"]),
        ],
    },
    name="x",
    where="x",
)


def quotes(*texts):
    articles = pd.DataFrame(
        {"article_id": list("abcdefgh")[: len(texts)], "text": list(texts)}, dtype=object
    )
    tokens = tokenize(articles)
    return find_quotes(tokens, find_hits(tokens, BOOK), actors=BOOK)


def told(text):
    """Kind, speaker, verb and words of every row."""
    table = quotes(text)
    return [
        (row.kind, row.speaker_text if pd.notna(row.speaker_text) else None,
         row.verb if pd.notna(row.verb) else None, text[row.start : row.end])
        for row in table.itertuples()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("“The roof of the store leaks,” said Ruth Aldane.", "Ruth Aldane", "say"),
        ("“The roof of the store leaks,” Ruth Aldane said on Monday.", "Ruth Aldane", "say"),
        ("Ruth Aldane told reporters: “The roof of the store leaks.”", "Ruth Aldane", "tell"),
        ("As Ruth Aldane, the mayor of the town emphasized, “The roof of the store leaks.”",
         "Ruth Aldane", "emphasize"),
        ("“The roof of the store leaks,” she warned.", "she", "warn"),
        ("Ruth Aldane, who leads the council, asked, “The roof of the store leaks?”",
         "Ruth Aldane", "ask"),
        ("Ruth Aldane questioned the plan. “The roof of the store leaks.”",
         "Ruth Aldane", "question"),
    ],
)  # fmt: skip
def test_direct_speech_finds_its_speaker(text, speaker, verb):
    direct = [row for row in told(text) if row[0] == "direct"]
    assert [row[1:3] for row in direct] == [(speaker, verb)]
    assert direct[0][3].startswith("The roof of the store leaks")


def test_a_statement_that_goes_on_has_the_same_speaker():
    text = "“The roof leaks in many places,” said Ruth Aldane. “We can sell it or repair it.”"
    assert [(row[1], row[2]) for row in told(text)] == [("Ruth Aldane", "say")] * 2


def test_every_paragraph_of_a_long_quotation_is_a_row():
    text = "Ruth Aldane said: “The roof leaks in winter.\n“And the floor is rotten in summer.”"
    table = told(text)
    assert [row[1] for row in table] == ["Ruth Aldane", "Ruth Aldane"]
    assert table[0][3] == "The roof leaks in winter."


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "content"),
    [
        ("Ruth Aldane said that the roof leaks.", "Ruth Aldane", "say", "the roof leaks"),
        ("Ruth Aldane said on Monday that the roof leaks.", "Ruth Aldane", "say",
         "the roof leaks"),
        ("Opponents said the roof was leaking.", "Opponents", "say", "the roof was leaking"),
        ("The union told them the roof was leaking.", "The union", "tell",
         "the roof was leaking"),
        ("According to Ruth Aldane, the roof leaks.", "Ruth Aldane", "according to",
         "the roof leaks"),
        ("The roof leaks in winter, according to the report.", "the report", "according to",
         "The roof leaks in winter"),
        ("The union urged the council to mend the roof.", "The union", "urge",
         "to mend the roof"),
        ("The union called for a new roof.", "The union", "call", "a new roof"),
        ("The mayor has proposed a new roof.", "The mayor", "propose", "a new roof"),
        ("Ruth Aldane denied any delay.", "Ruth Aldane", "deny", "any delay"),
        ("The union thanked the council for the roof.", "The union", "thank",
         "the council for the roof"),
        ("The union called the plan a disgrace.", "The union", "call", "the plan a disgrace"),
        ("The roof has leaked for years, said Ruth Aldane.", "Ruth Aldane", "say",
         "The roof has leaked for years"),
    ],
)  # fmt: skip
def test_reported_speech_finds_speaker_and_content(text, speaker, verb, content):
    assert told(text) == [("reported", speaker, verb, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The roof is said to leak.",  # nobody is named
        "It was reported that the roof leaks.",
        "Ruth Aldane did not say whether the roof leaks.",  # not said
        "Critics could argue that the roof leaks.",
        "The claim that the roof leaks is old.",  # a noun
        "She thinks that the roof leaks.",  # a belief
        "This suggests that the roof leaks.",  # evidence
        "The alleged thief ran.",
        "The calls came at night.",
    ],
)
def test_what_nobody_said_is_not_reported(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "content"),
    [
        # a time between the verb and its words
        ("Ruth Aldane said this week that the roof leaks.", "Ruth Aldane", "say",
         "the roof leaks"),
        ("Ruth Aldane told the Daily Echo the roof was leaking.", "Ruth Aldane", "tell",
         "the roof was leaking"),
        # the words end where the sentence leaves them
        ("When she said that the roof leaks, the mayor left.", "she", "say", "the roof leaks"),
        ("Ruth Aldane accused the owner of neglect, neglect which has a price.", "Ruth Aldane",
         "accuse", "the owner of neglect"),
        ("The union described it as a trick and the mayor has resigned.", "The union",
         "describe", "it as a trick"),
        ("Ruth Aldane, who ran the store, said that the roof, an old one, leaks.",
         "Ruth Aldane", "say", "the roof, an old one, leaks"),
        ("The town granted the request, Ruth Aldane said, a decision challenged by two owners.",
         "Ruth Aldane", "say", "The town granted the request"),
        # who speaks
        ("In a letter sent to Harbour News, the union said the roof leaks.", "the union", "say",
         "the roof leaks"),
        ("They keep saying that the roof leaks.", "They", "say", "the roof leaks"),
        ("Some people say the roof is leaking.", "Some people", "say", "the roof is leaking"),
        ("Ruth Aldane went on to say that the roof leaks.", "Ruth Aldane", "say",
         "the roof leaks"),
        ("As Ruth Aldane notes, mending the roof would be dear.", "Ruth Aldane", "note",
         "mending the roof would be dear"),
        ("The agency suggested it was an old roof.", "The agency", "suggest",
         "it was an old roof"),
        ("The widespread view, according to the union, is that the roof leaks.", "the union",
         "according to", "is that the roof leaks"),
        ("According to the union’s May report, the roof leaks.", "the union’s May report",
         "according to", "the roof leaks"),
        # verbs of the literature
        ("Critics howl that the roof leaks.", "Critics", "howl", "the roof leaks"),
        ("Ruth Aldane highlighted that the roof leaks.", "Ruth Aldane", "highlight",
         "the roof leaks"),
        ("Ruth Aldane defended the roof as sound.", "Ruth Aldane", "defend",
         "the roof as sound"),
    ],
)  # fmt: skip
def test_words_and_speakers_in_longer_sentences(text, speaker, verb, content):
    assert told(text) == [("reported", speaker, verb, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The opinions expressed by the columnists are their own.",  # a passive
        "They pay with checks written in blood.",
        "Ruth Aldane, who wrote the report, has left.",  # a thing, no clause
        "Okoro had called her to the harbour.",
        "The council questioned Ruth Aldane on Monday.",
        "She would need most of the remaining pledged delegates.",  # a participle before a noun
        "Ruth Aldane told the Daily Echo ahead of a meeting planned for noon.",
    ],
)
def test_words_that_look_like_reports_are_none(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The memo is titled, “Keeping the roofs of the town in repair,” and is long.",
         ("name", None, None, "Keeping the roofs of the town in repair,")),
        ("It began.\nRuth Aldane: “The roof of the store leaks.”",
         ("direct", "Ruth Aldane", None, "The roof of the store leaks.")),
        ("Nobody said, “Whoa, Look!”", ("direct", "Nobody", "say", "Whoa, Look!")),
        ("According to the union, this is the “widest” roof in town.",
         ("partial", "the union", "according to", "widest")),
    ],
)  # fmt: skip
def test_the_kind_of_words_between_marks(text, row):
    assert row in told(text)


def test_a_verb_behind_and_has_the_speaker_before_the_marks():
    text = "The memo is called “Keeping our old roofs” and argues that the roof leaks."
    assert ("reported", "The memo", "argue", "the roof leaks") in told(text)


def test_a_dash_typed_as_hyphens_ends_a_clause():
    text = "The agency acknowledged the plan -- called Roofline -- but said the roof is sound."
    assert told(text) == [
        ("reported", "The agency", "acknowledge", "the plan -- called Roofline"),
        ("reported", "The agency", "say", "the roof is sound"),
    ]


def test_words_inside_reported_speech_are_rows_of_their_own():
    rows = told("Ruth Aldane said the deal was “a disgrace” for the town.")
    assert rows == [
        ("reported", "Ruth Aldane", "say", "the deal was “a disgrace” for the town"),
        ("partial", "Ruth Aldane", "say", "a disgrace"),
    ]


def test_marks_without_a_source():
    assert told("The so-called “clean” money came late.") == [("scare", None, None, "clean")]
    assert told("They sang in the hall “The Red Flag” twice.")[0][0] == "name"
    motto = "“A harbour is the hands that work it.”\n— Karl Marx\n\nThey sell, we pay."
    assert told(motto)[0][0] == "epigraph"
    table = quotes("The so-called “clean” money came late.")
    assert table["speaker_kind"].tolist() == ["none"] and table["verb"].isna().all()


def test_the_persons_own_country_wins_over_the_body_she_is_sent_to():
    text = "Kim Pen, the northern envoy at the League of Ports, said that the roof leaks."
    row = quotes(text).iloc[0]
    assert (row["speaker"], row["country"], row["speaker_text"]) == (
        "north", "Northland", "Kim Pen",
    )  # fmt: skip


def test_a_surname_is_the_person_named_before():
    text = "Dana Okoro came. The queue was long. “The roof of it leaks badly,” Okoro said."
    row = quotes(text).iloc[0]
    assert (row["speaker"], row["country"]) == ("union", "Southland")


def test_whom_an_apposition_names_is_not_who_has_the_surname():
    text = "Kim Pen, an old rival of Dana Okoro, came. “The roof of it leaks badly,” Pen said."
    assert pd.isna(quotes(text).iloc[0]["speaker"])
    text = "Kim Pen, an old rival of Dana Okoro, said that the roof leaks. “It rains,” Pen said."
    rows = quotes(text)
    assert rows["speaker_text"].tolist() == ["Kim Pen", "Pen"]
    assert pd.isna(rows.iloc[1]["speaker"])


def test_a_pronoun_stays_a_pronoun():
    row = quotes("Dana Okoro came. “The roof of it leaks badly,” she said.").iloc[0]
    assert row["speaker_kind"] == "pronoun" and pd.isna(row["speaker"])


def test_columns_offsets_and_counts():
    text = "“The roof leaks in winter,” said Dana Okoro."
    row = quotes(text).iloc[0]
    assert text[row["verb_start"] : row["verb_end"]] == "said"
    assert text[row["speaker_start"] : row["speaker_end"]] == "Dana Okoro"
    assert row["n_tokens"] == 5 and row["verb_class"] == "neutral" and row["sentence"] == 1


@pytest.mark.parametrize("texts", [(), ("",), ("Nobody spoke.",), ('””“ "', "“”")])
def test_without_speech_the_table_is_empty(texts):
    table = quotes(*texts)
    assert len(table) == 0 and tuple(table.columns) == QUOTE_COLUMNS


def test_articles_do_not_depend_on_one_another():
    one, two = "Dana Okoro said the roof leaks.", "“The roof leaks in winter,” she said."
    forth, back = quotes(one, two), quotes(two, one)
    back = back.assign(article_id=back["article_id"].map({"a": "b", "b": "a"}))
    back = back.sort_values("article_id", kind="stable").reset_index(drop=True)
    pd.testing.assert_frame_equal(forth, back)


WORDS = st.sampled_from(
    [*'“”"‘’.,:\n ', " said ", "Okoro", " that ", " he ", "according to ", "the ", "roof", " is "]
)


@settings(deadline=None, max_examples=30)  # the first text pays for the tables of verbs
@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_text_gives_spans_that_lie_in_it(text):
    table = quotes(text)
    assert set(table["kind"]) <= set(KINDS)
    assert (table["start"] < table["end"]).all() and (table["end"] <= len(text)).all()
    assert (table["n_tokens"] > 0).all()
    assert table["verb_class"].dropna().isin(list(VERB_CLASSES)).all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said “no” and "never".', ["no", "never"]),
        ('a board 5\'10" long and 3" wide', []),
        ("She said ‘it leaks’ and the dogs’ bowl", ["it leaks"]),
        ("the '90s and rock 'n' roll", []),
        ("“open to the end of the line\nnext", ["open to the end of the line"]),
        ("“One is open. Then “two” is not.", ["One is open.", "two"]),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer", "inner"]),
    ],
)
def test_stretches_between_marks(text, words):
    assert [text[s.start : s.end] for s in stretches(text)] == words


def test_every_verb_has_its_forms():
    forms = reporting_forms()
    assert forms["says"] == ("say", "neutral", "s")
    assert forms["denying"] == ("deny", "doubting", "ing")
    assert forms["admitted"] == ("admit", "conceding", "past")
    assert forms["criticised"] == ("criticise", "expressive", "past")
    assert forms["written"] == ("write", "neutral", "participle")
    table = reporting_verbs()
    assert not table["verb"].duplicated().any() and set(table["verb_class"]) == set(VERB_CLASSES)
