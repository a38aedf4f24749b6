"""What a choice in the bar does to the address. Pure: the address is the only state."""

from collections.abc import Sequence

from kolada import curated
from kolada.api.models import Municipality, MunicipalityGroup
from layouts import ids, texts
from layouts.addresses import EXPLORE, OVERVIEW, START, kpi_path
from layouts.explore import forms, profile
from layouts.resolve import peers_of_another
from layouts.selection import PeerChoice, Period, Selection, parse

MAX_PASTED = 20_000  # characters of an own list


def choose(
    control: str,
    value: str,
    path: str,
    selection: Selection,
    municipalities: Sequence[Municipality],
    all_groups: Sequence[MunicipalityGroup],
    window: tuple[int, int] | None = None,
) -> tuple[str, Selection]:
    """The path and selection after `value` was chosen in `control`; from then on it is not the pinned link it was.

    `window`: the years shown when it was chosen.
    """
    fresh = selection.but(retrieved=None)
    plain = fresh.but(recipe="")  # others are no longer those that it gave
    shaped = fresh if path == EXPLORE and fresh.view == forms.LIKENESS else plain  # where it is what is looked at
    match control:
        case ids.BAR_MUNICIPALITY | ids.START_MUNICIPALITY:
            peers = None if _is_nearest(shaped) else peers_of_another(fresh.peers, value, municipalities, all_groups)
            return (OVERVIEW if path == START else path), shaped.but(municipality=value, peers=peers, mark=None)
        case ids.BAR_PEERS if value in (texts.OWN_VALUE, texts.CHOSEN_VALUE):
            return path, selection
        case ids.BAR_PEERS:
            return path, shaped.but(peers=PeerChoice(value))
        case ids.OWN_LIST_STORE:
            return path, plain.but(peers=PeerChoice(members=tuple(value.split(","))))
        case ids.BAR_SET:
            return _another_set(path, plain.but(set=value, kpis=(), mark=None))
        case ids.BAR_KPI:
            return kpi_path(value), fresh.but(kpis=(), view="", mark=None, count_mean=False)
        case ids.BAR_FROM | ids.BAR_TO:
            return path, fresh.but(period=_period(control, value, window))
        case ids.KPI_MARK:
            return path, selection.but(mark=value)
        case ids.BAR_GENDER:
            return path, fresh.but(genders=(value,))
    return path, selection


def _is_nearest(selection: Selection) -> bool:
    """Whether the peers are those that a recipe gave for this municipality: they are no other's."""
    return bool(selection.recipe and selection.peers and selection.peers.group is None)


def _another_set(path: str, chosen: Selection) -> tuple[str, Selection]:
    """A profile stays one; from anywhere else a set leads to its overview."""
    is_profile = path == EXPLORE and chosen.view == profile.VIEW
    return (path, chosen) if is_profile else (OVERVIEW, chosen.but(view="", count_mean=False))


def _period(control: str, value: str, window: tuple[int, int] | None) -> Period:
    """The latest so many years, or the year chosen with the other end as it was; an end that passes the other takes it
    along."""
    if not value.isdigit() or window is None:
        return parse(f"period={value}")[0].period
    year = int(value)
    first, last = (year, max(year, window[1])) if control == ids.BAR_FROM else (min(year, window[0]), year)
    return parse(f"period={first}-{last}")[0].period


def default_kpi(selection: Selection) -> str:
    """Where the navigation's "Nyckeltal" leads: the first KPI of what is shown."""
    kpi_set = curated.kpi_set(selection.set) if selection.set else curated.sets()[0]
    return selection.kpis[0] if selection.kpis else (kpi_set or curated.sets()[0]).lead
