"""What is said above a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cache.store import Revision
from kolada.api.errors import KoladaError
from kolada.api.models import RIKET
from kolada.frame import ABSENT
from layouts import texts
from layouts.addresses import address
from layouts.components.parts import link, notices
from layouts.elements import Element
from layouts.resolve import Resolved
from layouts.selection import PeerChoice
from layouts.view import View, Views


def notices_of(views: Views, view: View, said: Sequence[str]) -> list[Element]:
    """What was not understood, what failed, and what has changed since the link was made (COMPARISON 29)."""
    texts_shown = [*said, *view.notices]
    if view.problem:
        texts_shown.append(what_failed(view, view.problem))
    since = view.selection.retrieved
    revised = revised_since(views, view, since) if since else 0
    if since and revised:
        texts_shown.append(texts.notice_revised(revised, since))
    elif since and since < date.today():
        texts_shown.append(unchanged_words(views, since))
    drift = drift_words(view.resolved)
    return notices([*texts_shown, *drift], _then_and_now(view) if drift else [])


def drift_words(resolved: Resolved) -> list[str]:
    """A pinned group whose members are others today (COMPARISON 10, 29)."""
    found = resolved.drift
    return [texts.notice_drift(found.kept, found.total, found.pinned, found.now)] if found else []


def what_failed(view: View, problem: KoladaError) -> str:
    """What went wrong, whether something is missing for it, and how old what is shown is."""
    retrieved = view.retrieved()
    if retrieved and not view.is_partial:
        return texts.notice_old(problem.sentence, str(retrieved))
    said = [texts.notice_partly(problem.sentence), texts.retrieved(str(retrieved)) if retrieved else ""]
    return " ".join(filter(None, said))


def _then_and_now(view: View) -> list[Element]:
    group = view.resolved.group
    now = view.selection.but(peers=PeerChoice(group.id) if group else None, retrieved=None)
    return [
        link(texts.SHOW_AS_THEN, address(view.path, view.selection), "button", current=True),
        link(texts.SHOW_AS_NOW, address(view.path, now), "button"),
    ]


def revised_since(views: Views, view: View, since: date) -> int:
    """How many of the values shown Kolada has changed since the link was made (COMPARISON 29)."""
    return len(revised(views, view, since))


def revised(views: Views, view: View, since: date) -> set[tuple[str, str, int, str]]:
    """Which of the values shown: kpi, municipality, period, gender."""
    units = [view.focal.id, *(m.id for m in view.resolved.peers.members), RIKET]
    genders = {kpi: comparison.gender for kpi, comparison in view.comparisons.items()}
    shown = Figures(dict.fromkeys(view.comparisons, view.window), units, genders)
    return {(c.kpi, c.municipality, c.period, c.gender) for c in _changed(views, shown, since)}


@dataclass(frozen=True)
class Figures:
    """Which values a page shows: of each KPI the years and whose, of these units. `newest_of`: the unit whose newest
    year is shown, where no year is fixed."""

    years: Mapping[str, tuple[int, int]]
    units: Sequence[str]
    genders: Mapping[str, str] = field(default_factory=dict)
    newest_of: str = ""


def since_words(views: Views, shown: Figures, day: date | None) -> list[str]:
    """What has changed in the values shown since a link was made: other values, or newer years (COMPARISON 29)."""
    if day is None or day >= date.today() or not shown.years:
        return []
    changed = _changed(views, shown, day)
    new = {c.kpi for c in changed if c.municipality == shown.newest_of and _is_new(c, shown)}
    revised = {(c.kpi, c.municipality, c.period) for c in changed if c.kpi not in new or not _is_new(c, shown)}
    said = [texts.notice_newer(len(new), day)] if new else []
    said += [texts.notice_revised(len(revised), day)] if revised else []
    return said or [unchanged_words(views, day)]


def unchanged_words(views: Views, day: date) -> str:
    """Nothing has been seen to change: of a store that is younger than the link that says little."""
    begun = views.store.begun()
    return texts.notice_unwatched(day, begun) if begun > day else texts.notice_unchanged(day)


def _is_new(change: Revision, shown: Figures) -> bool:
    """A first value of the newest year shown."""
    return change.old_status == ABSENT and change.period == shown.years[change.kpi][1]


def _changed(views: Views, shown: Figures, since: date) -> list[Revision]:
    changes = views.store.revisions(list(shown.years), shown.units, since + timedelta(days=1))  # the link has the day's
    return [
        c
        for c in changes
        if shown.years[c.kpi][0] <= c.period <= shown.years[c.kpi][1] and c.gender == shown.genders.get(c.kpi, "T")
    ]
