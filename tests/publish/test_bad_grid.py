"""A grid that cannot be meant: one line, status 2, and nothing written."""

from pathlib import Path

import pytest

from analysis.publish.grid import own_choices, plan_grid, read_grid
from analysis.publish.notebooks import default_folder

PARAMETERS = (
    'from typing import Literal\ncorpus: str = "x"\ngroup_by: str = "group"\nclean: bool = True\n'
    'min_count: int = 3\nweight: float = 1.0\ncodebooks: list[str] = []\n'
    'form: Literal["norm", "stem"] = "norm"'
)  # fmt: skip


@pytest.fixture
def project(tmp_path, write_corpus, write_notebook):
    write_corpus(tmp_path / "c")
    write_notebook(tmp_path / "nb", "01_all", "1", parameters=PARAMETERS)
    write_notebook(tmp_path / "nb", "02_clean", "1", parameters="clean: bool = True\ntop: int = 5")
    write_notebook(tmp_path / "nb", "03_none", "1", parameters="size: int = 0")
    return tmp_path


@pytest.fixture
def refused(framing, project):
    def run(text, *arguments):
        (project / "grid.toml").write_text(text, encoding="utf-8")
        where = ("--corpus", project / "c", "--out", project / "out", "--notebooks", project / "nb")
        status, printed, said = framing(
            "multiverse", *where, "--grid", project / "grid.toml", *arguments
        )
        assert (status, printed) == (2, "")
        assert said.startswith("framing: ")
        assert said.count("\n") == 1
        assert not (project / "out").exists()
        return said

    return run


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[choices\n", "grid.toml is not valid TOML"),
        ("", "grid.toml: the key 'choices' is missing"),
        ("[choices]\n", "grid.toml [choices]: there is no choice"),
        ("choices = 3", "'choices' must be a table, not 3"),
        ("[choices]\nclean = [true]\n[choice]\nform = []", "unknown key 'choice'"),
        ("[choices]\nclean = true", "grid.toml [choices]: 'clean' must be a list, not True"),
        ("[choices]\nclean = []", "choice clean: the list is empty"),
        ("[choices]\nclaen = [true]", "parameter claen: unknown (did you mean clean?)"),
        ("[choices]\nmin_count = [3, 'five']", "parameter min_count: 'five' is not a whole number"),
        ("[choices]\nmin_count = [3, 4.5]", "parameter min_count: 4.5 is not a whole number"),
        ("[choices]\nclean = [1, 0]", "parameter clean: 1 is not True or False"),
        ("[choices]\nform = ['norm', 'lema']", "parameter form: 'lema' is not one of norm, stem"),
        ("[choices]\ncodebooks = [['a'], [1]]", "parameter codebooks: [1] is not a list of texts"),
        ("[choices]\ncodebooks = ['a']", "parameter codebooks: 'a' is not a list of texts"),
        ("[choices]\nform = [2024-01-01]", "is not one of norm, stem"),
        ("[choices]\nmin_count = [3, 5, 3]", "choice min_count: 3 is given twice"),
        ("[choices]\nweight = [1, 1.0]", "choice weight: 1.0 is given twice"),
        ("[choices]\nweight = [1.0, nan]", "choice weight: nan is not a number to compute with"),
        ("[choices]\ncodebooks = [['a'], ['a']]", "choice codebooks: ['a'] is given twice"),
        ("[choices]\ncorpus = ['c']", "choice corpus: given with --corpus"),
        ("notebooks = ['09']\n[choices]\nclean = [true]", "notebook 09: unknown"),
        ("notebooks = '01'\n[choices]\nclean = [true]", "'notebooks' must be a list"),
        ("notebooks = [1]\n[choices]\nclean = [true]", 'notebooks are texts, such as ["02"'),
        (
            "notebooks = ['01', '03']\n[choices]\nclean = [true]",
            "grid.toml: 03_none: has none of the choices",
        ),
        (
            "notebooks = ['01']\n[choices]\ntop = [5]",
            "parameter top: belongs to 02_clean, not to 01_all",
        ),
        ("[choices]\ngroup_by = ['group', 'nothing']", "there is no column 'nothing'"),
        ("[choices]\ncodebooks = [['no-such-book']]", "no-such-book"),
    ],
)
def test_what_a_grid_may_not_say(refused, text, says):
    assert says in refused(text)


def add_region(project, *values):
    table = project / "c" / "articles.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    joined = [",".join(pair) for pair in zip(lines, ["region", *values], strict=True)]
    table.write_text("\n".join(joined) + "\n", encoding="utf-8")


def test_a_group_by_with_missing_values(refused, project):
    add_region(project, "coast", "")
    said = refused("[choices]\ngroup_by = ['group', 'region']")
    assert "article 'b' has no 'region'" in said


