import pandas as pd

from analysis.corpus import clean, repeated_lines


def outlet(*texts, name="P"):
    ids = [f"{name}{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "outlet": name, "raw": texts})


def story(number):
    return f"Story number {number} is told in words of its own, {number} of them.\n"


def test_columns_and_order():
    articles = pd.concat(
        [
            outlet(*(f"Ad\n\n{story(n)}\n  Share this\n" for n in range(3)), name="Q"),
            outlet(*(f"{story(n)}\nShare this" for n in range(3, 6)), name="P"),
        ]
    )
    assert repeated_lines(articles).to_dict("records") == [
        {"outlet": "P", "line": "Share this", "n_articles": 3, "share": 1.0, "n_words": 2},
        {"outlet": "Q", "line": "Ad", "n_articles": 3, "share": 1.0, "n_words": 1},
        {"outlet": "Q", "line": "Share this", "n_articles": 3, "share": 1.0, "n_words": 2},
    ]


def found(n_with, n_all):
    texts = [story(n) + ("Ad\n" if n < n_with else "") for n in range(n_all)]
    return list(repeated_lines(outlet(*texts))["line"]) == ["Ad"]


def test_thresholds():
    # two articles must be half of the outlet, three a fifth, ten are always enough
    assert [found(2, n) for n in (2, 4, 5)] == [True, True, False]
    assert [found(3, n) for n in (6, 15, 16)] == [True, True, False]
    assert [found(9, 60), found(10, 60)] == [False, True]
    assert not found(1, 1)


def test_a_line_twice_in_one_article_does_not_repeat():
    assert len(repeated_lines(outlet("Ad\n" + story(1) + "Ad\n", story(2)))) == 0


def test_a_story_printed_twice_is_no_boilerplate():
    twice = "Masthead\n" + story(1) + story(2) + story(3)
    assert len(repeated_lines(outlet(twice, twice))) == 0
    assert len(repeated_lines(outlet(twice, twice + "One line was added.\n"))) == 0
    other = "Masthead\n" + story(4)
    assert list(repeated_lines(outlet(twice, twice, other))["line"]) == ["Masthead"]


def test_outlets_do_not_mix_and_unknown_ones_do_not_count():
    articles = pd.concat([outlet("Ad\n" + story(1), name="P"), outlet("Ad\n" + story(2), name="Q")])
    assert len(repeated_lines(articles)) == 0
    assert len(repeated_lines(articles.assign(outlet=None))) == 0


def test_line_breaks_of_any_kind():
    texts = ["Ad\r\n" + story(1), "Ad\r" + story(2), "Ad\n" + story(3), "\ufeffAd\n" + story(4)]
    assert list(repeated_lines(outlet(*texts))["n_articles"]) == [4]


def test_repeated_lines_are_cut_and_marked():
    articles = outlet(*(f"Ad\n\n{story(n)}\nShare\n\nTweet\n" for n in range(3)))
    cleaned, cuts = clean(articles)
    assert list(cleaned["text"]) == [story(n) + "\n" for n in range(3)]
    assert list(cuts["text"][:2]) == ["Ad\n\n", "Share\n\nTweet\n"]
    assert set(cuts["kind"]) == {"repeated line"}
    assert set(cuts["rule"]) == {"repeated-lines"}
    assert cuts["repeated"].all()
    untouched, none = clean(articles, repeated=False)
    assert list(untouched["text"]) == list(articles["raw"])
    assert len(none) == 0


def test_lines_that_end_in_nul_stay_apart():
    texts = ["Ad\0\n" + story(1), "Ad\n" + story(2)]
    assert len(repeated_lines(outlet(*texts))) == 0


def test_what_one_article_says_again_is_cut_the_second_time():
    caption, thanks = "Rain on the roofs of the old town.", "Thank you very much."
    text = "\n\n".join([story(1), caption, caption, thanks, thanks, story(2), caption]) + "\n"
    cleaned, cuts = clean(outlet(text))
    kept = "\n\n".join([story(1), caption, thanks, thanks, story(2)])
    assert cleaned.loc[0, "text"].strip() == kept.strip()
    assert set(cuts["rule"]) == {"said-again"}
    assert cuts["text"].str.strip().tolist() == [caption, caption]
