"""What a browser loads, packed once and kept for good, and what a page is allowed to do.

plotly.js is the weight of the page (4.8 MB, 1.2 MB packed), so it is compressed once into a folder and never again.
"""

import gzip
import hashlib
import mimetypes
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4
from wsgiref.headers import Headers

import brotli
import dash
import plotly
from flask import Flask, Response, request
from plotly.offline import get_plotlyjs_version
from whitenoise import WhiteNoise

from layouts import texts

ROOT = Path(__file__).resolve().parent.parent
YEAR = 31_536_000
FOREVER = f"public, max-age={YEAR}, immutable"
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}

# Brotli 9 costs 0.8 s for the whole of plotly.js (11 costs ten times that for 5 % less). Gzip is for http hosts that
# are not localhost: there browsers offer nothing better.
PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "br": (".br", lambda content: brotli.compress(content, quality=9)),
    "gzip": (".gz", lambda content: gzip.compress(content, 9, mtime=0)),
}

# Dash's own entry says "Loading..."; React empties it when the page is there.
ENTRY = f'<div id="react-entry-point"><p class="page-loading">{texts.LOADING_PAGE}</p></div>'


def serve_statics(app: dash.Dash, cache_folder: Path) -> None:
    """Serve plotly.js, the assets and Dash's bundles packed, and give the page its index. Call it once per app.

    Everything packed is kept in `cache_folder` under a name made from its content: processes that start at once, and
    later starts, share it. An asset is read here: one that is edited shows after a restart. Raises OSError where the
    folder cannot be written.
    """
    cache_folder.mkdir(parents=True, exist_ok=True)
    routes, prefix = app.config.routes_pathname_prefix, app.config.requests_pathname_prefix
    bundle = keep(cache_folder, *plotly_bundle(ROOT / "node_modules"))
    noise = WhiteNoise(app.server.wsgi_app, allow_all_origins=False, add_headers_function=static_headers)
    _add(noise, f"{routes}static/{bundle.name}", bundle)
    for asset in _files(Path(app.config.assets_folder)):
        name = asset.relative_to(app.config.assets_folder).as_posix()
        _add(noise, f"{routes}assets/{name}", keep(cache_folder, asset.name, asset.read_bytes()))
    app.server.wsgi_app = noise
    app.server.after_request(lambda response: _pack_suite(response, f"{routes}_dash-component-suites/", cache_folder))
    app.index_string = index_string(f"{prefix}static/{bundle.name}")
    own_index: Callable[..., str] = app.interpolate_index
    # As Dash's docs suggest.
    app.interpolate_index = lambda **parts: own_index(**{**parts, "app_entry": ENTRY})  # type: ignore[method-assign]


def secure_headers(app: dash.Dash) -> None:
    """Let a page load and call nothing but this host, and run no script that is not a file here or known by hash.

    Charts and pickers write inline styles; pictures are made from data: and blob: addresses. Who may frame the page
    is left open. The hashes are read at each page, since callbacks may be added until the first one is served.
    """
    server: Flask = app.server
    mimetypes.add_type("text/javascript", ".js")  # Windows may say text/plain, and nosniff would then stop the script

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = content_policy(app.csp_hashes())
        return response


def content_policy(script_hashes: Iterable[str]) -> str:
    """The Content-Security-Policy of a page whose inline scripts have these hashes ("'sha256-…'")."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def index_string(plotly_src: str) -> str:
    """Dash's index in Swedish. plotly.js is asked for early, but does not hold the text up: assets/plotly-once.js."""
    return f"""<!DOCTYPE html>
<html lang="sv">
  <head>
    {{%metas%}}
    <meta name="description" content="{texts.DESCRIPTION}">
    <title>{{%title%}}</title>
    {{%favicon%}}
    {{%css%}}
    <link id="plotly-src" rel="preload" as="script" href="{plotly_src}" fetchpriority="low">
  </head>
  <body>
    <noscript><p>{texts.NO_SCRIPT}</p></noscript>
    {{%app_entry%}}
    <div>
      {{%config%}}
      {{%scripts%}}
      {{%renderer%}}
    </div>
  </body>
</html>"""


def plotly_bundle(node_modules: Path) -> tuple[str, bytes]:
    """Name and content of the plotly.js to serve: the basic one from npm (a quarter of the weight) where it is of the
    very version that plotly.py writes figures for, else the whole one that comes with plotly.py."""
    version = get_plotlyjs_version()
    basic = node_modules / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
    if basic.is_file() and plotly_version(content := basic.read_bytes()) == version:
        return f"plotly-basic-{version}.js", content
    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return f"plotly-{version}.js", whole.read_bytes()


def plotly_version(content: bytes) -> str | None:
    """ "4.1.1" from the comment that opens a plotly.js bundle, None where there is none."""
    match = re.match(rb"/\*\*\s+\* plotly\.js [^\n]*?v(\d+\.\d+\.\d+)\s", content[:200])
    return match.group(1).decode() if match else None


def keep(folder: Path, name: str, content: bytes) -> Path:
    """`content` in `folder` as name.<its hash>.suffix, with .br and .gz beside it, written when not there already."""
    stem, _, suffix = name.rpartition(".")
    plain = folder / f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
    if not plain.exists():
        for ending, pack in PACKERS.values():
            write_whole(plain.with_name(plain.name + ending), pack(content))
        write_whole(plain, content)  # last: where it is, the packed ones are
    return plain


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader, and no other process writing the same, ever sees a part of it."""
    draft = path.with_name(f".{uuid4().hex}")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        if not path.exists():  # Windows refuses to replace a file that another process has just put there and reads
            raise


def static_headers(headers: Headers, path: str, url: str) -> None:
    """WhiteNoise's hook. What has its hash in the name never changes; Dash asks for scripts and styles with ?m=."""
    for name, value in HEADERS.items():
        headers[name] = value
    if "/static/" in url:
        headers["Cache-Control"] = FOREVER
    elif url.endswith(".mjs"):
        headers["Cache-Control"] = "no-cache"  # asked for without ?m=, and must fit the page: 304 where it is the same
    else:
        headers["Cache-Control"] = f"public, max-age={YEAR if url.endswith(('.js', '.css')) else 3600}"


def _add(noise: WhiteNoise, url: str, path: Path) -> None:
    noise.files[url] = noise.get_static_file(str(path), url)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _pack_suite(response: Response, prefix: str, folder: Path) -> Response:
    """Send a bundle of Dash's or a component library's packed, when its address holds its version.

    Flask-Compress would do it anew, and less well, at each request. It leaves alone what has an encoding already.
    """
    if response.status_code != 200 or not request.path.startswith(prefix) or response.cache_control.max_age != YEAR:
        return response
    response.cache_control.immutable = True
    response.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match(PACKERS)
    if encoding:
        plain = keep(folder, request.path.rpartition("/")[2].partition(".")[0] + ".js", response.get_data())
        response.set_data(plain.with_name(plain.name + PACKERS[encoding][0]).read_bytes())
        response.content_encoding = encoding
    return response
