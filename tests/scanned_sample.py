"""A store over the sample with one area kept for the whole country: something to scan."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cache.store import Store
from tests.pages import sample_store

AREA = "individ-och-familjeomsorg"
FEW = ["N33001", "N33006", "N33007", "N33008", "N33010", "N33016", "N33816", "N33813", "N31001", "N35001", "U33580"]


@contextmanager
def scanned_store(folder: Path) -> Iterator[Store]:
    """These KPIs for the 290 and Riket."""
    with sample_store(folder) as store:
        units = [unit.id for unit in store.municipalities().items if unit.is_municipality or unit.id == "0000"]
        store.follow(FEW, units)
        yield store
