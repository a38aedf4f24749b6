"""What Kolada's API v3 answers with, as frozen types. Field names are the API's own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Generic, NamedTuple, Protocol, TypeVar

RIKET = "0000"
GENDERS = ("T", "K", "M")


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure as `/kpi` describes it. Dates are those of the next planned publication on municipality level."""

    id: str
    title: str
    description: str = ""
    is_divided_by_gender: bool = False
    municipality_type: str = "K"
    auspice: str | None = None
    operating_area: str = ""
    perspective: str | None = None
    prel_publication_date: date | None = None
    publication_date: date | None = None
    publ_period: int | None = None
    has_ou_data: bool = False


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (type K), a region (type L) or Riket (`0000`, which Kolada also calls L)."""

    id: str
    title: str
    type: str

    @property
    def is_municipality(self) -> bool:
        """True for the 290; Riket and the regions never enter a rank or a mean (COMPARISON 4)."""
        return self.type == "K"

    @property
    def is_region(self) -> bool:
        """True for the 21 regions; Riket has their type but is none of them."""
        return self.type == "L" and self.id != RIKET


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a group: what is in it, and the title it has there."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class MunicipalityGroup:
    """A group of municipalities. The id is stable; title (with its edition) and members change in place."""

    id: str
    title: str
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class KpiGroup:
    """A group of KPIs. Members may name KPIs that are no longer in the catalogue."""

    id: str
    title: str
    members: tuple[Member, ...] = ()


class Value(NamedTuple):
    """One number, or the reason that there is none: the leaf of a data answer with its row's keys."""

    kpi: str
    municipality: str
    period: int
    gender: str
    value: float | None
    count: int = 1  # type: ignore[assignment]  # the wire word; tuple.count is not wanted here
    status: str = ""
    isdeleted: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer as it was received: what an auditor needs to show where a number came from."""

    url: str
    fetched_at: datetime  # UTC
    body: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the body."""
        return sha256(self.body).hexdigest()


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A whole metadata list, all pages followed, and the answers it came in."""

    items: tuple[T, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One data address: at most 25 of each; at least two of the three dimensions given."""

    kpis: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    from_date: date | None = None


@dataclass(frozen=True, slots=True)
class DataAnswer:
    """Everything Kolada said to one request, deleted rows included, and the pages it came in."""

    request: DataRequest
    values: tuple[Value, ...]
    answers: tuple[Answer, ...]


class Source(Protocol):
    """What the store asks for figures: the client, or a stand-in in tests. Every method may raise a KoladaError."""

    base_url: str

    def is_reachable(self) -> bool:
        """Whether it answers a small question just now; never raises."""

    def get_kpis(self, ids: Iterable[str] | None = None) -> Listing[Kpi]:
        """The KPIs with these ids (those that exist), or the whole catalogue."""

    def get_kpi_groups(self) -> Listing[KpiGroup]:
        """All KPI groups."""

    def get_municipalities(self) -> Listing[Municipality]:
        """All 312 units."""

    def get_municipality_groups(self) -> Listing[MunicipalityGroup]:
        """All groups with their members."""

    def get_data(self, requests: Sequence[DataRequest]) -> Iterator[DataAnswer]:
        """Each request's whole answer as it arrives, in any order; raises the first error after the others are done."""
