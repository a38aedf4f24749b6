"""What a choice in a form of /utforska does to the address. Pure: the address is the only state."""

from collections.abc import Mapping

from kolada.analysis.likeness import MAX_INGREDIENTS, MAX_WEIGHT, MIN_WEIGHT
from layouts.addresses import EXPLORE
from layouts.explore.recipe import recipe_text
from layouts.explore.state import explore_address, extras
from layouts.selection import Selection, parse

RELATION, LIKENESS = "samband", "egen-likhet"  # the tabs' `view=`
PICK = "explore-pick"  # {"type": this, "key": what it writes}: the id of every picker of the forms
SHOWN_STORE = "explore-shown-store"  # {"type": this, "tab": whose form}: what its pickers showed when they were drawn
X, Y, YEAR, KPI, WEIGHT = "x", "y", "year", "kpi", "weight"  # what pickers write; the last two have a row's number

WEIGHTS = {str(weight): weight for weight in range(MIN_WEIGHT, MAX_WEIGHT + 1)}

Values = Mapping[str, str | None]


def search_after(tab: str, search: str, values: Values) -> str | None:
    """The query string when a form's pickers have these values; None where that is no choice. From then on it is not
    the pinned link it was."""
    selection = parse(search)[0].but(retrieved=None, view=tab)
    if tab == RELATION:
        return _relation(selection, extras(search), values)
    return _query(selection.but(recipe=recipe_of(values)), extras(search)) if tab == LIKENESS else None


def _relation(selection: Selection, more: Mapping[str, str], values: Values) -> str | None:
    """Two different KPIs, and a year that stays only while they do: others may not have it."""
    x, y, year = values.get(X), values.get(Y), values.get(YEAR)
    if not x or not y:
        return None
    kept = year if selection.kpis[:2] == (x, y) else None
    return _query(parse_kpis(selection, x, y), {**more, YEAR: kept or ""})


def parse_kpis(selection: Selection, x: str, y: str) -> Selection:
    """The selection with these two KPIs, as far as they are ids."""
    return selection.but(kpis=parse(f"kpi={x}&kpi={y}")[0].kpis)


def recipe_of(values: Values) -> str:
    """The rows of the form as a recipe: those with a KPI, each with its weight, 1 where none is chosen."""
    rows = [(values.get(f"{KPI}{row}"), values.get(f"{WEIGHT}{row}")) for row in range(MAX_INGREDIENTS)]
    written = recipe_text((kpi, WEIGHTS.get(weight or "", MIN_WEIGHT)) for kpi, weight in rows if kpi)
    return parse(f"recipe={written}")[0].recipe


def _query(selection: Selection, more: Mapping[str, str]) -> str:
    return explore_address(selection, more).removeprefix(EXPLORE)
