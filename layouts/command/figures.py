"""`values KPI...`: the figures behind a view, the same as on its page and in /data.csv."""

from collections.abc import Sequence
from typing import Any

from kolada.analysis.compare import Comparison
from kolada.reading import captions, notes, sentences
from layouts import texts as common
from layouts.command import named, texts
from layouts.command.answer import Answer, Sheet
from layouts.command.named import NoAnswer, Unusable
from layouts.components.card import source_text
from layouts.components.tables import everyone
from layouts.documents import table
from layouts.report.fresh import bring
from layouts.selection import Selection
from layouts.view import View, Views, by_gender

PATIENCE = 120.0  # seconds that Kolada may take to confirm what is older than a day


def values(
    views: Views, kpis: Sequence[str], municipality: str, peers: str = "", period: str = "", gender: str = ""
) -> Answer:
    """Own, peers, their mean and Riket. Empty words mean the pages' defaults.

    Raises Unusable, KoladaError when something cannot be had (half a table would be read as a whole one), StoreError.
    """
    found = shown(views, asked(views, kpis, municipality, peers, period, gender))
    pairs = [(view, comparison) for view in found for comparison in view.comparisons.values()]
    distinct = {(c.kpi.id, c.gender): (view, c) for view, c in pairs}.values()  # undivided ones once
    sheets = [Sheet(_heading(c), *everyone(c)) for _, c in distinct if c.periods]
    told = [str(sentences.sentence(c)) for _, c in distinct]
    told += [notes.peers_line(pairs[0][1])] + [source_text(view, c) for view, c in distinct]
    rows = table.rows(found)
    return Answer(table.COLUMNS, rows, sheets, _said(found), list(dict.fromkeys(filter(None, told))), facts(found))


def asked(
    views: Views, kpis: Sequence[str], municipality: str, peers: str = "", period: str = "", gender: str = ""
) -> Selection:
    """What is asked for, as an address would have it. Raises Unusable."""
    chosen = named.kpis(kpis)
    if not municipality.strip():
        raise Unusable(texts.NO_MUNICIPALITY)
    units = views.municipalities()
    focal = named.municipality(municipality, units)
    groups = views.store.municipality_groups().items
    return chosen.but(
        municipality=focal.id,
        peers=named.peers(peers, focal, units, groups) if peers.strip() else None,
        period=named.period(period).period if period.strip() else chosen.period,
        genders=named.genders(gender).genders if gender.strip() else chosen.genders,
    )


def shown(views: Views, selection: Selection) -> list[View]:
    """A view per gender, of Kolada's present values as far as they can be had, and whole. Raises KoladaError,
    NoAnswer."""
    found = by_gender(views, selection)
    if bring(views.store, [pair for view in found for pair in view.slices], PATIENCE):
        found = by_gender(views, selection)
    missing = next((view.problem for view in found if view.problem and view.is_partial), None)
    if missing:
        raise missing
    if not any(view.comparisons for view in found):
        raise NoAnswer(" ".join(view.notices[0] for view in found if view.notices) or common.NO_KPIS)
    return found


def _heading(comparison: Comparison) -> str:
    return f"{comparison.kpi.id} {captions.caption(comparison)}"


def _said(found: Sequence[View]) -> list[str]:
    """What belongs to the figures wherever they go: that they are invented or old, and what is otherwise than asked."""
    first = found[0]
    old = next((view.problem for view in found if view.problem), None)
    said = [common.INVENTED_BANNER] if first.invented else []
    said += [common.notice_old(old.sentence, str(first.retrieved() or ""))] if old else []
    return list(dict.fromkeys([*said, *(text for view in found for text in view.notices)]))


def facts(found: Sequence[View]) -> dict[str, Any]:
    """Where the figures are from and whom they are compared with, by name and edition (COMPARISON 10, 28)."""
    first = found[0]
    comparisons = [(view, comparison) for view in found for comparison in view.comparisons.values()]
    return {
        "source": list(dict.fromkeys(source_text(view, comparison) for view, comparison in comparisons)),
        "retrieved": str(first.retrieved() or ""),
        "municipality": {"id": first.focal.id, "name": first.focal.title},
        "peers": named.described(first.resolved.peers),
        "notices": _said(found),
    }
