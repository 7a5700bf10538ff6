"""Each line of bad input stops with one line that names the file, row or key."""

import pandas as pd
import pytest

from analysis.codebooks import load_codebook
from analysis.corpus import load_corpus, what_is_missing
from analysis.corpus.load import article_labels
from analysis.errors import InputError

HEAD = "article_id,file,group\n"
FULL = "article_id,file,group,published,published_earliest,published_latest\n"

LISTINGS = {
    "articles.csv is empty": "",
    "articles.csv lists no article": HEAD,
    "articles.csv: there is no column 'file'": "article_id,group\na,x\n",
    "articles.csv: there are no columns 'article_id', 'group'": "file,side\na.txt,x\n",
    "articles.csv: there are no columns 'article_id', 'file', 'group' (its columns seem to be "
    "separated by ';', "
    "not a comma)": "article_id;file;group\na;a.txt;x\n",
    "articles.csv: two columns are named 'group'": "article_id,file,group,group\na,a.txt,x,y\n",
    "articles.csv: 'label' is a column that is computed; rename yours": (
        "article_id,file,group,label\na,a.txt,x,y\n"
    ),
    "articles.csv cannot be read as CSV: Expected 3 fields in line 2, saw 4": HEAD + "a,a.txt,x,y",
    "articles.csv cannot be read as CSV: EOF inside string starting at row 1": HEAD + 'a,"a.txt,x',
    "articles.csv row 3: article_id is missing": HEAD + "a,a.txt,x\n ,b.txt,y\n",
    "articles.csv row 4: article 'a' is a duplicate: an earlier row has the same article_id": (
        HEAD + "a,a.txt,x\n\na,b.txt,y\n"
    ),
    "articles.csv row 2: article 'a' has neither a file nor a text": HEAD + "a,,x\n",
    "articles.csv row 2: article 'a' has both a file and a text": (
        "article_id,file,text,group\na,a.txt,Rain fell.,x\n"
    ),
    "articles.csv row 3: article 'b' has no 'group'": HEAD + "a,a.txt,x\nb,b.txt,\n",
    "c.txt does not exist": HEAD + "c,c.txt,x\n",
    "articles.csv: the file '../c.txt' lies outside the corpus folder": HEAD + "c,../c.txt,x\n",
    "articles.csv: the file '/etc/hosts' lies outside the corpus folder": HEAD + "c,/etc/hosts,x\n",
    "articles.csv: 'c\\x00.txt' cannot be the name of a file": HEAD + "c,c\0.txt,x\n",
    ". is not a file": HEAD + "c,.,x\n",
    "articles.csv: the file '.c.txt' is hidden; its name must not begin with a dot": (
        HEAD + "c,.c.txt,x\n"
    ),
    "articles.csv row 2: the text of article 'a' is empty": (
        'article_id,text,group\na," \r\n",x\n'
    ),
    "articles.csv: the texts of 7 articles are empty: 'a' (row 2), 'b' (row 3), 'c' (row 4), "
    "'d' (row 5), 'e' (row 6) and 2 more": (
        "article_id,text,group\n" + "".join(f'{key}," ",x\n' for key in "abcdefg")
    ),
    "articles.csv row 2: published '1/7/2024' is not an ISO 8601 date; write 2024-03-05, "
    "2024-03 or 2024": (FULL + "a,a.txt,x,1/7/2024,,\n"),
    "articles.csv row 2: published '2024-02-30' is not an ISO 8601 date; write 2024-03-05, "
    "2024-03 or 2024": (FULL + "a,a.txt,x,2024-02-30,,\n"),
    "articles.csv row 3: published_latest is before published_earliest": (
        FULL + "a,a.txt,x,,2024-10,2024-10\nb,b.txt,x,,2024-10,2024-09\n"
    ),
}

