import tomllib

import pandas as pd
import pytest

from analysis.corpus import clean, make_rule
from analysis.corpus.line_phrases import phrases_in_lines
from analysis.corpus.proposals import propose_rules, repeated_in_articles

WORDS = "one two three four five six seven eight nine ten eleven twelve".split()


def articles_of(*texts, titles=None, parts=None):
    """Make articles whose own lines differ; {} stands for them."""
    raws = [
        text.replace(
            "{}", f"It rained in {word} towns, and then the people of the {word} went home."
        )
        for text, word in zip(texts, WORDS, strict=False)
    ]
    n = len(raws)
    return pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(1, n + 1)],
            "raw": raws,
            "title": titles or [None] * n,
            "part": parts or [""] * n,
        }
    )


def rules_of(text):
    return tomllib.loads(text).get("rule", [])


def test_a_line_of_half_of_the_articles_is_ready():
    lines = repeated_in_articles(articles_of("The Post\n{}", "{}\nThe Post\n{}", "{}", "{}"))
    assert lines[["line", "n_articles", "n_words", "ready"]].to_numpy().tolist() == [
        ["The Post", 2, 4, True]
    ]
    assert lines["article_ids"].tolist() == [["a1", "a2"]]


def test_a_line_of_few_articles_is_not_ready_unless_they_are_a_part():
    texts = ["The Post\n{}", "The Post\n{}", *["{}"] * 8]
    assert not repeated_in_articles(articles_of(*texts))["ready"].any()
    parts = ["post", "post", *["other"] * 8]
    assert repeated_in_articles(articles_of(*texts, parts=parts))["ready"].all()


def test_a_title_and_a_passage_are_not_ready():
    passage = " ".join(["word"] * 40)
    articles = articles_of(
        f"Port sold\n{passage}\n{{}}",
        f"{passage}\n{{}}\nRelated\nPort sold\n{{}}",
        titles=["Port sold", "Another"],
    )
    assert not repeated_in_articles(articles)["ready"].any()


def test_the_same_text_twice_proves_nothing():
    articles = articles_of("A line.\n{}", "{}")
    twice = pd.concat([articles, articles.assign(article_id=["b1", "b2"])], ignore_index=True)
    assert repeated_in_articles(twice).empty


def test_the_file_can_be_read_and_cuts_what_it_says():
    articles = articles_of(
        "Sign up (it's free) [here]\n{}\n© The Post 2024.\n  50% off\\now \n{}",
        "Sign up (it's free) [here]\n{}\n© The Post 2024.\n50% off\\now\n{}",
        "{}\nWe use cookies.\n{}",
    )
    text = propose_rules(repeated_in_articles(articles))
    assert "# In 2 articles (a1, a2); cuts 10 words." in text
    rules = rules_of(text)
    assert [rule["kind"] for rule in rules] == ["masthead", "advertisement", "source line"]
    cleaned, cuts = clean(articles, [make_rule(**rule) for rule in rules], repeated=False)
    assert cuts["n_words"].sum() == 10 + 8 + 4
    assert not cleaned["text"].str.contains("Sign up|Post|off").any()
    assert (cleaned["text"].str.count("It rained") == 2).all()


def test_what_is_not_ready_is_commented_out_and_can_be_taken_in():
    text = propose_rules(
        repeated_in_articles(articles_of("The Post\n{}", "The Post\n{}", *["{}"] * 8))
    )
    assert rules_of(text) == []
    taken_in = "\n".join(
        line.removeprefix("# ") for line in text.splitlines()[7:] if "cuts" not in line
    )
    assert rules_of(taken_in) == [{"name": "the-post", "kind": "masthead", "pattern": "^The Post$"}]


def test_names_differ_and_none_is_the_suites_own():
    lines = ["Title", "Repeated lines", "港", "港!", "The Post", "The Post!"]
    text = "\n".join(["{}", *lines, "{}"])
    rules = rules_of(propose_rules(repeated_in_articles(articles_of(text, text))))
    names = [rule["name"] for rule in rules]
    assert len(set(names)) == len(names) == 6
    assert {"title-2", "repeated-lines-2", "line", "line-2", "the-post", "the-post-2"} == set(names)
    assert all(make_rule(**rule) for rule in rules)


