""" "Sök": a field whose answer comes as one types, and everything that there is to browse. Its state is the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import dash_mantine_components as dmc
from dash.development.base_component import Component

from kolada.api.errors import KoladaError
from kolada.search.finder import Filters, Found, find
from kolada.search.index import Index
from kolada.search.words import spellings, words
from layouts import elements as html
from layouts import ids
from layouts import texts as common
from layouts.addresses import OVERVIEW, address
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.explore import texts_find as texts
from layouts.explore.find_hits import hits
from layouts.explore.find_narrow import group_names, narrowing
from layouts.explore.made import Made
from layouts.explore.state import carried, explore_address
from layouts.selection import Selection
from layouts.view import Views

ON_A_PAGE = 30
DEBOUNCE = 120  # ms after the last key
LONGEST = 200  # characters of a search


class Asked(NamedTuple):
    """The tab's own keys, read: what was typed, what to look among, which page of hits."""

    text: str
    filters: Filters
    page: int = 1

    def among(self, filters: Filters) -> "Asked":
        """The same words with other filters, from the first hit on."""
        return Asked(self.text, filters)

    def keys(self) -> dict[str, str]:
        """As keys of an address."""
        found = {"q": self.text, **vars(self.filters), "page": str(self.page) if self.page > 1 else None}
        return {key: value for key, value in found.items() if value}


NOTHING = Asked("", Filters())
OWN_KEYS = ("q", "area", "perspective", "group", "page")
To = Callable[[Asked], str]  # the address of another search


class Body(NamedTuple):
    """What is below the field, and how many hits that are, in words."""

    children: list[Element]
    said: str


def make(views: Views, selection: Selection, extras: Mapping[str, str]) -> Made:
    """The whole tab."""
    try:
        index = views.finding.index()
    except KoladaError as error:
        return Made(_down(error), texts.DOWN)
    answered = body(views, selection, extras)
    old = views.finding.is_old_since()
    areas = {entry.kpi.operating_area for entry in index.entries}
    children: list[Element | Component] = [
        html.H1(texts.HEADLINE, className="headline"),
        html.P(texts.intro(len(index.entries), len(areas)), className="note"),
        *notices([texts.old_list(old)] if old else []),
        dmc.TextInput(
            id=ids.FIND_QUERY, label=texts.FIELD, placeholder=texts.PLACEHOLDER, value=asked(extras).text,
            debounce=DEBOUNCE, size="lg", className="find-field",
            inputProps={"maxLength": LONGEST, "autoComplete": "off", "spellCheck": "false"},
        ),
        html.P(answered.said, id=ids.FIND_COUNT, className="visually-hidden", role="status"),
        html.Div(answered.children, id=ids.FIND_BODY, className="find"),
    ]  # fmt: skip
    return Made(children, " – ".join(filter(None, [asked(extras).text, texts.TAB])))


def asked(extras: Mapping[str, str]) -> Asked:
    """What the keys say. Total: a page that is no number is the first."""
    page = extras.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    filters = Filters(extras.get("area"), extras.get("perspective"), extras.get("group"))
    return Asked(extras.get("q", "")[:LONGEST], filters, max(number, 1))


def beside(extras: Mapping[str, str]) -> dict[str, str]:
    """What the address has for the other tabs, which a search leaves as it is."""
    return {key: value for key, value in carried(extras).items() if key not in OWN_KEYS}


