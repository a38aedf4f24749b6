"""The Swedish of what is still to come: areas that are fetched, figures that are put together."""

from kolada.numbers import number
from kolada.reading.words import NO_BREAK

FETCH_HEADING = "Hämta mer"
FETCH_LEAD = (
    "Ett område hämtas från Kolada i bakgrunden, för alla kommuner. Det tar några minuter; sidan ritas om när det är "
    "klart."
)
FETCHING = "Hämtas nu"


def fetch_area(area: str, n: int, total: int) -> str:
    """A link that fetches an area."""
    return f"{area} ({number(n)}{NO_BREAK}av{NO_BREAK}{number(total)} finns)"


def progress(area: str, done: int, total: int) -> str:
    """How far it has come."""
    share = int(100 * done / total) if total else 0
    return f"Hämtar {area}: {number(done)} av {number(total)} serier ({share}{NO_BREAK}%) …"


# Figures that are kept and not yet side by side

COMING = "Siffrorna ställs samman"


def coming(n: int) -> str:
    """So many KPIs that are kept are not in what is read yet."""
    return f"{COMING}: {number(n)} nyckeltal återstår och är inte med än. Sidan ritas om när de är det."


def progress_coming(n: int) -> str:
    """While the page waits for them."""
    return f"{COMING}: {number(n)} nyckeltal återstår …"


def csv_coming(n: int) -> str:
    """In place of a file that would be half of one."""
    return f"{COMING}: {number(n)} nyckeltal återstår. Försök igen om en stund."
