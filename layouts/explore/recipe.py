"""The recipe of a likeness in the address: N01951:2,N00903:1 (KPI and weight). Pure; nothing raises."""

from collections.abc import Iterable

from kolada.analysis.likeness import MAX_INGREDIENTS, MAX_WEIGHT, MIN_WEIGHT, Ingredient
from layouts.explore import texts_likeness as texts


def parse_recipe(text: str) -> tuple[tuple[Ingredient, ...], list[str]]:
    """The ingredients in their order, each KPI once, and notices for what is not as it was written.

    `text` has the form that layouts/selection.py lets through.
    """
    found: dict[str, int] = {}
    notices: list[str] = []
    for part in filter(None, text.split(",")):
        kpi, _, weight = part.partition(":")
        if kpi in found:
            notices.append(texts.notice_twice(kpi))
            continue
        asked = int(weight or MIN_WEIGHT)
        found[kpi] = min(max(asked, MIN_WEIGHT), MAX_WEIGHT)
        notices += [] if found[kpi] == asked else [texts.notice_weight(kpi, asked, found[kpi])]
    whole = [Ingredient(kpi, weight) for kpi, weight in found.items()]
    if rest := [i.kpi for i in whole[MAX_INGREDIENTS:]]:
        notices.append(texts.notice_too_many(MAX_INGREDIENTS, rest))
    return tuple(whole[:MAX_INGREDIENTS]), notices


def recipe_text(recipe: Iterable[tuple[str, int]]) -> str:
    """The recipe as the address has it. Inverse of `parse_recipe`."""
    return ",".join(f"{kpi}:{weight}" for kpi, weight in recipe)
