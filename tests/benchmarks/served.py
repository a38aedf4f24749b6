"""The app with one callback more, which returns a constant: what a request costs before the product does anything.

For gunicorn: `tests.benchmarks.served:create_server()`.
"""

import os

from dash import Input, Output
from flask import Flask

from app import calendar_day, create_app, frozen
from cache.connect import open_store

CONSTANT = "benchmark-constant"


def create_server() -> Flask:
    """The server of `app:create_server()`, with that callback beside the others."""
    app = create_app(open_store(os.environ), calendar_day(os.environ))

    @app.callback(Output(CONSTANT, "children"), Input(CONSTANT, "n_clicks"))
    def constant(_clicks: int | None) -> str:
        return "constant"

    return frozen(app)
