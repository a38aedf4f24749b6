"""What a browser loads before it shows an overview for the first time, and how long that takes over a slow line."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.here import kolada_absent, packages_absent, programs_absent
from tests.benchmarks.serving import gunicorn, kept_figures
from tests.benchmarks.table import Benchmark, Row

ROUNDS = 3
# 10 Mbit/s and 40 ms there and back
LINE = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHART = ".js-plotly-plot .main-svg"


def first_load() -> Iterator[Row]:
    """Bytes as they came, beside the same unpacked; time until a text and a chart are there. Empty browser cache."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as folder,
        kept_figures(Path(folder)) as environ,
        gunicorn("app:create_server()", environ) as (port, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        url = f"http://127.0.0.1:{port}/oversikt?municipality=2282"
        loads = [_load(browser, url) for _ in range(ROUNDS)]
        browser.close()
    sent, unpacked, count = loads[-1][2:]
    raw = f"{sent / 1000:.0f} kB of {unpacked / 1000:.0f} kB, {count} requests"
    yield Row("bytes of a first load / unpacked", sent / unpacked, raw)
    raw = "10 Mbit/s, 40 ms, empty cache; the slowest of {} took {:.1f} s"
    for what, each in (("the headline", 0), ("the first chart", 1)):
        spent = [load[each] for load in loads]
        yield Row(f"first load, median s until {what}", median(spent), raw.format(ROUNDS, max(spent)))


def _load(browser: Any, url: str) -> tuple[float, float, int, int, int]:
    """Seconds to the headline and to the first chart, bytes on the line and unpacked, requests."""
    context = browser.new_context(locale="sv-SE", service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    sent, unpacked = [], []
    line.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    line.on("Network.dataReceived", lambda event: unpacked.append(event["dataLength"]))
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator("main h1").first.wait_for()
    headline = time.perf_counter() - started
    page.locator(CHART).first.wait_for()
    chart = time.perf_counter() - started
    page.wait_for_load_state("networkidle")
    context.close()
    return headline, chart, int(sum(sent)), sum(unpacked), len(sent)


ABSENT = [*kolada_absent(), *packages_absent("gunicorn", "playwright"), *programs_absent("chromium")]
BENCHMARK = Benchmark("a first load in Chromium", first_load, ABSENT)
