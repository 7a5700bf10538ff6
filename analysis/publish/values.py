"""Values of parameters, as typed or as written in a grid, checked before anything starts."""

import ast
import keyword
import re
from collections.abc import Iterable, Mapping

from analysis.errors import InputError, did_you_mean
from analysis.publish.parameters import Parameter, fits

# A text that is read as itself: no comma, and not what Python would read as a number.
PLAIN = re.compile(r"[A-Za-z][\w.-]*")
SPELLINGS = {"true": True, "false": False, "none": None}
Parameters = Mapping[str, Mapping[str, Parameter]]


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Names and unparsed values of ``name=value`` arguments.

    Raises
    ------
    InputError
        No ``=``, a name that is no identifier, or a name given twice.

    Examples
    --------
    >>> parse_assignments(["min_count=5"])
    {'min_count': '5'}
    """
    given: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise InputError(f"-p {assignment}: write it as name=value")
        if not name.isidentifier() or keyword.iskeyword(name):
            raise InputError(f"-p {name!r}: not a valid parameter name")
        if name in given:
            raise InputError(f"-p {name}: given twice")
        given[name] = value
    return given


def parse_value(text: str, parameter: Parameter) -> object:
    """Value of a parameter as typed on the command line.

    Parameters
    ----------
    text : str
        A Python literal; a bare string where the parameter is a string; elements separated by
        commas where it is a list of strings.
    parameter : Parameter

    Raises
    ------
    InputError
        The value is not of the parameter's type.

    Examples
    --------
    >>> parse_value("security,war-peace", Parameter("codebooks", (list,), str, ["security"]))
    ['security', 'war-peace']
    """
    for value in _readings(text, parameter):
        if fits(value, parameter):
            return value
    raise InputError(f"parameter {parameter.name}: {text!r} is not {parameter.expects}")


def typed(value: object) -> str:
    """A value as it would be typed: a list of plain texts by its commas, other than text as is."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(_is_plain(item) for item in value):
        return ",".join(value)
    return repr(value)


def check_value(value: object, parameter: Parameter) -> None:
    """Refuse a value that is not of a parameter's type.

    Raises
    ------
    InputError
        Naming the parameter, the value and what is expected.
    """
    if not fits(value, parameter):
        raise InputError(f"parameter {parameter.name}: {value!r} is not {parameter.expects}")


def resolve(
    given: Mapping[str, str], notebooks: Parameters, others: Parameters | None = None
) -> dict[str, dict[str, object]]:
    """Values that each notebook receives from the command line.

    Parameters
    ----------
    given : mapping of str to str
        Unparsed values by name.
    notebooks : mapping
        Parameters of each selected notebook, by its name.
    others : mapping, optional
        Those of the notebooks that are not selected, for messages.

    Returns
    -------
    dict
        Values by name for each notebook; a notebook without the parameter does not receive it.

    Raises
    ------
    InputError
        No selected notebook has the parameter, or a value does not fit its type.
    """
    check_known(given, notebooks, others)
    return {
        notebook: {
            name: parse_value(text, parameters[name])
            for name, text in given.items()
            if name in parameters
        }
        for notebook, parameters in notebooks.items()
    }


def check_known(
    names: Iterable[str], notebooks: Parameters, others: Parameters | None = None
) -> None:
    """Refuse a name that is no parameter of any notebook.

    Parameters
    ----------
    names : iterable of str
    notebooks, others : mapping
        As for `resolve`.

    Raises
    ------
    InputError
        Naming the notebooks that have it, or the name that may be meant.
    """
    known = sorted({name for parameters in notebooks.values() for name in parameters})
    for name in names:
        if name not in known:
            owners = [other for other, has in (others or {}).items() if name in has]
            raise InputError(_unknown(name, known, owners, list(notebooks)))


def _unknown(name: str, known: list[str], owners: list[str], selected: list[str]) -> str:
    if owners:
        return f"parameter {name}: belongs to {', '.join(owners)}, not to {', '.join(selected)}"
    meant = did_you_mean(name, known)
    return f"parameter {name}: unknown{meant}; there are: {', '.join(known) or 'none'}"


def _is_plain(item: object) -> bool:
    return isinstance(item, str) and PLAIN.fullmatch(item) is not None


def _readings(text: str, parameter: Parameter) -> Iterable[object]:
    """Ways to read a value, the most literal first."""
    try:
        yield ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        if text.lower() in SPELLINGS:
            yield SPELLINGS[text.lower()]
    if str in parameter.kinds:
        yield text
    if list in parameter.kinds and parameter.element in (str, None) and not text.startswith("["):
        yield [part.strip() for part in text.split(",") if part.strip()]
