"""Which column of a table is which: names that people and exporters use for the same thing."""

from collections.abc import Iterable, Mapping

from analysis.errors import InputError

# Names of a column, the likeliest first, compared without case, spaces and signs.
KNOWN = {
    "article_id": "article_id id uid guid document_id doc_id stories_id gkgrecordid",
    "text": "text body content fulltext articletext articlebody bodytext maintext story article",
    "title": "title headline heading articletitle headlines",
    "outlet": "outlet publication publisher medianame newspaper sourcename sitename source "
    "sourcecommonname domain",
    "published": "published date publishdate publicationdate datepublished publishedat pubdate "
    "publishedon publishedtime",
    "author": "author authors byline creator",
    "url": "url link weburl articleurl permalink documentidentifier",
    "language": "language lang",
    "country": "country sourcecountry",
}
# What a column of these names would be taken for, or overwritten by, in a corpus.
TAKEN = ("file", "raw", "label", "editor_note", "written_in")


def match_columns(names: Iterable[str], *, given: Mapping[str, str]) -> dict[str, str]:
    """Return our name of each column of a table; one that means nothing to us keeps its own.

    Parameters
    ----------
    names
        Of the table's columns.
    given
        Our name -> theirs, where it is known; an empty name says that there is no such column.

    Returns
    -------
    dict
        Their name -> ours, in the order of the table.

    Raises
    ------
    InputError
        If a column that is given does not exist, or stands for two things, or if a name that we
        use is taken by another column.

    Examples
    --------
    >>> match_columns(["Headline", "body", "likes"], given={})
    {'Headline': 'title', 'body': 'text', 'likes': 'likes'}
    """
    names = list(names)
    found = {theirs: ours for ours, theirs in given.items() if theirs}
    for ours, theirs in given.items():
        if theirs and theirs not in names:
            raise InputError(f"there is no column '{theirs}' (columns: {', '.join(names)})")
        if theirs and found[theirs] != ours:
            raise InputError(f"the column '{theirs}' cannot be both '{ours}' and '{found[theirs]}'")
    for ours, likely in KNOWN.items():
        if ours not in given and (match := _first_of(likely.split(), names, found)):
            found[match] = ours
    mapped = {name: found.get(name, _own_name(name)) for name in names}
    for theirs, ours in mapped.items():
        if theirs not in found and ours in found.values():
            mapped[theirs] = f"{ours}_in_source"
    return mapped


def columns_given(items: Iterable[str]) -> dict[str, str]:
    """Return our name of each column -> theirs, from what was typed.

    Parameters
    ----------
    items
        Such as text=body.

    Raises
    ------
    InputError
        If one is not of this form.
    """
    parts = [item.partition("=") for item in items]
    wrong = ["".join(part) for part in parts if not (part[0] and part[1])]
    if wrong:
        raise InputError(f"--column {wrong[0]}: write it as OURS=THEIRS, such as text=body")
    return {ours: theirs for ours, _, theirs in parts}


def _first_of(likely: list[str], names: list[str], found: Mapping[str, str]) -> str | None:
    """Find the column with the likeliest of some names."""
    plain = {_plain(name): name for name in reversed(names) if name not in found}
    return next((plain[_plain(name)] for name in likely if _plain(name) in plain), None)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _own_name(name: str) -> str:
    """Keep the name of a column, unless the suite has a use of its own for it."""
    return f"{name}_in_source" if name in TAKEN else name
