"""What Kolada's figures mean, and the functions for a notebook. Importing this loads, opens and fetches nothing.

    import kolada
    kolada.values("N33001", municipality="Kramfors", peers="liknande")

Figures are kept where KOLADA_STORE says, and come from KOLADA_URL: as for the pages. What cannot be understood is a
ValueError in plain Swedish; what Kolada or the store cannot give, a KoladaError or a StoreError.
"""

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from layouts.view import Views

__version__ = "0.1.0"

_opened: list["Views"] = []
_opening = Lock()


def values(
    *kpis: str,
    municipality: str | int,
    peers: str | Iterable[str] = "liknande",
    period: str | int = "latest10",
    gender: str | Iterable[str] = "T",
) -> "pd.DataFrame":
    """Figures of a municipality, its peers, their unweighted mean and Riket, as on a page and in /data.csv.

    `kpis`: ids, or one set ("barn-och-unga"). `peers`: a G-id, a group's name ("IFO", "Västernorrlands län", "alla"),
    or names. `period`: 2018, "2012-2022", "latest5". Columns kpi, municipality, period, gender, value (NaN when
    missing: `status` says why), n (municipalities behind a mean), name, role (focal, peer, peer_mean, riket), title,
    unit and more; `attrs` has source, retrieved, and the peers by name and edition.
    """
    from layouts.command import frames

    return frames.values(_views(), kpis, municipality, peers, period, gender)


def kpi(text: str, limit: int = 20) -> "pd.DataFrame":
    """KPIs by words in Swedish, best first."""
    from layouts.command import frames

    return frames.kpis(_views(), text, limit)


def groups_of(municipality: str | int) -> "pd.DataFrame":
    """The groups that a municipality can be compared with, and who is in them."""
    from layouts.command import frames

    return frames.groups(_views(), municipality)


def standout(
    municipality: str | int,
    peers: str | Iterable[str] = "liknande",
    area: str | Iterable[str] | None = None,
    limit: int | None = None,
) -> "pd.DataFrame":
    """Where a municipality stands out among all KPIs that are kept, the farthest from its peers' mean first.

    `area`: one of Kolada's operating areas, or several. `attrs["scanned"]`: how many were compared, and how many one
    would expect to stand out by chance alone.
    """
    from layouts.command import frames

    return frames.standout(_views(), municipality, peers, area, limit)


def rank(
    kpi: str,
    municipality: str | int | None = None,
    year: int | str | None = None,
    gender: str = "T",
    peers: str | Iterable[str] | None = None,
) -> "pd.DataFrame":
    """All the country's municipalities by one KPI, highest first, in the newest year that half of them have.

    With `peers`, as for `values`: the municipality among them, in the year of its page.
    """
    from layouts.command import frames

    return frames.rank(_views(), kpi, municipality, year, gender, peers)


def _views() -> "Views":
    """Over the store that the environment asks for: opened once, closed when the process ends."""
    with _opening:
        if not _opened:
            import atexit
            import os

            from cache.connect import calendar_day, open_store
            from layouts.view import Views

            today = calendar_day(os.environ)
            store = open_store(os.environ)
            atexit.register(store.close)
            _opened.append(Views(store, today))
        return _opened[0]
