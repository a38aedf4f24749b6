"""One hit of a search: title, what sort of number it is, how far it reaches, and why it was found."""

from collections.abc import Iterable, Mapping, Sequence

from kolada import catalogue
from kolada.search.finder import Found, Hit, Where
from kolada.search.why import Piece, marked, quoted
from layouts import elements as html
from layouts import texts as common
from layouts.addresses import address, kpi_path
from layouts.components.parts import chip, link
from layouts.elements import Element
from layouts.explore import texts_find as texts
from layouts.selection import Selection

SEEN_IN_UNIT = (catalogue.Kind.OTHER, catalogue.Kind.SHARE, catalogue.Kind.RATE)  # "andel (%)", "antal/1000 inv"


def hits(found: Found, shown: Sequence[Hit], selection: Selection, latest: Mapping[str, int]) -> Element:
    """The list; `latest` is the newest year with a value of those that have one."""
    items = [_hit(found, hit, selection, latest.get(hit.entry.kpi.id)) for hit in shown]
    return html.Ol(items, className="hits", **{"aria-label": texts.HITS_LABEL})


def kpi_address(kpi: str, selection: Selection) -> str:
    """A KPI's own page, with the municipality and what is chosen beside it."""
    return address(kpi_path(kpi), selection.but(kpis=(), view="", set=None, count_mean=False, retrieved=None))


def _hit(found: Found, hit: Hit, selection: Selection, year: int | None) -> Element:
    kpi = hit.entry.kpi
    phrases = [phrase for term in found.asked for phrase in term.phrases]
    label = marked(catalogue.words(kpi).label, phrases, [term.typed for term in found.asked])
    title = html.Link(_pieces(label), href=kpi_address(kpi.id, selection), className="hit-title")
    facts = html.P([html.Span(fact) for fact in _facts(hit, year)], className="hit-facts")
    said = [chip(text, "warn" if hit.entry.ended else "plain") for text in _state(hit)]
    return html.Li([title, facts, *_why(found, hit), *([html.P(said, className="chips")] if said else []),
                    *_margin(hit, selection)], className="hit", key=kpi.id)  # fmt: skip


def _facts(hit: Hit, year: int | None) -> list[str]:
    kpi = hit.entry.kpi
    whose = {"L": texts.FOR_REGIONS, "A": texts.FOR_BOTH}.get(kpi.municipality_type, "")
    facts = [
        kpi.id,
        catalogue.unit(kpi),
        "" if hit.entry.kind in SEEN_IN_UNIT else common.KINDS[hit.entry.kind.value],
        kpi.perspective or "",
        kpi.operating_area,
        texts.GENDERS if kpi.is_divided_by_gender else "",
        whose,
        texts.latest(year) if year else "",
    ]
    return [fact for fact in facts if fact]


def _state(hit: Hit) -> list[str]:
    """Whether there will be more of it (COMPARISON 5)."""
    if hit.entry.ended:
        return [texts.ended(hit.entry.ended)]
    return [] if hit.entry.is_planned else [texts.NOT_PLANNED]


def _why(found: Found, hit: Hit) -> list[Element]:
    """What the title does not say: the id, the definition's sentence, the area or the groups."""
    said: list[Element | str] = []
    if hit.where is Where.ID:
        said = [texts.BY_ID]
    elif hit.where is Where.DEFINITION:
        sentence = quoted(hit.entry.kpi, found.asked)
        said = [f"{texts.IN_DEFINITION} ", *_pieces(sentence)] if sentence else [texts.IN_ABOUT]
    return [html.P(said, className="hit-why")] if said else []


def _margin(hit: Hit, selection: Selection) -> list[Element]:
    """The survey's own margin goes along with what it is the margin of."""
    if not hit.entry.margin:
        return []
    text = f"{texts.MARGIN} ({hit.entry.margin})"
    return [html.P(link(text, kpi_address(hit.entry.margin, selection)), className="hit-margin")]


def _pieces(pieces: Iterable[Piece]) -> list[Element | str]:
    return [html.Mark(piece.text) if piece.is_marked else piece.text for piece in pieces]
