"""The report is its address: an ordered list of figures, each a pinned selection, beside what they share. Total.

`fig=N33813~bars~municipality=1260`: a KPI, how it is drawn, and what this figure has otherwise than the address's own
municipality, peers, period, gender, counts and retrieved; `x=` is the other KPI of a relation. A field given empty is
the default. Whatever cannot be understood is left out and named in a notice. The user's own words are never here:
addresses end up in logs and mail.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, quote

from layouts import texts
from layouts.addresses import REPORT
from layouts.asked import GENDERS_VIEW, MAP_VIEW, ORDER_VIEW, SPREAD_VIEW
from layouts.explore import forms
from layouts.selection import KPI_ID, MAX_FIELDS, MAX_KPIS, MAX_QUERY, Selection, clip, parse, to_query

MAX_FIGURES = 40
SHARED = ("municipality", "peers", "period", "gender", "counts", "retrieved")
BETWEEN, AGAINST = "~", "x"
# The seven figures of the auditors' report that COMPARISON.md quotes, in its order.
AUDIT = ("N33001", "N33007", "N33813", "N33008", "N33812", "N33010", "N33011")


class Form(StrEnum):
    """How a figure is drawn: lines through the years, bars of one year, or as a tab of the KPI's page, by its name."""

    LINE = "line"
    BARS = "bars"
    ORDER = ORDER_VIEW
    SPREAD = SPREAD_VIEW
    MAP = MAP_VIEW
    GENDERS = GENDERS_VIEW
    RELATION = forms.RELATION

    @property
    def view(self) -> str:
        """The tab that shows the same."""
        return "" if self in (Form.LINE, Form.BARS) else self.value

    @property
    def is_of_country(self) -> bool:
        """It shows all the country's municipalities, or regions."""
        return self in (Form.ORDER, Form.SPREAD, Form.MAP)


@dataclass(frozen=True)
class Figure:
    """One figure: a selection of one KPI (`selection.kpis` holds it, then the other of a relation) and its form."""

    selection: Selection
    form: Form = Form.LINE

    @property
    def kpi(self) -> str:
        """Its KPI."""
        return self.selection.kpis[0]

    @property
    def against(self) -> str:
        """The other KPI of a relation, which lies along x; "" for every other form."""
        return self.selection.kpis[1] if self.form is Form.RELATION else ""

    def drawn(self, form: Form) -> "Figure":
        """The same KPI in another form, where it is not drawn so already; a relation needs another KPI too."""
        return self if form in (self.form, Form.RELATION) else figure_of(self.selection.but(kpis=(self.kpi,)), form)

    @property
    def key(self) -> str:
        """What tells it from every other figure, wherever it stands, and what the user's own words on it are kept
        under: other forms, other words."""
        key = to_query(self.selection.but(retrieved=None))
        return key if self.form is Form.LINE else f"{key}{BETWEEN}{self.form.value}"


def figure_of(selection: Selection, form: Form) -> Figure:
    """A figure; one of women and men has both, whoever was asked for."""
    return Figure(selection.but(genders=("T",)) if form is Form.GENDERS else selection, form)


@dataclass(frozen=True)
class Report:
    """`base` is the address's own selection: whose report it is while there are no figures yet."""

    base: Selection
    figures: tuple[Figure, ...] = ()
    columns: int = 1
    tables: bool = False  # a table behind each figure, on paper and in the Word file

    def holds(self, figure: Figure) -> bool:
        """Whether the figure is in it, drawn in the same way."""
        return figure.key in {each.key for each in self.figures}

    def added(self, figure: Figure) -> "Report":
        """With one more at the end; one that is there already stays where it is, and none goes beyond the limit."""
        if self.holds(figure) or len(self.figures) >= MAX_FIGURES:
            return self
        return replace(self, figures=(*self.figures, figure))

    def moved(self, place: int, step: int) -> "Report":
        """With the figure at `place` (from 0) moved one up (-1) or down (+1); at the end it stays."""
        there = place + step
        if not (0 <= place < len(self.figures) and 0 <= there < len(self.figures)):
            return self
        figures = list(self.figures)
        figures[place], figures[there] = figures[there], figures[place]
        return replace(self, figures=tuple(figures))

    def without(self, place: int) -> "Report":
        """Without the figure at `place`; whose report it was is remembered."""
        if not 0 <= place < len(self.figures):
            return self
        base = self.figures[0].selection.but(kpis=())
        return replace(self, base=base, figures=self.figures[:place] + self.figures[place + 1 :])

    def drawn(self, place: int, form: Form) -> "Report":
        """With the figure at `place` drawn otherwise, unless it is there so too."""
        if 0 <= place < len(self.figures) and self.holds(self.figures[place].drawn(form)):
            return self
        figures = [each.drawn(form) if i == place else each for i, each in enumerate(self.figures)]
        return replace(self, figures=tuple(figures))


