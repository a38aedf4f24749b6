"""What a KPI's own page needs beside its view, for the open tab alone: the first one stays as light as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import order
from kolada.analysis.sums import INHABITANTS, is_per_inhabitant
from kolada.api.models import Municipality
from kolada.frame import ABSENT
from kolada.reading.words import missing_words
from kolada.twins import Twin
from layouts.asked import GENDERS_VIEW, MAP_VIEW, ORDER_VIEW, SPREAD_VIEW
from layouts.resolve import peers_of_another
from layouts.selection import Selection
from layouts.view import View, Views

Reasons = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Beside:
    """`inhabitants`: of the own one in the comparison's year. `units`: who the country is, for the ranking and the map;
    `reasons`: Kolada's word for each of their missing values by unit and year. `behind`: the counts behind women's and
    men's rates, and everybody's (T), which may be all that Kolada has. `instead`: the same page about the one that is
    pointed out. `awaits`: something small is on its way, for which the page did not wait."""

    twins: tuple[Twin, ...] = ()
    genders: Mapping[str, Comparison] = field(default_factory=dict)
    behind: Mapping[str, Comparison] = field(default_factory=dict)
    units: tuple[Municipality, ...] = ()
    reasons: Reasons = field(default_factory=dict)
    is_waiting: bool = False
    inhabitants: float | None = None
    instead: Selection | None = None
    awaits: bool = False

    @property
    def names(self) -> dict[str, str]:
        """Titles by id."""
        return {unit.id: unit.title for unit in self.units}

    def reason(self, unit: str, year: int) -> str:
        """Why there is no value, in words (COMPARISON 2)."""
        return missing_words(self.reasons.get((unit, year), ABSENT))

    def order(self, comparison: Comparison) -> tuple[Standing, ...]:
        """All with a value in the comparison's one year, the highest first."""
        return order(comparison.country, self.names, comparison.year)


ALONE = Beside()


def beside(views: Views, view: View) -> Beside:
    """What the open tab needs."""
    comparison = next(iter(view.comparisons.values()))
    found = _of_tab(views, view, comparison)
    return replace(found, twins=views.twins(comparison.kpi), awaits=found.awaits or not views.store.kept_catalogue())


def _of_tab(views: Views, view: View, comparison: Comparison) -> Beside:
    if view.selection.view == GENDERS_VIEW and comparison.kpi.is_divided_by_gender:
        return _with_genders(views, view)
    if view.selection.view in (ORDER_VIEW, MAP_VIEW) and not comparison.is_count:
        return _with_country(views, view, comparison)
    if view.selection.view == SPREAD_VIEW:
        return Beside(is_waiting=views.is_incomplete(view.ranked, view.focal.is_region))
    return ALONE if view.selection.view else _with_inhabitants(views, view, comparison)


def _with_inhabitants(views: Views, view: View, comparison: Comparison) -> Beside:
    """How many they are, where a cost is per inhabitant. A page does not wait for it: what is not kept yet is fetched
    in the background, and the page is drawn again when it has come."""
    year = comparison.year
    if year is None or view.focal.is_region or not is_per_inhabitant(comparison.kpi):
        return ALONE
    if not views.is_incomplete([INHABITANTS]):  # one reading of the country serves every page
        return Beside(inhabitants=views.country(INHABITANTS, "T", (year, year)).value(view.focal.id, year))
    kept = views.store.kept_values([INHABITANTS], [view.focal.id])
    found = (value for _, _, period, gender, value, *_ in kept.rows if (period, gender) == (year, "T"))
    return Beside(inhabitants=next(found, None), awaits=not kept.slices)


def _with_genders(views: Views, view: View) -> Beside:
    found = {g: views.view(view.selection.but(genders=(g,)), view.single) for g in ("K", "M", "T")}
    own = {g: next(iter(v.comparisons.values())) for g, v in found.items() if v}
    behind = {g: c for g, v in found.items() if v for k, c in v.beside.items() if k not in v.comparisons}
    return Beside(genders=own, behind=behind)


def _with_country(views: Views, view: View, comparison: Comparison) -> Beside:
    regions = view.focal.is_region
    units = tuple(m for m in views.municipalities() if (m.is_region if regions else m.is_municipality))
    reasons = views.store.reasons(comparison.kpi.id, comparison.gender, view.window, regions=regions)
    waits = views.is_incomplete(view.ranked, regions)
    return Beside(units=units, reasons=reasons, is_waiting=waits, instead=_instead(views, view, units))


def _instead(views: Views, view: View, units: tuple[Municipality, ...]) -> Selection | None:
    """The same page about the one that is pointed out, compared in the same way."""
    mark = view.selection.mark
    if mark is None or mark == view.focal.id or mark not in {unit.id for unit in units}:
        return None
    groups = views.store.municipality_groups().items
    peers = peers_of_another(view.selection.peers, mark, views.municipalities(), groups)
    return view.selection.but(municipality=mark, peers=peers, mark=None, retrieved=None)
