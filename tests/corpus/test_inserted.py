from analysis.corpus.inserted import (
    find_inserts,
    glued_names,
    insert_spans,
    picture_series,
)

NAMES = ["Lee", "Ng", "Okello", "Silva", "Marin", "Costa"]
HEADLINE = "Port sold at last to its workers MORE"


def glued_inserts(views, outlets):
    glued = glued_names(views, outlets)
    return insert_spans(views, glued, find_inserts(glued))


def cut(views, places):
    return [views[number][start:end] for number, start, end in places]


def test_headlines_glued_to_names():
    views = [f"Then Ann {name} Ann Maria {name}{HEADLINE} {name.lower()} it." for name in NAMES]
    views += ["Rain fell, wrote the BuzzFeed reporters of the day MORE often."]
    places = glued_inserts(views, ["The Post"] * 7)
    assert cut(views, places) == [f" Ann Maria {name}{HEADLINE}" for name in NAMES]


def test_an_end_that_most_inserts_share_ends_the_others():
    views = [f"Then Ann {name} Ann Maria {name}{HEADLINE} {name.lower()} it." for name in NAMES]
    views += ["Then Eva Roth Eva Maria RothStrike is over, for now MORE no, not it."]
    places = glued_inserts(views, ["The Post"] * 7)
    assert cut(views, places)[-1] == " Eva Maria RothStrike is over, for now MORE"


def test_an_end_glued_to_a_name_said_twice_ends_it_at_once():
    views = [f"Then Ann {name} Ann Maria {name}{HEADLINE} {name.lower()} it." for name in NAMES]
    views += ["Then Eva Roth Eva Maria RothMORE (R-S.C.) went home at last."]
    places = glued_inserts(views, ["The Post"] * 7)
    assert cut(views, places)[-1] == " Eva Maria RothMORE"


def test_what_other_articles_have_taught_is_cut():
    views = [f"Then Ann {name} Ann Maria {name}{HEADLINE} {name.lower()} it." for name in NAMES]
    known = find_inserts(glued_names(views, ["The Post"] * 6))
    other = glued_names(views[:1], ["The Post"])
    assert find_inserts(other) == []
    assert cut(views, insert_spans(views, other, known)) == [f" Ann Maria Lee{HEADLINE}"]
    elsewhere = glued_names(views[:1], ["The Times"])
    assert insert_spans(views, elsewhere, known) == []


def test_words_glued_to_one_name_are_its_own():
    views = [f"On day {n} the BuzzFeed reporters of the town said so." for n in range(20)]
    assert glued_inserts(views, ["The Post"] * 20) == []
    views = [f"Then {name}Port sold at last to them." for name in NAMES[:4]]
    assert glued_inserts(views, ["The Post"] * 4) == []


def test_addresses_are_not_glued():
    views = [f"Follow @{name.lower()}News for all of the news today." for name in NAMES]
    assert glued_inserts(views, ["The Post"] * 6) == []


def test_pictures_that_are_counted():
    line = "Photos: Rain A roof. Hide 1 of 3 Photos: Rain A boat. Hide 2 of 3 A street. Hide 3 of 3"
    views = [f"Rain fell.\n{line}\nSnow fell."]
    assert cut(views, picture_series(views)) == [line]


def test_a_series_that_is_all_there_is():
    view = "Rain fell on it, 1/3 and a boat 2/3 and a street 3/3 and it stopped."
    assert cut([view], picture_series([view])) == ["1/3 and a boat 2/3 and a street 3/3"]


def test_numbers_that_do_not_count_up():
    for line in (
        "They won 1 of 3 games, then 3 of 3, then 2 of 3 again in the year.",
        "It was 1 of 2, and 2 of 2 in the end, not 3 of 4 or 3 of 5 as said.",
        "On 1-2-2024, 2-2-2024 and on 13-2-2024 rain fell on the whole town.",
    ):
        assert picture_series([f"Rain fell all day and all night on us.\n{line}"]) == []


def test_a_series_goes_on_in_other_lines_where_the_same_word_stands_before_each():
    lines = [
        f"A roof, a boat or a street on day {n}. Hide Caption {n} of 4 Photos: Rain"
        for n in (1, 2, 3, 4)
    ]
    view = "Rain fell all day and all night.\n" + "\nIt went on.\n".join(lines)
    assert cut([view], picture_series([view])) == lines
    others = [line.replace("Caption", word) for line, word in zip(lines, "abcd", strict=True)]
    assert picture_series(["Rain fell all day.\n" + "\n".join(others)]) == []


def test_two_series_of_one_length_begin_anew():
    line = "Hide 1 of 3 A boat. Hide 2 of 3 A street. Hide 3 of 3"
    view = f"Rain fell.\n{line}\nSnow fell.\n{line}\nThe sun shone."
    assert cut([view], picture_series([view])) == [line, line]
