"""What an import says when it is done."""

import shlex

from analysis.corpus.sources.read import is_table
from analysis.corpus.sources.write import Imported


def report(imported: Imported) -> list[str]:
    """Return lines that tell what became of a source, and what to do next.

    Parameters
    ----------
    imported
        As `import_source` returns it.
    """
    source, folder = imported.source, shlex.quote(str(imported.folder))
    n_rejected = sum(imported.rejected.values())
    read_as = [f"{ours} from {theirs}" for theirs, ours in source.columns.items() if ours != theirs]
    columns = [f"  columns: {', '.join(read_as) or 'as they are named'}"] * is_table(source.path)
    order = [f"  dates such as 3/2/24 are read {source.order}"] if source.order else []
    return [
        f"{source.path.name}: {imported.n_articles:,} articles, {n_rejected:,} rejected",
        *(f"  rejected: {reason} ({n:,})" for reason, n in imported.rejected.items()),
        *columns,
        f"  dates: {', '.join(f'{n:,} {kind}' for kind, n in imported.dates.items())}",
        *order,
        *(f"  encoding: {line}" for line in imported.encodings),
        *_next(imported, folder),
    ]


def _next(imported: Imported, folder: str) -> list[str]:
    """Say how to go on."""
    if imported.source.group_by or "group" in imported.source.columns.values():
        return [f"next: framing check {folder}", f"      framing run --corpus {folder} --out SITE"]
    if (imported.folder / "articles.csv").exists():
        return [f"next: fill in the column `group` of {folder}/articles.csv"]
    return [f"next: framing run --corpus {folder} --group-by COLUMN --out SITE"]
