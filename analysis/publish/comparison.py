"""Sources side by side on one question, with their passages aligned."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.publish.marks import COLUMNS
from analysis.publish.markup import Display, escape, isolate, notebook_style, output_file
from analysis.publish.rows import some_passages
from analysis.publish.tables import FURTHER, NOTHING, TABLE_MIME, UNDEFINED

if TYPE_CHECKING:
    import pandas as pd

# Items that a page holds; the file has them all.
MOST = 60
# Ways of saying it that a cell names.
SAID = 8


def show_comparison(
    passages: "pd.DataFrame",
    *,
    item: str,
    groups: Mapping[str, str],
    name: str,
    caption: str,
    said: str | None = None,
    n: int = 10,
) -> Display:
    """Table of what every group says on the same items; the site shows any two beside each other.

    Parameters
    ----------
    passages : DataFrame
        article_id, label, group, sentence, before, surface, after, and the columns named below.
    item : str
        Column of what is told of: an actor, a frame. Items of most passages come first.
    groups : mapping of key to label
        In the order of the columns.
    name : str
        Of the file, without ending, which has a row for every passage.
    caption : str
        How to read it.
    said : str, optional
        Column of how it is told: a form of a name, a term. The most frequent are named.
    n : int
        Items shown; the site opens the further ones, up to 60.

    Raises
    ------
    InputError
        The name would not make a file name, or the caption is empty.
    """
    if not caption.strip():
        raise InputError(f"the comparison {name} needs a caption")
    columns = [item, "group", *([said] if said else []), "article_id", "sentence", "surface"]
    path = output_file(name, "csv")
    passages[columns].to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    known = passages.dropna(subset=[item]).astype({item: "str"})
    sizes = known.groupby(item).size().rename("n").reset_index()
    order = sizes.sort_values(["n", item], ascending=[False, True])[item].tolist()
    cells = dict(list(known.groupby([item, "group"], sort=False)))
    rows = "".join(
        f'<tr{FURTHER if place >= n else ""}><th scope="row">{isolate(thing)}</th>'
        + "".join(
            f'<td data-side="{side}" data-label="{escape(label)}">'
            f"{_cell(cells.get((thing, group)), said)}</td>"
            for side, (group, label) in enumerate(groups.items())
        )
        + "</tr>"
        for place, thing in enumerate(order[:MOST])
    )
    heads = "".join(
        f'<th scope="col" data-side="{side}">{isolate(label)}</th>'
        for side, label in enumerate(groups.values())
    )
    head = f'<thead><tr><th scope="col">{escape(item.replace("_", " "))}</th>{heads}</tr></thead>'
    content = {
        "name": name,
        "caption": caption,
        "n_rows": len(order),
        "n_listed": min(MOST, len(order)),
        "n_shown": min(n, len(order)),
    }
    table = f'<table class="framing-comparison">{head}<tbody>{rows}</tbody></table>'
    markup = table if order else NOTHING
    return Display(
        {
            TABLE_MIME: content,
            "text/html": notebook_style() + markup,
            "text/plain": f"{caption} ({min(n, len(order))} of {len(order)} items)",
        }
    )


def _cell(passages: "pd.DataFrame | None", said: str | None) -> str:
    if passages is None:
        return f'<p class="framing-said">{UNDEFINED}</p>'
    ways = ""
    if said:
        counts = passages[said].value_counts(sort=False).rename("n").rename_axis("way")
        named = counts.reset_index().sort_values(["n", "way"], ascending=[False, True])
        told, several = named.head(SAID), named["n"].max() > 1
        items = [f"{isolate(w)} {n}" if several else isolate(w) for w, n in told.to_numpy()]
        between = "; " if any("," in way for way in told["way"]) else ", "
        ways = f": {between.join(items)}{(between + '…') * (len(named) > SAID)}"
    told_in_full = some_passages(passages[list(COLUMNS)].to_dict("records"))
    return f'<p class="framing-said"><b>{len(passages):,}</b>{ways}</p>{told_in_full}'
