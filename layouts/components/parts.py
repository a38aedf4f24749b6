"""Small pieces that several pages use."""

from collections.abc import Iterable, Sequence

from dash import dcc, html
from dash.development.base_component import Component

Children = Sequence[Component | str]


def notices(texts: Iterable[str], actions: Iterable[Component] = ()) -> list[Component]:
    """Notices above a page: each text its own, the actions under the last."""
    shown = [html.P(text, className="notice-text") for text in texts]
    buttons = [html.P(list(actions), className="notice-actions")] if actions else []
    return [html.Div([*shown, *buttons], className="notice", role="note")] if shown or buttons else []


def link(text: str, href: str, class_name: str = "link", current: bool = False) -> Component:
    """A link inside the app. The one that is shown already is marked as such, which dcc.Link cannot say."""
    if current:
        return html.A(text, href=href, className=f"{class_name} is-current", **{"aria-current": "page"})
    return dcc.Link(text, href=href, className=class_name)


def file_link(text: str, href: str) -> Component:
    """A link to a file."""
    return html.A(text, href=href, className="link", download="")


def action(text: str, name: str, **data: str) -> Component:
    """A button that assets/actions.js acts on."""
    wild = {f"data-{key}": value for key, value in data.items()}
    return html.Button(text, type="button", className="link", **{"data-action": name, **wild})


def chip(text: str, kind: str = "plain") -> Component:
    """A short fact."""
    return html.Span(text, className=f"chip chip-{kind}")


def paragraphs(texts: Iterable[str], class_name: str) -> list[Component]:
    """One paragraph a text, the empty ones left out."""
    return [html.P(text, className=class_name) for text in texts if text]
