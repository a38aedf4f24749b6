"""`python -m kolada` over the sample, in this process: its status, standard output and standard error."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import cache.connect
from cache.store import Store
from kolada import __main__ as kolada

Told = tuple[int, str, str]
Run = Callable[..., Told]


class _Kept:
    """A store that is used again after a command has closed it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def close(self) -> None:
        pass


def runner(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands on this store, which stays open."""

    def opened(_environ: Mapping[str, str]) -> Any:
        return _Kept(store)

    monkeypatch.setattr(cache.connect, "open_store", opened)
    monkeypatch.setenv("KOLADA_TODAY", "2026-11-22")

    def run(*words: str) -> Told:
        capsys.readouterr()
        status = kolada.main(words)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run
