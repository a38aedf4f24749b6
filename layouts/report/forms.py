"""A figure of the report by its form. One that is a tab of a page is made of that tab's own parts."""

from kolada import curated
from kolada.analysis.compare import Comparison
from kolada.reading import captions, notes
from kolada.reading.notes import About
from layouts.components.card import source_text
from layouts.explore import texts_relation as relation_texts
from layouts.figures.genders import genders_figure
from layouts.figures.ranking import ranking_figure
from layouts.figures.trend import MOST_LINES, trend_figure
from layouts.kpi_tabs import genders
from layouts.kpi_tabs.beside import beside
from layouts.report import relating, texts
from layouts.report.of_country import country
from layouts.report.shown import IN_ALL, OF_PEERS, Shown, about, nothing, only, some
from layouts.report.state import Figure, Form
from layouts.view import View, Views


def shown(views: Views, figure: Figure, waits: bool = True) -> Shown | None:
    """The figure's contents; None where its KPI or municipality is not there. `waits`: for the whole country, where a
    figure needs it. Raises KoladaError, StoreError."""
    if figure.form.is_of_country:
        return country(views, figure, waits)
    selection = figure.selection.but(kpis=(), view=figure.form.view)
    view = views.view(selection, figure.kpi)
    if view is None or not view.comparisons:
        return None
    comparison = only(view)
    if figure.form is Form.RELATION:
        return _relation(views, figure, view, comparison, waits)
    return _genders(views, view, comparison) if figure.form is Form.GENDERS else _plain(view, comparison, figure.form)


def possible(view: View, comparison: Comparison) -> list[Form]:
    """The forms that have something to show: a count has no order, the regions no map, some KPIs no genders."""
    found = [Form.LINE, Form.BARS]
    if not comparison.is_count:
        found += [Form.ORDER, Form.SPREAD, *([Form.MAP] if view.focal.is_municipality else [])]
    return found + ([Form.GENDERS] if comparison.kpi.is_divided_by_gender else [])


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
        slide_source=source_text(view, comparison),  # without the country's band, which only the picture has
        legend="" if is_bars else _legend(comparison),
        views=(view,),
        has_riket=not is_bars,
    )


def _legend(comparison: Comparison) -> str:
    """Whose the thin lines are, which have no name in the picture."""
    peers = comparison.peer_lines
    if not 0 < len(peers) <= MOST_LINES:
        return ""
    return texts.THIN_LINES if len(peers) > 1 else texts.thin_line(peers[0].name)


# Women and men --------------------------------------------------------------------------------------------------------


def _genders(views: Views, view: View, comparison: Comparison) -> Shown:
    found = beside(views, view)
    women, men = found.genders.get("K"), found.genders.get("M")
    if women is None or men is None or not (women.periods or men.periods):
        return nothing(view, comparison, Form.GENDERS, texts.NO_GENDERS)
    own = [views.view(view.selection.but(genders=(gender,)), view.single) for gender in ("K", "M")]  # remembered
    said = genders.gender_sentences(women, men)
    more = about(view, women, (*OF_PEERS, About.FOCAL_OUT, About.EMPTY, *IN_ALL))
    made = genders.made(women, men)
    return Shown(
        view=view,
        comparison=comparison,
        figure=genders_figure(women, men, invented=view.invented),
        caption=captions.caption(comparison, texts.SHOWN_AS[Form.GENDERS.value]),
        observation=some(*said, *genders.few_behind(women, men, found)),
        headline=said[-1],
        footnotes=tuple(dict.fromkeys([*genders.gender_notes(view, women, men), *more])),
        source=source_text(view, comparison, made=made),
        slide_source=source_text(view, comparison, made=[each for each in made if each != notes.GAPS]),
        numbers=(women, men),
        views=tuple(each for each in own if each),
        table=genders.gender_rows(women, men),
        has_mean=notes.has_mean(women) or notes.has_mean(men),
        has_riket=False,
    )


# Two KPIs -------------------------------------------------------------------------------------------------------------


def _relation(views: Views, figure: Figure, view: View, comparison: Comparison, waits: bool) -> Shown:
    link = relating.link(figure)
    if not waits and view.focal.is_municipality and views.is_missing(figure.selection.kpis):
        return nothing(view, comparison, Form.RELATION, relation_texts.COMING, is_coming=True, link=link)
    found, everybody = relating.related(views, figure, view)
    if found is None:
        why = relating.why_none(views, figure, everybody)
        behind = (view, *([everybody] if everybody else []))
        return nothing(view, comparison, Form.RELATION, why, views=behind, link=link)
    data = views.view(found.data)
    return Shown(
        view=view,
        comparison=relating.in_its_year(comparison, found),
        figure=found.figure,
        caption=found.caption,
        observation=some(found.lead, *found.said),
        footnotes=some(*found.cautions),
        source=found.source,
        views=(data or view,),
        table=found.table_of_peers,
        has_mean=False,
        has_riket=False,
        relation=found,
        link=found.pinned,
    )
