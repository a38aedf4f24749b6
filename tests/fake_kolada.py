"""A Kolada that lives in the test: a transport under a real requests session, and the answers to put in it."""

import json
import re
import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from kolada.api.client import KoladaClient, Rate
from kolada.api.models import DataRequest

BASE = "https://kolada.test/v3"
FAST = Rate(per_second=10_000, burst=10_000)


def page(rows: list[Any], next_url: str | None = None) -> bytes:
    return json.dumps({"values": rows, "next_url": next_url, "previous_url": None, "count": len(rows)}).encode()


def kpi(kpi_id: str) -> dict[str, Any]:
    return {
        "id": kpi_id,
        "title": f"Nyckeltal {kpi_id}",
        "description": "",
        "is_divided_by_gender": False,
        "municipality_type": "K",
        "operating_area": "Befolkning",
        "has_ou_data": False,
    }


def row(kpi_id: str, unit: str, period: int = 2022, value: float = 1.0) -> dict[str, Any]:
    entry = {"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False}
    return {"kpi": kpi_id, "municipality": unit, "period": period, "values": [entry]}


class Reply:
    """What the stand-in says to one request."""

    def __init__(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.body, self.status = body, status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class FakeKolada(BaseAdapter):
    """A transport for a real requests session. `answer` gets path and query; an exception it returns is raised."""

    def __init__(self, answer: Callable[[str], Reply | Exception]) -> None:
        super().__init__()
        self.answer = answer
        self.asked: list[str] = []
        self.sent: list[tuple[requests.PreparedRequest, Any]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def send(self, request: requests.PreparedRequest, timeout: Any = None, **_: Any) -> requests.Response:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.asked.append(request.url.removeprefix(BASE))
            self.sent.append((request, timeout))
        try:
            reply = self.answer(self.asked_path(request))
        finally:
            with self.lock:
                self.at_once -= 1
        if isinstance(reply, Exception):
            raise reply
        return self.as_response(request, reply)

    @staticmethod
    def asked_path(request: requests.PreparedRequest) -> str:
        return request.url.removeprefix(BASE)

    @staticmethod
    def as_response(request: requests.PreparedRequest, reply: Reply) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = reply.status, request.url, request
        response.headers = CaseInsensitiveDict(reply.headers)
        response.raw = HTTPResponse(BytesIO(reply.body), headers=reply.headers, preload_content=False)
        return response

    def close(self) -> None:
        """Nothing is open."""


class Sleeps(list[float]):
    """Remembers instead of sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def client_of(
    answer: Callable[[str], Reply | Exception] | Iterable[Reply | Exception], rate: Rate = FAST, **timing: Any
) -> tuple[KoladaClient, FakeKolada, Sleeps]:
    """A client of a stand-in that answers by a function of the address, or with one reply after the other."""
    if not callable(answer):
        replies = iter(answer)
        fake = FakeKolada(lambda path: next(replies))
    else:
        fake = FakeKolada(answer)
    session = requests.Session()
    session.mount("https://", fake)
    sleeps = Sleeps()
    return KoladaClient(BASE, session, rate, **{"sleep": sleeps, "chance": lambda: 0.0} | timing), fake, sleeps


def data_of(path: str) -> Reply:
    """All that a data address asks for, 2022."""
    kpis, units = re.match(r"/data/kpi/([^/]+)/municipality/([^/?]+)", path).groups()
    return Reply(page([row(k, unit) for k in kpis.split(",") for unit in units.split(",")]))


ONE = DataRequest(("N33001",), ("1260",))
ONE_PATH = "/data/kpi/N33001/municipality/1260"
ONE_REPLY = Reply(page([row("N33001", "1260", 2018, 3189.471647)]))


def only_answer(client: KoladaClient, request: DataRequest = ONE):
    (answer,) = client.get_data([request])
    return answer
