"""What is said above a page."""

from collections.abc import Sequence
from datetime import date, timedelta

from kolada.api.errors import KoladaError
from kolada.api.models import RIKET
from layouts import texts
from layouts.addresses import address
from layouts.components.parts import link, notices
from layouts.elements import Element
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
        texts_shown.append(texts.notice_unchanged(since))
    drift = view.resolved.drift
    if drift is None:
        return notices(texts_shown)
    texts_shown.append(texts.notice_drift(drift.kept, drift.total, drift.pinned, drift.now))
    return notices(texts_shown, _then_and_now(view))


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
    units = [view.focal.id, *(m.id for m in view.resolved.peers.members), RIKET]
    changes = views.store.revisions(list(view.comparisons), units, since + timedelta(days=1))  # the link has the day's
    first, last = view.window
    return len(
        {
            (c.kpi, c.municipality, c.period)
            for c in changes
            if first <= c.period <= last and c.gender == view.selection.gender
        }
    )
