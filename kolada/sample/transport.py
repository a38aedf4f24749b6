"""The sample in process: a `requests` session whose requests to SAMPLE_URL are calls of the WSGI app. No sockets."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse
from werkzeug.test import Client, TestResponse

from kolada.sample.server import Sample, create_sample_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SAMPLE_URL = "http://sample.invalid/v3"


class SampleAdapter(HTTPAdapter):
    """Answers a session's requests by calling a WSGI app, from as many threads as like; time-outs are not kept."""

    def __init__(self, app: "WSGIApplication") -> None:
        super().__init__()
        self.app = app

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """One call of the app, as the response that a socket would have given."""
        answer = self._call(request)
        raw = HTTPResponse(
            body=BytesIO(answer.get_data()),
            headers=dict(answer.headers.items()),
            status=answer.status_code,
            reason=answer.status.partition(" ")[2],
            preload_content=False,
        )
        return self.build_response(request, raw)

    def _call(self, request: requests.PreparedRequest) -> TestResponse:
        url = urlsplit(str(request.url))
        return Client(self.app, use_cookies=False).open(
            path=url.path,
            base_url=f"{url.scheme}://{url.netloc}",
            query_string=url.query,
            method=request.method or "GET",
            headers=list(request.headers.items()),
        )


def sample_session(sample: Sample | None = None) -> requests.Session:
    """A session that answers SAMPLE_URL itself; keep the `sample` that goes in to read its log and set its faults."""
    session = requests.Session()
    session.mount(SAMPLE_URL, SampleAdapter(create_sample_server(sample)))
    return session
