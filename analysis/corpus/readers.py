"""Bytes on disk -> text, exactly as received."""

from pathlib import Path

from analysis.errors import InputError

WINDOW = 200_000  # bytes around the first fault: enough to tell an encoding, cheap in a huge file


def read_text(path: Path, *, name: str) -> str:
    """Return the text of a UTF-8 file, character for character.

    Line breaks and a byte order mark stay as they are, so that encoding the result as UTF-8 gives
    the file's bytes again.

    Parameters
    ----------
    path
        The file to read.
    name
        What messages call it.

    Raises
    ------
    InputError
        If there is no such file, if it cannot be read, or if it is not UTF-8; in the last case the
        message offers the encoding that fits.
    """
    try:
        # Never open a pipe or a device: reading one may not end.
        if path.exists() and not path.is_file():
            raise InputError(f"{name} is not a file")
        return decode(path.read_bytes(), name=name)
    except FileNotFoundError:
        raise InputError(f"{name} does not exist") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None


def decode(data: bytes, *, name: str) -> str:
    r"""Return UTF-8 bytes as text.

    Parameters
    ----------
    data
        The bytes.
    name
        What messages call their source.

    Raises
    ------
    InputError
        If the bytes are not UTF-8; the message offers the encoding that fits.

    Examples
    --------
    >>> decode(b"caf\xc3\xa9", name="x.txt")
    'café'
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = find_encoding(data, name=name)
    raise InputError(
        f"{name} is not UTF-8; it reads well as {encoding}: "
        f"convert it with `iconv -f {encoding} -t utf-8`"
    )


def find_encoding(data: bytes, *, name: str) -> str:
    """Return "utf-8", or the encoding that fits, by the name that iconv knows.

    Parameters
    ----------
    data
        The bytes of a text.
    name
        What messages call their source.

    Raises
    ------
    InputError
        If no encoding fits.

    Examples
    --------
    >>> find_encoding("Der König hört’s.".encode(), name="x.txt")
    'utf-8'
    """
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        fault = error.start
    sample = data[max(0, fault - WINDOW) : fault + WINDOW]
    encoding = guess_encoding(data[:4] + sample if fault > WINDOW else sample)
    if encoding is None:
        raise InputError(f"{name} is not UTF-8, and no other encoding fits: is it a text file?")
    return encoding


def guess_encoding(sample: bytes) -> str | None:
    """Return the encoding that fits best, by the name that iconv knows; None if none does.

    Parameters
    ----------
    sample
        Bytes around those that are not UTF-8.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    # Western code pages differ in a few signs only; of equally good ones name the common one.
    equals = {match.encoding for match in matches if match.chaos <= best.chaos}
    same = str(best) == sample.decode("cp1252", errors="replace")
    return "cp1252" if same or "cp1252" in equals else best.encoding.replace("_", "-")
