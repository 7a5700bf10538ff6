"""Bad input: one line, status 2, and nothing in the output folder touched."""

import pytest
from filelock import FileLock


@pytest.fixture
def refused(framing, project):
    def run(*arguments, out="out"):
        where = ("--corpus", project / "c", "--out", project / out, "--notebooks", project / "nb")
        status, printed, complaint = framing("run", *where, *arguments)
        assert (status, printed) == (2, "")
        assert complaint.startswith("framing: ")
        assert complaint.count("\n") == 1
        return complaint

    return run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["07"], "notebook 07: unknown; there are: 01_one"),
        (["01_onne"], "did you mean 01_one?"),
        (["-p", "min_cont=4"], "parameter min_cont: unknown (did you mean min_count?)"),
        (["-p", "min_count=many"], "parameter min_count: 'many' is not a whole number"),
        (["-p", "words=[1]"], "parameter words: '[1]' is not a list of texts"),
        (["-p", "min_count=1;import os"], "is not a whole number"),
        (["-p", "x=1\nimport os"], "unknown"),
        (["-p", "import os;x=1"], "not a valid parameter name"),
        (["-p", "corpus=elsewhere"], "given with --corpus"),
        (["--group-by", "nothing"], "nothing"),
    ],
)
def test_arguments(refused, project, arguments, says):
    assert says in refused(*arguments)
    assert not (project / "out").exists()


def test_missing_corpus(framing, project):
    status, _, complaint = framing(
        "run", "--corpus", project / "no", "--out", project / "o", "--notebooks", project / "nb"
    )
    assert status == 2
    assert complaint.count("\n") == 1
    assert "no such corpus folder" in complaint


def test_too_few_groups(refused, project, write_notebook, write_corpus):
    write_notebook(project / "nb", "03_two", "1", min_groups=3)
    assert "03_two: needs 3 groups; column group of c has 2 (left, right)" in refused()
    assert not (project / "out").exists()


def test_broken_notebook(refused, project):
    (project / "nb" / "02_broken.ipynb").write_text("{", encoding="utf-8")
    assert "02_broken.ipynb: not a Jupyter notebook" in refused()


def test_unknown_codebook(refused, project, write_notebook):
    cell = 'corpus: str = "x"\ncodebooks: list[str] = ["no-such-book"]'
    write_notebook(project / "nb", "03_frames", "1", parameters=cell)
    assert "no-such-book" in refused()


@pytest.mark.parametrize("name", ["../book", "security.toml", "/book"])
def test_a_codebook_goes_by_its_bare_name(refused, project, write_notebook, name):
    write_notebook(project / "nb", "03_frames", "1", parameters="codebooks: list[str] = []")
    assert "a name alone" in refused("-p", f"codebooks={name}")


def test_every_codebook_of_the_corpus_is_tested(refused, project, write_notebook):
    write_notebook(project / "nb", "03_frames", "1", parameters="codebooks: list[str] = []")
    (project / "c" / "codebooks").mkdir()
    (project / "c" / "codebooks" / "ships.toml").write_text("title = 1", encoding="utf-8")
    assert "ships.toml" in refused()


def test_a_codebook_file_needs_a_name_that_can_be_given(refused, project, write_notebook):
    write_notebook(project / "nb", "03_frames", "1", parameters="codebooks: list[str] = []")
    (project / "c" / "codebooks").mkdir()
    (project / "c" / "codebooks" / "My_book.toml").write_text("title = 1", encoding="utf-8")
    assert "My_book.toml: the name must be lower-case" in refused()


BOOK = """
title = "Ships"
kind = "{kind}"
source = "Made for this test."
unit = "name"
language = "en"
[[frame]]
name = "ships"
label = "Ships"
definition = "A ship."
include = "It is a ship."
exclude = "It is none."
terms = ["ship"]
examples = ["The ship sails."]
"""


def test_codebooks_are_read_though_no_notebook_names_them(refused, project):
    (project / "c" / "codebooks").mkdir()
    book = project / "c" / "codebooks" / "ships.toml"
    book.write_text(BOOK.format(kind="actor"), encoding="utf-8")
    assert "ships.toml: kind 'actor' is none of" in refused()
    assert "(did you mean actors?)" in refused()
    book.write_text(BOOK.format(kind="frames"), encoding="utf-8")
    assert "codebook ships: C105 frame ships: no counter-example" in refused()
    assert not (project / "out").exists()


def test_the_actors_named_must_be_actors(refused, project, write_notebook):
    write_notebook(project / "nb", "04_actors", "1", parameters='actors: str = ""')
    assert "codebook 'nobody': there is none" in refused("-p", "actors=nobody")
    said = refused("-p", "actors=security")
    assert "parameter actors: security is a codebook of frames, not of actors" in said


def test_a_parameter_of_a_notebook_that_is_not_run(refused, project, write_notebook):
    write_notebook(project / "nb", "04_actors", "1", parameters='actors: str = ""')
    assert "min_count: belongs to 01_one, not to 04_actors" in refused("04", "-p", "min_count=3")


def test_foreign_folder(refused, project):
    (project / "out").mkdir()
    (project / "out" / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert "not made by an earlier run" in refused()
    assert [p.name for p in (project / "out").iterdir()] == ["thesis.txt"]


def test_output_is_a_file(refused, project):
    (project / "out").write_text("x", encoding="utf-8")
    assert "is a file" in refused()
    assert "is a file" in refused(out="out/below")
    assert (project / "out").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("out", ["c", ".", "c/out"])
def test_output_and_corpus_apart(refused, project, out):
    assert "lie in one another" in refused(out=out)
    assert sorted(p.name for p in (project / "c").iterdir()) == ["a.txt", "articles.csv", "b.txt"]


def test_second_run_into_the_same_folder(refused, project):
    private = project / "out" / ".framing"
    private.mkdir(parents=True)
    with FileLock(private / "lock"):
        assert "another run is writing there" in refused()


def test_interactive_notebooks_are_not_run(refused, project, write_notebook):
    write_notebook(project / "nb", "explore", "1", interactive=True)
    assert "notebook explore: unknown; there are: 01_one" in refused("explore")
