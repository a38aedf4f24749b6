"""Two KPIs against each other: which two, in which year, and all that is said of them (COMPARISON 4, 9, 12, 25, 30)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kolada import curated
from kolada.analysis.lines import Peers
from kolada.analysis.relation import Point, Relation, common_years, default_year, relate
from kolada.catalogue import Kind
from kolada.groups import everybody_of
from kolada.reading.words import counts_money
from layouts import texts as common
from layouts.explore import forms
from layouts.explore import texts_relation as texts
from layouts.explore.ground import Ground
from layouts.explore.measure import Measure, measure
from layouts.explore.state import explore_address
from layouts.figures.relation import Axis, relation_figure
from layouts.figures.trend import MOST_LINES
from layouts.resolve import Resolved, pin
from layouts.selection import PeerChoice, Period, Selection

MOST_REPEATED = 20  # characters of a stranger's word


@dataclass(frozen=True)
class Asked:
    """Which two KPIs, and which year, where the address names one."""

    x: str
    y: str
    year: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Related:
    """A relation with all that its card says of it. `x`, `y`: how the numbers are written."""

    selection: Selection
    resolved: Resolved
    ground: Ground
    related: Relation
    x: Measure
    y: Measure
    invented: bool = False

    @property
    def is_region(self) -> bool:
        """Whether the points are regions."""
        return self.ground.focal.is_region

    @property
    def peers(self) -> Peers:
        """Those that are marked."""
        return self.resolved.peers.comparable_with(self.ground.focal)

    @property
    def lead(self) -> str:
        """n and the coefficients."""
        return texts.lead(self.related, self.is_region)

    @property
    def said(self) -> list[str]:
        """What the picture shows, in sentences."""
        focal = self.ground.focal
        own = texts.own_sentence(self.related, focal.id, focal.title, self.x, self.y)
        return [texts.direction(self.related, self.x, self.y, self.is_region), own]

    @property
    def is_money(self) -> bool:
        """Whether either is in kronor, which are of their year."""
        return counts_money(self.x.kpi) or counts_money(self.y.kpi)

    @property
    def caption(self) -> str:
        """What it is called in a report."""
        return texts.caption(self.related, self.x, self.y, self.is_money)

    @property
    def cautions(self) -> list[str]:
        """What a correlation needs said (COMPARISON 25), what is not settled yet, and who is not in it."""
        absent = [self.ground.names[unit] for unit in sorted(self.related.missing, key=self._role)]
        year = self.related.year
        named = [(m.name, year) for m in (self.x, self.y) if (m.kpi.id, year) in self.ground.unsettled]
        found = (
            *texts.cautions(self.related, self.x, self.y, self.is_region),
            texts.preliminary(named),
            texts.missing_sentence(self.related, absent, self.is_region),
        )
        return [text for text in found if text]

    @cached_property
    def figure(self) -> dict[str, Any]:
        """For plotly."""
        x, y = (Axis(m.title, m.short_unit, m.kind is Kind.COUNT, m.places) for m in (self.x, self.y))
        return relation_figure(self.related.points, self.ground.focal.id, self._peer_ids, x, y, invented=self.invented)

    @property
    def axis_titles(self) -> tuple[str, str]:
        """Of x and y in a chart of Office's own, which says so where an axis is in powers of ten."""
        layout = self.figure["layout"]
        logs = (layout[axis].get("type") == "log" for axis in ("xaxis", "yaxis"))
        x, y = (f"{of.title}, {texts.LOG_SCALE}" if is_log else of.title
                for of, is_log in zip((self.x, self.y), logs, strict=True))  # fmt: skip
        return x, y

    @property
    def alternative(self) -> str:
        """The picture in words."""
        return texts.alternative(self.related, self.x, self.y, [self.lead, *self.said])

    @property
    def source(self) -> str:
        """The source line; of invented figures nobody is the source."""
        return common.INVENTED_SOURCE if self.invented else texts.source(self.x, self.y, self.ground.retrieved)

    @cached_property
    def ordered(self) -> list[Point]:
        """Every point: the own one first, then the peers, then the others, each by name."""
        return sorted(self.related.points, key=lambda point: self._role(point.id))

    @property
    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows, as they are ordered."""
        words = (texts.OWN, texts.PEER, "")
        head = [texts.unit_title(self.is_region), texts.TABLE_ROLE, self.x.title, self.y.title]
        return head, [[p.name, words[self._role(p.id)], self.x.number(p.x), self.y.number(p.y)] for p in self.ordered]

    @property
    def pointed(self) -> int:
        """How many of the ordered are the own one and the peers."""
        return sum(self._role(point.id) < 2 for point in self.related.points)

    @property
    def table_of_peers(self) -> tuple[list[str], list[list[str]]]:
        """The same for the own one and the peers, while they are few."""
        head, rows = self.table
        has_own = self.related.point(self.ground.focal.id) is not None
        return head, rows[: self.pointed if len(self.peers.members) <= MOST_LINES else int(has_own)]

    @cached_property
    def _peer_ids(self) -> frozenset[str]:
        return frozenset(m.id for m in self.peers.members)

    def _role(self, unit: str) -> int:
        return 0 if unit == self.ground.focal.id else 1 if unit in self._peer_ids else 2

    @property
    def data(self) -> Selection:
        """What /data.csv is asked for, so that its rows are those of the picture: everybody, in this year."""
        kpis, year = (self.x.kpi.id, self.y.kpi.id), self.related.year
        return everybody(self.selection, self.ground.focal.id, self.is_region, kpis, Period(year, year))

    @property
    def figure_selection(self) -> Selection:
        """It as a figure of a report: y before x, everything fixed."""
        year = self.related.year
        fixed = pin(self.selection, self.resolved, (year, year), date.today(), (self.y.kpi.id, self.x.kpi.id))
        return fixed.but(set=None, view="", recipe="", mark=None)

    @property
    def pinned(self) -> str:
        """Its address with everything fixed that could change (COMPARISON 29)."""
        return pinned(self.selection, self.resolved, (self.x.kpi.id, self.y.kpi.id), str(self.related.year))


def asked_for(selection: Selection, extras: dict[str, str], is_region: bool = False) -> Asked:
    """The first two KPIs named, in their order x and y; one alone is y, against the usual x; none: the usual two."""
    x, y = curated.default_relation(is_region)
    kpis = selection.kpis
    if len(kpis) == 1:
        x, y = (x if kpis[0] != x else y), kpis[0]
    elif kpis:
        x, y = kpis[:2]
    said = (texts.notice_kpis(kpis[2:]),) if len(kpis) > 2 else ()
    return Asked(x, y, extras.get(forms.YEAR, ""), said)


def related_in(found: Ground, asked: Asked) -> tuple[Relation | None, list[str]]:
    """Both KPIs in the year asked for, else the newest that at least half have; and what is said of the choice."""
    x, y = found.tables.get(asked.x), found.tables.get(asked.y)
    if x is None or y is None:
        return None, []
    years = common_years(x, y)
    named = int(asked.year) if asked.year.isascii() and asked.year.isdigit() and len(asked.year) == 4 else None
    year = named if named in years else default_year(years, len(found.names))
    if year is None or (found.is_coming and 2 * years[year] < len(found.names)):
        return None, []
    is_other = bool(asked.year) and year != named and not found.is_coming
    said = [texts.notice_year(asked.year[:MOST_REPEATED], year)] if is_other else []
    return relate(x, y, found.names, year), said


def measures(found: Ground, asked: Asked, related: Relation) -> tuple[Measure, Measure]:
    """How the numbers of x and of y are written."""
    x, y = asked.x, asked.y
    return (
        measure(found.kpis[x], (p.x for p in related.points), found.genders[x]),
        measure(found.kpis[y], (p.y for p in related.points), found.genders[y]),
    )


def everybody(selection: Selection, focal: str, is_region: bool, kpis: Sequence[str], period: Period) -> Selection:
    """What /data.csv is asked for, so that its rows are those of the picture: everybody, in these years."""
    group = PeerChoice(everybody_of(is_region))
    return Selection(focal, group, tuple(kpis), period=period, genders=selection.genders[:1])


def pinned(selection: Selection, resolved: Resolved, kpis: Sequence[str], year: str) -> str:
    """The address with everything fixed that could change (COMPARISON 29): the year has a key of its own."""
    fixed = pin(selection, resolved, (0, 0), date.today(), kpis).but(period=selection.period, view=forms.RELATION)
    return explore_address(fixed, {forms.YEAR: year})
