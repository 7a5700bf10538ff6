"""Commands that make a site again."""

from collections.abc import Mapping
from typing import Any

from analysis.publish.values import typed


def commands(manifest: dict[str, Any]) -> list[str]:
    """Commands that make this site again, from the folder that holds the corpus.

    One for all notebooks where they were given the same parameters, as far as each has them; else
    one for each notebook.

    Parameters
    ----------
    manifest : dict
        As ``run.json`` will be.
    """
    entries = manifest["notebooks"]
    together: dict[str, object] = {}
    for entry in entries.values():
        together = entry["given"] | together
    if all(_agrees(entry, together) for entry in entries.values()):
        return [_command(manifest["corpus"], together)]
    return [_command(manifest["corpus"], entry["given"], name) for name, entry in entries.items()]


def _agrees(entry: Mapping[str, Any], given: Mapping[str, object]) -> bool:
    """Whether a notebook would have the same values, were it given these with the others."""
    expected = {name: value for name, value in given.items() if name in entry["parameters"]}
    return bool(entry["given"] == expected)


def _command(corpus: Mapping[str, Any], given: Mapping[str, object], *notebooks: str) -> str:
    import shlex

    words = ["framing", "run", *notebooks, "--corpus", corpus["folder"], "--out", "NEW_FOLDER"]
    if corpus["group_by"] != "group":
        words += ["--group-by", corpus["group_by"]]
    for name, value in sorted(given.items()):
        words += ["-p", f"{name}={typed(value)}"]
    return shlex.join(words)
