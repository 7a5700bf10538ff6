"""Specifications: all combinations of defensible choices, and which choice a result hangs on.

The tables that are read here have one row a claim and specification: ``claim`` (a stable key), a
column for each choice (NaN where a claim does not know it), ``estimate`` (NaN or infinite where it
is undefined) and ``kept`` (whether the claim may be made). What the choices are, and the options of
each with the default first, goes with the table as a mapping.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError

OWN = ("claim", "estimate", "kept")
Choices = Mapping[str, Sequence[Any]]


def factorial(choices: Choices) -> pd.DataFrame:
    """Every combination of the options, the defaults first.

    Parameters
    ----------
    choices : mapping of str to sequence
        The options of each choice, its default first.

    Returns
    -------
    DataFrame
        One row a specification, one column a choice. The last choice changes fastest.

    Raises
    ------
    InputError
        A choice has no option, or the same twice, or the name of another column.

    Examples
    --------
    >>> factorial({"clean": [True, False], "min_count": [3, 5]})
       clean  min_count
    0   True          3
    1   True          5
    2  False          3
    3  False          5
    """
    _check_choices(choices)
    return pd.DataFrame(list(itertools.product(*choices.values())), columns=list(choices))


def choice_effects(table: pd.DataFrame, *, choices: Choices) -> pd.DataFrame:
    """How much each choice alone moves each claim, all other choices held fixed.

    Parameters
    ----------
    table : DataFrame
        One row a claim and specification; see the module.
    choices : mapping of str to sequence
        As in `factorial`.

    Returns
    -------
    DataFrame
        One row a claim and choice: ``claim``, ``choice``; ``n_pairs``, the pairs of
        specifications that differ in this choice alone; ``n_changed``, those of them in which the
        claim is kept under one and not under the other; ``mean_move`` and ``max_move`` of the
        estimate within those pairs that have both, without sign. By claim, then the choice that
        moves most, then by name.

    Raises
    ------
    InputError
        A column is missing, an option is unknown, or a specification stands twice in a claim.

    Notes
    -----
    Moves are in the estimate's own unit: compare them within a claim. A choice of one option has
    no pair, and its moves are NaN.

    Examples
    --------
    >>> table = factorial({"clean": [True, False], "form": ["norm", "stem"]})
    >>> table = table.assign(claim="gap", estimate=[3.0, 2.5, 1.0, 0.5], kept=[True] * 3 + [False])
    >>> choices = {"form": ["norm", "stem"], "clean": [True, False]}
    >>> choice_effects(table, choices=choices).drop(columns="claim")
      choice  n_pairs  n_changed  mean_move  max_move
    0  clean        2          1        2.0       2.0
    1   form        2          1        0.5       0.5
    """
    rows = _checked(table, choices)
    effects = pd.concat(
        [_effects_of(rows, name, choices) for name in choices] or [_no_effects()], ignore_index=True
    )
    return effects.sort_values(
        ["claim", "mean_move", "n_changed", "choice"],
        ascending=[True, False, False, True],
        ignore_index=True,
    )


def survival(
    table: pd.DataFrame, *, choices: Choices, n_specifications: int | None = None
) -> pd.DataFrame:
    """Under how many specifications each claim is kept, and how far its estimate goes.

    Parameters
    ----------
    table : DataFrame
        One row a claim and specification; see the module.
    choices : mapping of str to sequence
        As in `factorial`.
    n_specifications : int, optional
        How many there are, where the table leaves out those under which a claim is not made; by
        default each claim has a row for every one.

    Returns
    -------
    DataFrame
        One row a claim, by name: ``claim``, ``n_specifications``, ``n_kept``, ``share_kept``,
        ``n_undefined`` (rows without an estimate), ``kept_at_default``, ``estimate`` (at the
        default), ``least`` and ``most``.

    Raises
    ------
    InputError
        As in `choice_effects`.

    Notes
    -----
    A claim is not kept where its estimate is undefined. One that never has an estimate is about no
    number: it is kept where ``kept`` says so, and nothing of it is undefined.

    Examples
    --------
    >>> table = factorial({"clean": [True, False]})
    >>> table = table.assign(claim="gap", estimate=[3.0, float("nan")], kept=True)
    >>> survival(table, choices={"clean": [True, False]}).iloc[0].to_dict() == {
    ...     "claim": "gap", "n_specifications": 2, "n_kept": 1, "share_kept": 0.5,
    ...     "n_undefined": 1, "kept_at_default": True, "estimate": 3.0, "least": 3.0, "most": 3.0}
    True
    """
    rows = _checked(table, choices)
    at_default = (rows[list(choices)] == 0).all(axis=1)
    rows = rows.assign(
        kept_at_default=rows["kept"] & at_default, at_default=rows["estimate"].where(at_default)
    )
    table = rows.groupby("claim").agg(
        n_specifications=("kept", "size"),
        n_kept=("kept", "sum"),
        n_undefined=("undefined", "sum"),
        kept_at_default=("kept_at_default", "any"),
        estimate=("at_default", "first"),
        least=("estimate", "min"),
        most=("estimate", "max"),
    )
    if n_specifications is not None:
        table["n_specifications"] = n_specifications
    table.insert(2, "share_kept", table["n_kept"] / table["n_specifications"])
    return table.reset_index()


def _check_choices(choices: Choices) -> None:
    for name, options in choices.items():
        if name in OWN:
            raise InputError(f"choice {name}: the tables have a column of that name")
        if isinstance(options, str) or not len(options):
            raise InputError(f"choice {name}: give a list of at least one option")
        twice = [option for i, option in enumerate(options) if option in options[:i]]
        if twice:
            raise InputError(f"choice {name}: {twice[0]!r} is given twice")


def _checked(table: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Rows in one order, options as their places, undefined estimates as NaN and never kept."""
    _check_choices(choices)
    missing = [name for name in (*OWN, *choices) if name not in table.columns]
    if missing:
        raise InputError(f"specifications: column missing: {', '.join(missing)}")
    estimate = table["estimate"].astype(float)
    estimate = estimate.where(np.isfinite(estimate))
    undefined = estimate.isna() & estimate.notna().groupby(table["claim"]).transform("any")
    kept = table["kept"].astype(bool) & ~undefined
    rows = table[["claim"]].assign(**{name: _places(table[name], choices) for name in choices})
    if rows.duplicated().any():
        raise InputError("specifications: a claim has two rows of the same specification")
    rows = rows.assign(estimate=estimate, undefined=undefined, kept=kept)
    return rows.sort_values(["claim", *choices], ignore_index=True)


