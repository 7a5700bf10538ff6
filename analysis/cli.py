"""The command ``framing``: parse, call, print."""

import argparse
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from analysis.errors import InputError, visible
from analysis.scale.command import add_summarise, sample_of

BAD_INPUT = 2
INTERRUPTED = 130
MAX_WORKERS = 8
CORPUS = "folder that holds articles.csv or articles.parquet; or one file with all texts"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of the command: 0 good, 1 something failed, 2 bad input, 130 interrupted."""
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return BAD_INPUT
    given = parser.parse_args(arguments)
    try:
        status: int = given.handle(given)
        sys.stdout.flush()
        return status
    except InputError as error:
        print(f"framing: {visible(error)}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(f"framing: interrupted; {given.interrupted}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone; without this, Python complains once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="How different outlets tell the same story, every number with its sentences.",
        epilog="Begin with: framing new my-corpus --from my-texts",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    parser.set_defaults(interrupted="the output folder is as it was")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_new(commands)
    _add_import(commands)
    _add_check(commands)
    _add_run(commands)
    _add_multiverse(commands)
    _add_actors(commands)
    add_summarise(commands).set_defaults(handle=_summarise)
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
    _add_folders(run, sums=True)
    run.add_argument(
        "--sample", type=_positive_int, default=300, metavar="N", help="texts of a summary to read"
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
    run.add_argument("--force", action="store_true", help="run unchanged notebooks, too")
    run.add_argument("--pdf", action="store_true", help="print all pages, too; needs Chromium")
    run.set_defaults(handle=_run)


def _add_multiverse(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    multiverse = commands.add_parser(
        "multiverse", help="execute the notebooks under every combination of a grid of choices"
    )
    _add_folders(multiverse)
    multiverse.add_argument(
        "--grid", type=Path, required=True, metavar="FILE", help="TOML: values of parameters"
    )
    multiverse.add_argument(
        "--most", type=_positive_int, default=2000, metavar="N", help="runs allowed; default: 2000"
    )
    multiverse.add_argument("--force", action="store_true", help="run what is finished, too")
    multiverse.set_defaults(
        handle=_multiverse,
        interrupted="what is finished is kept, and the same command goes on with the rest",
    )


def _add_folders(command: argparse.ArgumentParser, *, sums: bool = False) -> None:
    """Add what every command needs that executes notebooks, some of them on sums, too."""
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpus", type=Path, metavar="DIR", help=CORPUS)
    if sums:
        source.add_argument("--summary", type=Path, metavar="DIR", help="made by summarise")
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the site, made if missing"
    )
    command.add_argument("--notebooks", type=Path, metavar="DIR", help="default: the project's own")
    command.add_argument(
        "--workers", type=_positive_int, default=2, metavar="N", help="default: 2, at most 8"
    )
    command.add_argument("--timeout", type=_positive, metavar="SECONDS", help="for the whole run")


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="audit a corpus, test the examples of codebooks")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="corpora")
    check.add_argument(
        "--group-by", default="group", metavar="COLUMN", help="column of the articles to compare"
    )
    check.set_defaults(handle=_check)


def _add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = commands.add_parser("new", help="make a corpus folder from a folder of texts")
    new.add_argument("corpus", type=Path, metavar="DIR", help="folder to make")
    new.add_argument(
        "--from",
        type=Path,
        required=True,
        metavar="FOLDER",
        dest="source",
        help="texts (.txt, .md), one article each; sub-folders are proposed as groups",
    )
    new.add_argument("--title", default="", help="what the corpus is called")
    new.add_argument("--question", default="", help="what you ask of it")
    new.add_argument(
        "--codebooks",
        default="",
        metavar="NAMES",
        help="codebooks of the library to copy and change, such as security,policy-frames",
    )
    new.set_defaults(handle=_new)


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
    from analysis.corpus.sources import columns_given, import_source, report

    imported = import_source(
        given.source,
        given.folder,
        columns=columns_given(given.column),
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
    from analysis.publish.pdf import find_browser
    from analysis.publish.plan import make_plan
    from analysis.publish.run import run

    browser = find_browser() if given.pdf else None
    with _ended_in_good_order(), open_pool(_n_workers(given)) as pool:
        corpus, defaults = sample_of(given) if given.summary else (given.corpus, {})
        plan = make_plan(
            corpus,
            given.out,
            notebooks=given.notebooks or default_folder(),
            wanted=given.notebook,
            group_by=given.group_by,
            assignments=given.parameters,
            defaults=defaults,
        )
        return run(plan, pool, limit=given.timeout, force=given.force, browser=browser)


def _multiverse(given: argparse.Namespace) -> int:
    from analysis.publish.execute import open_pool
    from analysis.publish.grid import plan_grid, read_grid
    from analysis.publish.multiverse import run_multiverse
    from analysis.publish.notebooks import default_folder

    with _ended_in_good_order(), open_pool(min(given.workers, MAX_WORKERS)) as pool:
        grid = read_grid(given.grid)
        folder = given.notebooks or default_folder()
        plan = plan_grid(grid, given.corpus, given.out, notebooks=folder, most=given.most)
        return run_multiverse(plan, grid, pool, limit=given.timeout, force=given.force)


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


def _summarise(given: argparse.Namespace) -> int:
    from analysis.scale.command import summarise

    with _ended_in_good_order():
        return summarise(given)


def _actors(given: argparse.Namespace) -> int:
    """Print a codebook to go on with; names are harvested from the clean texts."""
    from analysis.codebooks.actors import draft_actors_toml
    from analysis.corpus import load_corpus
    from analysis.text import tokenize

    corpus = load_corpus(given.corpus, group_by=given.group_by or "group")
    print(draft_actors_toml(tokenize(corpus.articles), most=given.most), end="")
    return 0


def _check(given: argparse.Namespace) -> int:
    """Print what is missing or odd; a warning alone is no failure."""
    from analysis.publish.checking import check_corpus, check_library

    command, n_errors = _typed(), 0
    found = (check_corpus(p, group_by=given.group_by, command=command) for p in given.paths)
    for line in chain.from_iterable(found) if given.paths else check_library():
        print(line.text)
        n_errors += line.n_errors
    return 1 if n_errors else 0


def _new(given: argparse.Namespace) -> int:
    """Make a corpus folder and print what was made and what to type next."""
    from analysis.publish.beginning import begin

    lines = begin(
        given.corpus,
        source=given.source,
        title=given.title,
        question=given.question,
        copied=[name for name in given.codebooks.split(",") if name],
        command=_typed(),
    )
    print(*lines, sep="\n")
    return 0


def _typed() -> str:
    """What the person typed to call the suite, so that the next command can be typed alike."""
    typed = Path(sys.argv[0])
    if typed.name != "framing" or shutil.which("framing") == str(typed):
        return "framing"
    return shlex.quote(str(typed))


if __name__ == "__main__":
    sys.exit(main())
