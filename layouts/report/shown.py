"""What a figure of the report shows, whatever the form it is drawn in: picture, words, table, and the values behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kolada.analysis.compare import Comparison
from kolada.analysis.ranks import Standing
from kolada.api.models import Kpi
from kolada.reading import captions, notes
from kolada.reading.notes import About
from layouts.components.card import source_text
from layouts.explore.related import Related
from layouts.figures.blank import empty_figure
from layouts.report import texts
from layouts.report.state import Form
from layouts.theme import FULL_HEIGHT
from layouts.view import View

Rows = tuple[list[str], list[list[str]]]  # a head and rows of as many texts

IN_ALL = (About.WITHDRAWN, About.DISCONTINUED)
OF_PEERS = (About.HINDSIGHT, About.LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure's contents. All texts are Swedish and plain."""

    view: View
    comparison: Comparison  # own and peers, in the years shown
    figure: dict[str, Any]  # for plotly
    caption: str
    observation: tuple[str, ...]
    headline: str = ""  # the sentence that says most; "": the first
    footnotes: tuple[str, ...]  # but how the peers were chosen
    source: str
    views: tuple[View, ...]  # whose rows of /data.csv are behind it
    numbers: tuple[Comparison, ...] = ()  # the values behind it, where they are not the comparison's: see `behind`
    legend: str = ""  # how the picture is read: which line or colour is whose
    slide_source: str = ""  # of a slide, whose chart shows less than the picture; "": the same
    order: tuple[Standing, ...] = ()  # of the whole country in the comparison's year, the highest first
    table: Rows | None = None  # None: the comparison's own, by unit and year
    has_peers: bool = True
    has_mean: bool = True
    has_riket: bool = True
    is_drawn: bool = True  # else the picture says why there is none
    is_coming: bool = False  # and there will be one
    relation: Related | None = None
    link: str = ""  # where the same is shown, pinned: path and query; "" for the KPI's own page

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Its KPI; a relation's two, y first."""
        return (self.relation.y.kpi, self.relation.x.kpi) if self.relation else (self.comparison.kpi,)

    @property
    def behind(self) -> tuple[Comparison, ...]:
        """The values behind the picture: own and peers, the whole country, or women and men."""
        return self.numbers or (self.comparison,)


def nothing(
    view: View,
    comparison: Comparison,
    form: Form,
    why: str,
    *,
    is_coming: bool = False,
    views: Sequence[View] = (),
    link: str = "",
) -> Shown:
    """A figure that says why there is none. `views`: what it would have been made of, one of which may have failed."""
    return Shown(
        view=view,
        comparison=comparison,
        figure=empty_figure(why, height=FULL_HEIGHT),
        caption=captions.caption(comparison, texts.SHOWN_AS[form.value]),
        observation=(why,),
        footnotes=(),
        source=source_text(view, comparison, made=()),
        views=tuple(views) or (view,),
        table=([], []),
        has_peers=False,
        has_mean=False,
        has_riket=False,
        is_drawn=False,
        is_coming=is_coming,
        link=link,
    )


def some(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def about(view: View, comparison: Comparison, about: Sequence[About]) -> list[str]:
    return [note.text for note in notes.notes(comparison, view.today, view.slices) if note.about in about]


def only(view: View) -> Comparison:
    return next(iter(view.comparisons.values()))
