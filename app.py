"""Jämförbart: makes the real objects and wires them. `python app.py` serves; `--sample` serves invented figures."""

import argparse
import gc
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from dash import Dash
from flask import Flask

from cache import connect
from cache.connect import open_store
from cache.errors import StoreError
from cache.store import Store
from layouts import callbacks, routes, serving, shell, texts
from layouts.explore import find_callbacks, likeness_csv
from layouts.explore import routes as explore_routes
from layouts.report import callbacks as report_callbacks
from layouts.report import recheck_routes
from layouts.report import routes as report_routes
from layouts.view import Views

ROOT = Path(__file__).parent
STATIC = ROOT / "cache" / "static"


def create_app(store: Store, today: Callable[[], date] = date.today, static: Path = STATIC) -> Dash:
    """The app over a store. `today` is read for the publication calendar alone."""
    assets = str(ROOT / "layouts" / "assets")
    app = Dash(
        "jamforbart", title=texts.PRODUCT, update_title="", compress=True, assets_folder=assets, assets_ignore=r"\.mjs$"
    )  # modules are fetched by the pages that need them
    app.server.config["COMPRESS_ZSTD_LEVEL"] = 1  # a page is packed anew at each answer
    views = Views(store, today)
    app.layout = shell.layout(store.invented)
    callbacks.register(app, views)
    report_callbacks.register(app)
    find_callbacks.register(app, views)
    routes.register(app.server, views)
    explore_routes.register(app.server, views)
    likeness_csv.register(app.server, views)
    report_routes.register(app.server, views)
    recheck_routes.register(app.server, views)
    serving.secure_headers(app)
    serving.serve_statics(app, static)
    return app


def frozen(app: Dash) -> Flask:
    """The app's server, with what has been made so far left out of every search for garbage: for a process that does
    nothing else."""
    server: Flask = app.server
    server.test_client().get("/")  # only then Dash serves its scripts: another process may have served the page
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)  # a page makes thousands of small objects; almost all go without a search
    return server


def create_server(environ: Mapping[str, str] = os.environ) -> Flask:
    """For `gunicorn -k gthread "app:create_server()"`."""
    return frozen(create_app(open_store(environ), calendar_day(environ)))


def calendar_day(environ: Mapping[str, str]) -> Callable[[], date]:
    """The day of the publication calendar; the process ends where KOLADA_TODAY is no date."""
    try:
        return connect.calendar_day(environ)
    except ValueError as error:
        raise SystemExit(str(error)) from None


def sample_store(folder: Path) -> Store:
    """A store of its own over the built-in sample, never mixed with real figures."""
    from kolada.api.client import KoladaClient
    from kolada.api.throttle import Rate
    from kolada.sample import SAMPLE_URL, sample_session

    rate = Rate(per_second=1000, burst=1000)
    return Store(f"sqlite:///{folder / 'sample.sqlite'}", KoladaClient(SAMPLE_URL, sample_session(), rate))


def main() -> None:
    """Serve until stopped."""
    options = argparse.ArgumentParser(description=texts.TAGLINE)
    options.add_argument("--sample", action="store_true", help="invented figures, offline; every figure is marked")
    sample = options.parse_args().sample
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    from waitress import serve

    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8050"))
    with tempfile.TemporaryDirectory() as folder:
        try:
            store = sample_store(Path(folder)) if sample else open_store(os.environ)
        except StoreError as error:
            raise SystemExit(str(error)) from None
        print(f"http://{host}:{port}/", flush=True)
        serve(frozen(create_app(store, calendar_day(os.environ))), host=host, port=port, threads=8, ident=None)


if __name__ == "__main__":
    main()
