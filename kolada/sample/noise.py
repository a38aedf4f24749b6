"""Numbers that look random and are not: the same for the same key, on every machine and in whatever order."""

import math
from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]

_STEP, _FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def keys(names: tuple[str, ...]) -> Keys:
    """A number per name, to draw by."""
    return np.array([crc32(name.encode()) for name in names], dtype=np.uint64)


def sum_of(parts: Iterable[Floats]) -> Floats:
    """The sum of arrays of one shape."""
    return np.asarray(np.sum(list(parts), axis=0))


def _mix(bits: Keys) -> Keys:
    """The finalizer of splitmix64: neighbouring keys get unrelated bits."""
    bits = bits + _STEP
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))


def uniform(name: str, *axes: Keys) -> Floats:
    """Draws in [0, 1) by name and the axes' keys, shaped as the axes broadcast."""
    bits = _mix(keys((name,)))
    for axis in axes:
        bits = _mix(bits ^ _mix(axis))
    return (bits >> np.uint64(11)) / float(1 << 53)


def normal(name: str, *axes: Keys) -> Floats:
    """Draws with mean 0, variance 1 and nothing beyond 3.5: a sum of four uniform ones."""
    return (sum_of(uniform(f"{name}#{part}", *axes) for part in range(4)) - 2.0) * math.sqrt(3.0)
