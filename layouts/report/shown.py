"""What a figure of the report shows, for each form it can be drawn in: picture, words, table, and the values behind.

A form that is a tab of the KPI's page is made of that tab's own parts, so that page, report and files say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kolada import curated
from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import places, spreads_shown
from kolada.groups import ALL_MUNICIPALITIES, ALL_REGIONS
from kolada.reading import captions, notes, sentences, wider
from kolada.reading.notes import About
from kolada.reading.words import amount
from kolada.swedish import sort_key
from layouts import texts as common
from layouts.components.card import source_text
from layouts.figures.blank import empty_figure
from layouts.figures.genders import genders_figure
from layouts.figures.ranking import ranking_figure
from layouts.figures.spread import spread_figure
from layouts.figures.trend import trend_figure
from layouts.kpi_tabs import genders, spread
from layouts.kpi_tabs import texts as tab_texts
from layouts.kpi_tabs.beside import Beside, beside
from layouts.kpi_tabs.pictures import order_figure, still, why_none
from layouts.report import texts
from layouts.report.state import Figure, Form
from layouts.selection import PeerChoice
from layouts.theme import FULL_HEIGHT
from layouts.view import View, Views

Rows = tuple[list[str], list[list[str]]]  # a head and rows of as many texts

_IN_ALL = (About.WITHDRAWN, About.DISCONTINUED)
_ORDER = (About.PRELIMINARY, About.RIKET, *_IN_ALL)
_MAP = (About.PRELIMINARY, *_IN_ALL)
_SPREAD = (About.PRELIMINARY, About.RIKET, About.GAP, About.EMPTY, About.BREAK, *_IN_ALL)
_OF_PEERS = (About.HINDSIGHT, About.LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure's contents. All texts are Swedish and plain."""

    view: View
    comparison: Comparison  # own and peers, in the years shown
    figure: dict[str, Any]  # for plotly
    caption: str
    observation: tuple[str, ...]
    footnotes: tuple[str, ...]  # but how the peers were chosen
    source: str
    views: tuple[View, ...]  # whose rows of /data.csv are behind it
    numbers: tuple[Comparison, ...] = ()  # the values behind it, where they are not the comparison's: see `behind`
    table: Rows | None = None  # None: the comparison's own, by unit and year
    has_peers: bool = True
    has_mean: bool = True
    has_riket: bool = True
    is_drawn: bool = True  # else the picture says why there is none

    @property
    def behind(self) -> tuple[Comparison, ...]:
        """The values behind the picture: own and peers, the whole country, or women and men."""
        return self.numbers or (self.comparison,)


def shown(views: Views, figure: Figure) -> Shown | None:
    """The figure's contents; None where its KPI or municipality is not there. Raises KoladaError, StoreError."""
    selection = figure.selection.but(kpis=(), view=figure.form.view)
    if figure.form is Form.GENDERS:  # both are there, whichever is asked for
        selection = selection.but(genders=("T",))
    everybody = _everybody(views, figure) if figure.form.is_of_country else None
    view = views.view(selection, figure.kpi)  # after everybody's: the country is then kept
    if view is None or not view.comparisons:
        return None
    comparison = next(iter(view.comparisons.values()))
    if figure.form.is_of_country:
        return _country(views, view, comparison, everybody, figure.form)
    return _genders(views, view, comparison) if figure.form is Form.GENDERS else _plain(view, comparison, figure.form)


def possible(view: View, comparison: Comparison) -> list[Form]:
    """The forms that have something to show: a count has no order, the regions no map, some KPIs no genders."""
    found = [Form.LINE, Form.BARS]
    if not comparison.is_count:
        found += [Form.ORDER, Form.SPREAD, *([Form.MAP] if view.focal.is_municipality else [])]
    return found + ([Form.GENDERS] if comparison.kpi.is_divided_by_gender else [])


