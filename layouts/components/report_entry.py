"""One figure of the report: its part of the section as it will be printed, and in the margin what can be done to it."""

from kolada.analysis.lines import Line
from layouts import elements as html
from layouts import texts as common
from layouts.components.card import graph, subtitle
from layouts.components.parts import link, paragraphs
from layouts.components.tables import cell_text, full, table, twin
from layouts.elements import Element
from layouts.figures.trend import MOST_LINES
from layouts.report import texts
from layouts.report.forms import possible
from layouts.report.section import Entry, Section
from layouts.report.state import Form, report_address
from layouts.report.words import MAX_CAPTION, MAX_COMMENT


def article(section: Section, entry: Entry) -> Element:
    """The figure, ready for paper, beside its tools."""
    name = f"figur-{entry.number}"
    return html.Article(
        [
            html.Div(
                [
                    html.Div([_caption(entry, name), _picture(entry)], className="report-picture"),
                    *_words(entry),
                    html.Div(
                        [html.H3(texts.assessment(entry.label)), html.P(texts.ASSESSMENT_EMPTY)],
                        className="report-assessment",
                    ),
                    *([_table(section, entry)] if entry.is_drawn else []),
                ],
                className="report-main",
            ),
            _tools(section, entry),
        ],
        id=name,
        className="chart-card report-figure",
        **{
            "data-number": str(entry.number),
            "data-coming": str(entry.is_coming).lower(),
            "data-height": str(entry.figure["layout"]["height"]),
            "aria-labelledby": f"{name}-text",
        },
    )


def _caption(entry: Entry, name: str) -> Element:
    shown = {"data-shown": "caption", "data-key": entry.chosen.key, "data-ours": entry.caption}
    parts = [html.Span(f"{entry.label}.", className="report-number"), " ", html.Span(entry.caption, **shown)]
    return html.H2(parts, id=f"{name}-text", className="card-title", tabIndex=-1)


def _picture(entry: Entry) -> Element:
    return graph(entry.figure, entry.alternative, "report-chart")


def _words(entry: Entry) -> list[Element]:
    """Everything that stands under the picture, in the order of the files."""
    kept = {"data-shown": "comment", "data-key": entry.chosen.key}
    comment = html.P(entry.comment, className="report-comment", **kept)
    return [
        html.Div(
            [html.H3(texts.OBSERVATION), *paragraphs([" ".join(entry.observation)], "card-sentence")],
            className="report-observation",
        ),
        comment,
        html.Ul([html.Li(text) for text in entry.notes], className="footnotes"),
        html.P([entry.source, " ", link(texts.FIGURE_LINK, entry.link)], className="card-source"),
        html.P(printed_link(entry.link), className="report-paper report-where-from"),
    ]


def printed_link(path: str) -> Element:
    """An address as it stands on paper; assets/report.js puts the host before it, which only the browser knows."""
    return html.Span(path, className="report-address", **{"data-path": path})


def _table(section: Section, entry: Entry) -> Element:
    """The same numbers: open, and printed, where the report wants tables."""
    caption = f"{subtitle(entry.comparison)}" + (f" {common.INVENTED}." if section.invented else "")
    if entry.table:
        whole = table(caption, *entry.table)
    elif entry.chosen.form is Form.BARS:
        whole = _of_one_year(entry, caption)
    else:  # everybody, as long as the figure tells them apart and a column has room for the years
        has_room = len(entry.comparison.peer_lines) <= MOST_LINES and section.report.columns == 1
        whole = (full if has_room else twin)(entry.comparison, caption)
    if section.report.tables:
        return html.Div(whole, className="report-table")
    return html.Details([html.Summary(common.AS_TABLE), whole], className="card-table")


