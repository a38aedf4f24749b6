"""The section as it is read: what the page and every file are made from, one calculation for all (COMPARISON 30)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from kolada import __version__, curated, groups
from kolada.analysis.lines import OWN_LIST
from kolada.api.errors import KoladaError
from kolada.catalogue import Kind, is_net, kind
from kolada.reading import captions, notes
from kolada.swedish import long_date
from layouts import texts as common
from layouts.addresses import address, kpi_path
from layouts.report import texts
from layouts.report.forms import shown
from layouts.report.shown import Shown
from layouts.report.state import Figure, Report, report_address, selections
from layouts.report.words import NO_WORDS, Words
from layouts.resolve import Resolved, pin
from layouts.selection import Selection
from layouts.view import View, Views


@dataclass(frozen=True, kw_only=True)
class Entry(Shown):
    """One figure of the section: what it shows, in its place. `caption` is the user's own, or ours, without "Figur 2.";
    `footnotes` say how the peers were chosen too."""

    number: int
    chosen: Figure
    comment: str  # the user's own, "" for none
    peers: str  # "" where none is in the picture
    how_chosen: str  # how the peers came to be these

    @property
    def label(self) -> str:
        """ "Figur 2"."""
        return captions.label(self.number)

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the picture, in order: the peers, the footnotes, how it is read."""
        return tuple(text for text in (self.peers, *self.footnotes, self.legend) if text)

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
    def views(self) -> list[View]:
        """Everything that the figures are made of."""
        return [view for entry in self.entries for view in entry.views]

    @property
    def lacks(self) -> KoladaError | None:
        """Why it is not whole: half a section would be read as all of it, and its figures have other numbers."""
        partial = next((view.problem for view in self.views if view.problem and view.is_partial), None)
        is_short = len(self.entries) < len(self.report.figures)
        return partial or (self.problem if is_short else None)

    @property
    def file_stem(self) -> str:
        """What is inside: kramfors_barn-och-unga_liknande-IFO-2024_2017-2022. Plain ASCII."""
        if not self.entries:
            return "rapport"
        first = self.entries[0]
        peers = first.view.resolved.peers
        group = f"liknande-{peers.area}-{peers.edition}" if peers.area else peers.name
        begin, end = min(e.view.window[0] for e in self.entries), max(e.view.window[1] for e in self.entries)
        kpis = dict.fromkeys(kpi.id for e in self.entries for kpi in e.kpis)
        parts = [_plain(first.view.focal.title).lower(), _subject(list(kpis)), _plain(group), f"{begin}-{end}"]
        return "_".join(part for part in parts if part)


def make_section(views: Views, report: Report, words: Words = NO_WORDS, *, waits: bool = True) -> Section:
    """The section of a report. `waits`: see `forms.shown`. Raises KoladaError when nothing at all can be shown,
    StoreError as the store does."""
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
    found = [(figure, made) for figure in report.figures if (made := shown(views, figure, waits))]
    problem = problem or next((v.problem for _, made in found for v in made.views if v.problem), None)
    entries = tuple(_entry(number, figure, made, words) for number, (figure, made) in enumerate(found, 1))
    return Section(
        report=report,
        title=words.title or _title(entries),
        intro=captions.intro(captions.Drawn(e.comparison, e.has_mean, e.has_riket, e.has_peers) for e in entries),
        entries=entries,
        method=_method(entries, views.store.invented),
        notices=tuple(dict.fromkeys(notices)),
        link=report_address(report),
        made=date.today(),
        invented=views.store.invented,
        problem=problem,
    )


def _entry(number: int, figure: Figure, shown: Shown, words: Words) -> Entry:
    view, form = shown.view, figure.form
    pinned = pin(view.of_one_kpi, view.resolved, view.window, figure.selection.retrieved or date.today())
    how = _how_chosen(view.resolved, pinned)
    own = {
        "caption": words.captions.get(figure.key, shown.caption),
        "footnotes": ((how,) if shown.has_peers else ()) + shown.footnotes,
        "link": shown.link or address(kpi_path(shown.comparison.kpi.id), pinned.but(view=form.view)),
    }
    return Entry(
        **{field.name: getattr(shown, field.name) for field in fields(shown)} | own,
        number=number,
        chosen=figure,
        comment=words.comments.get(figure.key, ""),
        peers=notes.peers_line(shown.comparison) if shown.has_peers else "",
        how_chosen=how,
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
    return [day for entry in section.entries if (day := retrieved(entry))]


def retrieved(entry: Entry) -> date | None:
    """The day of the oldest value behind a figure."""
    found = (view.retrieved(kpi.id) for view in entry.views for kpi in entry.kpis)
    return min((day for day in found if day), default=None)


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
    costs = [kpi for e in entries for kpi in e.kpis if kind(kpi) is Kind.COST]
    said += [texts.METHOD_PRICES] if costs else []
    gross = [kpi for kpi in costs if not is_net(kpi)]
    said += [common.COST_MEANS if len(gross) == len(costs) else texts.COST_BESIDE_NET] if gross else []
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
