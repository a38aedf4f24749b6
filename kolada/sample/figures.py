"""Invented figures: what a KPI would be everywhere and always, were it known. Pure and the same on every machine.

`data/levels.json` says per KPI how. Either a level with its spread between municipalities, trend a year and gap between
women and men, on a scale; or, so that what belongs together fits together, the KPIs it is computed from:

    scale log | logit (%) | linear | code (0-3)      a course of its own, around `level`
    denominator + per                                that course as whole persons, per so many of the denominator
    part_of + weight                                 its share of a whole: the parts add up
    per_head_of + denominator                        another's kr/inv, spread over fewer inhabitants
    net_of + share                                   a netto below its brutto
    total_of, reference_of + deviation               sums and what is left of them
    count_of, union_of                               the persons behind a rate, or behind two with overlap
    people                                           inhabitants

Every array is [312 units, years, genders T K M], as in `people`.
"""

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from kolada.sample import metadata
from kolada.sample.metadata import Json
from kolada.sample.noise import Floats, normal, sum_of, uniform
from kolada.sample.people import YEARS, municipality_keys, people, with_means, with_sums, year_keys

_DECADES = (np.array(YEARS, dtype=np.float64)[None, :, None] - 2016.0) / 10.0
_SIDES = np.array([0.0, 0.5, -0.5])  # T, K, M
_CODES = 3.0


def _wobble(name: str) -> Floats:
    """[290, years, 1]: noise that a year shares with its neighbours, variance 1."""
    years = year_keys()
    nearby = (uniform(f"{name} wobble", municipality_keys(), years + np.uint64(step)) for step in range(3))
    return (sum_of(nearby) - 1.5) * 2.0


def _course(kpi: str, rule: Json) -> Floats:
    """[290, years, 3]: the distance from the level, in units of the scale.

    Municipalities differ for good, drift apart slowly and vary a little by year; KPIs of one area share some of it.
    """
    units = municipality_keys()
    place = 0.55 * normal(f"area {kpi[1:3]}", units) + 0.83 * normal(kpi, units)
    drift = 0.3 * normal(f"{kpi} drift", units) * _DECADES
    spread, trend, gap = float(rule["spread"]), float(rule["trend"]), float(rule.get("gap", 0.0))
    return spread * (place + drift + 0.22 * _wobble(kpi)) + 10 * trend * _DECADES + gap * _SIDES


def _on_scale(scale: str, level: float, course: Floats) -> Floats:
    if scale == "log":
        return np.asarray(level * np.exp(course))
    if scale == "logit":
        return np.asarray(100.0 / (1.0 + (100.0 - level) / level * np.exp(-course)))
    if scale == "code":
        return np.clip(np.rint(level + course), 0.0, _CODES)
    return level + course


def _total_between(values: Floats) -> Floats:
    """The values with T as the mean of K and M, weighted by inhabitants: never outside the two."""
    weights = people("all")[-len(values) :, :, 1:]
    total = (values[:, :, 1:] * weights).sum(axis=2, keepdims=True) / weights.sum(axis=2, keepdims=True)
    return np.concatenate([total, values[:, :, 1:]], axis=2)


def _level(kpi: str, rule: Json) -> Floats:
    return with_means(_total_between(_on_scale(rule["scale"], rule["level"], _course(kpi, rule))))


def _counted(persons: Floats) -> Floats:
    """Whole women and men of the municipalities, T their sum, and the sums of Riket and the regions."""
    whole = np.rint(persons[:, :, 1:])
    return with_sums(np.concatenate([whole.sum(axis=2, keepdims=True), whole], axis=2))


@cache
def counts(kpi: str) -> Floats | None:
    """The persons behind a rate or a count of persons; None for any other KPI."""
    rule = metadata.levels()[kpi]
    if "count_of" in rule:
        return counts(rule["count_of"])
    if "union_of" in rule:
        one, other = (_persons(part)[-len(municipality_keys()) :] for part in rule["union_of"])
        in_both = np.minimum(np.minimum(one, other), np.rint(0.06 * (one + other)))
        return _counted(one + other - in_both)
    if "per" not in rule:
        return None
    rate = _on_scale(rule["scale"], rule["level"], _course(kpi, rule))
    return _counted(rate * people(rule["denominator"])[-len(rate) :] / rule["per"])


def _persons(kpi: str) -> Floats:
    found = counts(kpi)
    if found is None:
        raise ValueError(f"{kpi} counts nobody")
    return found


def _rate(kpi: str, rule: Json) -> Floats:
    return float(rule["per"]) * _persons(kpi) / people(rule["denominator"])


def _union(kpi: str, rule: Json) -> Floats:
    first = metadata.levels()[rule["union_of"][0]]
    return float(first["per"]) * _persons(kpi) / people(first["denominator"])


def _part(kpi: str, rule: Json) -> Floats:
    whole = rule["part_of"]
    parts = {k: r["weight"] for k, r in metadata.levels().items() if r.get("part_of") == whole}
    units = municipality_keys()
    weights = {k: w * np.exp(0.35 * normal(f"{k} part", units) + 0.15 * _wobble(k)) for k, w in parts.items()}
    share = weights[kpi] / sum_of(weights.values())
    return with_means(latent(whole)[-len(units) :] * share)


def _net(kpi: str, rule: Json) -> Floats:
    units = municipality_keys()
    share = np.clip(rule["share"] + 0.02 * normal(kpi, units) + 0.006 * _wobble(kpi), 0.5, 0.99)
    return with_means(latent(rule["net_of"])[-len(units) :] * share)


def _per_head(_: str, rule: Json) -> Floats:
    return latent(rule["per_head_of"]) * people("all") / people(rule["denominator"])


def _total(_: str, rule: Json) -> Floats:
    return sum_of(latent(part) for part in rule["total_of"])


def _reference(_: str, rule: Json) -> Floats:
    return latent(rule["reference_of"]) / (1.0 + latent(rule["deviation"]) / 100.0)


RULES: dict[str, Callable[[str, Json], Floats]] = {  # the first key that a KPI's rule has decides
    "people": lambda _, rule: people(rule["people"]),
    "part_of": _part,
    "per_head_of": _per_head,
    "net_of": _net,
    "total_of": _total,
    "reference_of": _reference,
    "count_of": lambda kpi, _: _persons(kpi),
    "union_of": _union,
    "per": _rate,
    "scale": _level,
}


@lru_cache(maxsize=32)
def latent(kpi: str) -> Floats:
    """[312, years, 3]: the KPI's figures before anything is held back. KeyError: no such KPI."""
    rule = metadata.levels()[kpi]
    decide = next(rule_of for key, rule_of in RULES.items() if key in rule)
    return decide(kpi, rule)
