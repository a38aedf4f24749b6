"""Paths of pages and files, with the selection behind them."""

from layouts.selection import KPI_ID, Selection, to_query

START, OVERVIEW, KPI, REPORT, ABOUT, CSV = "/", "/oversikt", "/nyckeltal", "/rapport", "/om", "/data.csv"
EXPLORE = "/utforska"
SCAN_CSV = "/data/sticker-ut.csv"
LIKENESS_CSV = "/utforska/egen-likhet.csv"
FIGURE = "/figur"  # one figure without the frame, for other sites


def address(path: str, selection: Selection | None = None, **extra: str) -> str:
    """A path with a selection as its query, and what is not part of the selection after it."""
    query = to_query(selection) if selection else ""
    rest = "&".join(f"{key}={value}" for key, value in extra.items())
    whole = "&".join(part for part in (query, rest) if part)
    return f"{path}?{whole}" if whole else path


def kpi_path(kpi: str) -> str:
    """A KPI's own page."""
    return f"{KPI}/{kpi}"


def figure_path(kpi: str) -> str:
    """A KPI's figure alone."""
    return f"{FIGURE}/{kpi}"


def kpi_of(path: str, under: str = KPI) -> str | None:
    """The KPI id in a path like /nyckeltal/n33001, in capitals; None for other paths and for what cannot be an id."""
    head, _, kpi = path.rstrip("/").rpartition("/")
    return kpi.upper() if head == under and KPI_ID.fullmatch(kpi.upper()) else None
