"""What can go wrong with Kolada, by meaning.

KoladaError(url)          base; str() says what was asked, .sentence what to tell the user
├ KoladaUnavailable       no network, time-out, 429 or 5xx after all retries  -> show what is kept, with its date
├ KoladaRejected          any other 4xx                                      -> our bug, or an old link
├ KoladaNotFound          404: what the address names is not there           -> "finns inte (längre) i Kolada"
└ KoladaBadResponse       HTML, half a JSON text, wrong shape, foreign rows  -> never kept
"""

from kolada import texts


class KoladaError(Exception):
    """Base of all: carries the address that was asked and a Swedish sentence for the user."""

    template = texts.ERROR

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(f"{url}: {detail}" if detail else url)
        self.url = url
        self.detail = detail

    @property
    def sentence(self) -> str:
        """What happened and what to do, in plain Swedish, without technical detail."""
        return self.template


class KoladaUnavailable(KoladaError):
    """Kolada could not be reached, or was too busy, after all retries."""

    template = texts.ERROR_UNAVAILABLE


class KoladaRejected(KoladaError):
    """Kolada refused the address itself (4xx)."""

    template = texts.ERROR_REJECTED


class KoladaNotFound(KoladaError):
    """Kolada has nothing at that address."""

    template = texts.ERROR_NOT_FOUND


class KoladaBadResponse(KoladaError):
    """The answer is not what the API promises: it is never data and never kept."""

    template = texts.ERROR_BAD_RESPONSE