def _everybody(views: Views, figure: Figure) -> View | None:
    """The same beside all the country's others, whose values are then kept."""
    units = {m.id: m for m in views.municipalities()}
    focal = units.get(figure.selection.municipality or "")
    group = ALL_REGIONS if focal and focal.is_region else ALL_MUNICIPALITIES
    return views.view(figure.selection.but(kpis=(), peers=PeerChoice(group), view=figure.form.view), figure.kpi)


# Lines and bars -------------------------------------------------------------------------------------------------------


def _plain(view: View, whole: Comparison, form: Form) -> Shown:
    is_bars = form is Form.BARS
    comparison = captions.of_one_year(whole) if is_bars else whole
    behind = view.beside.get(curated.notes(whole.kpi.id).behind or "")
    said = captions.bar_footnotes if is_bars else captions.footnotes
    drawn = ranking_figure(comparison, invented=view.invented) if is_bars else trend_figure(
        comparison, size="full", invented=view.invented)  # fmt: skip
    return Shown(
        view=view,
        comparison=comparison,
        figure=drawn,
        caption=captions.caption(comparison),
        observation=tuple(captions.observation(comparison, behind)),
        footnotes=tuple(said(whole, view.today, view.slices, view.resolved.choices)),
        source=source_text(view, comparison, has_band=not is_bars),
        views=(view,),
        has_riket=not is_bars,
    )


# The whole country ----------------------------------------------------------------------------------------------------


def _country(views: Views, view: View, whole: Comparison, everybody: View | None, form: Form) -> Shown:
    found, regions = beside(views, view), view.focal.is_region
    if form is Form.MAP and regions:
        return _nothing(view, whole, form, texts.MAP_NO_REGIONS)
    has_values = spreads_shown(whole) if form is Form.SPREAD else found.order(whole)
    if everybody is None or not has_values:
        return _nothing(view, whole, form, why_none(whole, found, regions))
    return _spread(view, whole, everybody) if form is Form.SPREAD else _one_year(view, whole, everybody, found, form)


def _nothing(view: View, comparison: Comparison, form: Form, why: str) -> Shown:
    return Shown(
        view=view,
        comparison=comparison,
        figure=empty_figure(why, height=FULL_HEIGHT),
        caption=captions.caption(comparison, texts.SHOWN_AS[form.value]),
        observation=(why,),
        footnotes=(),
        source=source_text(view, comparison, made=()),
        views=(view,),
        table=([common.TABLE_MUNICIPALITY], []),
        has_peers=False,
        has_mean=False,
        has_riket=False,
        is_drawn=False,
    )


def _one_year(view: View, whole: Comparison, everybody: View, found: Beside, form: Form) -> Shown:
    """The country in the comparison's one year (COMPARISON 12), as bars or on the map, whose colours are those of all
    the years shown."""
    comparison, is_map = captions.of_one_year(whole), form is Form.MAP
    country, standings = _only(everybody), found.order(whole)
    in_year = replace(country, window=comparison.window)
    own = next(s for s in standings if s.id == view.focal.id)
    there = {s.id for s in standings}
    others = sorted((m for m in found.units if m.id not in there), key=lambda m: sort_key(m.title))
    missing = {m.title: found.reason(m.id, comparison.window[0]) for m in others}
    behind = view.beside.get(curated.notes(whole.kpi.id).behind or "")
    marked = tab_texts.NOT_ALONE.format(who=view.focal.title)
    said = (wider.place_sentence(own, comparison), sentences.behind_sentence(comparison, behind))
    return Shown(
        view=view,
        comparison=comparison,
        figure=still(view, whole, found) if is_map else order_figure(view, whole, standings),
        caption=captions.caption(comparison, texts.SHOWN_AS[form.value]),
        observation=_some(*said),
        footnotes=_some(
            wider.without_sentence(missing, comparison),
            *_about(everybody, in_year, _MAP if is_map else _ORDER),
            *_about(view, comparison, _OF_PEERS),
            notes.newer_note(whole),
            *([tab_texts.MAP_CLASSES, tab_texts.OUTLINE_SOURCE] if is_map else [marked]),
        ),
        source=source_text(everybody, whole, made=(notes.CLASSES if is_map else notes.QUARTILES, notes.PLACES)),
        numbers=(country if is_map else in_year,),
        views=(everybody,),
        table=_standing_rows(comparison, standings),
        has_mean=False,
        has_riket=not is_map,
    )


