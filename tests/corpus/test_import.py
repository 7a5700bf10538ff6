"""`framing import`: a source becomes a corpus folder, and every row is accounted for."""

import pandas as pd
import pytest

from analysis.cli import main
from analysis.corpus import audit, load_corpus
from analysis.corpus.sources import import_source
from analysis.errors import InputError

HEADER = "key,headline,paper,side,date,body\n"
FEW = (
    HEADER
    + 'a/1,Port sold,The Courier,left,2024-03-02,"Rain fell.\n\nThen snow."\n'
    + "A-1,Strike,The Courier,left,3/13/24,Hail fell.\n"
    + "b,Storm,Harbour Voice,right,soon,Fog came.\n"
    + "b,Storm,Harbour Voice,right,,Fog came.\n"
    + "c,Calm,Harbour Voice,,2024-03-04,Sun shone.\n"
    + "d,Empty,Harbour Voice,right,2024-03-05,\n"
)


@pytest.fixture
def few(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text(FEW, encoding="utf-8")
    return path


def many(path, n=250):
    rows = {
        "id": [f"a{number}" for number in range(n)],
        "text": [f"Rain fell on the {number} roofs of the town." for number in range(n)],
        "outlet": ["The Courier" if number % 2 else "Harbour Voice" for number in range(n)],
        "side": ["left" if number % 3 else "right" for number in range(n)],
        "date": ["12/30/17", "3/2/18", "2018-03-02", "soon", ""] * (n // 5),
    }
    pd.DataFrame(rows).to_parquet(path)
    return path


def run(*arguments):
    return main([str(argument) for argument in arguments])


def test_few_articles_become_files_and_a_table(few, tmp_path, capsys):
    folder = tmp_path / "corpus"
    columns = ["--column", "article_id=key", "--column", "outlet=paper"]
    assert run("import", few, folder, *columns, "--group-by", "side", "--title", 'Port "A"') == 0
    assert capsys.readouterr().out.splitlines() == [
        "few.csv: 3 articles, 3 rejected",
        "  rejected: an earlier row has the same article_id (1)",
        "  rejected: there is no text (1)",
        "  rejected: there is no value of 'side' (1)",
        "  columns: article_id from key, title from headline, outlet from paper, "
        "published from date, text from body",
        "  dates: 1 as ISO 8601, 1 in another form, 1 not understood",
        "  dates such as 3/2/24 are read month-first",
        f"next: framing check {folder}",
        f"      framing run --corpus {folder} --out SITE",
    ]
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert names == [
        "articles.csv",
        "corpus.toml",
        "rejected.csv",
        "texts/a-1-2.txt",
        "texts/a-1.txt",
        "texts/b.txt",
    ]
    assert (folder / "texts" / "a-1.txt").read_bytes() == b"Rain fell.\n\nThen snow."
    corpus = load_corpus(folder)
    assert corpus.title == 'Port "A"'
    assert corpus.articles["article_id"].tolist() == ["a/1", "A-1", "b"]
    assert corpus.articles["group"].tolist() == ["left", "left", "right"]
    assert corpus.articles["published"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [
        "2024-03-02",
        "2024-03-13",
        "",
    ]
    assert corpus.rejected[["row", "article_id", "reason"]].to_numpy().tolist() == [
        [7, "d", "there is no text"],
        [6, "c", "there is no value of 'side'"],
        [5, "b", "an earlier row has the same article_id"],
    ]
    assert str(corpus).endswith("3 rows rejected.")
    undated = audit(corpus).query("code == 'W202'")
    assert undated["message"].tolist() == ["The article is undated: not understood: soon"]


def test_many_articles_become_one_file(tmp_path):
    path = many(tmp_path / "many.parquet")
    imported = import_source(path, tmp_path / "corpus", group_by="side")
    assert imported.dates == {
        "as ISO 8601": 50,
        "in another form": 100,
        "missing": 50,
        "not understood": 50,
    }
    corpus = load_corpus(tmp_path / "corpus")
    assert len(corpus.articles) == imported.n_articles == 250
    assert corpus.articles["published"].notna().sum() == 150
    assert corpus.articles["published_original"].value_counts()["soon"] == 50
    assert corpus.articles.loc[7, ["source_file", "source_row"]].tolist() == ["many.parquet", "8"]
    assert corpus.groups == {"left": "left", "right": "right"}


def test_a_file_may_be_a_corpus_itself(tmp_path):
    path = many(tmp_path / "many.parquet")
    direct = load_corpus(path, group_by="side")
    import_source(path, tmp_path / "corpus", group_by="side")
    imported = load_corpus(tmp_path / "corpus")
    assert direct.title == "many"
    columns = ["article_id", "group", "outlet", "published", "published_original", "text"]
    pd.testing.assert_frame_equal(direct.articles[columns], imported.articles[columns])


def test_importing_twice_gives_the_same_bytes(tmp_path):
    path = many(tmp_path / "many.parquet")
    for name in ("one", "two"):
        import_source(path, tmp_path / name)
    files = [(tmp_path / name / "articles.parquet").read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


def test_nothing_is_written_unless_all_of_it_is(few, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("id,text\na,\nb, \n", encoding="utf-8")
    folder = tmp_path / "new" / "corpus"
    with pytest.raises(
        InputError, match=r"empty\.csv: no row is an article: there is no text \(2\)"
    ):
        import_source(empty, folder)
    assert not (tmp_path / "new").exists()
    import_source(few, folder, columns={"article_id": "key"})
    before = (folder / "articles.csv").read_bytes()
    with pytest.raises(InputError, match=r"corpus has a articles\.csv already"):
        import_source(few, folder)
    assert (folder / "articles.csv").read_bytes() == before
    with pytest.raises(InputError, match="is a file; the corpus needs a folder"):
        import_source(few, few)


def test_what_the_command_says_of_bad_input(few, tmp_path, capsys):
    assert run("import", few, tmp_path / "c", "--column", "text=full") == 2
    assert capsys.readouterr().err == (
        "framing: few.csv: there is no column 'full' "
        "(columns: key, headline, paper, side, date, body)\n"
    )
    assert run("import", few, tmp_path / "c", "--column", "text") == 2
    assert "--column text" in capsys.readouterr().err


def test_a_listing_in_two_forms_is_refused(tmp_path):
    import_source(many(tmp_path / "many.parquet"), tmp_path / "c", group_by="side")
    (tmp_path / "c" / "articles.csv").write_text("article_id,file,group\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"c has both articles\.parquet and articles\.csv"):
        load_corpus(tmp_path / "c")


def test_columns_may_be_named_in_corpus_toml(tmp_path):
    many(tmp_path / "many.parquet")
    folder = tmp_path / "c"
    folder.mkdir()
    pd.read_parquet(tmp_path / "many.parquet").rename(
        columns={"text": "inhalt", "side": "seite"}
    ).to_parquet(folder / "articles.parquet")
    (folder / "corpus.toml").write_text(
        '[columns]\ntext = "inhalt"\ngroup = "seite"\n', encoding="utf-8"
    )
    corpus = load_corpus(folder)
    assert corpus.articles["text"].str.startswith("Rain fell").all()
    assert list(corpus.groups) == ["left", "right"]


def test_given_cuts_are_made_and_checked(make_corpus):
    raw = "HEADER\nRain fell in the exam-\nple town.\n"
    cuts = (
        "article_id,raw_start,raw_end,kind,rule,text\n"
        'a,0,7,caption,header,"HEADER\n"\n'
        'a,28,30,caption,hyphen,"-\n"\n'
        "gone,0,1,caption,header,x\n"
    )
    folder = make_corpus(a_txt=raw, cuts_csv=cuts)
    corpus = load_corpus(folder)
    assert corpus.articles.loc[0, "text"] == "Rain fell in the example town.\n"
    assert corpus.cuts[["kind", "rule", "text"]].to_numpy().tolist() == [
        ["caption", "header", "HEADER\n"],
        ["caption", "hyphen", "-\n"],
    ]
    assert load_corpus(folder, clean=False).articles.loc[0, "text"] == raw
    (folder / "a.txt").write_text("HEADER\nRain fell in the town.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^cuts\.csv: the text of article 'a' has been changed"):
        load_corpus(folder)
    (folder / "cuts.csv").write_text("article_id,start\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^cuts\.csv is not as the import has written it: "):
        load_corpus(folder)
