"""What pages are made of: HTML elements and Dash's graph and link, written as the JSON that Dash sends to the browser.

A page has a thousand of them and is made anew for every selection. Dash's own component objects check their arguments
and cost thirty times as much, first to make and then to write; the frame, whose ids callbacks know, is made of those.
"""

from collections.abc import Callable
from typing import Any

Element = dict[str, Any]
Maker = Callable[..., Element]


def _maker(namespace: str, name: str) -> Maker:
    def make(children: Any = None, **properties: Any) -> Element:
        if children is not None:
            properties["children"] = children
        return {"type": name, "namespace": namespace, "props": properties}

    return make


def _html(name: str) -> Maker:
    return _maker("dash_html_components", name)


A, Article, Button, Caption, Code, Dd, Details, Div, Dl, Dt = map(
    _html, ("A", "Article", "Button", "Caption", "Code", "Dd", "Details", "Div", "Dl", "Dt")
)
H1, H2, H3, Header, Label, Li, Nav, Ol, P, Section, Span, Strong = map(
    _html, ("H1", "H2", "H3", "Header", "Label", "Li", "Nav", "Ol", "P", "Section", "Span", "Strong")
)
Img = _html("Img")
Summary, Table, Tbody, Td, Textarea, Th, Thead, Tr, Ul = map(
    _html, ("Summary", "Table", "Tbody", "Td", "Textarea", "Th", "Thead", "Tr", "Ul")
)
Graph, Link = (_maker("dash_core_components", name) for name in ("Graph", "Link"))
