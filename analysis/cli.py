"""The command ``framing``: parse, call, print."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.codebooks import Codebook

BAD_INPUT = 2
INTERRUPTED = 130
MAX_WORKERS = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of the command: 0 good, 1 something failed, 2 bad input, 130 interrupted."""
    given = _parser().parse_args(arguments)
    try:
        status: int = given.handle(given)
        sys.stdout.flush()
        return status
    except InputError as error:
        print(f"framing: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("framing: interrupted; the output folder is as it was", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone; without this, Python complains once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="How different outlets tell the same story, every number with its sentences.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_import(commands)
    _add_run(commands)
    _add_check(commands)
    _add_actors(commands)
    return parser


class _Version(argparse.Action):
    """Look the version up only when asked: finding it takes longer than the help does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"framing {version('comparative-framing')}")
        parser.exit()


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = commands.add_parser("import", help="make a corpus folder of tables, pages, PDFs")
    importing.add_argument(
        "source",
        type=Path,
        metavar="SOURCE",
        help="a CSV, TSV, JSON Lines or Parquet file; a folder of saved pages, PDF, Word or text "
        "files; an export of Nexis or Factiva",
    )
    importing.add_argument("folder", type=Path, metavar="DIR", help="the corpus, made if missing")
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="name of a column, such as text=body; empty if there is none; may be repeated",
    )
    importing.add_argument("--group-by", metavar="COLUMN", help="column that will be compared")
    importing.add_argument(
        "--dates", choices=("day-first", "month-first"), default="", help="how to read 3/2/24"
    )
    importing.add_argument(
        "--pages", type=Path, metavar="FOLDER", help="saved pages of a list of addresses"
    )
    importing.add_argument("--title", help="of the corpus; default: the name of the source")
    importing.set_defaults(handle=_import)


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="execute the notebooks on a corpus and build the site")
    run.add_argument("notebook", nargs="*", help="names or numbers, such as 03; all if none")
    run.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder that holds articles.csv or articles.parquet; or one file with all texts",
    )
    run.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the site, made if missing"
    )
    run.add_argument("--group-by", metavar="COLUMN", help="column of the articles to compare")
    run.add_argument(
        "-p",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="parameters",
        help="parameter of the notebooks, such as min_count=5; commas in a list; may be repeated",
    )
    run.add_argument("--notebooks", type=Path, metavar="DIR", help="default: the project's own")
    run.add_argument(
        "--workers", type=_positive_int, default=2, metavar="N", help="default: 2, at most 8"
    )
    run.add_argument("--timeout", type=_positive, metavar="SECONDS", help="for the whole run")
    run.add_argument("--force", action="store_true", help="run unchanged notebooks, too")
    run.set_defaults(handle=_run)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="audit a corpus, test the examples of codebooks")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="corpus folders")
    check.add_argument("--group-by", metavar="COLUMN", help="column that holds the groups")
    check.set_defaults(handle=_check)


def _add_actors(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    actors = commands.add_parser("actors", help="print a draft codebook of the names in a corpus")
    actors.add_argument("corpus", type=Path, metavar="DIR", help="the corpus folder")
    actors.add_argument(
        "--most", type=_positive_int, default=12, metavar="N", help="actors at most; default: 12"
    )
    actors.add_argument("--group-by", metavar="COLUMN", help="column that holds the groups")
    actors.set_defaults(handle=_actors)


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def _positive_int(text: str) -> int:
    return int(_positive(str(int(text))))


def _import(given: argparse.Namespace) -> int:
    """Make a corpus folder, and tell what became of every row."""
    from analysis.corpus.sources import import_source, report

    wrong = [item for item in given.column if not item.partition("=")[1]]
    if wrong:
        raise InputError(f"--column {wrong[0]}: write OURS=THEIRS, such as text=body")
    columns = dict(item.partition("=")[::2] for item in given.column)
    imported = import_source(
        given.source,
        given.folder,
        columns=columns,
        group_by=given.group_by,
        order=given.dates,
        pages=given.pages,
        title=given.title,
    )
    print("\n".join(report(imported)))
    return 0


def _run(given: argparse.Namespace) -> int:
    from analysis.publish.execute import open_pool
    from analysis.publish.notebooks import default_folder
    from analysis.publish.plan import make_plan
    from analysis.publish.run import run

    with _ended_in_good_order(), open_pool(_n_workers(given)) as pool:
        plan = make_plan(
            given.corpus,
            given.out,
            notebooks=given.notebooks or default_folder(),
            wanted=given.notebook,
            group_by=given.group_by,
            assignments=given.parameters,
        )
        return run(plan, pool, limit=given.timeout, force=given.force)


def _n_workers(given: argparse.Namespace) -> int:
    """No more children than notebooks, as far as their number is known before they are read."""
    from analysis.publish.notebooks import default_folder

    n_files = len(list((given.notebooks or default_folder()).glob("*.ipynb")))
    n_selected = len(set(given.notebook)) or n_files
    n_workers: int = min(given.workers, n_selected, MAX_WORKERS)
    return max(1, n_workers)


@contextmanager
def _ended_in_good_order() -> Iterator[None]:
    """Treat a request to end as Ctrl-C: children end, nothing is left half-written.

    A shell that starts a command in the background makes it deaf to Ctrl-C; not this one.
    """

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)  # ignored where started with nohup, and so it stays
    before = [signal.signal(number, interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _actors(given: argparse.Namespace) -> int:
    """Print a codebook to go on with; names are harvested from the clean texts."""
    from analysis.codebooks.actors import draft_actors_toml
    from analysis.corpus import load_corpus
    from analysis.text import tokenize

    corpus = load_corpus(given.corpus, group_by=given.group_by or "group")
    print(draft_actors_toml(tokenize(corpus.articles), most=given.most), end="")
    return 0


def _check(given: argparse.Namespace) -> int:
    """Print one line a problem; a warning alone is no failure."""
    from analysis.codebooks import library_codebooks, load_codebook

    n_errors = sum(_check_corpus(path, given.group_by or "group") for path in given.paths)
    if not given.paths:
        n_errors = sum(_check_codebook(load_codebook(name)) for name in library_codebooks())
    return 1 if n_errors else 0


def _check_corpus(folder: Path, group_by: str) -> int:
    from analysis.corpus import audit, load_corpus

    corpus = load_corpus(folder, group_by=group_by)
    found, name = audit(corpus), folder.resolve().name
    for row in found.itertuples():
        print(f"{name}: {row.code} {row.article_id}: {row.message}")
    n_errors, n_warnings = int((found["severity"] == "error").sum()), len(found)
    groups = sorted(set(corpus.articles["group"]))
    if len(groups) == 1:
        print(f"{name}: only one group ({groups[0]}), so there is nothing to compare")
        n_warnings += 1
    print(f"{name}: {n_errors} errors, {n_warnings - n_errors} warnings")
    return n_errors + _check_codebooks(folder)


def _check_codebooks(folder: Path) -> int:
    """Check a corpus's own codebooks, all of them, even where one cannot be read."""
    from analysis.codebooks import load_codebook

    n_errors, kinds = 0, set()
    for path in sorted(folder.glob("codebooks/*.toml")):
        try:
            codebook = load_codebook(path)
        except InputError as error:
            print(error)
            n_errors += 1
        else:
            n_errors += _check_codebook(codebook)
            kinds.add(codebook.kind)
    if "actors" not in kinds and not n_errors:
        print(f"{folder.resolve().name}: {_without_actors(folder)}")
    return n_errors


def _without_actors(folder: Path) -> str:
    import shlex

    corpus, books = shlex.quote(str(folder)), shlex.quote(str(folder / "codebooks"))
    make = "" if (folder / "codebooks").is_dir() else f"mkdir {books}; "
    return (
        "no codebook of actors; notebooks 04 to 07 take names harvested from the texts. "
        f"For a draft: {make}framing actors {corpus} > {books}/actors.toml"
    )


def _check_codebook(codebook: "Codebook") -> int:
    from analysis.codebooks import check_codebook

    problems = check_codebook(codebook)
    errors = problems[problems["severity"] == "error"]
    for row in errors.itertuples():
        print(f"{codebook.name}: {row.code} {row.frame}: {row.message}")
    without = problems.loc[problems["severity"] == "warning", "frame"].tolist()
    if without:
        more = f" and {len(without) - 5} more" if len(without) > 5 else ""
        named = f"{', '.join(without[:5])}{more}"
        print(f"{codebook.name}: warning: no counter-example (C105) for {named}")
    warned = f", {len(without)} warnings" if without else ""
    print(f"{codebook.name}: {len(codebook.frames)} frames, {len(errors)} problems{warned}")
    return len(errors)


if __name__ == "__main__":
    sys.exit(main())
