"""The country's pictures as the tabs and the report share them: all in order, and the map of one year. Or why not."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import class_bounds, present
from kolada.catalogue import unit
from kolada.reading.words import amount, places
from layouts.figures.axes import unit_words
from layouts.figures.country import Pointed, Said, country_figure
from layouts.figures.country_map import Classes, still_map
from layouts.kpi_tabs import texts
from layouts.kpi_tabs.beside import Beside
from layouts.view import View


def why_none(comparison: Comparison, beside: Beside, regions: bool) -> str:
    """A count, still on its way, or too few."""
    if comparison.is_count:
        return texts.COUNT_NO_ORDER
    if beside.is_waiting:
        return texts.WAITING
    year, name = comparison.year, comparison.focal.name
    if comparison.latest_focal_year is None:
        return texts.no_own_value(name)
    n = len(present(comparison.country, year or comparison.latest_focal_year))
    if year is None and 2 * n >= comparison.country.members:
        return texts.few_peers(name)
    return texts.too_few(n, comparison.country.members, regions)


def order_figure(view: View, comparison: Comparison, standings: Sequence[Standing]) -> dict[str, Any]:
    """The bars, with the own one, its peers and the one that is pointed out."""
    pointed = Pointed(view.focal.id, {m.id for m in comparison.peers.members}, view.selection.mark)
    said = Said(comparison.year or 0, places(comparison), unit_words(unit(comparison.kpi)))
    return country_figure(
        standings,
        pointed,
        said,
        band=comparison.country.bands.get(said.year),
        riket=comparison.riket.value(said.year),
        invented=view.invented,
    )


class Mapped(NamedTuple):
    """The years shown with half of the country, every unit's values in them (a list for each unit, rounded far beyond
    what is shown, None for none), and the classes over all of them."""

    years: list[int]
    values: list[list[float | None]]
    classes: Classes


def mapped(comparison: Comparison, beside: Beside) -> Mapped:
    """What a map of these years shows."""
    country, kept = comparison.country, places(comparison) + 2
    years = sorted(country.bands)
    by_year = [{who: round(value, kept) for who, value in country.row(year).items()} for year in years]
    values = [[row.get(m.id) for row in by_year] for m in beside.units]
    bounds = class_bounds([value for own in values for value in own if value is not None])
    return Mapped(years, values, Classes(bounds, class_names(bounds, comparison)))


def still(view: View, comparison: Comparison, beside: Beside) -> dict[str, Any]:
    """The map of the comparison's one year as a picture, in the colours that it has among all the years shown."""
    found, year = mapped(comparison, beside), comparison.year or 0
    at = found.years.index(year)
    return still_map(
        {m.id: value for m, own in zip(beside.units, found.values, strict=True) if (value := own[at]) is not None},
        found.classes,
        (view.focal.id, view.focal.title),
        [m.id for m in comparison.peers.members],
        year,
        texts.MAP_MISSING,
        invented=view.invented,
    )


def class_names(bounds: Sequence[float], comparison: Comparison) -> list[str]:
    """Each class by its limits: "1 234–2 000"; the limits are those of the colours."""
    said = [amount(bound, comparison) for bound in bounds]
    if len(said) == 1:
        return said
    return [f"{low}–{high}" for low, high in pairwise(said)]
