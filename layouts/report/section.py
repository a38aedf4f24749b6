"""The section as it is read: what the page and every file are made from, one calculation for all (COMPARISON 30)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kolada import __version__, curated, groups
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import OWN_LIST
from kolada.api.errors import KoladaError
from kolada.catalogue import Kind
from kolada.reading import captions, notes
from kolada.swedish import long_date
from layouts import texts as common
from layouts.addresses import address, kpi_path
from layouts.components.card import source_text
from layouts.figures.ranking import ranking_figure
from layouts.figures.trend import trend_figure
from layouts.report import texts
from layouts.report.state import Figure, Form, Report, report_address, selections
from layouts.report.words import NO_WORDS, Words
from layouts.resolve import Resolved, pin
from layouts.selection import Selection
from layouts.view import View, Views


@dataclass(frozen=True)
class Entry:
    """One figure of the section. All texts are Swedish and plain; `caption` is without "Figur 2."."""

    number: int
    chosen: Figure
    view: View
    comparison: Comparison
    caption: str  # the user's own, or ours
    comment: str  # the user's own, "" for none
    observation: tuple[str, ...]  # iakttagelse: ours
    footnotes: tuple[str, ...]
    peers: str
    how_chosen: str  # how the peers came to be these
    source: str
    link: str  # the KPI's own page, pinned: path and query
    figure: dict[str, Any]  # for plotly

    @property
    def label(self) -> str:
        """ "Figur 2"."""
        return captions.label(self.number)

    @property
    def alternative(self) -> str:
        """The picture in words."""
        return " ".join(self.observation)


@dataclass(frozen=True)
class Section:
    """Everything in reading order. `link` is the section's own address (path and query), `made` the day."""

    report: Report
    title: str
    intro: str
    entries: tuple[Entry, ...]
    method: tuple[str, ...]
    notices: tuple[str, ...]
    link: str
    made: date
    invented: bool
    problem: KoladaError | None = None
    version: str = __version__

    @property
    def file_stem(self) -> str:
        """What is inside: kramfors_barn-och-unga_liknande-IFO-2024_2017-2022. Plain ASCII."""
        if not self.entries:
            return "rapport"
        first = self.entries[0]
        peers = first.view.resolved.peers
        group = f"liknande-{peers.area}-{peers.edition}" if peers.area else peers.name
        begin, end = min(e.view.window[0] for e in self.entries), max(e.view.window[1] for e in self.entries)
        kpis = dict.fromkeys(e.comparison.kpi.id for e in self.entries)
        parts = [_plain(first.view.focal.title).lower(), _subject(list(kpis)), _plain(group), f"{begin}-{end}"]
        return "_".join(part for part in parts if part)


def make_section(views: Views, report: Report, words: Words = NO_WORDS) -> Section:
    """The section of a report. Raises KoladaError when nothing at all can be shown, StoreError as the store does."""
    notices: list[str] = []
    problem: KoladaError | None = None
    for selection in selections(report):  # one request for all that differ in their KPI alone
        together = views.view(selection)
        if together is None:
            whom = selection.municipality
            notices.append(common.notice_unknown_municipality(whom) if whom else texts.NO_MUNICIPALITY)
        else:
            notices += together.notices
            problem = problem or together.problem
    found = [(figure, view) for figure in report.figures if (view := _view(views, figure)) and view.comparisons]
    entries = tuple(_entry(number, figure, view, words) for number, (figure, view) in enumerate(found, 1))
    return Section(
        report=report,
        title=words.title or _title(entries),
        intro=captions.intro(captions.Drawn(e.comparison, e.chosen.form is Form.BARS) for e in entries),
        entries=entries,
        method=_method(entries, views.store.invented),
        notices=tuple(dict.fromkeys(notices)),
        link=report_address(report),
        made=date.today(),
        invented=views.store.invented,
        problem=problem,
    )


def _view(views: Views, figure: Figure) -> View | None:
    return views.view(figure.selection.but(kpis=()), figure.kpi)


