"""Figures of a multiverse: each claim under every specification, and what claims hang on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inference.specifications import choice_effects
from analysis.plots.choice_effects import plot_choice_effects
from analysis.plots.saving import SavedFigure, save_figure
from analysis.plots.specification_curve import plot_specification_curve
from analysis.plots.style import count
from analysis.publish.markup import slug

MOST_CURVES = 12  # for each notebook
UNIT = "How far the one side is ahead, in the claim’s own unit"
ENDINGS = ("svg", "png", "csv")
Choices = Mapping[str, Sequence[str]]
Figure = dict[str, Any]


def draw_effects(
    table: pd.DataFrame, choices: Choices, *, notebook: str, folder: Path
) -> Figure | None:
    """The figure of what a notebook's claims hang on; None where no choice can be compared.

    Parameters
    ----------
    table : DataFrame
        Its claims under every specification, as `choice_effects` reads it.
    choices : mapping of str to sequence
        Those with several options, each with its default first.
    notebook : str
    folder : Path
        Where the files go.
    """
    effects = choice_effects(table, choices=choices)
    by_choice = effects.groupby("choice")[["n_changed", "n_pairs"]].sum()
    by_choice = by_choice[by_choice["n_pairs"] > 0]
    if by_choice.empty:
        return None
    most = str((by_choice["n_changed"] / by_choice["n_pairs"]).idxmax())
    n_changed, n_pairs = by_choice.to_dict("index")[most].values()
    title = (
        f"“{most.replace('_', ' ')}” decides most: in {n_changed:,} of {n_pairs:,} pairs"
        if n_changed
        else "No choice alone decides whether a claim is made"
    )
    saved = save_figure(
        plot_choice_effects(effects, title=title),
        f"{slug(notebook)}-choices",
        data=effects,
        caption="How often a choice alone decides whether a claim is made.",
        alt=f"{title}. A row for each of {count(len(by_choice), 'choice')}, from the one that "
        "decides most to the one that decides least.",
        folder=folder,
    )
    return _shown(saved)


def draw_curves(
    table: pd.DataFrame, claims: pd.DataFrame, choices: Choices, *, notebook: str, folder: Path
) -> dict[str, Figure]:
    """The specification curves of claims that have estimates in several, by claim.

    Parameters
    ----------
    table, choices, notebook, folder
        As for `draw_effects`.
    claims : DataFrame
        From `claims_of`, in the order in which they are shown; the first 12 are drawn.
    """
    n_estimates = table.groupby("claim")["estimate"].count()
    several = claims[claims["claim"].map(n_estimates).gt(1)].head(MOST_CURVES)
    figures = {}
    for number, row in enumerate(several.to_dict("records"), start=1):
        own = table[table["claim"] == row["claim"]]
        made = f"made under {row['n_kept']:,} of {count(row['n_specifications'], 'specification')}"
        saved = save_figure(
            plot_specification_curve(own, choices=choices, unit=UNIT, title=row["text"]),
            f"{slug(notebook)}-{number:02d}",
            data=own,
            caption=f"{row['claim']}: {made}.",
            alt=f"{row['text']} This claim is {made}; its estimates go from {row['least']:.3g} to "
            f"{row['most']:.3g}.",
            folder=folder,
        )
        figures[str(row["claim"])] = _shown(saved)
    return figures


def _shown(saved: SavedFigure) -> Figure:
    """What the page needs of a figure."""
    return {
        "anchor": f"figure-{saved.name}",
        "alt": saved.alt,
        "caption": saved.caption,
        "width": saved.width,
        "height": saved.height,
        "files": {ending: f"{saved.folder.name}/{saved.name}.{ending}" for ending in ENDINGS},
    }
