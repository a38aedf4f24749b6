"""Invented inhabitants: a municipality's size is drawn within its real size class, its age and gender shares freely.

Every array is [312 units, years, genders T K M]; the first rows are Riket and the regions, sums or means of their own.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from kolada.sample import metadata
from kolada.sample.noise import Floats, keys, normal, uniform

YEARS = tuple(range(2000, 2027))
GENDERS = ("T", "K", "M")
SIZES = {  # Kolada's groups by number of inhabitants, and between what their members' sizes are drawn
    "G30823": (2_300, 4_999),
    "G30830": (5_000, 9_999),
    "G30824": (10_000, 14_999),
    "G30826": (15_000, 19_999),
    "G30827": (20_000, 29_999),
    "G30829": (30_000, 49_999),
    "G30831": (50_000, 99_999),
    "G30825": (100_000, 199_999),
    "G30828": (200_000, 800_000),
}
AGES = {"all": (1.0, 0.0), "young": (0.225, 0.016), "aged65": (0.235, 0.030), "aged80": (0.064, 0.010)}
_SINCE_LAST = np.array(YEARS, dtype=np.float64)[None, :, None] - YEARS[-1]


@cache
def municipality_keys() -> NDArray[np.uint64]:
    """[290, 1, 1]: what a municipality's draws depend on."""
    return keys(metadata.ids_of_type("K"))[:, None, None]


@cache
def year_keys() -> NDArray[np.uint64]:
    """[1, years, 1]: what a year's draws depend on."""
    return np.array(YEARS, dtype=np.uint64)[None, :, None]


@cache
def _belonging() -> Floats:
    """[22, 290]: one where the municipality lies in Riket, or in the region (its id begins with the county's code)."""
    municipalities = metadata.ids_of_type("K")
    rows = [[1.0] * len(municipalities)]
    rows += [[float(m[:2] == region[2:]) for m in municipalities] for region in metadata.ids_of_type("L")]
    return np.array(rows)


def with_sums(values: Floats) -> Floats:
    """[290, ...] -> [312, ...]: counts of the municipalities, and their sums for Riket and the regions."""
    return np.concatenate([np.tensordot(_belonging(), values, axes=1), values])


def with_means(values: Floats) -> Floats:
    """[290, ...] -> [312, ...]: the same with means weighted by inhabitants, as Kolada's value for Riket is."""
    weights = people("all")
    sums = np.tensordot(_belonging(), values * weights[-len(values) :], axes=1)
    return np.concatenate([sums / weights[: len(sums)], values])


@cache
def _sizes() -> Floats:
    """[290, 1, 1]: inhabitants in the last year."""
    bounds = {
        m: SIZES[g["id"]]
        for g in metadata.read("municipality_groups")
        if g["id"] in SIZES
        for m in g["members"].split()
    }
    low, high = np.log(np.array([bounds[m] for m in metadata.ids_of_type("K")]).T)[:, :, None, None]
    return np.asarray(np.exp(low + (high - low) * uniform("size", municipality_keys())))


@cache
def people(age: str) -> Floats:
    """[312, years, 3]: inhabitants of an age (a key of AGES, or `adults`), whole numbers, T = K + M."""
    if age == "adults":
        return people("all") - people("young")
    share, spread = AGES[age]
    units = municipality_keys()
    growth = np.exp((0.004 + 0.006 * normal("growth", units)) * _SINCE_LAST)
    total = np.rint(_sizes() * growth * (share + spread * normal(age, units)))
    women = np.rint(total * (0.492 + 0.006 * normal(f"women {age}", units)))
    return with_sums(np.concatenate([total, women, total - women], axis=2))