def as_in_audit(pinned: Selection) -> Report:
    """The auditors' seven for a pinned selection."""
    base = pinned.but(kpis=(), set=None, view="")
    return Report(base, tuple(Figure(base.but(kpis=(kpi,))) for kpi in AUDIT))


def parse_report(query: str) -> tuple[Report, tuple[str, ...]]:
    """A query string, with or without its "?", as a report and the notices for what was not understood."""
    base, said = parse(query)
    notices = list(said)
    pairs = parse_qsl(query.removeprefix("?")[:MAX_QUERY], keep_blank_values=True)[:MAX_FIELDS]
    common = _fields(base)
    figures: dict[str, Figure] = {}
    for token in (value for key, value in pairs if key == "fig"):
        figure, more = _figure(token, common)
        notices += more
        if figure:
            figures.setdefault(figure.key, figure)
    found = list(figures.values())
    if len(found) > MAX_FIGURES:
        notices.append(texts.notice_too_many_figures(MAX_FIGURES, len(found) - MAX_FIGURES))
    flags = dict(pairs)
    columns = 2 if flags.get("columns") == "2" else 1
    report = Report(base.but(kpis=(), set=None), tuple(found[:MAX_FIGURES]), columns, flags.get("tables") == "1")
    return report, tuple(dict.fromkeys(notices))


def report_address(report: Report) -> str:
    """The report's address; what most figures have in common stands once. The inverse of `parse_report`."""
    own = [_fields(figure.selection) for figure in report.figures] or [_fields(report.base)]
    common = {key: Counter(fields[key] for fields in own).most_common(1)[0][0] for key in SHARED}
    parts = [f"{key}={_quoted(value)}" for key, value in common.items() if value]
    parts += [f"fig={_quoted(_token(figure, common))}" for figure in report.figures]
    parts += ["columns=2"] if report.columns == 2 else []
    parts += ["tables=1"] if report.tables else []
    return f"{REPORT}?{'&'.join(parts)}" if parts else REPORT


def selections(report: Report) -> Iterable[Selection]:
    """The selections behind the figures, those that differ in their KPI alone as one: what is fetched at once."""
    together: dict[Selection, list[str]] = {}
    for figure in report.figures:
        together.setdefault(figure.selection.but(kpis=()), []).extend(figure.selection.kpis)
    for selection, kpis in together.items():
        yield from (selection.but(kpis=tuple(kpis[i : i + MAX_KPIS])) for i in range(0, len(kpis), MAX_KPIS))


def _fields(selection: Selection) -> dict[str, str]:
    """A selection's shared fields as an address writes them, "" for a default."""
    given = dict(parse_qsl(to_query(selection)))
    return {key: given.get(key, "") for key in SHARED}


def _token(figure: Figure, common: Mapping[str, str]) -> str:
    other = [f"{key}={value}" for key, value in _fields(figure.selection).items() if value != common[key]]
    form = [figure.form.value] if figure.form is not Form.LINE else []
    against = [f"{AGAINST}={figure.against}"] if figure.against else []
    return BETWEEN.join([figure.kpi, *form, *against, *other])


def _figure(token: str, common: Mapping[str, str]) -> tuple[Figure | None, list[str]]:
    kpi, *rest = token.split(BETWEEN)
    kpi = kpi.strip().upper()
    if not KPI_ID.fullmatch(kpi):
        return None, [texts.notice_misread("fig", clip(token), texts.SHOWN_WITHOUT)]
    form, fields, against, notices = Form.LINE, dict(common), "", []
    for part in rest:
        key, given, value = part.partition("=")
        if given and key in SHARED:
            fields[key] = value
        elif given and key == AGAINST and KPI_ID.fullmatch(value.upper()) and value.upper() != kpi:
            against = value.upper()
        elif not given and part in tuple(Form):
            form = Form(part)
        else:
            notices.append(texts.notice_misread("fig", clip(part), texts.SHOWN_WITHOUT))
    if bool(against) != (form is Form.RELATION):  # a relation is of two, and nothing else is
        notices.append(texts.notice_misread("fig", clip(token), texts.SHOWN_WITHOUT))
        form, against = (Form.LINE if form is Form.RELATION else form), ""
    query = "&".join(f"{key}={_quoted(value)}" for key, value in fields.items() if value)
    selection, more = parse(f"{query}&kpi={kpi}" + (f"&kpi={against}" if against else ""))
    return figure_of(selection, form), [*notices, *more]


def _quoted(text: str) -> str:
    return quote(text, safe=":,@-~=")
