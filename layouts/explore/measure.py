"""A KPI as a tab of /utforska says its numbers: one label, one unit, one number of decimals for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from kolada import catalogue
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.numbers import decimals, number
from kolada.reading.words import WHO
from layouts.figures.axes import unit_words


@dataclass(frozen=True)
class Measure:
    """One KPI with how its numbers are written. `gender`: whose the numbers are."""

    kpi: Kpi
    kind: Kind
    places: int
    gender: str = "T"

    @property
    def name(self) -> str:
        """What is measured, of whom: "Kostnad barn- och ungdomsvård", "… (kvinnor)"."""
        who = WHO.get(self.gender)
        return catalogue.words(self.kpi).label + (f" ({who})" if who else "")

    @property
    def unit(self) -> str:
        """The unit in words: "kr per invånare"; "" where there is none."""
        return catalogue.words(self.kpi).unit

    @property
    def short_unit(self) -> str:
        """The unit as a figure has it: "kr/inv", "%"."""
        return unit_words(catalogue.unit(self.kpi))

    @property
    def title(self) -> str:
        """Name and unit, for an axis or the head of a column."""
        return f"{self.name}, {self.unit}" if self.unit and self.unit not in self.name else self.name

    def number(self, value: float) -> str:
        """The bare number: "4 419"."""
        return number(value, self.places)

    def amount(self, value: float) -> str:
        """With its unit: "4 419 kr/inv"."""
        return f"{self.number(value)} {self.short_unit}".rstrip()


def measure(kpi: Kpi, values: Iterable[float], gender: str = "T") -> Measure:
    """How these values of a KPI are written. A survey's shares are whole as Kolada has them."""
    known = list(values)
    kind = catalogue.kind(kpi)
    is_whole = kind is Kind.SHARE and all(value == int(value) for value in known)
    return Measure(kpi, kind, 0 if is_whole else decimals(kind, max(map(abs, known), default=0.0)), gender)
