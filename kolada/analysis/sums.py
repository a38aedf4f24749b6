"""What a difference per inhabitant comes to for the whole municipality, where the denominator is known."""

from dataclasses import dataclass

from kolada.analysis.compare import Comparison
from kolada.api.models import Kpi
from kolada.catalogue import Kind, kind, unit

INHABITANTS = "N01951"  # Kolada's count of all inhabitants, the denominator of kr/inv
PER_INHABITANT = ("kr/inv", "kr/invånare")  # all of them: not 0-20 years, not 65+


def is_per_inhabitant(kpi: Kpi) -> bool:
    """A cost in kr per inhabitant of any age, gross: what is left after income is another thing (COMPARISON 21)."""
    is_net = kpi.title.lower().startswith("netto")
    return unit(kpi) in PER_INHABITANT and kind(kpi) is Kind.COST and not is_net


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
