"""What a run will do, with everything checked before anything starts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.folder import check_output
from analysis.publish.manifest import (
    NOTEBOOK_NAME,
    file_hash,
    folder_hash,
    input_key,
    read_manifest,
)
from analysis.publish.notebooks import Notebook, find_notebooks, select_notebooks
from analysis.publish.values import parse_assignments, resolve

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# Options of the command stand for these parameters, so they are not given twice.
RESERVED = {"corpus": "--corpus", "group_by": "--group-by"}


@dataclass(frozen=True)
class Task:
    """One notebook to run, once.

    Attributes
    ----------
    name : str
        Tells it from all others of the run, and where its output goes: the notebook's name, or a
        folder below that where a notebook runs several times.
    notebook : Notebook
    given : dict
        Parameters from the command line.
    injected : dict
        Those, and what the run itself sets: the corpus and the grouping column.
    in_force : dict
        Values of all parameters.
    key : str
        Changes when anything does that the output depends on.
    """

    name: str
    notebook: Notebook
    given: dict[str, object]
    injected: dict[str, object]
    in_force: dict[str, object]
    key: str


@dataclass(frozen=True)
class Plan:
    """A run that may start.

    Attributes
    ----------
    corpus : Path
    out : Path
    tasks : list of Task
        The selected notebooks.
    known : list of Notebook
        Every notebook of the folder, selected or not.
    about : dict
        The corpus as the manifest describes it.
    """

    corpus: Path
    out: Path
    tasks: list[Task]
    known: list[Notebook]
    about: dict[str, Any]


def make_plan(
    corpus: Path,
    out: Path,
    *,
    notebooks: Path | Sequence[Path],
    wanted: Iterable[str] = (),
    group_by: str | None = None,
    assignments: Iterable[str] = (),
    defaults: Mapping[str, object] | None = None,
) -> Plan:
    """Plan of a run, or the first thing that stands against it.

    Parameters
    ----------
    corpus, out : Path
        Folders; the corpus may be one file that holds all articles.
    notebooks : Path or sequence of Path
        Folders of notebooks.
    wanted : iterable of str
        Names or numbers of notebooks; all where none is given.
    group_by : str, optional
        The column compared, where it is not the corpus's own choice.
    assignments : iterable of str
        Parameters as ``name=value``.
    defaults : mapping, optional
        Values of parameters that the corpus asks for, where a notebook has them and they are not
        assigned.

    Raises
    ------
    InputError
        Anything in the input cannot be used. Nothing has been written by then.
    """
    corpus, out = corpus.resolve(), out.resolve()
    known = find_notebooks(*([notebooks] if isinstance(notebooks, Path) else notebooks))
    selected = select_notebooks(known, wanted)
    given = _given(selected, known, parse_assignments(assignments))
    for notebook in selected:
        fitting = {k: v for k, v in (defaults or {}).items() if k in notebook.parameters}
        given[notebook.name] = {**fitting, **given[notebook.name]}
    check_output(out, corpus)
    loaded = load(corpus, group_by)
    check_groups(loaded, selected)
    fixed: dict[str, object] = {"corpus": corpus.name, "group_by": loaded.group_by}
    about = describe_corpus(loaded, corpus)
    _check_mixture(out, about, [n.name for n in known if n not in selected])
    tasks = [make_task(notebook, given[notebook.name], fixed, about) for notebook in selected]
    check_units(tasks, loaded)
    check_codebooks(tasks, corpus)
    return Plan(corpus, out, tasks, known, about)


def describe_corpus(corpus: "Corpus", folder: Path) -> dict[str, Any]:
    """The corpus as the manifest states it: name, hash, question, and the size of each group."""
    import numpy as np

    from analysis.text.tokens import tokenize

    n_tokens = [int(n) for n in np.diff(tokenize(corpus.articles).article_ptr)]
    sizes = list(zip(corpus.articles["group"], n_tokens, strict=True))
    groups = []
    for name, label in corpus.groups.items():
        own = [n for group, n in sizes if group == name]
        size = {"n_articles": len(own), "n_tokens": sum(own)}
        groups.append({"name": name, "label": label, **size})
    return {
        "folder": folder.name,
        "sha256": file_hash(folder) if folder.is_file() else folder_hash(folder),
        "title": corpus.title,
        "question": corpus.question,
        "group_by": corpus.group_by,
        "n_articles": len(corpus.articles),
        "n_tokens": sum(n_tokens),
        "groups": groups,
    }


def in_force(notebook: Notebook, injected: Mapping[str, object]) -> dict[str, object]:
    """Values of all parameters of a notebook: its defaults, and what replaces them."""
    return {p.name: p.default for p in notebook.parameters.values()} | dict(injected)


def _given(
    selected: list[Notebook], known: list[Notebook], given: dict[str, str]
) -> dict[str, dict[str, object]]:
    for name, option in RESERVED.items():
        if name in given:
            raise InputError(f"-p {name}: given with {option}")
    others = {n.name: n.parameters for n in known if n not in selected}
    return resolve(given, {n.name: n.parameters for n in selected}, others)


def load(corpus: Path, group_by: str | None) -> "Corpus":
    """The corpus in a folder or file, after looking whether there is one."""
    if not corpus.exists():
        raise InputError(f"{corpus}: no such corpus folder")
    if not corpus.name:
        raise InputError(f"{corpus}: the corpus needs a folder of its own")
    from analysis.corpus import load_corpus

    try:
        return load_corpus(corpus, group_by=group_by) if group_by else load_corpus(corpus)
    except InputError as error:
        column = f" --group-by {group_by}" if group_by else ""
        check = f"framing check {corpus.name}{column}"
        raise InputError(f"{error} (all that is missing: {check})") from None


def check_groups(corpus: "Corpus", selected: list[Notebook]) -> None:
    """Refuse a notebook that needs more groups than the corpus has."""
    present = sorted(set(corpus.articles["group"]))
    for notebook in selected:
        if len(present) < notebook.min_groups:
            raise InputError(
                f"{notebook.name}: needs {notebook.min_groups} groups; column {corpus.group_by} "
                f"of {corpus.folder.name} has {len(present)} ({', '.join(present)})"
            )


def _check_mixture(out: Path, about: Mapping[str, Any], others: list[str]) -> None:
    """Refuse a site of which some pages would be of this corpus and some of another."""
    before = read_manifest(out)
    if not any(name in before["notebooks"] for name in others):
        return
    was = before.get("corpus")
    was = was if isinstance(was, dict) else {}
    differs = [key for key in ("folder", "sha256", "group_by") if was.get(key) != about[key]]
    if differs:
        what = {"folder": "of another corpus", "sha256": "of another state of the corpus"}
        raise InputError(
            f"{out}: made {what.get(differs[0], 'with another --group-by')}; "
            "run all notebooks, or choose another --out"
        )


def make_task(
    notebook: Notebook, given: dict[str, object], fixed: dict[str, object], about: dict[str, Any]
) -> Task:
    """A notebook with what it is given and, so far as it has such parameters, what is fixed."""
    own = {name: value for name, value in fixed.items() if name in notebook.parameters}
    injected = {**own, **given}
    values = in_force(notebook, injected)
    key = input_key(notebook.path, parameters=values, corpus=about["sha256"])
    return Task(notebook.name, notebook, given, injected, values, key)


def check_units(tasks: list[Task], corpus: "Corpus") -> None:
    """Refuse a column that cannot name the unit of every article."""
    from analysis.inference.units import require_filled

    for column in sorted({str(task.in_force.get("unit", "article_id")) for task in tasks}):
        require_filled(corpus.articles, column)


def check_codebooks(tasks: list[Task], corpus: Path) -> None:
    """Test all codebooks of the corpus, since a notebook may take any, and those that are named."""
    own = sorted(corpus.glob("codebooks/*.toml"))
    named = {str(task.in_force["actors"]) for task in tasks if task.in_force.get("actors")}
    listed = {name for task in tasks for name in _listed(task.in_force.get("codebooks"))}
    if not (own or named or listed):
        return
    from analysis.codebooks import load_codebook, require_sound

    # Those that come with the library are tested with it; their examples are many.
    for path in own:
        require_sound(load_codebook(path.stem, corpus_folder=corpus))
    for name in sorted(named | listed):
        what = "actors" if name in named else "codebooks"
        if not NOTEBOOK_NAME.fullmatch(name):
            raise InputError(f"parameter {what}: {name!r}: a name alone, without path or ending")
        kind = load_codebook(name, corpus_folder=corpus).kind
        if name in named and kind != "actors":
            raise InputError(f"parameter actors: {name} is a codebook of {kind}, not of actors")


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
