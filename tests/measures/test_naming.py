"""Names of actors: forms counted by hand, contrasts of groups, words before names, acronyms."""

import numpy as np
import pandas as pd
import pytest

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.acronyms import acronym_variants, acronyms
from analysis.measures.actors import mention_forms, name_forms
from analysis.measures.mentions import count_words_before, presence, words_before
from analysis.measures.naming import (
    exclusive_names,
    names_in_words,
    naming_contrasts,
    preferred_names,
    sole_actors,
)
from analysis.text.passages import in_context
from analysis.text.places import token_rows
from analysis.text.tokens import tokenize

ACTORS = {"gangs": "Gangs", "police": "Police", "union": "Union"}
TEXTS = [
    "The gang’s men left. Gangs came, and bandits. The police slept.",
    "Bandits came. “The gangs are here,” she said. The soldiers slept, and the soldiers woke.",
    "Officers met the gangs. Armed officers wrote to the police.",
    "Nobody came.",
]
GROUPS = {"x": "X press", "y": "Y press", "z": "Z press"}


def frame(name, terms):
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), name)
    return {"name": name, "terms": terms, **texts}


BOOK = parse_codebook(
    {
        **dict.fromkeys(("title", "source", "unit", "language"), "t"),
        "kind": "actors",
        "frame": [
            frame("gangs", ["gang", "gangs", "bandit*"]),
            frame("police", ["police", "soldiers", "officers"]),
            frame("union", ["union"]),
        ],
    },
    name="b",
    where="b",
)


def corpus(texts=TEXTS, groups="xxyz"):
    ids = [f"a{i}" for i in range(len(texts))]
    columns = {"article_id": ids, "text": list(texts), "group": list(groups)}
    return pd.DataFrame(columns).astype("str")


def measured(articles):
    tokens = tokenize(articles)
    mentions = mention_forms(tokens, find_hits(tokens, BOOK))
    by = articles.set_index("article_id")["group"]
    return tokens, mentions, name_forms(mentions, by=by, actors=ACTORS)


@pytest.fixture
def forms():
    return measured(corpus())[2]


def test_singular_and_plural_are_one_form_and_a_star_gives_the_words():
    mentions = measured(corpus())[1]
    assert mentions[["surface", "form"]].to_numpy().tolist()[:4] == [
        ["gang’s", "gangs"],
        ["Gangs", "gangs"],
        ["bandits", "bandits"],
        ["police", "police"],
    ]


def test_forms_are_counted_by_group_with_zeros(forms):
    table = forms.set_index(["frame", "form", "group"])
    columns = ["n", "n_articles", "k_articles", "n_named", "n_articles_named"]
    assert table.loc[("gangs", "gangs", "x"), columns].tolist() == [3, 2, 2, 5, 2]
    assert table.loc[("gangs", "gangs", "x"), "share"] == pytest.approx(3 / 5)
    assert table.loc[("police", "soldiers", "x"), columns].tolist() == [2, 1, 2, 3, 2]
    assert table.loc[("police", "soldiers", "y"), ["n", "n_named"]].tolist() == [0, 3]
    assert table.loc[("police", "soldiers", "y"), "share"] == 0
    assert np.isnan(table.loc[("gangs", "gangs", "z"), "share"])
    assert len(forms) == (2 + 3) * 3  # five forms in three groups; the union is not mentioned
    assert forms["form"].drop_duplicates().tolist() == [
        "gangs", "bandits", "officers", "police", "soldiers",
    ]  # fmt: skip


def test_counts_add_up(forms):
    n = forms.groupby(["frame", "group"])["n"].sum()
    named = forms.drop_duplicates(["frame", "group"]).set_index(["frame", "group"])["n_named"]
    pd.testing.assert_series_equal(n.sort_index(), named.sort_index(), check_names=False)


def test_order_of_articles_changes_nothing(forms):
    articles = corpus().sample(frac=1, random_state=1).reset_index(drop=True)
    pd.testing.assert_frame_equal(measured(articles)[2], forms)


def test_the_leading_name_is_firm_with_two_uses_and_no_rival(forms):
    table = preferred_names(forms).set_index(["frame", "group"])
    assert table.loc[("police", "x"), ["form", "n", "firm"]].tolist() == ["soldiers", 2, True]
    assert table.loc[("police", "y"), ["form", "n", "firm"]].tolist() == ["officers", 2, True]
    assert table.loc[("gangs", "y"), ["form", "n", "firm"]].tolist() == ["gangs", 1, False]
    assert ("gangs", "z") not in table.index


