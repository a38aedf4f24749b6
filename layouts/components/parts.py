"""Small pieces that several pages use."""

from collections.abc import Iterable, Sequence

from layouts import elements as html
from layouts.elements import Element

Children = Sequence[Element | str]


def notices(texts: Iterable[str], actions: Iterable[Element] = ()) -> list[Element]:
    """Notices above a page: each text its own, the actions under the last."""
    shown = [html.P(text, className="notice-text") for text in texts]
    buttons = [html.P(list(actions), className="notice-actions")] if actions else []
    return [html.Div([*shown, *buttons], className="notice", role="note")] if shown or buttons else []


def link(text: str, href: str, class_name: str = "link", current: bool = False) -> Element:
    """A link inside the app. The one that is shown already is marked as such, which html.Link cannot say."""
    if current:
        return html.A(text, href=href, className=f"{class_name} is-current", **{"aria-current": "page"})
    return html.Link(text, href=href, className=class_name)


def file_link(text: str, href: str) -> Element:
    """A link to a file."""
    return html.A(text, href=href, className="link", download="")


def action(text: str, name: str, **data: str) -> Element:
    """A button that assets/actions.js acts on."""
    wild = {f"data-{key}": value for key, value in data.items()}
    return html.Button(text, type="button", className="link", **{"data-action": name, **wild})


def chip(text: str, kind: str = "plain") -> Element:
    """A short fact."""
    return html.Span(text, className=f"chip chip-{kind}")


def footnotes(texts: Iterable[str]) -> list[Element]:
    """The notes under a figure as a list, each once; nothing without any."""
    found = list(dict.fromkeys(texts))
    return [html.Ul([html.Li(text) for text in found], className="footnotes")] if found else []


def paragraphs(texts: Iterable[str], class_name: str) -> list[Element]:
    """One paragraph a text, the empty ones left out."""
    return [html.P(text, className=class_name) for text in texts if text]