def _of_one_year(entry: Entry, caption: str) -> Element:
    """Everyone in the year of the bars."""
    comparison = entry.comparison
    year = comparison.year or comparison.window[1]

    lines: list[tuple[str, Line]] = [(line.name, line) for line in (comparison.focal, *comparison.peer_lines)]
    lines += [(common.TABLE_MEAN, comparison.mean)] if comparison.mean.value(year) is not None else []
    lines += [] if comparison.is_count else [(comparison.riket.name, comparison.riket)]
    rows = [[name, cell_text(line.at(year), comparison)] for name, line in lines]
    return table(caption, [common.TABLE_MUNICIPALITY, str(year)], rows)


def _tools(section: Section, entry: Entry) -> Element:
    """Places and form are links: each is an address of its own, and Back undoes it."""
    return html.Div(
        [
            html.Nav(
                _actions(section, entry),
                className="report-actions",
                **{"aria-label": texts.of_figure(texts.ACTIONS, entry.label)},
            ),
            _forms(section, entry),
            area("caption", texts.WORDS_CAPTION, MAX_CAPTION, entry),
            area("comment", texts.WORDS_COMMENT, MAX_COMMENT, entry),
        ],
        className="report-tools",
    )


def _actions(section: Section, entry: Entry) -> list[Element]:
    report, place = section.report, section.report.figures.index(entry.chosen)
    found = [
        ("up", texts.MOVE_UP, report.moved(place, -1)),
        ("down", texts.MOVE_DOWN, report.moved(place, 1)),
        ("remove", texts.REMOVE, report.without(place)),
    ]
    return [_action(name, text, report_address(to), entry) for name, text, to in found if to != report]


def _forms(section: Section, entry: Entry) -> Element:
    """Every form that has something to show; the present one is marked, and one that is another figure already is
    left out."""
    report, place, present = section.report, section.report.figures.index(entry.chosen), entry.chosen.form
    forms = dict.fromkeys([*possible(entry.view, entry.comparison), present])  # a relation is made where it is chosen
    ways = {form: report.drawn(place, form) for form in forms}
    links = [_form(entry, form, report_address(to) if to != report else "") for form, to in ways.items()]
    label = html.Span(texts.DRAW_AS, className="report-label")
    spoken = {"role": "group", "aria-label": texts.of_figure(texts.DRAW_AS, entry.label)}
    return html.Div([label, *links], className="report-forms", **spoken)


def _form(entry: Entry, form: Form, href: str) -> Element:
    """A form; the present one takes the focus when it has become that (assets/report.js). No `href`: it is another
    figure."""
    name = texts.FORMS_NAMED[form.value]
    if form is entry.chosen.form:
        return html.Span(name, className="is-current", tabIndex=-1, **{"aria-current": "true"})
    return (
        _action("form", name, href, entry) if href else html.Span(texts.THERE.format(form=name), className="is-there")
    )


def _action(name: str, text: str, href: str, entry: Entry) -> Element:
    spoken = html.Span(f" {entry.label}", className="visually-hidden")
    # a span around it: only HTML elements carry data-*, and assets/report.js keeps the focus at what was moved
    return html.Span(html.Link([text, spoken], href=href, className="link"), **{"data-report-action": name})


def area(kind: str, label: str, most: int, entry: Entry | None = None) -> Element:
    """A field for the user's own words. assets/report.js fills it from what the browser keeps, and keeps it there."""
    field = f"report-{kind}-{entry.number}" if entry else f"report-{kind}"
    about = f", {entry.label}" if entry else ""
    spoken = [html.Span(about, className="visually-hidden")] if entry else []
    reset = html.Button(
        [texts.WORDS_RESET, html.Span(f" {label}{about}", className="visually-hidden")],
        type="button",
        className="link report-reset",
        hidden=True,
        **{"data-action": "reset-words"},
    )
    written = html.Textarea(
        id=field,
        rows="3" if kind == "comment" else "1",
        maxLength=str(most),
        autoComplete="off",
        className="report-field",
        **{"data-words": kind, "data-key": entry.chosen.key if entry else ""},
    )
    return html.Div(
        [html.Div([html.Label([label, *spoken], htmlFor=field), reset], className="report-label"), written],
        className="report-area",
    )