def _entry(number: int, figure: Figure, view: View, words: Words) -> Entry:
    whole, is_bars = next(iter(view.comparisons.values())), figure.form is Form.BARS
    comparison = captions.of_one_year(whole) if is_bars else whole
    behind = view.beside.get(curated.notes(comparison.kpi.id).behind or "")
    said, choices = captions.bar_footnotes if is_bars else captions.footnotes, view.resolved.choices
    drawn = ranking_figure(comparison, invented=view.invented) if is_bars else trend_figure(
        comparison, size="full", invented=view.invented)  # fmt: skip
    pinned = pin(view.of_one_kpi, view.resolved, view.window, figure.selection.retrieved or date.today())
    return Entry(
        number=number,
        chosen=figure,
        view=view,
        comparison=comparison,
        caption=words.captions.get(figure.caption_key, captions.caption(comparison)),
        comment=words.comments.get(figure.key, ""),
        observation=tuple(captions.observation(comparison, behind)),
        footnotes=(how := _how_chosen(view.resolved, pinned), *said(whole, view.today, view.slices, choices)),
        peers=notes.peers_line(comparison),
        how_chosen=how,
        source=source_text(view, comparison, has_band=not is_bars),
        link=address(kpi_path(comparison.kpi.id), pinned),
        figure=drawn,
    )


def _how_chosen(resolved: Resolved, pinned: Selection) -> str:
    """The group of the KPI's area that nobody has to choose, another, or an own list; and whether its members are
    those of a day before this one (COMPARISON 10)."""
    group = resolved.group
    if not resolved.peers.members:
        return texts.CHOSEN_NONE
    if group is None:
        return texts.CHOSEN_GONE if pinned.peers and pinned.peers.group else texts.CHOSEN_LIST
    said, default = texts.CHOSEN_DEFAULT, resolved.default
    if default and default.id != group.id:
        said = texts.chosen_instead(groups.short_name(default))
    return f"{said} {texts.chosen_earlier(resolved.drift.pinned)}" if resolved.drift else said


def closing(section: Section) -> list[str]:
    """The sentences of "Källor och metod": method, notices, the days of retrieval, what made the file and when."""
    days = retrieval_days(section)
    fetched = [texts.retrieved_between(min(days), max(days))] if days and not section.invented else []
    return [*section.method, *section.notices, *fetched, texts.made_with(section.version, long_date(section.made))]


def retrieval_days(section: Section) -> list[date]:
    """The day of each figure's oldest value, as its source line says it."""
    found: Iterable[date | None] = (e.view.retrieved(e.comparison.kpi.id) for e in section.entries)
    return [day for day in found if day]


def _title(entries: Sequence[Entry]) -> str:
    if not entries:
        return texts.REPORT_TITLE
    names = list(dict.fromkeys(entry.view.focal.title for entry in entries))
    return texts.report_title(names, is_region=all(entry.view.focal.is_region for entry in entries))


def _method(entries: Sequence[Entry], invented: bool) -> tuple[str, ...]:
    """How the figures were made, and the terms of use (COMPARISON 8, 10, 15, 21, 28)."""
    if not entries:
        return ()
    said = texts.method(is_region=all(e.view.focal.is_region for e in entries))
    said += [texts.METHOD_PRICES, common.COST_MEANS] if any(e.comparison.kind is Kind.COST for e in entries) else []
    own = [e.comparison.peers.id == OWN_LIST and bool(e.comparison.peers.members) for e in entries]
    said += [texts.own_list(all(own))] if any(own) else []
    return (*said, texts.BUNDLE_TERMS_INVENTED if invented else texts.METHOD_TERMS, texts.METHOD_IAKTTAGELSE)


def _subject(kpis: Sequence[str]) -> str:
    """The set that holds them all, else the first of them."""
    for kpi_set in curated.sets():
        if set(kpis) <= {*kpi_set.kpis, *kpi_set.counts}:
            return kpi_set.slug
    return "-".join(kpis[:3]) + ("-med-flera" if len(kpis) > 3 else "")


def _plain(text: str) -> str:
    """ASCII for a file name, case kept."""
    swaps = str.maketrans("åäöÅÄÖéÉ", "aaoAAOeE")
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.translate(swaps))
    return "-".join(part for part in kept.split("-") if part)
