"""Agency: clauses by construction, roles, shares, and who is acted upon with no doer named."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.agency import (
    acting_shares,
    agentless,
    find_clauses,
    role_kinds,
    roles,
)
from analysis.measures.clauses import CLAUSE_COLUMNS
from analysis.measures.leading_roles import leading_roles, role_contrasts, role_verbs
from analysis.text.passages import in_context
from analysis.text.tokens import tokenize

TERMS = {
    "rebels": ["rebels", "rebel", "bandits"],
    "army": ["army", "soldiers", "officers"],
    "people": ["people", "villagers", "Organisation of Free Farmers"],
    "ruritania": ["Ruritania"],
    "minister": ["minister", "Rudolf"],
}


def codebook():
    texts = dict.fromkeys(("definition", "include", "exclude"), "x")
    frames = [{"name": n, "label": n.title(), "terms": t, **texts} for n, t in TERMS.items()]
    head = {"title": "t", "kind": "actors", "source": "s", "unit": "name", "language": "en"}
    return parse_codebook({**head, "frame": frames}, name="x", where="x")


BOOK = codebook()


def clauses_of(*texts):
    ids = [f"a{i}" for i in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}))
    return find_clauses(tokens, find_hits(tokens, BOOK))


def told(text):
    """Clauses of a text as (verb, voice, agent or its text, patient or its text)."""
    table = clauses_of(text)
    sides = [
        table[role].where(table[role].notna(), table[f"{role}_text"])
        for role in ("agent", "patient")
    ]
    rows = zip(table["verb"], table["voice"], *sides, strict=True)
    return {tuple(None if pd.isna(x) else x for x in row) for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels attacked the army.", {("attack", "active", "rebels", "army")}),
        ("The army was attacked by the rebels.", {("attack", "passive", "rebels", "army")}),
        ("The villagers were killed.", {("kill", "passive", None, "people")}),
        (
            "The rebels marched and burned houses.",
            {("march", "active", "rebels", None), ("burn", "active", "rebels", "houses")},
        ),
        (
            "The army has helped retake the town.",
            {("help", "active", "army", None), ("retake", "active", "army", "the town")},
        ),
        (
            "The army seeks to protect the villagers.",
            {("seek", "active", "army", None), ("protect", "active", "army", "people")},
        ),
        (
            "The minister urged the army to shoot.",
            {("urge", "active", "minister", "army"), ("shoot", "active", "army", None)},
        ),
        ("The rebels, united under one flag…", {("unite", "passive", None, "rebels")}),
        (
            "Officers who shot villagers fled.",
            {("shoot", "active", "army", "people"), ("flee", "active", "army", None)},
        ),
        (
            "The villagers that the rebels robbed wept.",
            {("rob", "active", "rebels", "people"), ("weep", "active", "people", None)},
        ),
        (
            "Preparing for attacks, the rebels blocked roads.",
            {("prepare", "active", "rebels", None), ("block", "active", "rebels", "roads")},
        ),
        (
            "The army fled, with rebels regaining control.",
            {("flee", "active", "army", None), ("regain", "active", "rebels", "control")},
        ),
        (
            "The army took over the port and carried out the plan.",
            {("take", "active", "army", "the port"), ("carry", "active", "army", "the plan")},
        ),
        (
            "The soldiers shot at villagers and rely on Ruritania.",
            {("shoot", "active", "army", "people"), ("rely", "active", "army", "ruritania")},
        ),
        (
            "The minister wants the army to rest.",
            {("want", "active", "minister", None), ("rest", "active", "army", None)},
        ),
        (
            "The army on Friday urged its officers to rest.",
            {("urge", "active", "army", "army"), ("rest", "active", "army", None)},
        ),
        ("“Ruritania thanks the army.”", {("thank", "active", "ruritania", "army")}),
        ("Councillors voted by 19 to 14 for the army.", set()),
        ("“It is late,” said Rudolf.", {("say", "active", "minister", None)}),
        (
            "Isolated from the world, the army turned to its friends.",
            {("isolate", "passive", None, "army"), ("turn", "active", "army", None)},
        ),
    ],
)
def test_who_does_what_to_whom(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the tagger mistakes
        ("The rebels took a peek at gold.", {("take", "active", "rebels", "a peek")}),
        (
            "The soldiers report to the minister and they block roads.",
            {("report", "active", "army", None), ("block", "active", "they", "roads")},
        ),
        ("The plan crafted by Rudolf failed.", {("craft", "passive", "minister", "The plan")}),
        (
            "The army killed more than 300 villagers.",
            {("kill", "active", "army", "people")},
        ),
        (
            "The army helped channel this anger.",
            {("help", "active", "army", None), ("channel", "active", "army", "this anger")},
        ),
        ("The villagers are getting killed.", {("kill", "passive", None, "people")}),
        (
            "The army now known as the guard was small.",
            {("know", "passive", None, "army")},
        ),
        # gaps of relative clauses
        (
            "The tools the army shared with us were old.",
            {("share", "active", "army", "The tools")},
        ),
        (
            "These are names that the rebels want to hide.",
            {("want", "active", "rebels", None), ("hide", "active", "rebels", "names")},
        ),
        ("The claim that rebels left is false.", {("leave", "active", "rebels", None)}),
        ("It was a price villagers paid.", {("pay", "active", "people", "a price")}),
        # doers of gerunds and infinitives
        (
            "Rudolf accused the rebels of stealing gold.",
            {("accuse", "active", "minister", "rebels"), ("steal", "active", "rebels", "gold")},
        ),
        (
            "Judges found the minister guilty of stealing gold.",
            {("find", "active", "Judges", "minister"), ("steal", "active", "minister", "gold")},
        ),
        (
            "The army wants to help villagers, not rob villagers.",
            {
                ("want", "active", "army", None),
                ("help", "active", "army", "people"),
                ("rob", "active", "army", "people"),
            },
        ),
        # subjects behind asides, objects of two verbs, times as objects
        (
            "Rudolf, the leading minister, seized on it and, through a friend, called for peace.",
            {("seize", "active", "minister", None), ("call", "active", "minister", "peace")},
        ),
        (
            "The army, which was sent to the coast, focused on villagers.",
            {("send", "passive", None, "army"), ("focus", "active", "army", None)},
        ),
        (
            "In the spring, the army, found rebels.",
            {("find", "active", "army", "rebels")},
        ),
        (
            "The army can build or buy a ship.",
            {("build", "active", "army", "a ship"), ("buy", "active", "army", "a ship")},
        ),
        ("The soldiers will spend time there.", {("spend", "active", "army", "time")}),
        (
            "The rebels, called the wolves, fled.",
            {("call", "passive", None, "rebels"), ("flee", "active", "rebels", None)},
        ),
        (
            "The minister was dismissed after a report by the army.",
            {("dismiss", "passive", None, "minister")},
        ),
        (
            "The minister said that rules would be halted but also raised concern.",
            {("say", "active", "minister", None), ("raise", "active", "minister", "concern")},
        ),
        # event nouns
        ("Rudolf’s allegations were old.", {("allegation", "nominal", "minister", None)}),
        ("The release of villagers was late.", {("release", "nominal", None, "people")}),
        ("Reprisals by the army were cruel.", {("reprisal", "nominal", "army", None)}),
    ],
)
def test_what_news_tells_in_other_ways(text, expected):
    assert told(text) == expected


def test_a_time_owns_no_event_and_a_state_is_none():
    assert told("The army regrets Monday’s decision.") == {
        ("regret", "active", "army", "Monday’s decision")
    }
    assert roles(clauses_of("The soldiers are involved.")).empty
    assert told("The soldiers involved in it fled.") == {
        ("involve", "passive", None, "army"), ("flee", "active", "army", None)
    }  # fmt: skip


def test_three_names_are_joined_without_a_comma_before_and():
    table = clauses_of("Rudolf, Ruritania and Ann accused the rebels.")
    assert table["agent"].dropna().tolist() == ["minister", "ruritania"]
    assert set(table["agent_text"]) == {"Rudolf, Ruritania and Ann"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The assassination of the minister is old.", ("assassination", None, "minister")),
        ("The arrival of the army was late.", ("arrival", "army", None)),
        ("The arrest of villagers by soldiers was wrong.", ("arrest", "army", "people")),
        ("Ruritania’s request was old.", ("request", "ruritania", None)),
        ("The rebels’ attack on villagers was cruel.", ("attack", "rebels", "people")),
    ],
)
def test_events_told_as_nouns(text, expected):
    verb, agent, patient = expected
    assert told(text) == {(verb, "nominal", agent, patient)}


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania’s leadership failed.",  # the head is leadership
        "Rebel leaders met.",  # and here leaders
        "The army is large.",  # no event
        "The rebels became rich.",
        "The house beside the army fell.",
        "Rain fell in Ruritania.",
        "The rebels are focused on gold.",  # a state
    ],
)
def test_no_role_without_the_head_of_a_phrase_and_without_an_event(text):
    assert roles(clauses_of(text)).empty


def test_a_name_of_several_words_is_one_phrase():
    assert told("The Organisation of Free Farmers protested.") == {
        ("protest", "active", "people", None)
    }


def test_pronouns_are_told_and_never_guessed():
    table = clauses_of("The rebels came and they burned it.", "They fled.")
    row = table[table["verb"] == "burn"].iloc[0]
    assert (row["agent_kind"], row["patient_kind"]) == ("pronoun", "pronoun")
    assert pd.isna(row["agent"]) and row["agent_text"] == "they"
    assert set(table["article_id"]) == {"a0"}  # the second text names no actor


def test_each_of_two_joined_actors_acts_and_the_other_side_counts_once():
    table = clauses_of("The rebels and the army killed villagers.")
    assert table[["agent", "patient"]].to_numpy().tolist() == [
        ["rebels", "people"],
        ["army", "people"],
    ]
    parts = roles(table)
    assert sorted(zip(parts["actor"], parts["role"], strict=True)) == [
        ("army", "doer"),
        ("people", "done to"),
        ("rebels", "doer"),
    ]


def test_negation_modal_and_quotation_are_told():
    table = clauses_of("“The army must not shoot the rebels,” he said. The army waited.")
    row = table[table["verb"] == "shoot"].iloc[0]
    assert (row["negated"], row["modal"], row["quoted"]) == (True, "must", True)
    other = table[table["verb"] == "wait"].iloc[0]
    assert not other["negated"] and pd.isna(other["modal"]) and not other["quoted"]


def test_every_span_is_in_the_text():
    text = "Calm. In May the old rebels of the north, led by Rudolf, robbed the poor villagers."
    table = clauses_of(text)
    assert len(table) == 2
    for row in table.itertuples():
        assert text[row.verb_start : row.verb_end] in ("led", "robbed")
        for role in ("agent", "patient"):
            start, end = (int(getattr(row, f"{role}_{side}")) for side in ("start", "end"))
            assert text[start:end] == getattr(row, f"{role}_text")
            assert row.start <= start < end <= row.end


def test_the_order_of_mentions_does_not_matter():
    text = "The rebels attacked the army. Villagers were robbed by officers of Ruritania."
    tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    mentions = find_hits(tokens, BOOK)
    shuffled = mentions.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(find_clauses(tokens, mentions), find_clauses(tokens, shuffled))


def test_swapping_the_actors_swaps_the_roles():
    one, two = (roles(clauses_of(f"The {a} robbed the {b}."))[["actor", "role"]]
                for a, b in (("rebels", "army"), ("army", "rebels")))  # fmt: skip
    swap = {"doer": "done to", "done to": "doer"}
    assert sorted(one.assign(role=one["role"].map(swap)).to_numpy().tolist()) == sorted(
        two.to_numpy().tolist()
    )


def test_a_clause_can_be_shown_in_its_sentence():
    text = "Later the rebels attacked the army at dawn."
    tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    passages = in_context(tokens, roles(find_clauses(tokens, find_hits(tokens, BOOK))))
    assert set(passages["surface"]) == {"the rebels attacked the army"}
    assert set(passages["after"]) == {" at dawn."}


@pytest.mark.parametrize("texts", [[], [""], ["Rain fell."]])
def test_no_mention_no_clause(texts):
    ids = [f"a{i}" for i in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "text": texts, "group": "g"}, dtype="str")
    tokens = tokenize(articles)
    table = find_clauses(tokens, find_hits(tokens, BOOK))
    assert list(table.columns) == list(CLAUSE_COLUMNS) and table.empty
    parts = roles(table)
    shares = acting_shares(parts, articles, actors=BOOK.labels)
    n_groups = int(bool(texts))
    assert len(shares) == len(TERMS) * n_groups and shares["n_roles"].sum() == 0
    assert shares["share_doer"].isna().all()
    assert agentless(table).empty and "actor" in agentless(table)
    assert role_verbs(parts, by=articles.set_index("article_id")["group"]).empty
    assert leading_roles(shares).empty and role_contrasts(shares).empty
    assert role_kinds(table, articles)["n_actor"].tolist() == [0, 0] * n_groups


@pytest.fixture
def counted():
    texts = [
        "The rebels attacked. The army fled. The rebels were beaten. The army was hit by rebels.",
        "The rebels burned houses. The rebels rested. Nobody fed the rebels. They slept.",
        "Villagers slept.",
    ]
    articles = pd.DataFrame({"article_id": list("abc"), "text": texts, "group": ["g", "g", "h"]})
    tokens = tokenize(articles)
    return find_clauses(tokens, find_hits(tokens, BOOK)), articles


def test_shares_by_hand(counted):
    clauses, articles = counted
    table = acting_shares(roles(clauses), articles, actors=BOOK.labels, min_roles=5)
    assert len(table) == len(TERMS) * 2
    row = table.set_index(["actor", "group"]).loc[("rebels", "g")]
    # acts: attacked, hit by, burned, rested; acted upon: were beaten, fed
    assert (row["n_doer"], row["n_done_to"], row["n_roles"], row["n_articles"]) == (4, 2, 6, 2)
    assert row["share_doer"] == pytest.approx(4 / 6)
    assert 0 < row["share_low"] < 4 / 6 < row["share_high"] <= 1
    army = table.set_index(["actor", "group"]).loc[("army", "g")]
    assert (army["n_doer"], army["n_done_to"]) == (1, 1) and np.isnan(army["share_low"])
    nought = table.set_index(["actor", "group"]).loc[("ruritania", "h")]
    assert nought["n_roles"] == 0 and np.isnan(nought["share_doer"])
    shuffled = roles(clauses).sample(frac=1, random_state=5)
    again = acting_shares(shuffled, articles.iloc[::-1], actors=BOOK.labels, min_roles=5)
    pd.testing.assert_frame_equal(table, again)


def test_an_interval_needs_roles_of_both_kinds_and_enough_of_them(counted):
    clauses, articles = counted
    parts = roles(clauses)
    strict = acting_shares(parts, articles, actors=BOOK.labels, min_roles=7)
    assert strict["share_low"].isna().all()
    acts = acting_shares(parts[parts["role"] == "doer"], articles, actors=BOOK.labels, min_roles=1)
    assert acts["share_low"].isna().all() and acts["share_doer"].max() == 1


def test_the_interval_is_that_of_scipy():
    rng = np.random.default_rng(7)
    acts, others = rng.integers(0, 3, 60), rng.integers(0, 2, 60)
    sides = (("doer", acts), ("done to", others))
    rows = [
        ("a", i + 1, "rebels", role, 100 * i + k)
        for role, counts in sides
        for i in range(60)
        for k in range(counts[i])
    ]
    columns = ["article_id", "sentence", "actor", "role", "verb_start"]
    parts = pd.DataFrame(rows, columns=columns)
    articles = pd.DataFrame({"article_id": ["a"], "group": ["g"]})
    table = acting_shares(parts, articles, actors={"rebels": "Rebels"}, n_resamples=9_999)
    keep = acts + others > 0  # a sentence without a role is not resampled
    peer = stats.bootstrap(
        (acts[keep], others[keep]),
        lambda a, b, axis=-1: a.sum(axis) / (a.sum(axis) + b.sum(axis)),
        paired=True, vectorized=True, method="percentile", n_resamples=9_999, rng=rng,
    )  # fmt: skip
    ours = table.loc[0, ["share_low", "share_high"]].to_numpy(float)
    assert ours == pytest.approx(list(peer.confidence_interval), abs=0.012)


def test_verbs_of_an_actor(counted):
    clauses, articles = counted
    table = role_verbs(roles(clauses), by=articles.set_index("article_id")["group"])
    mine = table[(table["actor"] == "rebels") & (table["role"] == "doer")]
    assert mine["verb"].tolist() == ["attack", "burn", "hit", "rest"]  # ties by name
    assert mine["n"].tolist() == [1, 1, 1, 1] and mine["group"].unique().tolist() == ["g"]


def test_who_is_acted_upon_and_nobody_named(counted):
    table = agentless(counted[0])
    assert table[["actor", "verb", "voice"]].to_numpy().tolist() == [["rebels", "beat", "passive"]]
    more = agentless(clauses_of("After the killing of the minister, villagers were shot."))
    assert more[["actor", "verb"]].to_numpy().tolist() == [
        ["minister", "killing"],
        ["people", "shoot"],
    ]


def test_how_participants_are_expressed():
    clauses = clauses_of("The rebels robbed them. Villagers were shot. The minister took money.")
    articles = pd.DataFrame({"article_id": ["a0"], "group": ["g"]})
    table = role_kinds(clauses, articles).set_index("role")
    names = ["n_actor", "n_pronoun", "n_other", "n_none"]
    assert table.loc["doer", names].tolist() == [2, 0, 0, 1]
    assert table.loc["done to", names].tolist() == [1, 1, 1, 0]


def shares_of(*rows):
    table = pd.DataFrame(rows, columns=["label", "group", "n_doer", "n_done_to"])
    total = table["n_doer"] + table["n_done_to"]
    share = table["n_doer"] / total.where(total > 0)
    width = 0.2 + 0 * share  # half the width of an interval
    return table.assign(
        actor=table["label"].str.lower(), n_roles=total, share_doer=share, n_articles=1,
        share_low=share - width, share_high=share + width,
    )  # fmt: skip


SHARES = shares_of(
    ("Army", "g", 8, 2), ("Army", "h", 1, 6), ("Court", "g", 0, 0), ("Court", "h", 5, 0),
    ("Union", "g", 2, 3), ("Union", "h", 4, 6), ("Mob", "g", 0, 4), ("Mob", "h", 0, 4),
)  # fmt: skip


def test_leading_roles_by_hand():
    table = leading_roles(SHARES)
    assert set(table["verbs"]) == {""}
    # g: 8 acts of ten; 3 of 5 upon the union against 2 of 10. h: five acts; 6 of 7 upon the army.
    assert table[["group", "role", "label", "n", "n_roles"]].to_numpy().tolist() == [
        ["g", "doer", "Army", 8, 10],
        ["g", "done to", "Union", 3, 5],
        ["h", "doer", "Court", 5, 5],
        ["h", "done to", "Army", 6, 7],
    ]
    pd.testing.assert_frame_equal(table, leading_roles(SHARES.sample(frac=1, random_state=4)))


def test_contrasts_by_hand():
    assert role_contrasts(SHARES).empty  # below ten roles in the one group
    table = role_contrasts(SHARES, min_roles=5)
    assert table[["label", "group", "low_group"]].to_numpy().tolist() == [["Army", "g", "h"]]
    assert table.loc[0, "difference"] == pytest.approx(8 / 10 - 1 / 7)
    mirrored = SHARES.assign(
        n_doer=SHARES["n_done_to"], share_doer=1 - SHARES["share_doer"],
        share_low=1 - SHARES["share_high"], share_high=1 - SHARES["share_low"],
    )  # fmt: skip
    swapped = role_contrasts(mirrored, min_roles=5)
    assert swapped[["group", "low_group"]].to_numpy().tolist() == [["h", "g"]]
    assert swapped.loc[0, "difference"] == pytest.approx(table.loc[0, "difference"])


def test_intervals_that_overlap_or_are_missing_give_no_contrast():
    wide = SHARES.assign(share_low=0.3, share_high=0.9)
    none = SHARES.assign(share_low=np.nan, share_high=np.nan)
    assert role_contrasts(wide, min_roles=1).empty and role_contrasts(none, min_roles=1).empty


def test_leading_roles_tell_their_verbs():
    parts = roles(
        clauses_of("The army fled. The army fled. The army burned. Rebels beat the army.")
    )
    by = pd.Series({"a0": "g"})
    articles = pd.DataFrame({"article_id": ["a0"], "group": ["g"]})
    shares = acting_shares(parts, articles, actors=BOOK.labels)
    table = leading_roles(shares, role_verbs(parts, by=by), min_roles=1)
    assert table[["role", "label", "verbs"]].to_numpy().tolist() == [
        ["doer", "Army", "flee 2, burn"],
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The villagers bear the burden.", "people"),
        ("The villagers suffer.", "people"),
        ("The army faces failure.", "army"),
        ("Ruritania is sinking into chaos.", "ruritania"),
        ("The army struggles to win.", "army"),
        ("Ruritania deserves a chance.", "ruritania"),
        ("The army, united under one flag, left.", "army"),
        ("Ruritania, a land known for its songs and rivers, needs peace.", "ruritania"),
        ("The villagers are caught in a crisis.", "people"),
        ("The collapse of Ruritania was sudden.", "ruritania"),
    ],
)
def test_states_and_experiences_are_no_doing(text, actor):
    table = roles(clauses_of(text))
    assert set(table.loc[table["actor"] == actor, "role"]) >= {"state"}
    doing = table[(table["role"] != "state") & (table["verb"] != "leave")]
    assert (
        not doing["verb"]
        .isin(["bear", "suffer", "face", "sink", "struggle", "deserve", "unite", "need", "catch"])
        .any()
    )
    assert agentless(clauses_of(text)).empty


def test_what_sinks_and_what_is_sunk():
    assert roles(clauses_of("The rebels sank the army."))["role"].tolist() == ["done to", "doer"]
    articles = pd.DataFrame({"article_id": ["a0"], "group": ["g"]})
    shares = acting_shares(
        roles(clauses_of("The army suffers. The army fled.")), articles, actors=BOOK.labels
    ).set_index("actor")
    counts = shares.loc["army", ["n_doer", "n_done_to", "n_roles", "n_states"]]
    assert counts.tolist() == [1, 0, 1, 1]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("The army came to the aid of the villagers.", 0),
        ("Rudolf ordered the arrest of the rebels.", 0),
        ("Rudolf welcomed a vote and the release of the rebels.", 0),
        ("The army, isolated from the world, fled.", 0),
        ("The arrest of the rebels was ordered by Rudolf.", 0),
        ("The arrest of the rebels was a shock.", 1),
        ("Rudolf left after the arrest of the rebels.", 1),
    ],
)
def test_a_doer_is_missing_only_where_no_verb_around_names_it(text, n):
    assert len(agentless(clauses_of(text))) == n


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels fled, and the army, despite receiving help, continues to burn houses.",
            {
                ("flee", "active", "rebels", None),
                ("receive", "active", "army", "help"),
                ("burn", "active", "army", "houses"),
            },
        ),
        ("Ruritania itself does not lead it.", {("lead", "active", "ruritania", "it")}),
        (
            "The minister waits as Ruritania, the army, and other rebels burn houses.",
            {
                ("wait", "active", "minister", None),
                ("burn", "active", "ruritania", "houses"),
                ("burn", "active", "army", "houses"),
                ("burn", "active", "rebels", "houses"),
            },
        ),
        (
            "Rudolf, a minister known for his songs and rivers, deserves peace.",
            {("know", "passive", None, "minister"), ("deserve", "active", "minister", "peace")},
        ),
    ],
)
def test_the_doer_behind_asides_lists_and_emphasis(text, expected):
    assert told(text) == expected


def test_ties_go_by_label():
    tied = shares_of(("B", "g", 5, 2), ("A", "g", 5, 2))
    assert leading_roles(tied)["label"].tolist() == ["A", "B"]  # doer, then done to
