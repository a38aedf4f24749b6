"""The app under gunicorn as README advises it for many users, over a store in which the figures are kept already."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import requests

from cache.store import Store
from kolada import curated
from kolada.analysis.sums import INHABITANTS
from kolada.api.client import KoladaClient, Rate, make_session
from layouts.resolve import resolve
from layouts.selection import DEFAULT_SET, Selection
from layouts.view import Views
from tests.servers import running_server

ROOT = Path(__file__).parents[2]
WORKERS = 2
GUNICORN = (*(sys.executable, "-m", "gunicorn", "--no-control-socket", "--log-level", "error"),
            *("-k", "gthread", "-w", str(WORKERS), "--threads", "8"))  # fmt: skip
KPI = "N33001"
FAST = Rate(per_second=1000, burst=1000)
PATIENCE = 30.0  # seconds until a server must answer


@contextmanager
def kept_figures(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an app whose store holds the overview's KPIs and N33001 for every unit and default group.

    The server that they came from goes on: what an app asks of it is answered.
    """
    with running_server("--kpis", "N33,U33,N01") as base_url:
        url = f"sqlite:///{folder / 'kept.sqlite'}"
        with closing(make_session(4)) as session, closing(Store(url, KoladaClient(base_url, session, FAST))) as store:
            _keep(store)
        yield {**os.environ, "KOLADA_URL": base_url, "KOLADA_STORE": url, "KOLADA_PER_SECOND": "1000"}


def municipalities(environ: dict[str, str]) -> list[str]:
    """The ids of the 290, from that store."""
    with closing(make_session(1)) as session:
        units = KoladaClient(environ["KOLADA_URL"], session).get_municipalities().items
    return [each.id for each in units if each.is_municipality]


@contextmanager
def gunicorn(app: str, environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Port and process id of gunicorn's master with `app`, e.g. "app:create_server()", once it answers."""
    port = _free_port()
    command = [*GUNICORN, "-b", f"127.0.0.1:{port}", app]
    with subprocess.Popen(command, cwd=ROOT, env=environ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/_dash-dependencies", process)
            yield port, process.pid
        finally:
            process.terminate()


def memory(master: int) -> list[float]:
    """Resident memory of each worker in MB, from /proc (Linux)."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    status = [Path(f"/proc/{child}/status").read_text().splitlines() for child in children]
    return [int(line.split()[1]) / 1000 for lines in status for line in lines if line.startswith("VmRSS")]


def _keep(store: Store) -> None:
    views = Views(store, date.today)
    kramfors = Selection(municipality="2282")
    shown = [views.view(kramfors), views.view(kramfors, KPI)]
    kpis = list(dict.fromkeys([*(kpi for view in shown if view for kpi in view.beside), INHABITANTS]))
    units = store.municipalities().items
    chosen, groups = curated.kpi_set(DEFAULT_SET), store.municipality_groups().items
    found = [resolve(Selection(municipality=each.id), units, groups, (), chosen) for each in units]
    default_groups = {each.group.id for each in found if each and each.group}
    store.values(kpis, [*(each.id for each in units), *sorted(default_groups)])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(requests.ConnectionError):
            requests.get(url, timeout=PATIENCE).raise_for_status()
            return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")