MANIFESTS = {
    "corpus.toml: unknown key 'titel' (known: title, question, groups, columns, event)": (
        'titel = "x"'
    ),
    "corpus.toml: 'title' must be text, not 3": "title = 3",
    "corpus.toml [groups]: 'x' must be text, not 1": "[groups]\nx = 1",
    "corpus.toml [columns]: articles.csv has no column 'paper'": '[columns]\noutlet = "paper"',
    "corpus.toml [columns]: articles.csv has a column 'outlet' of its own": (
        '[columns]\noutlet = "file"'
    ),
    "corpus.toml [[event]] 1: the key 'date' is missing": '[[event]]\nlabel = "x"',
    "corpus.toml [[event]] 1: 'May 2024' is not an ISO 8601 date; write 2024-03-05, "
    "2024-03 or 2024": ('[[event]]\ndate = "May 2024"\nlabel = "x"'),
    "corpus.toml [[event]] 2 must be a table, not 1": (
        'event = [{date = 2024-01-01, label = "x"}, 1]'
    ),
}

RULE = '[[rule]]\nname = "r"\nkind = "byline"\n'
RULES = {
    "cleaning.toml: unknown key 'rules' (known: repeated_lines, repeated_phrases, rule)": (
        "rules = []"
    ),
    "cleaning.toml: 'repeated_lines' must be true or false, not 'yes'": 'repeated_lines = "yes"',
    "cleaning.toml: 'rule' must be a list, not {'name': 'r'}": '[rule]\nname = "r"',
    "cleaning.toml [[rule]] 1: the key 'name' is missing": '[[rule]]\npattern = "x"',
    "cleaning.toml rule 'r': the key 'pattern' is missing": RULE,
    "cleaning.toml rule 'r': 'pattern' must be text, not 1": RULE + "pattern = 1",
    "cleaning.toml rule 'r': unknown key 'flags' (known: name, kind, outlet, pattern, through, "
    "example)": RULE + 'pattern = "x"\nflags = "i"',
    "cleaning.toml rule 'r': unknown kind 'logo' (known: masthead, epigraph, date line, editor's "
    "note, byline, source line, advertisement, related posts, comment widget, cookie notice, "
    "caption, page furniture, running head, hyphenation, footnotes)": (
        '[[rule]]\nname = "r"\nkind = "logo"\npattern = "x"'
    ),
    "cleaning.toml rule 'title': the suite has a rule of this name; choose another": (
        '[[rule]]\nname = "title"\nkind = "byline"\npattern = "x"'
    ),
    "cleaning.toml: two rules are named 'r'": 2 * (RULE + 'pattern = "x"\n'),
    "cleaning.toml rule 'r': no article has the outlet 'The Pots'": (
        RULE + 'pattern = "x"\noutlet = "The Pots"'
    ),
    "cleaning.toml rule 'r': the pattern does not match its example 'by ann'": (
        RULE + 'pattern = "^By"\nexample = "by ann"'
    ),
    "cleaning.toml rule 'r': the pattern '(x' is refused: missing ): (?m)(x": (
        RULE + 'pattern = "(x"'
    ),
    "cleaning.toml rule 'r': the pattern '(?<=x)y' is refused: invalid perl operator: (?<=": (
        RULE + 'pattern = "(?<=x)y"'
    ),
    "cleaning.toml rule 'r': the pattern 'x*' can match the empty string": RULE + 'pattern = "x*"',
    "cleaning.toml rule 'r': the pattern '(x+)+' repeats a repeat without limit; give the outer "
    "one a limit, such as {1,20}": RULE + 'pattern = "y"\nthrough = "(x+)+"',
    "cleaning.toml: the rules leave nothing of article 'a'": RULE + 'pattern = "^Rain.*$"',
}


@pytest.mark.parametrize(
    ("file", "message", "content"),
    [
        *(("articles_csv", *case) for case in LISTINGS.items()),
        *(("corpus_toml", *case) for case in MANIFESTS.items()),
        *(("cleaning_toml", *case) for case in RULES.items()),
    ],
)
def test_bad_input(make_corpus, file, message, content):
    with pytest.raises(InputError) as caught:
        load_corpus(make_corpus(**{file: content}))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("file", "content"),
    [
        *(("articles_csv", content) for content in LISTINGS.values()),
        *(("corpus_toml", content) for content in MANIFESTS.values()),
        *(("cleaning_toml", content) for content in RULES.values()),
    ],
)
def test_what_stops_a_run_is_missing_in_the_check(make_corpus, file, content):
    found = what_is_missing(make_corpus(**{file: content}))
    assert found
    assert all(text.endswith(".") and "\n" not in text for text in found)


