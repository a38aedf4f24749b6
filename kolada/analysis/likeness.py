"""A likeness of one's own: which municipalities are nearest in a few chosen and weighted KPIs, and why.

Standardisation: z = (x - median) / spread over all municipalities (or regions) with a value in the KPI's own year;
spread is 1.4826 times the median absolute deviation (MAD), which for a normal distribution is its standard deviation.
Where more than half have the very same value and the MAD is 0, it is 1.2533 times the mean absolute deviation. A KPI
that counts something (inhabitants) is taken as ln(1 + x) first: from 50 000 to 100 000 is as far as from 5 000 to
10 000. Distance = sqrt(sum(w * d^2) / sum(w)), d being the difference in z and w the weight: a weighted mean difference
in standard units, which does not grow with the number of KPIs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, log1p, sqrt
from statistics import fmean, median
from typing import NamedTuple

from kolada.analysis.ranks import Country
from kolada.analysis.standout import MAD_FACTOR
from kolada.swedish import sort_key

NORMAL_MEAN_DEVIATION = 1.2533
MIN_WEIGHT, MAX_WEIGHT, MAX_INGREDIENTS = 1, 5, 8
PEERS, SHOWN = 7, 20  # the nearest that become peers, as in Kolada's own groups; the nearest that are listed
EXACT = 12  # decimals of a distance that are told apart


class Ingredient(NamedTuple):
    """A KPI and its weight, 1 to 5."""

    kpi: str
    weight: int = 1


class Unusable(StrEnum):
    """Why a KPI of a recipe is not in the calculation."""

    NO_YEAR = "no year"  # none in which half of all and the focal one have a value
    NO_SPREAD = "no spread"  # everybody has the same


@dataclass(frozen=True)
class Scale:
    """One KPI made comparable with others: `z` by unit, in standard units, all in `year`; median and spread of what was
    standardised (of ln(1 + x) where `is_log`)."""

    kpi: str
    weight: int
    year: int
    is_log: bool
    median: float
    spread: float
    values: Mapping[str, float]
    z: Mapping[str, float]

    @property
    def n(self) -> int:
        """How many have a value."""
        return len(self.z)


class Difference(NamedTuple):
    """One KPI's part of a distance: how much higher than the focal one in standard units, and its share of the squared
    distance (0 to 1; of a distance of 0 everything is 0)."""

    kpi: str
    z: float
    share: float


@dataclass(frozen=True, slots=True)
class Near:
    """One unit of the list."""

    id: str
    name: str
    distance: float
    differences: tuple[Difference, ...]  # in the order of the recipe


@dataclass(frozen=True)
class Likeness:
    """Everybody who can be compared, nearest first, with what was calculated and what could not be."""

    scales: tuple[Scale, ...]  # in the order of the recipe
    unusable: Mapping[str, Unusable]
    ordered: tuple[Near, ...]
    missing: Mapping[str, tuple[str, ...]]  # unit -> the KPIs that it has no value of, by name: never imputed
    members: int

    @property
    def nearest(self) -> tuple[Near, ...]:
        """Those that become peers."""
        return self.ordered[:PEERS]


def likeness(
    recipe: Sequence[Ingredient],
    tables: Mapping[str, Country],
    counts: frozenset[str],
    focal: str,
    names: Mapping[str, str],
) -> Likeness:
    """Who is most like `focal` among `names`: municipalities or regions, never both, never Riket (COMPARISON 4).

    `tables`: periods x units of each KPI; `counts`: the KPIs taken as logarithms. The focal one is never in its own
    list. Equal distances stand in the order of the Swedish alphabet. The order of the recipe changes nothing.
    """
    made = {i.kpi: scale(i, tables.get(i.kpi, Country()), i.kpi in counts, focal, names) for i in recipe}
    scales = tuple(found for found in made.values() if isinstance(found, Scale))
    unusable = {kpi: found for kpi, found in made.items() if isinstance(found, Unusable)}
    others = sorted((unit for unit in names if unit != focal), key=lambda unit: sort_key(names[unit]))
    lacking = {unit: tuple(s.kpi for s in scales if unit not in s.z) for unit in others}
    whole = [unit for unit in others if scales and not lacking[unit]]
    ordered = sorted((near(unit, names[unit], scales, focal) for unit in whole), key=lambda n: round(n.distance, EXACT))
    return Likeness(scales, unusable, tuple(ordered), {u: k for u, k in lacking.items() if k}, len(names))


def scale(
    ingredient: Ingredient, table: Country, is_log: bool, focal: str, names: Mapping[str, str]
) -> Scale | Unusable:
    """One KPI in its newest year in which at least half of all, and the focal one, have a value (COMPARISON 12)."""
    for year in table.years:
        values = {
            unit: value for unit, value in table.row(year).items() if unit in names and (value >= 0 or not is_log)
        }
        if focal in values and 2 * len(values) >= len(names):
            return _scale(ingredient, year, is_log, values)
    return Unusable.NO_YEAR


def _scale(ingredient: Ingredient, year: int, is_log: bool, values: Mapping[str, float]) -> Scale | Unusable:
    sizes = {unit: log1p(value) if is_log else value for unit, value in values.items()}
    middle = median(sizes.values())
    width = spread(list(sizes.values()), middle)
    if width == 0:
        return Unusable.NO_SPREAD
    z = {unit: (size - middle) / width for unit, size in sizes.items()}
    return Scale(ingredient.kpi, ingredient.weight, year, is_log, middle, width, values, z)


def spread(values: Sequence[float], middle: float) -> float:
    """The robust standard deviation round a median; 0 only where all values are the same."""
    deviations = [abs(value - middle) for value in values]
    return MAD_FACTOR * median(deviations) or NORMAL_MEAN_DEVIATION * fmean(deviations)


def near(unit: str, name: str, scales: Sequence[Scale], focal: str) -> Near:
    """How far a unit with all values is from the focal one, and which KPI makes how much of it."""
    apart = {s.kpi: s.z[unit] - s.z[focal] for s in scales}
    squares = {s.kpi: s.weight * apart[s.kpi] ** 2 for s in scales}
    total = fsum(squares.values())  # exact, so that the order of the KPIs cannot matter
    differences = tuple(Difference(k, d, squares[k] / total if total else 0.0) for k, d in apart.items())
    return Near(unit, name, sqrt(total / sum(s.weight for s in scales)), differences)
