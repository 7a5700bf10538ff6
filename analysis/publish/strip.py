"""An executed notebook without what differs between two runs of the same thing."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KEPT_METADATA = ("kernelspec", "language_info", "framing")
KEPT_LANGUAGE = ("name", "file_extension", "mimetype")
# Memory addresses, the kernel's own temporary files, colour codes of a terminal.
ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]+")
TEMPORARY = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
# Of a display that the project itself made: what it shows of a text is the text's own.
FRAMING = "application/vnd.framing."
FRAMING_MARKUP = 'class="framing-'
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def strip(content: dict[str, Any], *, folders: Iterable[str] = ()) -> dict[str, Any]:
    """Notebook without timings, random ids, machine paths, addresses and kernel versions.

    Parameters
    ----------
    content : dict
        The executed notebook as parsed JSON.
    folders : iterable of str
        Folders of this machine that its outputs may name, beside the home and the project.

    Returns
    -------
    dict
        A new notebook; ids of the cells are those of the source.

    Examples
    --------
    >>> strip({"cells": [], "metadata": {"papermill": {"duration": 1.5}}})["metadata"]
    {}
    """
    paths = _machine_paths(folders)
    cells = [_strip_cell(cell, paths) for cell in content["cells"]]
    return {**content, "cells": cells, "metadata": _strip_metadata(content["metadata"])}


def plain(text: str, paths: re.Pattern[str]) -> str:
    """Text without memory addresses, terminal colours, and the paths that a pattern names.

    Examples
    --------
    >>> plain("<Axes at 0x7f3e4c> in /srv/ada/a.py", re.compile("/srv/ada"))
    '<Axes at …> in …/a.py'
    """
    text = ADDRESS.sub("…", COLOUR.sub("", text))
    return paths.sub("…", TEMPORARY.sub("cell", text))


def _machine_paths(folders: Iterable[str]) -> re.Pattern[str]:
    """Pattern of folders of this machine, the longest first, so that no part hides the whole."""
    known = {str(path) for path in (sys.prefix, Path(__file__).parents[2], *_home())}
    paths = sorted({path for path in known | set(folders) if len(path) > 3}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, paths))})(?![\w-])")


def _home() -> list[Path]:
    try:
        return [Path.home()]
    except RuntimeError:  # a user without a home, as in some containers
        return []


def _strip_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    kept = {key: metadata[key] for key in KEPT_METADATA if key in metadata}
    if "language_info" in kept:
        language = kept["language_info"]
        kept["language_info"] = {key: language[key] for key in KEPT_LANGUAGE if key in language}
    return kept


def _strip_cell(cell: dict[str, Any], paths: re.Pattern[str]) -> dict[str, Any]:
    metadata = {k: v for k, v in cell["metadata"].items() if k not in ("papermill", "execution")}
    if not metadata.get("tags", True):
        del metadata["tags"]
    stripped = {**cell, "metadata": metadata}
    if "injected-parameters" in metadata.get("tags", []):
        stripped["id"] = "injected-parameters"
    if cell["cell_type"] == "code":
        outputs = [_strip_output(output, paths) for output in cell["outputs"]]
        stripped["outputs"] = _join_streams(outputs)
    return stripped


def _strip_output(output: dict[str, Any], paths: re.Pattern[str]) -> dict[str, Any]:
    new = {key: value for key, value in output.items() if key != "transient"}
    if "text" in new:
        new["text"] = _lines(new["text"], paths)
    if "traceback" in new:
        new["evalue"] = plain(new["evalue"], paths)
        new["traceback"] = [plain(line, paths) for line in new["traceback"]]
    if "data" in new and not _is_framing(new["data"]):
        new["data"] = {
            kind: _lines(value, paths) if kind in ("text/plain", "text/html") else value
            for kind, value in new["data"].items()
        }
    return new


def _is_framing(data: dict[str, Any]) -> bool:
    return any(kind.startswith(FRAMING) for kind in data) or (
        FRAMING_MARKUP in "".join(data.get("text/html", ""))
    )


def _lines(text: str | list[str], paths: re.Pattern[str]) -> list[str]:
    return plain("".join(text), paths).splitlines(keepends=True)


def _join_streams(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outputs with streams joined: how they are cut into messages depends on the clock."""
    kept: list[dict[str, Any]] = []
    for output in outputs:
        if kept and output.get("name") and output["name"] == kept[-1].get("name"):
            joined = "".join([*kept[-1]["text"], *output["text"]])
            kept[-1]["text"] = joined.splitlines(keepends=True)
        else:
            kept.append(output)
    return kept
