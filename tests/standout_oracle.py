"""What stands out, calculated the plain way: a loop over KPIs in pandas, written apart from the code it is held to."""

from math import ceil, nan, sqrt
from typing import Any

import pandas as pd

FAR = 2


def standings(frame: pd.DataFrame, focal: str, peers: list[str], country: list[str], years: int = 6) -> dict[str, Any]:
    """{kpi: what is found of it} of a tidy frame (kpi, municipality, period, value); the newest years of each KPI."""
    found = {}
    for kpi, of_kpi in frame.dropna(subset="value").groupby("kpi"):
        kept = sorted(of_kpi["period"].unique())[-years:]
        table = of_kpi[of_kpi["period"].isin(kept)].pivot(index="period", columns="municipality", values="value")
        answer = _of(table, focal, peers, country)
        if answer:
            found[kpi] = answer
    return found


def _of(table: pd.DataFrame, focal: str, peers: list[str], country: list[str]) -> dict[str, Any] | None:
    own = table.get(focal, pd.Series(nan, table.index))
    theirs = table.reindex(columns=peers)
    comparable = own.notna() & (theirs.count(axis=1) >= max(2, ceil(len(peers) / 2)))
    years = list(table.index[comparable])
    if not years:
        return None
    first, year = years[0], years[-1]
    others = theirs.loc[year].dropna()
    everyone = table.reindex(columns=country).loc[year].dropna()
    value, mean = own[year], others.mean()
    spread = None
    if 2 * len(everyone) >= len(country):
        mad = 1.4826 * (everyone - everyone.median()).abs().median()
        middle = (everyone.quantile(0.75) - everyone.quantile(0.25)) / 1.349
        lands = max(mad, middle)
        spread = max(lands, sqrt(((others - mean) ** 2).sum() / (len(others) - 1))) if lands > 0 else None
    rest = everyone.drop(focal, errors="ignore")
    change = (own[year] - own[first]) - (mean - theirs.loc[first].mean())
    steps = own.diff().abs().dropna()
    compared = [value, *others]
    return {
        "year": year,
        "value": value,
        "mean": mean,
        "n": len(others),
        "position": 1 + int((others > value).sum()),
        "ties": int((others == value).sum()),
        "spread": spread,
        "distance": (value - mean) / spread if spread else None,
        "far_share": ((rest - mean).abs() > FAR * spread).mean() if spread else None,
        "country_position": 1 + int((everyone > value).sum()) if 2 * len(everyone) >= len(country) else None,
        "country_n": len(everyone),
        "country_ties": int((everyone == value).sum()) - 1,
        "first_year": first if first < year else None,
        "trend": change / spread if spread and first < year else None,
        "jump": steps.median() if len(steps) else None,
        "distinct": everyone.nunique(),
        "ends": sum(compared.count(end) == 1 for end in (max(compared), min(compared))),
    }
