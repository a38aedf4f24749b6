"""Packed once and kept for good, and headers that allow a page no more than it needs."""

import gzip
import multiprocessing
import re
from pathlib import Path

import brotli
import pytest
from dash import Dash, html
from plotly.offline import get_plotlyjs_version

from layouts import serving, texts

REACT = re.compile(r'src="(/_dash-component-suites/dash/deps/react-dom[^"]+)"')


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A small stand-in for plotly.js, so that a test does not pack megabytes."""
    content = b"/**\n* plotly.js v0.0.1\n*/" + b"window.Plotly = {};" * 100
    monkeypatch.setattr(serving, "plotly_bundle", lambda _: ("plotly-0.0.1.js", content))
    return content


@pytest.fixture
def app(tmp_path: Path, bundle: bytes) -> Dash:
    assets = tmp_path / "assets"
    (assets / "pictures").mkdir(parents=True)
    (assets / "style.css").write_text("body { color: black }" * 100)
    (assets / "pictures" / "map.svg").write_text("<svg/>")
    app = Dash("toy", assets_folder=str(assets), compress=True)
    app.layout = html.Div("hej")
    serving.secure_headers(app)
    serving.serve_statics(app, tmp_path / "static")
    return app


def get(app: Dash, url: str, encoding: str = "gzip, br", **headers: str):
    return app.server.test_client().get(url, headers={"Accept-Encoding": encoding, **headers}, buffered=True)


def plotly_url(app: Dash) -> str:
    return re.search(r'id="plotly-src"[^>]*href="([^"]+)"', get(app, "/", "identity").text).group(1)


def test_the_index_is_in_swedish_and_says_what_it_needs(app: Dash) -> None:
    page = get(app, "/", "identity").text
    assert '<html lang="sv">' in page
    assert 'name="viewport"' in page
    assert f'<meta name="description" content="{texts.DESCRIPTION}">' in page
    assert f"<noscript><p>{texts.NO_SCRIPT}</p></noscript>" in page
    assert texts.LOADING_PAGE in page
    assert "Loading..." not in page


def test_the_index_has_no_inline_script_of_our_own() -> None:
    assert "<script" not in serving.index_string("/static/plotly.js")


def test_plotly_is_kept_for_good_and_packed_as_the_browser_can_read(app: Dash, bundle: bytes) -> None:
    url = plotly_url(app)
    assert re.fullmatch(r"/static/plotly-0\.0\.1\.[0-9a-f]{16}\.js", url)
    packed, zipped, plain = (get(app, url, encoding) for encoding in ("gzip, deflate, br, zstd", "gzip", "identity"))
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["X-Content-Type-Options"] == "nosniff"
    assert packed.mimetype == "text/javascript"
    assert (packed.headers["Content-Encoding"], brotli.decompress(packed.data)) == ("br", bundle)
    assert (zipped.headers["Content-Encoding"], gzip.decompress(zipped.data)) == ("gzip", bundle)
    assert ("Content-Encoding" not in plain.headers, plain.data) == (True, bundle)


def test_an_asset_is_packed_and_answers_304_to_who_has_it(app: Dash) -> None:
    answer = get(app, "/assets/style.css?m=1")
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    assert get(app, "/assets/style.css", **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_picture_that_no_version_follows_is_kept_an_hour(app: Dash) -> None:
    assert get(app, "/assets/pictures/map.svg").headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["../static/.gitignore", "..%2fstatic%2f.gitignore", "%2e%2e/static/.gitignore"])
def test_nothing_beside_the_assets_is_served(app: Dash, path: str) -> None:
    (Path(app.config.assets_folder).parent / "static" / ".gitignore").write_text("secret")
    assert "secret" not in get(app, f"/assets/{path}", "identity").text


@pytest.mark.parametrize(("offered", "chosen"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")])
def test_a_bundle_of_dash_is_packed_once_and_kept_for_good(app: Dash, offered: str, chosen: str) -> None:
    url = REACT.search(get(app, "/", "identity").text).group(1)
    plain = get(app, url, "identity").data
    folder = Path(app.config.assets_folder).parent / "static"
    answers = [get(app, url, offered) for _ in range(2)]
    assert [a.headers["Content-Encoding"] for a in answers] == [chosen] * 2
    assert len(answers[0].data) < len(plain) * 0.4
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[chosen](answers[1].data) == plain
    assert "immutable" in answers[0].headers["Cache-Control"]
    assert len(list(folder.glob("react-dom*"))) == 3


def test_a_made_up_version_of_a_bundle_fills_no_disk(app: Dash) -> None:
    url = REACT.search(get(app, "/", "identity").text).group(1)
    folder = Path(app.config.assets_folder).parent / "static"
    for version in range(3):
        get(app, re.sub(r"\.v\w+m[0-9a-f]+", f".v{version}m{version}", url))
    assert len(list(folder.glob("react-dom*"))) == 3


def test_an_answer_of_a_callback_is_left_to_dash(app: Dash) -> None:
    answer = get(app, "/_dash-layout")
    assert answer.json == {"props": {"children": "hej"}, "type": "Div", "namespace": "dash_html_components"}
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_page_may_load_and_call_only_its_own_host(app: Dash) -> None:
    headers = get(app, "/").headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["connect-src"] == policy["default-src"] == "'self'"
    assert re.fullmatch(r"'self'( 'sha256-[\w+/]+=*')+", policy["script-src"])
    assert "frame-ancestors" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_rule_lets_in_inline_script_or_eval() -> None:
    policy = serving.content_policy([])
    assert "'unsafe-eval'" not in policy
    assert "script-src 'self';" in policy


def test_data_answers_are_not_sniffed_either(app: Dash) -> None:
    assert get(app, "/_dash-layout").headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    (tmp_path / "plotly.js-basic-dist-min").mkdir()
    return tmp_path


def put_basic(node_modules: Path, version: str) -> bytes:
    content = f"/**\n* plotly.js (basic - minified) v{version}\n* Copyright".encode()
    (node_modules / "plotly.js-basic-dist-min" / "plotly-basic.min.js").write_bytes(content)
    return content


def test_the_basic_bundle_of_the_same_version_is_chosen(node_modules: Path) -> None:
    version = get_plotlyjs_version()
    content = put_basic(node_modules, version)
    assert serving.plotly_bundle(node_modules) == (f"plotly-basic-{version}.js", content)


@pytest.mark.parametrize("version", ["3.0.0", "4.1.10", "latest", "4.1.1-rc.1"])
def test_a_basic_bundle_of_another_version_is_not(node_modules: Path, version: str) -> None:
    put_basic(node_modules, version)
    name, content = serving.plotly_bundle(node_modules)
    assert name == f"plotly-{get_plotlyjs_version()}.js"
    assert serving.plotly_version(content) == get_plotlyjs_version()


def test_without_node_modules_the_bundle_of_plotly_py_is_served(tmp_path: Path) -> None:
    assert serving.plotly_bundle(tmp_path / "none")[0] == f"plotly-{get_plotlyjs_version()}.js"


def test_what_is_kept_is_written_once(tmp_path: Path) -> None:
    first = serving.keep(tmp_path, "a.js", b"one")
    written = first.stat().st_mtime_ns
    assert serving.keep(tmp_path, "a.js", b"one") == first
    assert first.stat().st_mtime_ns == written
    assert serving.keep(tmp_path, "a.js", b"two") != first
    assert len(list(tmp_path.iterdir())) == 6


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(serving.os, "replace", refuse)
    with pytest.raises(PermissionError):
        serving.write_whole(tmp_path / "a.js", b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_process_has_just_put_there_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_by_another(_: Path, target: Path) -> None:
        target.write_bytes(b"one")
        raise PermissionError

    monkeypatch.setattr(serving.os, "replace", put_by_another)
    serving.write_whole(tmp_path / "a.js", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["a.js"]


CONTENT = b"window.a = 1;" * 20_000


def keep_it(folder: str) -> bytes:
    plain = serving.keep(Path(folder), "a.js", CONTENT)
    return brotli.decompress(plain.with_name(plain.name + ".br").read_bytes())


def test_processes_that_start_at_once_share_whole_files(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(keep_it, [str(tmp_path)] * 9, chunksize=1) == [CONTENT] * 9
    assert len(list(tmp_path.iterdir())) == 3
