"""A report of twelve figures as each of its files, in the browser and on the server, and the memory of one of forty."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import unquote

import requests

from kolada import curated
from layouts.selection import DEFAULT_SET
from tests.benchmarks.here import kolada_absent, packages_absent, programs_absent
from tests.benchmarks.serving import gunicorn, kept_figures, memory
from tests.benchmarks.table import Benchmark, Row

FORMS = ("docx", "pptx", "xlsx", "zip")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 60_000  # ms
ROUNDS = 3


def report_files() -> Iterator[Row]:
    """Twelve figures: the server's time alone, then from the click until the browser has the file, pictures made."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as folder,
        kept_figures(Path(folder)) as environ,
        gunicorn("app:create_server()", environ) as (port, master),
        sync_playwright() as playwright,
    ):
        site, report = f"http://127.0.0.1:{port}", _report(12)
        for form in FORMS:
            spent = [_posted(site, report, form) for _ in range(ROUNDS)]
            yield Row(f"12 figures as {form}: median s of the server", median(spent), at_most=2)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(locale="sv-SE")
        page.goto(f"{site}{report}")
        page.locator(".report-figure .js-plotly-plot .main-svg").nth(11).wait_for(timeout=PATIENCE)
        for form in FORMS:
            started = time.perf_counter()
            with page.expect_download(timeout=PATIENCE) as saved:
                page.locator(f"[data-action='report-file'][data-form='{form}']").click()
            spent_s = time.perf_counter() - started
            name = unquote(saved.value.suggested_filename)
            yield Row(f"12 figures as {form}: s from click to file", spent_s, name, at_most=5)
        browser.close()
        for form in FORMS:
            _posted(site, _report(40), form)
        yield Row("memory of the larger worker after 40 figures, MB", max(memory(master)), at_most=400)


def _report(figures: int) -> str:
    """The address of so many figures of Kramfors: the set's KPIs, over one span of years after another."""
    chosen = curated.kpi_set(DEFAULT_SET)
    assert chosen
    tokens = [f"fig={kpi}~period=2012-{2022 - span}" for span in range(9) for kpi in chosen.kpis]
    return "/rapport?municipality=2282&" + "&".join(tokens[:figures])


def _posted(site: str, report: str, form: str) -> float:
    address = report.replace("/rapport", f"/rapport/{form}")
    started = time.perf_counter()
    requests.post(f"{site}{address}", timeout=PATIENCE / 1000).raise_for_status()
    return time.perf_counter() - started


ABSENT = [*kolada_absent(), *packages_absent("gunicorn", "playwright"), *programs_absent("chromium")]
BENCHMARK = Benchmark("a report's files", report_files, ABSENT)
