"""/om: what the words mean, how the means are made, where the numbers come from, and what is kept."""

from cache.info import Info
from kolada import __version__
from kolada.numbers import number
from layouts import elements as html
from layouts import texts
from layouts.elements import Element
from layouts.explore import texts_likeness, texts_relation, texts_standout
from layouts.kpi_tabs.texts import ABOUT_MAP

BLOCKS = (*texts.ABOUT, texts_standout.ABOUT, texts_relation.about(), texts_likeness.about(), ABOUT_MAP)


def layout(info: Info) -> list[Element]:
    """The whole page. The thresholds are printed from the constants that the sentences use."""
    return [
        html.Article(
            [
                html.H1(texts.NAV_ABOUT, className="headline"),
                *[part for block in BLOCKS for part in _block(*block)],
                *_kept(info),
            ],
            className="prose",
        )
    ]


def _block(heading: str, paragraphs: tuple[str, ...]) -> list[Element]:
    return [html.H2(heading), *[html.P(text) for text in paragraphs]]


def _kept(info: Info) -> list[Element]:
    size = f"{number(info.size / 1e6, 1)} MB" if info.size is not None else texts.NOT_A_FILE
    rows = [
        (texts.KEPT_VALUES, number(info.values)),
        (texts.KEPT_KPIS, number(info.kpis)),
        (texts.KEPT_OLDEST, _day(info.oldest)),
        (texts.KEPT_NEWEST, _day(info.newest)),
        (texts.KEPT_SIZE, size),
        (texts.KEPT_FROM, texts.INVENTED if info.invented else info.origin),
        (texts.KEPT_VERSION, __version__),
    ]
    facts = html.Dl([part for name, value in rows for part in (html.Dt(name), html.Dd(value))], className="facts")
    notice = [html.P(info.notice)] if info.notice else []
    return [html.H2(texts.KEPT_HEADING), facts, *notice]


def _day(moment: object) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if hasattr(moment, "astimezone") else texts.NOTHING_KEPT
