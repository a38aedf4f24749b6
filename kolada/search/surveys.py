"""Kolada's "Osäkerhetstal": the margin of a survey KPI, a KPI of its own there. It never stands alone here."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from kolada.api.models import Kpi
from kolada.swedish import folded

_MARGIN = re.compile(r"\s*Osäkerhetstal\b\s*[-–:]?\s*(.*)", re.DOTALL | re.IGNORECASE)
_ALIKE = 92  # of 100: "arbeta för kommunens bäst" is "… bästa"


def is_margin(kpi: Kpi) -> bool:
    """Whether a KPI says how certain another one is."""
    return _MARGIN.fullmatch(kpi.title) is not None


def margins(kpis: Iterable[Kpi]) -> Mapping[str, str]:
    """From each margin's id to that of its survey KPI, where there is one.

    Its title is the survey KPI's, with or without the survey's name in front, and now and then with a slip in it.
    """
    every = list(kpis)
    named: dict[str, str] = {}
    for kpi in every:
        if not is_margin(kpi):
            named.setdefault(folded(kpi.title), kpi.id)
            named.setdefault(folded(kpi.title.partition(" - ")[2]), kpi.id)
    found = ((kpi.id, _owner(match[1], named)) for kpi in every if (match := _MARGIN.fullmatch(kpi.title)))
    return {margin: owner for margin, owner in found if owner}


def _owner(title: str, named: Mapping[str, str]) -> str | None:
    wanted = folded(title)
    if wanted in named:
        return named[wanted]
    best = process.extractOne(wanted, named.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return named[best[0]] if best else None