@pytest.mark.parametrize("name", ["corpus.toml", "cleaning.toml"])
def test_malformed_toml(make_corpus, name):
    with pytest.raises(InputError, match=rf"^{name} is not valid TOML: .+line 1"):
        load_corpus(make_corpus(**{name.replace(".", "_"): "title = \n"}))


def test_deeply_nested_toml(make_corpus):
    with pytest.raises(InputError, match=r"^corpus\.toml is not valid TOML: .*recursion"):
        load_corpus(make_corpus(corpus_toml="title = " + "[" * 100_000))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_encoding_that_fits(make_corpus, encoding):
    text = "The café’s “owner” said that the naïve façade had cost £300. " * 3
    with pytest.raises(InputError) as caught:
        load_corpus(make_corpus(a_txt=text.encode(encoding)))
    assert str(caught.value) == (
        f"a.txt is not UTF-8; it reads well as {encoding}: "
        f"convert it with `iconv -f {encoding} -t utf-8`"
    )


def test_encoding_far_into_a_file(make_corpus):
    text = "Plain words. " * 40_000 + "The café’s naïve owner said “no”. "
    with pytest.raises(InputError, match="reads well as cp1252"):
        load_corpus(make_corpus(a_txt=text.encode("cp1252")))


def test_bytes_that_are_no_text(make_corpus):
    data = bytes(range(256)) * 20
    with pytest.raises(InputError, match=r"^a\.txt is not UTF-8"):
        load_corpus(make_corpus(a_txt=data))


def test_listing_in_another_encoding(make_corpus):
    listing = "article_id,file,group,outlet\na,a.txt,x,Café de l’Été à Orléans\n".encode("cp1252")
    with pytest.raises(InputError, match=r"^articles\.csv is not UTF-8; it reads well as cp1252"):
        load_corpus(make_corpus(articles_csv=listing))


def test_missing_folder_and_listing(tmp_path):
    with pytest.raises(InputError, match="there is no corpus folder 'nowhere'"):
        load_corpus(tmp_path / "nowhere")
    (tmp_path / "table").mkdir()
    with pytest.raises(InputError, match=r"^table is empty$"):
        load_corpus(tmp_path / "table")
    (tmp_path / "table" / "other.csv").touch()
    with pytest.raises(InputError, match=r"^articles\.csv does not exist$"):
        load_corpus(tmp_path / "table")


def test_a_folder_of_texts_is_told_what_to_type(tmp_path):
    (tmp_path / "texts" / "left").mkdir(parents=True)
    (tmp_path / "texts" / "left" / "a.txt").write_text("Rain fell.", encoding="utf-8")
    with pytest.raises(InputError, match=r"framing new my-corpus --from texts$"):
        load_corpus(tmp_path / "texts")
    with pytest.raises(InputError, match=r"'text' \(did you mean texts\?\)$"):
        load_corpus(tmp_path / "text")


def test_an_unknown_name_is_answered_with_one_like_it(make_corpus):
    with pytest.raises(InputError, match=r"no column 'groups' \(did you mean group\?\)$"):
        load_corpus(make_corpus(), group_by="groups")
    with pytest.raises(InputError, match=r"name \(did you mean security\?\); known: "):
        load_codebook("secruity")


def test_labels_show_the_beginnings_of_long_keys():
    ids = ["a", "melania-trump-says-accusers-need-proof", "k" * 40 + "1", "k" * 40 + "2"]
    articles = pd.DataFrame({"article_id": ids, "outlet": "CNN", "group": "x"})
    assert article_labels(articles, {}).tolist() == [
        "a · CNN", "melania-trump-says-accu… · CNN", f"{ids[2]} · CNN", f"{ids[3]} · CNN"
    ]  # fmt: skip


def test_group_column(make_corpus):
    folder = make_corpus()
    with pytest.raises(InputError, match=r"^articles\.csv: there is no column 'desk'$"):
        load_corpus(folder, group_by="desk")
    with pytest.raises(InputError, match=r"^articles\.csv row 3: article 'b' has no 'outlet'$"):
        load_corpus(folder, group_by="outlet")


def test_link_out_of_the_folder(make_corpus, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("Rain fell.")
    folder = make_corpus()
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(secret)
    with pytest.raises(InputError, match=r"the file 'a\.txt' lies outside the corpus folder"):
        load_corpus(folder)