def body(views: Views, selection: Selection, extras: Mapping[str, str]) -> Body:
    """The hits and what narrows them. Raises KoladaError when there is no catalogue."""
    wanted, index = asked(extras), views.finding.index()

    def to(other: Asked) -> str:
        return explore_address(selection.but(view=""), {**other.keys(), **beside(extras)})

    if wanted == NOTHING:
        everything = narrowing(index, find(index, "").hits, Filters(), lambda filters: to(Asked("", filters)), "front")
        return Body([everything], texts.count(len(index.entries)))
    context = views.finding.context(selection.municipality)
    found = find(index, wanted.text, wanted.filters, context)
    chosen = _chosen(index, wanted, to, selection)
    if not found.hits:
        return Body(_nothing(found, wanted, index, to, chosen), texts.count(0))
    first = min((wanted.page - 1) * ON_A_PAGE, (len(found.hits) - 1) // ON_A_PAGE * ON_A_PAGE)
    shown = found.hits[first : first + ON_A_PAGE]
    latest = views.finding.latest_years(selection.municipality, [hit.entry.kpi.id for hit in shown])
    answer = html.Div(
        [
            *chosen,
            *notices(_taken_for(found, wanted.text)),
            html.P(texts.stated(len(found.hits), ON_A_PAGE, first), className="find-count"),
            hits(found, shown, selection, latest),
            *_pager(len(found.hits), first, wanted, to),
        ],
        className="find-answer",
    )
    narrow = narrowing(index, found.hits, wanted.filters, lambda filters: to(wanted.among(filters)))
    return Body([narrow, answer], texts.count(len(found.hits)))


def _chosen(index: Index, wanted: Asked, to: To, selection: Selection) -> list[Element]:
    """What the hits are narrowed to, each with the way out; a group with the way to its overview."""
    filters = wanted.filters
    name = group_names(index, [filters.group]).get(filters.group, filters.group) if filters.group else None
    shown = {"area": filters.area, "perspective": filters.perspective, "group": name}
    chips = [
        html.Span([f"{text} ", link(texts.REMOVE, to(wanted.among(replace(filters, **{key: None}))))], className="chip")
        for key, text in shown.items()
        if text
    ]
    over = address(OVERVIEW, selection.but(set=filters.group, kpis=(), view=""))
    opened = [link(texts.OPEN_GROUP, over, "button")] if filters.group in index.groups else []
    return [html.P([*chips, *opened], className="find-chosen")] if chips else []


def _taken_for(found: Found, typed: str) -> list[str]:
    """What was not there as it was typed, in the letters that it was typed with."""
    letters = {word: own for own in spellings(typed) for word in words(own)}

    def as_typed(term: str) -> str:
        return " ".join(letters.get(word, word) for word in term.split())

    said = [texts.like(as_typed(term.typed), term.like) for term in found.asked if term.like]
    return [*said, *([texts.missed([as_typed(term) for term in found.missed])] if found.missed else [])]


def _nothing(found: Found, wanted: Asked, index: Index, to: To, chosen: Sequence[Element]) -> list[Element]:
    """Nothing found: words that look like those typed, the whole of Kolada, or somewhere to begin."""
    near = [link(word, to(Asked(word, wanted.filters))) for word in found.near]
    wider = wanted.filters != Filters() and find(index, wanted.text).hits
    parts = [
        *([html.P([f"{texts.TRY_NEAR} ", *near, "?"], className="find-near")] if near else []),
        *([html.P(link(texts.TRY_WITHOUT, to(wanted.among(Filters())), "button"))] if wider else []),
        html.P(texts.TRY_OTHERS),
    ]
    message = html.Div([*chosen, html.H2(texts.NO_HITS, className="find-nothing"), *parts], className="find-answer")
    browse = narrowing(index, find(index, "").hits, Filters(), lambda filters: to(Asked("", filters)))
    return [browse, message]


def _pager(n: int, first: int, wanted: Asked, to: To) -> list[Element]:
    page = first // ON_A_PAGE + 1
    steps = [(texts.EARLIER, page - 1, first > 0), (texts.LATER, page + 1, first + ON_A_PAGE < n)]
    links = [link(text, to(wanted._replace(page=number)), "button") for text, number, there in steps if there]
    return [html.Nav(links, className="find-pages", **{"aria-label": texts.PAGES})] if links else []


def _down(error: KoladaError) -> list[Element]:
    """No catalogue is kept and Kolada does not answer."""
    return [
        html.H1(texts.DOWN, className="headline"),
        html.P(f"{error.sentence} {texts.DOWN_WHAT_NOW}", className="lead"),
        html.P(html.A(common.RETRY, href="", className="button")),
    ]
