"""What a picker of KPIs offers: the KPIs of the sets, or what the whole catalogue has for what is typed."""

from collections.abc import Mapping

from kolada import catalogue, curated
from kolada.search.finder import find
from kolada.search.index import Entry
from layouts.components.pickers import Options, option
from layouts.explore import texts_find as texts
from layouts.finding import Finding
from layouts.view import View

MOST = 40  # hits that are sent to the browser
KPI_SEARCH = "kpi-search"  # the class by which assets/explore-find.js knows such a picker


def of_sets(shown: Mapping[str, str]) -> Options:
    """The KPIs of the sets, by set; `shown` (id and label), if it is in none, comes first. Values are unique."""
    found: Options = []
    taken: set[str] = set()
    for kpi_set in curated.sets():
        own = [k for k in (*kpi_set.kpis, *kpi_set.counts) if k not in taken]
        taken.update(own)
        found.append({"group": kpi_set.title, "items": [option(k, curated.notes(k).label or k) for k in own]})
    new = [option(kpi, label) for kpi, label in shown.items() if kpi not in taken]
    return [{"group": texts.PICKER_SHOWN, "items": new}, *found] if new else found


def for_view(view: View) -> Options:
    """Those, with the one that a view is of."""
    shown = view.comparisons.get(view.single or "")
    return of_sets({shown.kpi.id: catalogue.words(shown.kpi).label} if shown else {})


def options(finding: Finding, typed: object, chosen: object, municipality: object) -> Options:
    """The best hits for what is typed, each with what it answers (assets/dashMantineFunctions.js). The chosen one is
    always among them, or the field would forget it. Raises KoladaError without a catalogue.
    """
    index = finding.index()
    text = typed.strip() if isinstance(typed, str) else ""
    place = index.place.get(chosen) if isinstance(chosen, str) else None
    shown = index.entries[place] if place is not None else None
    own = {shown.kpi.id: _label(shown)} if shown else {}
    if not text or text in own.values():  # the field says what is chosen until somebody types
        return of_sets(own)
    who = finding.context(municipality if isinstance(municipality, str) else None)
    found = {hit.entry.kpi.id: _label(hit.entry, with_unit=True) for hit in find(index, text, context=who).hits[:MOST]}
    hits = [{**option(kpi, own.get(kpi, label)), "answers": typed} for kpi, label in found.items()]
    rest = [{**option(kpi, label), "answers": typed} for kpi, label in own.items() if kpi not in found]
    groups = [(texts.PICKER_HITS, hits), (texts.PICKER_SHOWN if hits else texts.PICKER_NOTHING, rest)]
    return [{"group": name, "items": items} for name, items in groups if items]


def has_asked(typed: object, chosen: object, offered: object) -> bool:
    """Whether somebody has typed in a picker, or has just stopped: what is chosen stands in it too, unasked."""
    groups = offered if isinstance(offered, list) else []
    items = [item for group in groups if isinstance(group, dict) for item in group.get("items", [group])]
    own = next((item.get("label") for item in items if item.get("value") == chosen), None)
    return (bool(typed) and typed != own) or any("answers" in item for item in items)


def _label(entry: Entry, with_unit: bool = False) -> str:
    label, unit = catalogue.words(entry.kpi).label, catalogue.unit(entry.kpi)
    more = [unit if not label.endswith(unit) else "", texts.ended(entry.ended) if entry.ended else ""]
    return ", ".join(filter(None, [label, *(more if with_unit else [])]))
