"""What is on this machine: each function names what a benchmark needs and does not find."""

import shutil
from importlib.util import find_spec

from tests.servers import SERVER


def kolada_absent() -> list[str]:
    """The stand-in for Kolada over real values."""
    return [] if SERVER.exists() else [str(SERVER)]


def packages_absent(*names: str) -> list[str]:
    """Of these Python packages."""
    return [name for name in names if find_spec(name) is None]


def programs_absent(*names: str) -> list[str]:
    """Of these programs."""
    return [name for name in names if shutil.which(name) is None]
