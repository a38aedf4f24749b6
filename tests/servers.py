"""The stand-in for Kolada over real values (../shared/kolada_api), where it is there: started, broken and read from."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

SERVER = Path(__file__).parents[2] / "shared" / "kolada_api" / "server.py"


@contextmanager
def running_server(*args: str) -> Iterator[str]:
    """The base URL (…/v3) of a server of its own on a free port, e.g. `running_server("--kpis", "N33")`.

    Skips the test where the server is not there.
    """
    if not SERVER.exists():
        pytest.skip(f"{SERVER} is not there")
    command = [sys.executable, str(SERVER), "--port", "0", *args]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            base_url = process.stdout.readline().strip()
            assert base_url, "the server did not start"
            yield base_url
        finally:
            process.terminate()


def set_faults(base_url: str, **faults: Any) -> None:
    """Replace its faults, e.g. `error_rate=0.3, errors=[503]` or `body="html"`; none given takes all away."""
    _control("POST", base_url, "faults", faults)


def revise(base_url: str, **cell: Any) -> None:
    """Change or delete one value: kpi, municipality, year, gender, value, deleted."""
    _control("POST", base_url, "revise", cell)


def switch_groups(base_url: str, dump: str) -> None:
    """Serve the other dump of the groups: "2024-04" or "2026-03"."""
    _control("POST", base_url, "groups", {"dump": dump})


def request_log(base_url: str) -> list[dict[str, Any]]:
    """Every request since the start or the last `clear_log`: path, query, status, bytes, rows, ms."""
    return _control("GET", base_url, "log")


def clear_log(base_url: str) -> None:
    """Forget the requests so far."""
    _control("DELETE", base_url, "log")


def _control(method: str, base_url: str, what: str, body: dict[str, Any] | None = None) -> Any:
    url = f"{base_url.removesuffix('/v3')}/_server/{what}"
    response = requests.request(method, url, json=body, timeout=10)
    response.raise_for_status()
    return response.json()