def _some(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _standing_rows(comparison: Comparison, standings: Sequence[Standing]) -> Rows:
    """The own one and its peers with their places, and between them the country's quartiles; all the others are in the
    work paper."""
    year = comparison.window[0]
    pointed = {comparison.focal.id, *(m.id for m in comparison.peers.members)}
    rows: list[tuple[float, list[str]]] = [
        (s.value, [s.name, str(place), amount(s.value, comparison)])
        for s, place in zip(standings, places(standings), strict=True)
        if s.id in pointed
    ]
    if band := comparison.country.bands.get(year):
        limits = zip(tab_texts.QUARTILES, (band.q3, band.median, band.q1), strict=True)
        rows += [(value, [name.capitalize(), "", amount(value, comparison)]) for name, value in limits]
    rows.sort(key=lambda row: -row[0])
    riket = comparison.riket.value(year)
    last = [] if riket is None else [[comparison.riket.name, "", amount(riket, comparison)]]
    return [common.TABLE_MUNICIPALITY, texts.PLACE, str(year)], [*(row for _, row in rows), *last]


def _spread(view: View, comparison: Comparison, everybody: View) -> Shown:
    """The peers are not in the picture, and so not beneath it."""
    spreads, country = spreads_shown(comparison), _only(everybody)
    year = spread.spread_year(comparison, spreads)
    return Shown(
        view=view,
        comparison=comparison,
        figure=spread_figure(comparison, spreads, invented=view.invented),
        caption=captions.caption(comparison, texts.SHOWN_AS[Form.SPREAD.value]),
        observation=(wider.spread_sentence(comparison, spreads[year], year),),
        footnotes=(wider.percentiles_sentence(spreads, comparison), *_about(everybody, country, _SPREAD)),
        source=source_text(everybody, comparison, made=(notes.PERCENTILES,)),
        numbers=(country,),
        views=(everybody,),
        table=spread.spread_rows(comparison, spreads),
        has_peers=False,
        has_mean=False,
    )


def _about(view: View, comparison: Comparison, about: Sequence[About]) -> list[str]:
    return [note.text for note in notes.notes(comparison, view.today, view.slices) if note.about in about]


def _only(view: View) -> Comparison:
    return next(iter(view.comparisons.values()))


# Women and men --------------------------------------------------------------------------------------------------------


def _genders(views: Views, view: View, comparison: Comparison) -> Shown:
    found = beside(views, view)
    women, men = found.genders.get("K"), found.genders.get("M")
    if women is None or men is None or not (women.periods or men.periods):
        return _nothing(view, comparison, Form.GENDERS, texts.NO_GENDERS)
    own = [views.view(view.selection.but(genders=(gender,)), view.single) for gender in ("K", "M")]
    said = [*genders.gender_sentences(women, men), *genders.few_behind(women, men, found)]
    more = _about(view, women, (*_OF_PEERS, About.FOCAL_OUT, *_IN_ALL))
    return Shown(
        view=view,
        comparison=comparison,
        figure=genders_figure(women, men, invented=view.invented),
        caption=captions.caption(comparison, texts.SHOWN_AS[Form.GENDERS.value]),
        observation=tuple(said),
        footnotes=tuple(dict.fromkeys([*genders.gender_notes(view, women, men), *more])),
        source=source_text(view, comparison, made=genders.made(women, men)),
        numbers=(women, men),
        views=tuple(each for each in own if each),
        table=genders.gender_rows(women, men),
        has_riket=False,
    )
