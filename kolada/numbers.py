"""Numbers as Swedish reports print them: 1 234,5 with a narrow no-break space and a real minus. For display only."""

from functools import lru_cache
from math import ulp

from kolada.catalogue import Kind

NARROW_SPACE, MINUS = "\u202f", "−"
SWEDISH = str.maketrans({",": NARROW_SPACE, ".": ",", "-": MINUS})


def decimals(kind: Kind, largest: float) -> int:
    """How many decimals a kpi's numbers are shown with, given the largest size shown: enough to tell them apart."""
    if kind is Kind.COUNT or largest >= 1000:
        return 0
    if kind is Kind.COST and largest >= 100:
        return 0
    return 1 if largest >= 1 else 2


@lru_cache(16384)  # sentence, table, chart and hover say the same numbers
def number(value: float, places: int = 0) -> str:
    """1234.56 -> "1 234,6". Halves away from zero, as people round; a value that rounds to 0 has no minus."""
    units = rounded(value, places)
    text = f"{abs(units) / 10**places:,.{places}f}".translate(SWEDISH)
    return MINUS + text if units < 0 else text


def rounded(value: float, places: int = 0) -> int:
    """In units of the last decimal shown."""
    scaled = abs(value) * 10**places
    units = int(scaled + 0.5 + 1e-9 + 2 * ulp(scaled))  # 0,145 * 100 is a hair below the half that it was written as
    return -units if value < 0 else units


def signed(value: float, places: int = 0) -> str:
    """As `number`, with a plus before what is above zero."""
    text = number(value, places)
    return text if text.startswith(MINUS) or not any(c in "123456789" for c in text) else "+" + text
