"""Claims on background work, shared by all processes: a row with an owner and a short life."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, select

from cache.policy import LEASE, SKEW
from cache.schema import leases

_c = leases.c


def acquire(connection: Connection, names: Iterable[str], owner: str, now: int) -> list[str]:
    """Claim what nobody else holds; returns what is the owner's now. In a write transaction."""
    wanted = list(names)
    held = select(_c.name).where(_c.name.in_(wanted), _c.owner != owner, _is_alive(now))
    taken = {name for (name,) in connection.execute(held)}
    mine = [name for name in wanted if name not in taken]
    connection.execute(leases.delete().where(_c.name.in_(mine)))
    if mine:
        rows = [{"name": name, "owner": owner, "expires_at": now + LEASE} for name in mine]
        connection.execute(leases.insert(), rows)
    return mine


def renew(connection: Connection, owner: str, now: int) -> None:
    """The work goes on: its claims live as long again."""
    connection.execute(leases.update().where(_c.owner == owner).values(expires_at=now + LEASE))


def release(connection: Connection, owner: str) -> None:
    """The work is over."""
    connection.execute(leases.delete().where(_c.owner == owner))


def _is_alive(now: int) -> ColumnElement[bool]:
    """Not run out, nor dated by a clock that was wrong: that one would block the work for as long."""
    return _c.expires_at.between(now + 1, now + LEASE + SKEW)


def any_held(connection: Connection, names: Sequence[str], now: int) -> bool:
    """Whether somebody is at work on one of these."""
    query = select(_c.name).where(_c.name.in_(list(names)), _is_alive(now)).limit(1)
    return connection.execute(query).first() is not None