def test_a_group_by_that_leaves_too_few_groups(refused, project, write_notebook):
    group_by = 'group_by: str = "group"'
    write_notebook(project / "nb", "04_two", "1", parameters=group_by, min_groups=2)
    add_region(project, "coast", "coast")
    said = refused("[choices]\ngroup_by = ['group', 'region']")
    assert "04_two: needs 2 groups; column region of c has 1 (coast)" in said


def test_more_runs_than_are_allowed(refused):
    counts = list(range(1000))
    numbers = f"[choices]\nclean = [true, false]\nform = ['norm', 'stem']\nmin_count = {counts}"
    # 2 * 1,000 * 2 of the first notebook, 2 of the second
    assert "grid.toml: 4,002 runs; at most 2,000, unless --most says more" in refused(numbers)
    assert "at most 4,001" in refused(numbers, "--most", "4001")


def test_a_missing_file_and_a_foreign_folder(framing, project):
    where = ["--corpus", project / "c", "--notebooks", project / "nb", "--out", project / "thesis"]
    _, _, said = framing("multiverse", *where, "--grid", project / "no.toml")
    assert said.endswith("no.toml: no such grid file\n")
    (project / "grid.toml").write_text("[choices]\nclean = [true]", encoding="utf-8")
    (project / "thesis").mkdir()
    # What an earlier run of the other command has made is not a multiverse either.
    (project / "thesis" / "run.json").write_text("{}", encoding="utf-8")
    status, _, said = framing("multiverse", *where, "--grid", project / "grid.toml")
    assert status == 2
    assert "not made by an earlier run" in said
    assert [path.name for path in (project / "thesis").iterdir()] == ["run.json"]


def test_a_grid_inside_the_corpus(framing, project):
    grid = project / "c" / "grid.toml"
    grid.write_text("[choices]\nclean = [true]", encoding="utf-8")
    where = ["--corpus", project / "c", "--notebooks", project / "nb", "--out", project / "out"]
    status, _, said = framing("multiverse", *where, "--grid", grid)
    assert status == 2
    assert said.endswith("grid.toml: lies in the corpus folder; put the grid beside it\n")


def plan(project, text, most=2000):
    (project / "grid.toml").write_text(text, encoding="utf-8")
    grid = read_grid(project / "grid.toml")
    folders = {"notebooks": project / "nb", "most": most}
    return grid, plan_grid(grid, project / "c", project / "out", **folders)


def test_every_notebook_has_the_combinations_of_its_own_choices(project):
    text = "[choices]\nclean = [false, true]\nmin_count = [3, 2, 5]\ngroup_by = ['group', 'outlet']"
    grid, made = plan(project, text)
    assert [n.name for n in made.known] == ["01_all", "02_clean"]
    of = {n.name: [t for t in made.tasks if t.notebook.name == n.name] for n in made.known}
    assert [len(tasks) for tasks in of.values()] == [12, 2]
    first = of["01_all"][0]
    assert first.given == {"clean": False, "min_count": 3, "group_by": "group"}
    assert first.injected == {"corpus": "c", **first.given}
    assert first.in_force["weight"] == 1.0
    assert [task.given for task in of["02_clean"]] == [{"clean": False}, {"clean": True}]
    assert own_choices(grid, made.known[1]) == {"clean": [False, True]}
    assert len({task.name for task in made.tasks}) == 14
    assert first.name == f"01_all/{first.key[:12]}"


def test_a_list_may_be_a_value(project):
    _, made = plan(
        project, "[choices]\ncodebooks = [[], ['security'], ['security', 'policy-frames']]"
    )
    books = [task.given["codebooks"] for task in made.tasks]
    assert books == [[], ["security"], ["security", "policy-frames"]]


def test_the_key_of_a_specification_does_not_hang_on_the_rest_of_the_grid(project):
    _, small = plan(project, "[choices]\nclean = [true]\nmin_count = [3]")
    _, large = plan(project, "[choices]\nmin_count = [2, 3]\nclean = [true, false]")
    assert {task.key for task in small.tasks} < {task.key for task in large.tasks}


def test_the_grid_for_the_seeds_can_be_run(tmp_path):
    root = Path(__file__).parents[2]
    grid = read_grid(root / "tests" / "corpora" / "seeds.grid.toml")
    made = plan_grid(grid, root / "seeds", tmp_path / "out", notebooks=default_folder(), most=2000)
    n = {name: sum(t.notebook.name == name for t in made.tasks) for name in
         ("02_vocabulary", "03_frames", "08_distance")}  # fmt: skip
    assert n == {"02_vocabulary": 96, "03_frames": 8, "08_distance": 48}
