from dataclasses import replace

import pandas as pd

from analysis.corpus import audit, load_corpus

LONG = "The rain fell on the town and on the hills that lie to the north of it. " * 10


def codes(corpus, article_id=None):
    table = audit(corpus)
    return set(table.loc[table["article_id"] == article_id, "code"] if article_id else table.code)


def audit_texts(make_corpus, rows, **files):
    """Audit texts, each with its declared language; give the codes about each text."""
    texts = {f"t{number}_txt": text for number, (text, _) in enumerate(rows)}
    listing = "article_id,file,group,language,published\n" + "".join(
        f"t{number},t{number}.txt,x,{language},2024-01-01\n"
        for number, (_, language) in enumerate(rows)
    )
    table = audit(load_corpus(make_corpus(articles_csv=listing, **texts, **files)))
    assert set(table["severity"]) <= {"warning"}
    return [
        set(table.loc[table["article_id"] == f"t{number}", "code"]) - {"W201", "W203"}
        for number in range(len(rows))
    ]


def test_nothing_to_say(make_corpus):
    other = LONG.replace("rain", "snow")
    listing = f"article_id,text,group,published\na,{LONG},x,2024-01-01\nb,{other},x,2024-01-02\n"
    table = audit(load_corpus(make_corpus(articles_csv=listing)))
    assert table.empty
    assert list(table.columns) == ["code", "severity", "article_id", "message"]


def test_errors(make_corpus):
    corpus = load_corpus(make_corpus())
    articles = corpus.articles.assign(
        article_id="a", text=["Rain fell.", " \n"], group=["x", None], file=["a.txt", "gone.txt"]
    )
    table = audit(replace(corpus, articles=articles))
    errors = table[table["severity"] == "error"]
    assert list(errors["code"] + " " + errors["message"]) == [
        "E101 The text is empty",
        "E102 Another article has the same id",
        "E102 Another article has the same id",
        "E103 The file does not exist: gone.txt",
        "E104 The article belongs to no group: column group",
    ]


def test_shared_text(make_corpus):
    lines = [" ".join(f"word{n}of{m}" for n in range(20)) + ".\n" for m in range(9)]
    texts = {
        "a": "".join(lines[:5]),
        "b": "".join(lines[1:6]),  # four of its five lines stand in a
        "c": "".join(lines[4:]),  # two of its five stand in b
    }
    listing = "article_id,text,group\n" + "".join(
        f'{name},"{text}",x\n' for name, text in texts.items()
    )
    table = audit(load_corpus(make_corpus(articles_csv=listing)))
    shared = table[table["code"] == "W201"]
    assert dict(zip(shared["article_id"], shared["message"], strict=True)) == {
        # stretches of five words: 96 in each text, 76 of them in the 80 words that both have
        "a": "Most of the text stands in another article too: see b (79%)",
        "b": "Most of the text stands in another article too: see a (79%)",
    }


def test_undated(make_corpus):
    listing = (
        "article_id,text,group,published,published_earliest,published_latest\n"
        "a,A b.,x,,,\nb,C d.,x,2024-01-01,,\nc,E f.,x,,2024-02,2024-03\n"
    )
    table = audit(load_corpus(make_corpus(articles_csv=listing)))
    undated = table[table["code"] == "W202"]
    assert dict(zip(undated["article_id"], undated["message"], strict=True)) == {
        "a": "The article is undated",
        "c": "The article is undated: not before 2024-02, not after 2024-03",
    }


def test_one_article_in_a_group(make_corpus):
    listing = "article_id,text,group\na,A b.,x\nb,C d.,y\nc,E f.,y\n"
    corpus = load_corpus(make_corpus(articles_csv=listing))
    assert "W203" in codes(corpus, "a")
    assert "W203" not in codes(corpus, "b")


def dates_of(make_corpus, **groups):
    rows = [
        f"{group}{n},{LONG}{group} {n},{group},{day}\n"
        for group, days in groups.items()
        for n, day in enumerate(days)
    ]
    table = audit(
        load_corpus(make_corpus(articles_csv="article_id,text,group,published\n" + "".join(rows)))
    )
    found = table[table["code"] == "W209"]
    return dict(zip(found["article_id"], found["message"], strict=True))


def test_groups_of_other_years_are_told(make_corpus):
    late = ["2017-03-13", "2017-04-05", "2018-04-08"]
    early = ["2012-11-26", "2013-01-14", "2013-05-18", "2014-02-01", "2017-03-17", "2018-10-10"]
    found = dates_of(make_corpus, x=early, y=late)
    # All of y lie within the years of x, and one of six of x within those of y.
    assert set(found) == {"x0", "x1", "x2", "x3", "x5"}
    assert set(found.values()) == {
        "The article lies outside the dates of another group, as most of its own group do: 1 of 6 "
        "dated articles of x within those of y (2017-03-13 to 2018-04-08)"
    }


def test_groups_of_the_same_months_and_of_few_dates_are_not(make_corpus):
    days = ["2017-03-13", "2017-04-05", "2018-04-08", "2018-05-01"]
    assert dates_of(make_corpus, x=days, y=["2017-04-01", *days[2:]]) == {}
    # One of four is a quarter, which is enough; two dates are too few to speak of a time.
    assert (
        dates_of(
            make_corpus, x=[*days[:3], "2020-01-01"], y=["2018-04-01", "2018-04-08", "2019-01-01"]
        )
        == {}
    )
    assert dates_of(make_corpus, x=days, y=["2001-01-01", "2002-01-01"]) == {}


def test_language(make_corpus):
    french = "Les soldats sont dans la ville et une foule crie pour les gangs. " * 20
    cases = [
        (LONG, "", set()),
        (LONG, "en-GB", set()),
        (LONG, "fr", {"W204", "W208"}),  # W208 takes the table at its word
        (LONG, "sw", {"W204", "W208"}),
        (french, "", {"W204", "W208"}),
        (french, "fr", {"W208"}),
        ("Zzz " * 200, "", set()),
    ]
    found = audit_texts(make_corpus, [case[:2] for case in cases])
    assert found == [codes for _, _, codes in cases]


def test_texts(make_corpus):
    cases = [
        (LONG, set()),
        (LONG + "The cafÃ© is closed.", {"W205"}),
        (LONG + "The café’s “owner” said: déjà vu — naïve.", set()),
        ("word " * 99, {"W206"}),
        ("word " * 100, set()),
        (LONG + "And then...\n\n", {"W207"}),
        (LONG + "And then…", {"W207"}),
        (LONG + "Read more", {"W207"}),
    ]
    found = audit_texts(make_corpus, [(text, "en") for text, _ in cases])
    assert found == [codes for _, codes in cases]


def test_ends_are_judged_after_cleaning(make_corpus):
    rules = '[[rule]]\nname = "r"\nkind = "related posts"\npattern = "^Read more$"'
    rows = [(LONG + "\nRead more", "en")]
    assert audit_texts(make_corpus, rows, cleaning_toml=rules) == [set()]


def test_seeds(seeds_folder):
    table = audit(load_corpus(seeds_folder))
    assert list(zip(table["code"], table["article_id"], strict=True)) == [
        ("W202", "002"),
        ("W202", "003"),
        ("W202", "004"),
        ("W203", "002"),
        ("W207", "002"),
    ]
    assert set(table["severity"]) == {"warning"}


def test_no_articles_at_all(make_corpus):
    corpus = load_corpus(make_corpus())
    empty = replace(corpus, articles=corpus.articles.iloc[:0])
    assert isinstance(audit(empty), pd.DataFrame)
    assert len(audit(empty)) == 0