def test_related_posts_may_go_on_to_the_end():
    text = propose_rules(
        repeated_in_articles(articles_of("{}\nRelated Posts\n{}", "{}\nRelated Posts\n{}"))
    )
    assert '# through = "end"' in text
    assert "through" not in rules_of(text)[0]


@pytest.mark.parametrize("control", ["\x07", "\x7f", "\x1b[31m"])
def test_control_characters_are_escaped(control):
    line = f"a'b{control}c\\d"
    rules = rules_of(
        propose_rules(repeated_in_articles(articles_of(f"{line}\n{{}}", f"{line}\n{{}}")))
    )
    assert make_rule(**rules[0]).pattern.search(line)


def test_signs_of_markdown_are_cut():
    raw = (
        "---\ntitle: Port sold\n---\n\n## **Port** sold\n\nSee [the plan](https://example.org/p).\n"
    )
    articles = pd.DataFrame({"article_id": ["a"], "raw": [raw]})
    empty = repeated_in_articles(articles_of("{}"))
    rules = [make_rule(**rule) for rule in rules_of(propose_rules(empty, markdown=True))]
    cleaned, _ = clean(articles, rules)
    assert cleaned["text"][0] == "Port sold\n\nSee [the plan.\n"
    assert "No line stands in more than one article" in propose_rules(empty)


def test_a_long_list_says_what_it_leaves_out():
    text = "\n".join(["{} " * 30, *(f"Line {number}" for number in range(105))])
    told = propose_rules(repeated_in_articles(articles_of(text, text)))
    assert len(rules_of(told)) == 100
    assert "# 5 more lines stand in several articles; they are not listed." in told


def test_date_lines_are_one_rule_whatever_the_day():
    lines = ["3 March 2023", "18 May 2023", "April 2024", "Published: 2024-03-02", "3 mars 2024"]
    text = propose_rules(repeated_in_articles(articles_of("{}")), date_lines=lines)
    assert "# In 5 articles; cuts 13 words; the dates stand in articles.csv." in text
    (rule,) = rules_of(text)
    pattern = make_rule(**rule).pattern
    later = ["30 November 1999", "Sept 2025", "Published: 1999-12-31", "14 mars 1999"]
    assert all(pattern.fullmatch(line) for line in [*lines, *later])
    others = ["Rule 2024", "On 3 March 2023", "3 March 2023.", "Chapter 3", "2023"]
    assert not any(pattern.search(line) for line in others)


def widgets(n):
    line = "JUST WATCHED The {0} Replay More Videos ... MUST WATCH The {0} 01:16"
    credit = "{0} of the Post contributed to this report."
    return articles_of(
        *[f"{{}}\n{line.format(w)}\n{credit.format(w)}" for w in WORDS[:n]], parts=["post"] * n
    )


def test_a_phrase_of_a_few_articles_is_proposed_as_a_comment():
    articles = widgets(3)
    phrases = phrases_in_lines(articles)
    assert phrases["phrase"].tolist() == [
        "Replay More Videos ... MUST WATCH The",
        "contributed to this report.",
    ]
    assert phrases["closes"].tolist() == [False, True]
    text = propose_rules(repeated_in_articles(articles), phrases=phrases)
    assert rules_of(text) == []
    opened = "\n".join(line.removeprefix("# ") for line in text.splitlines() if "= " in line)
    patterns = [line.split("'")[1] for line in opened.splitlines() if line.startswith("pattern")]
    rules = [
        make_rule(name=f"r{i}", kind="related posts", pattern=p) for i, p in enumerate(patterns)
    ]
    cleaned, _ = clean(articles, rules, repeated=False)
    assert not cleaned["text"].str.contains("Replay|contributed").any()
    assert cleaned["text"].str.contains("It rained").all()


@pytest.mark.parametrize("n", [2, 5])
def test_a_phrase_of_too_few_or_of_enough_articles_is_not(n):
    assert "Replay" not in " ".join(phrases_in_lines(widgets(n))["phrase"])


def test_a_file_of_rules_says_nothing_of_rules_that_it_has_not():
    empty = repeated_in_articles(articles_of("{}", "{}"))
    assert "commented out" not in propose_rules(empty)
    assert "Read each" not in propose_rules(empty)
    dated = propose_rules(empty, date_lines=["2024-03-01"])
    assert "Read each" in dated and "commented out" not in dated
