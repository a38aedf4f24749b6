"""/rapport: the figures that were put aside, in order, as the section they become; words, files and paper."""

from collections.abc import Sequence
from dataclasses import replace

from layouts import elements as html
from layouts import texts as common
from layouts.addresses import OVERVIEW, START, address
from layouts.components.parts import link
from layouts.components.report_entry import area, article, printed_link
from layouts.elements import Element
from layouts.report import texts
from layouts.report.section import Section, closing
from layouts.report.state import as_in_audit, report_address
from layouts.report.words import MAX_TITLE
from layouts.view import View

PICTURES = {"docx": "png", "pptx": "png", "xlsx": "", "zip": "png svg"}  # what each form wants of the browser


def title(section: Section) -> str:
    """The document's title: ours, for it ends up in the browser's history."""
    names = dict.fromkeys(entry.view.focal.title for entry in section.entries)
    return common.title(texts.NAV_EMPTY, ", ".join(names))


def layout(section: Section, above: Sequence[Element] = ()) -> list[Element]:
    """The whole page. `above`: the notices."""
    kind = " report-two" if section.report.columns == 2 else ""
    marked = " is-invented" if section.invented else ""
    return [
        html.Article(
            [
                *above,
                _bar(section),
                html.Div(
                    [
                        _head(section),
                        html.Div([article(section, entry) for entry in section.entries], className="report-figures"),
                        _method(section),
                    ],
                    className=f"report-body{kind}",
                ),
                recheck(),
            ],
            className=f"report{marked}",
            **{"data-of": _whose(section), "aria-label": texts.NAV_EMPTY},
        )
    ]


def _whose(section: Section) -> str:
    """Whose report it is: the title that the user wrote is kept under this."""
    return ",".join(dict.fromkeys(entry.view.focal.id for entry in section.entries))


def _bar(section: Section) -> Element:
    """What is done with the whole of it."""
    report = section.report
    two = report.columns == 2
    layouts = [
        link(texts.ONE_COLUMN if two else texts.TWO_COLUMNS, report_address(replace(report, columns=1 if two else 2))),
        link(
            texts.TABLES_OFF if report.tables else texts.TABLES_ON,
            report_address(replace(report, tables=not report.tables)),
        ),
    ]
    files = [_file(form, name) for form, name in texts.FORMS.items()]
    printing = html.Button(texts.PRINT, type="button", className="button report-print", **{"data-action": "print"})
    return html.Section(
        [
            html.Div(
                [html.Span(texts.SAVE_AS, id="report-save", className="report-label"), *files, printing],
                className="report-files",
                role="group",
                **{"aria-labelledby": "report-save"},
            ),
            html.P(layouts, className="switches"),
            # assets/report.js says here how far a file has come
            html.P(id="report-status", className="report-status", role="status"),
        ],
        className="report-bar",
        **{"aria-label": texts.SAVE_AS},
    )


def _file(form: str, name: str) -> Element:
    wild = {"data-action": "report-file", "data-form": form, "data-pictures": PICTURES[form]}
    return html.Button(name, type="button", className="button", **wild)


def _head(section: Section) -> Element:
    heading = html.H1(section.title, className="headline", **{"data-shown": "title", "data-ours": section.title})
    tools = [area("title", texts.WORDS_TITLE, MAX_TITLE), html.P(texts.WORDS_WHERE, className="report-where")]
    return html.Header(
        [
            html.Div([heading, html.P(section.intro, className="lead")], className="report-main"),
            html.Div(tools, className="report-tools"),
        ],
        className="report-head",
    )


def _method(section: Section) -> Element:
    above = set(section.notices)  # they stand over the page, which is not printed
    said = [html.P(text, className="report-paper" if text in above else "") for text in closing(section)]
    where = html.P([texts.OPEN_SECTION, printed_link(section.link)])
    return html.Section([html.H2(texts.METHOD_HEADING), *said, where], className="report-method")


def recheck() -> Element:
    """A ZIP from an earlier day against the values of now: assets/recheck.js asks and writes the answer."""
    choose = html.Button(texts.RECHECK_CHOOSE, type="button", className="button", **{"data-action": "recheck"})
    parts = [html.H2(texts.RECHECK_HEADING), html.P(texts.RECHECK_WHAT), html.P(choose)]
    return html.Section([*parts, html.Div(id="recheck-result", role="status")], className="report-recheck")


def empty(view: View | None, above: Sequence[Element] = ()) -> list[Element]:
    """No figures yet: what this is, and how it begins. `view`: of the municipality in the address, if there is one."""
    how = html.Ol([html.Li(text) for text in texts.EMPTY_HOW], className="report-how")
    start = link(texts.EMPTY_START, START, "button")
    ways = [html.P(start)]
    if view:
        overview = address(OVERVIEW, view.selection)
        audit = report_address(as_in_audit(view.pinned))
        ways = [
            html.P(link(texts.overview_of(view.focal.title), overview, "button")),
            html.P([link(texts.EMPTY_AUDIT, audit), f" {texts.EMPTY_AUDIT_WHAT}"]),
        ]
    parts = [html.H1(texts.EMPTY_HEADING, className="headline"), html.P(texts.EMPTY_WHAT, className="lead"), how, *ways]
    return [*above, html.Div([*parts, recheck()], className="report-empty")]
