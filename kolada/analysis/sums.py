"""What a difference per inhabitant comes to for the whole municipality, where the denominator is known."""

import re
from dataclasses import dataclass

from kolada.analysis.compare import Comparison
from kolada.api.models import Kpi
from kolada.catalogue import Kind, definition, kind, unit

INHABITANTS = "N01951"  # Kolada's count of all inhabitants, the denominator of kr/inv
PER_INHABITANT = ("kr/inv", "kr/invånare")  # all of them: not 0-20 years, not 65+
_GROSS = re.compile(r"bruttokostnad", re.IGNORECASE)  # how Kolada's definition of a gross cost begins
_ANOTHER = re.compile(
    r"netto\w*kostn|minus|avvikelse|^(?:referens|standard|struktur|modellberäkn)", re.IGNORECASE
)  # in a title: less an income, or worked out by a model and never paid


def is_per_inhabitant(kpi: Kpi) -> bool:
    """A cost in kr per inhabitant of any age, and gross by Kolada's own definition: what is left after income, and what
    a model says it ought to be, are other things (COMPARISON 21). One whose definition does not say is not taken."""
    is_gross = _GROSS.match(definition(kpi)) is not None and not _ANOTHER.search(kpi.title)
    return unit(kpi) in PER_INHABITANT and kind(kpi) is Kind.COST and is_gross


@dataclass(frozen=True, slots=True)
class WholeSum:
    """`per_inhabitant` (own - unweighted mean, kr) times `inhabitants`, of one municipality and year."""

    year: int
    per_inhabitant: float
    inhabitants: float

    @property
    def kronor(self) -> float:
        """The product, unrounded; negative where the own value is below the mean."""
        return self.per_inhabitant * self.inhabitants


def whole_sum(comparison: Comparison, inhabitants: float | None) -> WholeSum | None:
    """The difference to the peers' mean in kronor; None where the base is another, or one of the factors is missing.

    `inhabitants`: of the focal municipality in the comparison's year.
    """
    gap, year = comparison.gap_to_mean, comparison.year
    if not inhabitants or gap is None or year is None or comparison.gender != "T":
        return None
    return WholeSum(year, gap.difference, inhabitants) if is_per_inhabitant(comparison.kpi) else None
