"""A bounded load on the loopback address, light enough to leave the processor to the server: raw sockets, kept open."""

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import requests

from layouts import ids
from tests.benchmarks.asking import BROWSER, UPDATE

TIMEOUT = 30.0


class Connection:
    """One connection to a server on this machine, opened anew when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stream: BinaryIO | None = None

    def post(self, body: bytes) -> bytes:
        """The answer to a callback's payload, packed as it came. Raises RuntimeError unless it is a 200."""
        stream = self._stream or self._open()
        stream.write(_request(self._port, body))
        stream.flush()
        status, headers = stream.readline(), _headers(stream)
        if b" 200 " not in status:
            raise RuntimeError(status.decode())
        answer = stream.read(int(headers[b"content-length"]))
        if headers.get(b"connection", b"").lower() == b"close":
            self.close()
        return answer

    def close(self) -> None:
        """Let go of it."""
        if self._stream:
            self._stream.close()
        self._stream = None

    def _open(self) -> BinaryIO:
        with socket.create_connection(("127.0.0.1", self._port), TIMEOUT) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._stream = link.makefile("rwb")
        return self._stream


def check_page(port: int, body: bytes) -> None:
    """Raise AssertionError unless the answer is a page with figures: an error page would look like a fast one."""
    answer = requests.post(
        f"http://127.0.0.1:{port}{UPDATE}",
        data=body,
        headers=dict(BROWSER, **{"Accept-Encoding": "gzip"}),
        timeout=TIMEOUT,
    )
    assert answer.json()["response"][ids.FOLLOW_STORE]["data"], "an error page"


def milliseconds(port: int, visits: Sequence[Sequence[bytes]]) -> list[float]:
    """How long each visit (some payloads, one after the other) takes, alone on the server."""
    connection, spent = Connection(port), []
    for bodies in visits:
        started = time.perf_counter()
        for body in bodies:
            connection.post(body)
        spent.append(1000 * (time.perf_counter() - started))
    connection.close()
    return spent


def per_second(port: int, bodies: Sequence[bytes], at_once: int = 8) -> float:
    """Requests a second when `at_once` connections share the bodies and send each once."""
    with ThreadPoolExecutor(at_once) as pool:
        started = time.perf_counter()
        list(pool.map(lambda share: _send(port, share), [bodies[start::at_once] for start in range(at_once)]))
        return len(bodies) / (time.perf_counter() - started)


def _send(port: int, bodies: Sequence[bytes]) -> None:
    connection = Connection(port)
    for body in bodies:
        connection.post(body)
    connection.close()


def _request(port: int, body: bytes) -> bytes:
    headers = {"Host": f"127.0.0.1:{port}", **BROWSER, "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {UPDATE} HTTP/1.1\r\n{head}\r\n".encode() + body


def _headers(stream: BinaryIO) -> dict[bytes, bytes]:
    found = {}
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        found[name.strip().lower()] = value.strip()
    return found