def _places(column: "pd.Series[Any]", choices: Choices) -> "pd.Series[int]":
    """Place of each option among those of its choice, 0 for the default and for none."""
    places = column.map({option: i for i, option in enumerate(choices[str(column.name)])})
    unknown = column[places.isna() & column.notna()]
    if len(unknown):
        raise InputError(f"choice {column.name}: {unknown.iloc[0]!r} is none of its options")
    return places.fillna(0).astype("int64")


def _effects_of(rows: pd.DataFrame, name: str, choices: Choices) -> pd.DataFrame:
    held = ["claim", *(other for other in choices if other != name)]
    pairs = rows.merge(rows, on=held, suffixes=("_a", "_b"))
    pairs = pairs[pairs[f"{name}_a"] < pairs[f"{name}_b"]]
    found = pd.DataFrame(
        {
            "claim": pairs["claim"],
            "changed": pairs["kept_a"] != pairs["kept_b"],
            "move": (pairs["estimate_a"] - pairs["estimate_b"]).abs(),
        }
    )
    effects = found.groupby("claim").agg(
        n_pairs=("changed", "size"),
        n_changed=("changed", "sum"),
        mean_move=("move", "mean"),
        max_move=("move", "max"),
    )
    effects = effects.reindex(pd.Index(rows["claim"].unique(), name="claim"))
    effects = effects.fillna({"n_pairs": 0, "n_changed": 0}).reset_index()
    effects.insert(1, "choice", name)
    return effects.astype({"n_pairs": "int64", "n_changed": "int64"})


def _no_effects() -> pd.DataFrame:
    columns = ["claim", "choice", "n_pairs", "n_changed", "mean_move", "max_move"]
    return pd.DataFrame(columns=columns)
