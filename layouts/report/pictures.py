"""Pictures without a browser window: kaleido drives Chromium. Both are optional (the extra "bilder")."""

import asyncio
import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from layouts.report import texts

WIDE = {1: 1890, 2: 898}  # px across by columns: 16 or 7.6 cm at 300 dots an inch
WIDTH, HEIGHT = {1: 760, 2: 361}, 380  # px as the page draws it: letters are then 9 points on paper
Form = Literal["png", "svg"]
Draw = Callable[..., dict[int, bytes]]


class NoPictures(Exception):
    """Pictures cannot be made here: carries a Swedish sentence that says what to install, or what went wrong."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.sentence = sentence


@contextmanager
def camera() -> Iterator[Draw]:
    """One Chromium for any number of pictures: `draw(figures, form="png")`, see `pictures`. It takes three seconds to
    start. Raises NoPictures without kaleido or Chromium, and `draw` does when a picture fails.
    """
    try:
        kaleido = importlib.import_module("kaleido")
    except ImportError as error:
        raise NoPictures(texts.NO_KALEIDO, str(error)) from error
    with asyncio.Runner() as runner:  # not kaleido's own server: that one waits for ever where there is no Chromium
        try:
            drawing = kaleido.Kaleido(n=1)
            runner.run(drawing.__aenter__())
        except Exception as error:  # kaleido has a dozen kinds of them
            raise NoPictures(texts.NO_CHROMIUM, str(error)) from error

        def draw(figures: Mapping[int, dict[str, Any]], form: Form = "png", columns: int = 1) -> dict[int, bytes]:
            return {number: runner.run(_drawn(drawing, figure, form, columns)) for number, figure in figures.items()}

        try:
            yield draw
        finally:
            runner.run(drawing.__aexit__(None, None, None))


def pictures(figures: Mapping[int, dict[str, Any]], form: Form = "png") -> dict[int, bytes]:
    """The figures (plotly dicts) as PNG, 16 cm wide at 300 dots an inch, or as SVG, under their keys.

    Raises NoPictures.
    """
    with camera() as draw:
        return draw(figures, form)


async def _drawn(drawing: Any, figure: dict[str, Any], form: Form, columns: int) -> bytes:
    size = {"width": WIDTH[columns], "height": figure.get("layout", {}).get("height") or HEIGHT}
    options = {"format": form, **size, "scale": WIDE[columns] / WIDTH[columns] if form == "png" else 1}
    try:
        picture: bytes = await drawing.calc_fig(figure, opts=options)
    except Exception as error:
        raise NoPictures(texts.PICTURE_FAILED, str(error)) from error
    return picture
