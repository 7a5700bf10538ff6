"""The output folder: refused where it is not ours, locked, and never left half-written."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import InputError

PRIVATE = ".framing"
STAGING = f"{PRIVATE}/staging"


def check_output(out: Path, corpus: Path, *, manifest: str = "run.json") -> None:
    """Refuse an output folder that is not ours to write into.

    Parameters
    ----------
    out, corpus : Path
        Folders, resolved.
    manifest : str
        The file by which an earlier run of the same command is known.

    Raises
    ------
    InputError
        It is a file, holds the corpus or lies in it, holds something else, or cannot be written.
    """
    if out == corpus or out in corpus.parents or corpus in out.parents:
        raise InputError(f"{out}: the output folder and the corpus {corpus} lie in one another")
    existing = next(path for path in (out, *out.parents) if path.exists())
    if not existing.is_dir():
        raise InputError(f"{existing}: is a file; the output needs a folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(f"{out}: cannot be written")
    foreign = out.is_dir() and not (out / manifest).is_file()
    if foreign and any(path.name != PRIVATE for path in out.iterdir()):
        raise InputError(f"{out}: not empty, and not made by an earlier run; name another folder")


@contextmanager
def output_folder(out: Path) -> Iterator[None]:
    """The output folder, made and locked; what is private in it is gone afterwards."""
    from filelock import FileLock, Timeout

    private = out / PRIVATE
    if private.is_symlink():
        raise InputError(f"{private}: is a link; remove it")
    new = [path for path in (out, *out.parents) if not path.exists()]
    try:
        private.mkdir(parents=True, exist_ok=True)
        lock = FileLock(private / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise InputError(f"{out}: another run is writing there") from None
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror})") from None
    try:
        # A run that was killed may have left its staging behind.
        shutil.rmtree(out / STAGING, ignore_errors=True)
        yield
    finally:
        # Removed while it is held, so that nobody else can be holding it.
        shutil.rmtree(private, ignore_errors=True)
        lock.release()
        for path in new:
            with suppress(OSError):
                path.rmdir()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nothing end the moment in which files are put in their places."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        signals.append(signal.SIGHUP)
    handlers = [signal.signal(number, signal.SIG_IGN) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, handlers, strict=True):
            signal.signal(number, handler)


def put_texts(out: Path, texts: Mapping[str, str]) -> None:
    """Write files by their names, each whole."""
    for file, text in texts.items():
        part = out / PRIVATE / "part"
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(out / file)


def own_folder(folder: Path) -> None:
    """Make a folder, in the place of a link that would lead the files elsewhere."""
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def remove(file: Path) -> None:
    """Remove a file; what lies behind a link to a folder is not ours, nor is a folder."""
    if not file.parent.is_symlink():
        with suppress(OSError):
            file.unlink()
