"""What two KPIs have in common by their making, and how strong a correlation is called. /om prints the thresholds."""

import re
from enum import IntEnum

from kolada import catalogue, curated, units
from kolada.api.models import Kpi
from kolada.numbers import rounded


class Strength(IntEnum):
    """How strong a coefficient is called, by its size; see THRESHOLDS."""

    NONE = 0
    WEAK = 1
    MODERATE = 2
    STRONG = 3
    VERY_STRONG = 4


THRESHOLDS = (0.2, 0.4, 0.6, 0.8)  # from which size a coefficient is weak, moderate, strong, very strong
APART = 0.2  # Spearman's and Pearson's coefficients this far apart are remarked upon

_THOUSANDS = re.compile(r"^\d[\d ]*000? ")
_INHABITANTS = re.compile(r"^(?:befolkningen|bef\b\.?|inv\b\.?|invånare)")
_OF_INHABITANTS = re.compile(r"^Invånare (?P<ages>\d[\d-]*\+?(?: år)?)?")
_YEARS = re.compile(r"\s*år\b")


def strength(coefficient: float) -> Strength:
    """By the size of the coefficient as it is printed, with two decimals."""
    printed = abs(rounded(coefficient, 2)) / 100
    return Strength(sum(printed >= threshold for threshold in THRESHOLDS))


def base(kpi: Kpi) -> str:
    """What a KPI is divided by: "invånare" of kr/inv, "invånare 0-20" of antal/1000 inv 0-20 år; "" where it is not a
    quotient or its title does not say."""
    of = catalogue.unit(kpi)
    if "/" in of and "=" not in of:
        return _plain(of.partition("/")[2])
    if "%" not in of:
        return ""
    named = re.search(r"\bav (.+?)(?: \(%\))?$", of)
    inhabitants = _OF_INHABITANTS.match(units.tidy(kpi.title))
    if named or inhabitants is None:
        return _plain(named[1]) if named else ""
    return _plain(f"invånare {inhabitants['ages'] or ''}")


def _plain(text: str) -> str:
    whole = _INHABITANTS.sub("invånare", _THOUSANDS.sub("", text.strip()))
    return " ".join(_YEARS.sub("", whole).replace("–", "-").split())


def shared_base(x: Kpi, y: Kpi) -> str:
    """What both are divided by, if it is the same: that alone can make them go together (COMPARISON 25)."""
    return base(x) if base(x) == base(y) else ""


def is_part_of(part: Kpi, total: Kpi) -> bool:
    """Whether the one is a part of the sum that the other is, by their definitions (COMPARISON 24)."""
    return any(family.total == total.id and part.id in family.parts for family in curated.families_of(total.id))