def test_a_tie_leads_by_name_and_is_not_firm():
    text = "The police met soldiers. The police met soldiers."
    table = preferred_names(measured(corpus([text], "x"))[2])
    assert table[["form", "n", "firm"]].to_numpy().tolist() == [["police", 2, False]]


def test_contrasts_say_where_groups_differ(forms):
    table = naming_contrasts(forms).set_index("frame")
    assert table.index.tolist() == ["police", "gangs"]
    assert table["differs"].tolist() == [True, False]
    # x: police 1/3, soldiers 2/3; y: officers 2/3, police 1/3; in common 1/3
    assert table.loc["police", "overlap"] == pytest.approx(1 / 3)
    assert table.loc["police", ["n_groups_apart", "n_apart"]].tolist() == [2, 2]
    assert table.loc["gangs", ["n_groups_apart", "n_apart"]].tolist() == [1, 1]
    assert np.isnan(table.loc["gangs", "overlap"])  # y mentions them once


def test_groups_can_be_swapped(forms):
    swapped = measured(corpus(groups="yyxz"))[2]
    columns = ["frame", "n_named", "differs", "n_groups_apart", "n_apart", "overlap"]
    pd.testing.assert_frame_equal(
        naming_contrasts(swapped)[columns], naming_contrasts(forms)[columns]
    )


def test_exclusive_names_need_somebody_else_to_mention_the_actor(forms):
    table = exclusive_names(forms)
    assert table[["form", "group", "n", "n_elsewhere"]].to_numpy().tolist() == [
        ["bandits", "x", 2, 1],
        ["officers", "y", 2, 3],
        ["soldiers", "x", 2, 3],
    ]
    alone = measured(corpus(["The gangs met bandits.", "Nobody came."], "xy"))[2]
    assert exclusive_names(alone).empty
    assert sole_actors(alone)[["frame", "group", "n_named"]].to_numpy().tolist() == [
        ["gangs", "x", 2]
    ]
    assert naming_contrasts(alone).empty


def test_names_are_told_with_their_articles(forms):
    told = names_in_words(forms, groups=GROUPS)
    assert told["police"] == (
        "X press: “soldiers” 2 (in 1 of 2 articles), “police” 1 (in 1); "
        "Y press: “officers” 2 (in 1 of 1 article), “police” 1 (in 1); Z press: not mentioned"
    )
    short = names_in_words(exclusive_names(forms), groups=GROUPS, most=1)
    assert short["gangs"] == "X press: “bandits” 2 (in 2 of 2 articles)"
    assert names_in_words(forms, groups={"x": "X"}, most=1)["police"] == (
        "X: “soldiers” 2 (in 1 of 2 articles) and 1 more"
    )


def test_presence_counts_by_hand():
    articles = corpus().assign(title=["The gang’s men left.", "Else", None, "Nobody came."])
    tokens = tokenize(articles)
    table = presence(find_hits(tokens, BOOK), tokens, actors=ACTORS)
    by = table.set_index(["article_id", "frame"])
    row = by.loc[("a0", "gangs")]
    assert (row["n"], row["first_sentence"], row["in_headline"]) == (3, 1, True)
    assert row["per_1000"] == pytest.approx(1000 * 3 / 11)
    assert row["share_of_sentences"] == pytest.approx(2 / 3)
    assert (
        by.loc[("a0", "police"), "in_headline"] is np.False_
        or not by.loc[("a0", "police"), "in_headline"]
    )
    assert table["in_headline"].isna().sum() == 2 * len(ACTORS)  # text and title differ, or none
    assert by.loc[("a3", "gangs"), "n"] == 0
    assert np.isnan(by.loc[("a3", "gangs"), "first_sentence"])


def test_presence_of_nothing():
    tokens = tokenize(corpus(["", "Nobody came."], "xy"))
    table = presence(find_hits(tokens, BOOK), tokens, actors=ACTORS)
    assert len(table) == 6
    assert table["per_1000"].isna().tolist() == [True] * 3 + [False] * 3
    empty = tokenize(corpus([], ""))
    assert presence(find_hits(empty, BOOK), empty, actors=ACTORS).empty


