import pytest

from analysis.errors import InputError
from analysis.publish.parameters import Parameter, read_parameters
from analysis.publish.values import parse_assignments, parse_value, resolve

CELL = """
# what is compared
corpus: str = "seeds"
clean: bool = True
min_count: int = 3
level: float = 1
codebooks: list[str] = ["security"]
years: list = [1990, 2024]
label: str | None = None
plain = 2
"""


def kinds(name):
    return read_parameters(CELL, where="x")[name].kinds


def test_types_come_from_annotations_and_else_from_defaults():
    assert kinds("level") == (float,)
    assert kinds("label") == (str, type(None))
    assert kinds("plain") == (int,)
    assert read_parameters(CELL, where="x")["years"].element is int


def test_defaults_are_values():
    values = {p.name: p.default for p in read_parameters(CELL, where="x").values()}
    assert values["codebooks"] == ["security"]
    assert list(values)[:3] == ["corpus", "clean", "min_count"]


@pytest.mark.parametrize(
    "cell",
    [
        "import os",
        "corpus: str = open('/etc/passwd').read()",
        "a = b = 3",
        "a, b = 1, 2",
        "corpus: str",
        "n: int = 'three'",
        "n: int = True",
        "print('x')",
        "n: int = (",
    ],
)
def test_only_literals_of_their_type_are_parameters(cell):
    with pytest.raises(InputError, match="03_frames: parameters cell, line 1"):
        read_parameters(cell, where="03_frames")


def test_a_literal_names_the_values_allowed():
    cell = 'from typing import Literal\nform: Literal["norm", "stem"] = "norm"'
    form = read_parameters(cell, where="x")["form"]
    assert parse_value("stem", form) == "stem"
    with pytest.raises(InputError, match="parameter form: 'word' is not one of norm, stem"):
        parse_value("word", form)
    with pytest.raises(InputError, match="the default of form is not one of norm, stem"):
        read_parameters(cell.replace('= "norm"', '= "word"'), where="x")


def test_reading_never_executes(tmp_path):
    trace = tmp_path / "ran"
    with pytest.raises(InputError):
        read_parameters(
            f"x: list = [__import__('pathlib').Path({str(trace)!r}).touch()]", where="x"
        )
    assert not trace.exists()


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("5", "min_count", 5),
        ("2", "level", 2),
        ("0.5", "level", 0.5),
        ("False", "clean", False),
        ("false", "clean", False),
        ("other", "corpus", "other"),
        ("5", "corpus", "5"),
        ("'quoted'", "corpus", "quoted"),
        ("a=b", "corpus", "a=b"),
        ("security,war", "codebooks", ["security", "war"]),
        ("security", "codebooks", ["security"]),
        ("['a', 'b']", "codebooks", ["a", "b"]),
        ("[1, 2]", "years", [1, 2]),
        ("None", "label", None),
        ('"; import os; "', "corpus", "; import os; "),
    ],
)
def test_values_from_the_command_line(text, name, value):
    got = parse_value(text, read_parameters(CELL, where="x")[name])
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "name", "expects"),
    [
        ("3.5", "min_count", "a whole number"),
        ("True", "min_count", "a whole number"),
        ("1", "clean", "True or False"),
        ("low", "level", "a number"),
        ("[1]", "codebooks", "a list of texts"),
        ("['x']", "years", "a list of whole numbers"),
        ("__import__('os')", "min_count", "a whole number"),
        ("(" * 500, "min_count", "a whole number"),
    ],
)
def test_a_value_of_another_type_is_refused(text, name, expects):
    with pytest.raises(InputError, match=f"parameter {name}: .* is not {expects}"):
        parse_value(text, read_parameters(CELL, where="x")[name])


@pytest.mark.parametrize("name", ["import os; x", "a b", "class", "", "a.b", "x\nimport os"])
def test_a_name_cannot_carry_code(name):
    with pytest.raises(InputError, match="not a valid parameter name"):
        parse_assignments([f"{name}=1"])


def test_assignments_are_complete_and_single():
    with pytest.raises(InputError, match="name=value"):
        parse_assignments(["min_count"])
    with pytest.raises(InputError, match="given twice"):
        parse_assignments(["a=1", "a=2"])


def test_a_parameter_goes_to_the_notebooks_that_have_it():
    count = {"min_count": Parameter("min_count", (int,), None, 3)}
    assert resolve({"min_count": "4"}, {"01": count, "02": {}}) == {
        "01": {"min_count": 4},
        "02": {},
    }


def test_an_unknown_parameter_names_the_nearest():
    count = {"min_count": Parameter("min_count", (int,), None, 3)}
    with pytest.raises(InputError, match=r"min_cuont: unknown \(did you mean min_count\?\)"):
        resolve({"min_cuont": "4"}, {"01": count})


def test_a_parameter_of_another_notebook_is_said_to_be_its():
    count = {"min_count": Parameter("min_count", (int,), None, 3)}
    with pytest.raises(InputError) as caught:
        resolve({"min_count": "4"}, {"04_d": {}}, {"02_b": count, "03_c": {}, "07_g": count})
    assert str(caught.value) == "parameter min_count: belongs to 02_b, 07_g, not to 04_d"
