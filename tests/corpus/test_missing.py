import pytest

from analysis.corpus import what_is_missing
from analysis.errors import InputError

GROUP = (
    "Write in each row the group of sources that the article belongs to, for example business or "
    "union; groups are what is compared."
)


def test_nothing_is_missing(make_corpus, seeds_folder, harbour_folder):
    assert what_is_missing(make_corpus()) == []
    assert what_is_missing(seeds_folder) == []
    assert what_is_missing(harbour_folder, group_by="paper") == []


def test_a_group_that_is_empty_in_every_row(make_corpus):
    listing = "article_id,file,group\n" + "".join(f"a{n},a.txt,\n" for n in range(12))
    assert what_is_missing(make_corpus(articles_csv=listing)) == [
        f"articles.csv: the column 'group' is empty in 12 rows (2 to 13). {GROUP}"
    ]


def test_all_is_told_at_once_and_the_table_first(make_corpus):
    listing = (
        "article_id,file,group,published,published_earliest,published_latest\n"
        "a,a.txt,,3/4/2023,,\n"
        "a,x.txt,y,,2024-10,2024-09\n"
        ",b.txt,,,,Mar-24\n"
        "d,,y,,,\n"
        "e,e.txt, ,,,\n"
    )
    folder = make_corpus(
        articles_csv=listing, e_txt=" \n", cleaning_toml="x = 1", corpus_toml="title = 3"
    )
    assert what_is_missing(folder) == [
        "corpus.toml: 'title' must be text, not 3.",
        "articles.csv: the column 'article_id' is empty in row 4. Write in each row a short name "
        "of your own for the article, another in each row.",
        f"articles.csv: the column 'group' is empty in 3 rows (2, 4, 6). {GROUP}",
        "articles.csv: the same article_id stands in several rows ('a' in 2 rows (2 to 3)). Give "
        "each row one of its own.",
        "articles.csv: neither a file nor a text in row 5. Write into the column 'file' the name "
        "of the file that holds the article's text.",
        "x.txt does not exist (articles.csv row 3).",
        "These texts are empty: e.txt (row 6). Delete their rows, or put the texts in.",
        "articles.csv: dates in another form than the suite reads: row 2 published '3/4/2023', "
        "row 4 published_latest 'Mar-24'. Write 2024-03-05, 2024-03 or 2024, or nothing where the "
        "day is not known; if a spreadsheet changes them, give the column the format “text” first.",
        "articles.csv: published_latest is before published_earliest in row 3.",
        "cleaning.toml: unknown key 'x' (known: repeated_lines, repeated_phrases, rule).",
    ]


def test_columns_that_are_not_there(make_corpus):
    found = what_is_missing(make_corpus(articles_csv="article_id,side\na,x\n"))
    assert found == [
        "articles.csv: there is no column 'file'. It holds, for each article, the name of the "
        "file that holds the article's text. There are: article_id, side.",
        f"articles.csv: there is no column 'group'. It holds, for each article, {GROUP[18:]} "
        "There are: article_id, side.",
    ]
    both = what_is_missing(make_corpus(articles_csv="article_id,file,text,group\na,a.txt,b,x\n"))
    assert both == ["articles.csv: both a file and a text in row 2. Keep one of them."]


def test_columns_by_other_names(make_corpus):
    folder = make_corpus(
        articles_csv="article_id,file,side,day\na,a.txt,,5.3.2024\n",
        corpus_toml='[columns]\ngroup = "side"\npublished = "day"\n',
    )
    found = what_is_missing(folder)
    assert found[0] == f"articles.csv: the column 'group' is empty in row 2. {GROUP}"
    assert "row 2 published '5.3.2024'" in found[1]
    assert len(what_is_missing(folder, group_by="side")) == 2


def test_no_table_and_no_folder(tmp_path):
    assert what_is_missing(tmp_path) == [
        f"{tmp_path.name} is empty. articles.csv lists the articles, one in each row; `framing new`"
        " makes it from a folder of texts, `framing import` from a table."
    ]
    with pytest.raises(InputError, match="there is no corpus folder 'no'"):
        what_is_missing(tmp_path / "no")


def test_what_only_loading_finds_is_told_too(make_corpus):
    rule = '[[rule]]\nname = "r"\nkind = "byline"\npattern = "^Rain.*$"'
    assert what_is_missing(make_corpus(cleaning_toml=rule)) == [
        "cleaning.toml: the rules leave nothing of article 'a'."
    ]


def test_one_file_with_all_articles(tmp_path):
    file = tmp_path / "news.csv"
    file.write_text("id,body,side\na,Rain fell.,north\nb,,south\n")
    assert what_is_missing(file, group_by="side") == []  # a row without a text is rejected only
    assert what_is_missing(file) == [
        f"news.csv: there is no column 'group'. It holds, for each article, {GROUP[18:]} There "
        "are: id, body, side."
    ]
    file.write_text("id,body,group\na,,north\n")
    assert what_is_missing(file) == ["news.csv: no row is an article: there is no text."]


def test_two_tables_are_one_too_many(make_corpus):
    folder = make_corpus(articles_parquet="")
    assert what_is_missing(folder) == [
        f"{folder.name} has both articles.parquet and articles.csv; keep one."
    ]
    (folder / "articles.csv").unlink()
    (told,) = what_is_missing(folder)
    assert told.startswith("articles.parquet")