def before(text):
    tokens = tokenize(corpus([text], "x"))
    table = words_before(tokens, mention_forms(tokens, find_hits(tokens, BOOK)))
    passages = in_context(tokens, table)
    assert passages["surface"].str.lower().tolist() == table["words"].tolist()
    return table[["words", "name"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They feared the heavily armed, powerful gangs.", [["powerful", "gangs"]]),
        ("The Oslo-led police waited.", [["oslo-led", "police"]]),
        ("We saw the gangs.", []),
        ("They must retake it and defeat gangs.", []),
        ("It is the police officers’ day.", []),  # a name that follows a name
        ("In the quarter three hundred soldiers slept.", []),
        ("The city’s gangs came.", []),
        (
            "The failing police left, the poor police stayed.",
            [["failing", "police"], ["poor", "police"]],
        ),
    ],
)
def test_words_before_a_name(text, found):
    assert before(text) == found


def test_words_before_are_counted_by_group():
    articles = corpus(["The poor police left. The poor police sat.", "The poor police left."], "xx")
    tokens = tokenize(articles)
    table = words_before(tokens, find_hits(tokens, BOOK))
    by = articles.set_index("article_id")["group"]
    counted = count_words_before(table, by=by, actors=ACTORS)
    assert counted.to_numpy().tolist() == [["police", "Police", "x", "poor", 3, 2, 2]]
    none = count_words_before(table.iloc[:0], by=by, actors=ACTORS)
    assert none.columns.tolist() == counted.columns.tolist()
    assert none.empty


def test_mentions_are_found_again_among_the_tokens():
    tokens = tokenize(corpus())
    hits = find_hits(tokens, BOOK)
    first, last = token_rows(tokens, hits)
    assert (tokens.start[first] == hits["start"]).all()
    assert (tokens.end[last - 1] == hits["end"]).all()
    shuffled = hits.sample(frac=1, random_state=2)
    assert token_rows(tokens, shuffled)[0].tolist() == first[shuffled.index].tolist()


def found_in(*texts):
    tokens = tokenize(corpus(texts, "x" * len(texts)))
    return tokens, acronyms(tokens)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The League of Small Ports (LSP) met.", "LSP", "League of Small Ports"),
        ("the small ports league (SPL)", "SPL", "small ports league"),
        ("The Department of Justice (DOJ) met.", "DOJ", "Department of Justice"),
        ("Some non-governmental organisations (NGOs)", "NGOs", "non-governmental organisations"),
        ("It is deoxyribonucleic acid (DNA).", "DNA", "deoxyribonucleic acid"),
        ("The Harbour Watch (H.W.) met.", "HW", "Harbour Watch"),
    ],
)
def test_acronyms_in_brackets(text, short, long):
    tokens, table = found_in(text)
    assert table[["acronym", "long_form"]].to_numpy().tolist() == [[short, long]]
    assert in_context(tokens, table)["surface"].iloc[0].startswith(long)


@pytest.mark.parametrize(
    "text", ["He (BBC) left.", "(UN)", "The ports (small) met.", "", "LSP met."]
)
def test_what_is_no_acronym(text):
    assert found_in(text)[1].empty


FAMILY = [
    "The Small Ports Support Mission (SPSM) met. SPSM left.",
    "The Mission to Support Small Ports (MSSP) met. The MSSP’s men and the MSSPX left.",
    "The Small Ports Watch (SPW) met. The League of Nations (LN) met.",
]


def test_acronyms_of_nearly_the_same_words_are_a_family():
    tokens, table = found_in(*FAMILY)
    variants = acronym_variants(tokens, table)
    assert variants[["family", "acronym", "n", "n_articles"]].to_numpy().tolist() == [
        [1, "MSSP", 2, 1],  # the possessive counts, the longer acronym does not
        [1, "SPSM", 2, 1],
    ]  # “Small Ports Watch” shares 2 of 5 words with either


def test_families_do_not_depend_on_order_and_may_be_none():
    tokens, table = found_in(*FAMILY)
    variants = acronym_variants(tokens, table)
    again = acronym_variants(tokens, table.iloc[::-1])
    pd.testing.assert_frame_equal(variants, again)
    assert acronym_variants(tokens, table.iloc[:0]).empty
    assert acronym_variants(tokens, table.iloc[:0]).columns.tolist() == variants.columns.tolist()


@pytest.mark.parametrize("articles", [corpus([], ""), corpus(["Nobody came."], "x")])
def test_no_mentions_give_empty_tables(articles):
    tokens, mentions, forms = measured(articles)
    for table in (
        mentions, forms, preferred_names(forms), exclusive_names(forms), sole_actors(forms),
        naming_contrasts(forms), words_before(tokens, mentions),
    ):  # fmt: skip
        assert table.empty
        assert len(table.columns) > 5
    assert names_in_words(forms, groups=GROUPS) == {}
