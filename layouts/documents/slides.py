"""The section as a PowerPoint file: a slide per figure with a chart that can be edited, what it shows as the title.

Imported when somebody asks for the file: python-pptx is not needed for a page.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from kolada.swedish import long_date
from layouts import texts as common
from layouts import theme
from layouts.documents.charts import add_bar_chart, add_line_chart, bar_rows, colour
from layouts.documents.common import LANGUAGE, LONGEST_PROPERTY, clipped, is_linkable, is_png, legible
from layouts.documents.scatter import add_scatter
from layouts.documents.strokes import strokes
from layouts.figures.labels import text_width
from layouts.figures.ranking import MOST_NAMED
from layouts.report import texts
from layouts.report.section import Entry, Section, closing
from layouts.report.state import Form

BAR_FORMS = (Form.BARS, Form.ORDER)
Box = tuple[int, int, int, int]  # left, top, width, height in EMU

SLIDE_WIDTH, SLIDE_HEIGHT = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.6), Inches(12.133)
MARK = (LEFT, Inches(0.12), ACROSS, Inches(0.34))
TITLE = (LEFT, Inches(0.46), ACROSS, Inches(1.0))
CAPTION = (LEFT, Inches(1.48), ACROSS, Inches(0.56))
CHART = (LEFT, Inches(2.08), ACROSS, Inches(4.2))
FOOT = (LEFT, Inches(6.32), Inches(11.4), Inches(1.0))
PAGE = (Inches(12.1), Inches(6.98), Inches(0.633), Inches(0.34))
OPENING_TITLE = (LEFT, Inches(2.0), ACROSS, Inches(1.7))
OPENING_TEXT = (LEFT, Inches(3.85), ACROSS, Inches(1.6))
METHOD = (LEFT, Inches(1.55), ACROSS, Inches(5.3))
LINE = 1.2  # of the size, from one line of text to the next
LOST_BY_WRAPPING = 1.05
MOST_TEXT, SHORTEST_CUT = 1500, 40  # characters of a paragraph in a box; the rest stands in the notes


def pptx(section: Section, pictures: Mapping[int, bytes] | None = None, host: str = "") -> bytes:
    """The section as a .pptx. The charts are PowerPoint's own, over the values themselves; of `pictures` (PNG by the
    figure's number) only a map's is used.

    `host` ("https://…", no slash at the end) stands before the addresses. Never raises for what a section's texts hold.
    """
    file = Presentation()
    _prepare(file, section)
    maker = _Maker(file, section, pictures or {}, host)
    maker.opening()
    for entry in section.entries:
        maker.figure(entry)
    maker.ending()
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _prepare(file: Any, section: Section) -> None:
    """Properties, Swedish, and the template from 4:3 to 16:9 with everything on it."""
    for key in [key for key, rel in file.part.package._rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        file.part.package._rels.pop(key)  # the template's own, of another file
    about = file.core_properties
    about.title, about.language = clipped(section.title, LONGEST_PROPERTY), LANGUAGE
    about.author = about.last_modified_by = common.PRODUCT
    about.comments = common.INVENTED if section.invented else ""
    about.created = about.modified = datetime.combine(section.made, datetime.min.time(), UTC).replace(tzinfo=None)
    wider, taller = SLIDE_WIDTH / file.slide_width, SLIDE_HEIGHT / file.slide_height
    file.slide_width, file.slide_height = SLIDE_WIDTH, SLIDE_HEIGHT
    for sheet in (file.slide_master, *file.slide_layouts):
        for shape in sheet.shapes:
            if shape._element.xpath("./p:spPr/a:xfrm"):  # the others follow the master
                shape.left, shape.width = Emu(round(shape.left * wider)), Emu(round(shape.width * wider))
                shape.top, shape.height = Emu(round(shape.top * taller)), Emu(round(shape.height * taller))
        _in_swedish(sheet._element)
    for whole in (file.part, file.notes_master.part):
        _in_swedish(whole._element)


def _in_swedish(root: Any) -> None:
    for part in root.xpath(".//*[@lang]"):
        part.set("lang", LANGUAGE)


class _Maker:
    """One presentation in the making."""

    def __init__(self, file: Any, section: Section, pictures: Mapping[int, bytes], host: str) -> None:
        self.file, self.section, self.pictures, self.host = file, section, pictures, host

    def opening(self) -> None:
        """What it is about, whom it compares, and the day."""
        slide = self._slide("Title Slide")
        _write(slide.shapes.title, OPENING_TITLE, [self.section.title], (40, 34, 28, 24, 20, 16, 12), bold=True)
        intro = self.section.intro or texts.NO_FIGURES
        said = [intro, f"{common.PRODUCT}, {long_date(self.section.made)}"]
        _write(slide.placeholders[1], OPENING_TEXT, said, (20, 18, 16, 14))
        self._finish(slide, [self.section.title, *said, *self._web(self.section.link)])

    def figure(self, entry: Entry) -> None:
        """One figure; in the notes all that is said of it."""
        slide = self._slide("Title Only")
        title = entry.headline or next(iter(entry.observation), entry.caption)
        _write(slide.shapes.title, TITLE, [title], (28, 26, 24, 22, 20, 18, 16, 14, 12), bold=True)
        caption = f"{entry.label}. {entry.caption}"
        _write(_box(slide), CAPTION, [caption], (16, 14, 13, 12, 11, 10), ink=theme.MUTED)
        self._chart(slide, entry)
        source = entry.slide_source or entry.source
        foot = [" ".join(filter(None, [*_key(entry), entry.peers])), source]
        _write(_box(slide), FOOT, [text for text in foot if text], (12, 11, 10, 9, 8, 7), ink=theme.MUTED)
        said = [caption, *entry.observation, entry.comment, *entry.footnotes, entry.peers, source]
        self._finish(slide, [text for text in (*said, *self._web(entry.link)) if text])

    def ending(self) -> None:
        """How the figures were made."""
        slide, said = self._slide("Title Only"), closing(self.section)
        web = self._web(self.section.link)
        _write(slide.shapes.title, TITLE, [texts.METHOD_HEADING], (28,), bold=True)
        url = legible(f"{self.host}{self.section.link}")
        body = _box(slide)
        _write(body, METHOD, [*said, *web] if is_linkable(url) else said, (16, 15, 14, 13, 12, 11, 10, 9, 8), after=5)
        if is_linkable(url):
            body.text_frame.paragraphs[-1].runs[0].hyperlink.address = url
        self._finish(slide, [*said, *web])

    def _slide(self, layout: str) -> Slide:
        slide: Slide = self.file.slides.add_slide(self.file.slide_layouts.get_by_name(layout))
        return slide

    def _web(self, path: str) -> list[str]:
        return [f"{texts.OPEN_FIGURE if path != self.section.link else texts.OPEN_SECTION}{self.host}{path}"]

    def _chart(self, slide: Slide, entry: Entry) -> None:
        """The chart with its alternative text, or why there is none."""
        if not can_be_drawn(entry):
            why = texts.NO_NATIVE_CHART if entry.is_drawn else " ".join([texts.NO_CHART, *entry.observation])
            _write(_box(slide), CHART, [why], (16,), ink=theme.MUTED)
            return
        if entry.chosen.form is Form.MAP:
            about = self._picture(slide, entry)
        else:
            frame = _drawn(slide, entry)
            _in_swedish(frame.chart._chartSpace)
            about = frame._element.nvGraphicFramePr.cNvPr
        about.set("name", legible(entry.label))
        about.set("descr", legible(entry.alternative or entry.caption))

    def _picture(self, slide: Slide, entry: Entry) -> Any:
        """A map, which Office has no chart for, as it is on the page; without its picture a sentence."""
        shape = picture_in(slide, self.pictures.get(entry.number, b""), CHART)
        if shape is None:
            shape = _box(slide)
            _write(shape, CHART, [texts.NO_MAP_PICTURE], (16,), ink=theme.MUTED)
        return shape._element.xpath(".//p:cNvPr")[0]

    def _finish(self, slide: Slide, notes: Sequence[str]) -> None:
        """The mark of invented figures, the slide's number, the notes."""
        if self.section.invented:
            _write(_box(slide), MARK, [common.INVENTED], (14,), bold=True, ink=theme.NOTICE_INK)
        _number(slide)
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:  # the standard notes page has one
            frame.text = legible("\n".join([*([common.INVENTED] if self.section.invented else []), *notes]))
            _speak_swedish(frame)


def _drawn(slide: Slide, entry: Entry) -> Any:
    """The frame of Office's own chart."""
    if entry.relation:
        return add_scatter(slide.shapes, entry.relation, CHART)
    return (add_bar_chart if entry.chosen.form in BAR_FORMS else add_line_chart)(slide.shapes, entry, CHART)


def picture_in(slide: Slide, png: bytes, box: Box) -> Any:
    """The picture as large as a box has room for, in its middle; None for one that cannot be read."""
    if not is_png(png):
        return None
    left, top, width, height = box
    try:
        shape = slide.shapes.add_picture(io.BytesIO(png), Emu(left), Emu(top), height=Emu(height))
    except (OSError, ValueError, SyntaxError):  # Pillow's words for no picture
        return None
    if shape.width > width:
        shape.width, shape.height = Emu(width), Emu(round(shape.height * width / shape.width))
    shape.left = Emu(left + (width - shape.width) // 2)
    return shape


def can_be_drawn(entry: Entry) -> bool:
    """Whether there is anything to draw."""
    if entry.chosen.form in (Form.MAP, Form.RELATION):
        return entry.is_drawn
    return bool(bar_rows(entry) if entry.chosen.form in BAR_FORMS else strokes(entry) and entry.comparison.periods)


def _key(entry: Entry) -> list[str]:
    """What the chart itself does not name: its thin lines, or the one dark bar among many."""
    if not can_be_drawn(entry):
        return []
    if entry.chosen.form in BAR_FORMS:
        name, has_peers = entry.comparison.focal.name, entry.chosen.form is Form.ORDER
        is_profile = len(bar_rows(entry)) > MOST_NAMED
        if has_peers:
            return [texts.blue_bar(name, bool(entry.comparison.peers.members))]
        return [texts.dark_bar(name)] if is_profile else []
    return [entry.legend] if entry.legend and any(stroke.is_thin for stroke in strokes(entry)) else []


# Text -----------------------------------------------------------------------------------------------------------------


def _box(slide: Slide) -> Any:
    return slide.shapes.add_textbox(Emu(0), Emu(0), Emu(0), Emu(0))


def fits(paragraphs: Sequence[str], box: Box, size: float, *, bold: bool, after: float) -> bool:
    """Whether paragraphs of `size` points, `after` points apart, have room in a box; by wide estimates.

    What wraps loses a little at the ends of its lines: another font must not cover the chart.
    """
    room, height = Emu(box[2]).pt, Emu(box[3]).pt
    widths = [text_width(text, size, bold=bold) for text in paragraphs]
    lines = sum(ceil(width * LOST_BY_WRAPPING / room) if width > room else 1 for width in widths)
    return lines * size * LINE + after * (len(paragraphs) - 1) <= height


def _write(
    shape: Any,
    box: Box,
    paragraphs: Sequence[str],
    sizes: Sequence[int],
    *,
    bold: bool = False,
    ink: str = theme.INK,
    after: float = 2,
) -> None:
    """Put paragraphs in a shape at `box`, in the largest of `sizes` (points) that fits.

    What fits in none is cut with an ellipsis, the longest first: the notes have it in full.
    """
    shown = [clipped(text, MOST_TEXT) for text in paragraphs]
    size = next((size for size in sizes if fits(shown, box, size, bold=bold, after=after)), sizes[-1])
    while not fits(shown, box, size, bold=bold, after=after) and max(map(len, shown)) > SHORTEST_CUT:
        longest = max(range(len(shown)), key=lambda place: len(shown[place]))
        shown[longest] = clipped(shown[longest], len(shown[longest]) * 9 // 10)
    shape.left, shape.top, shape.width, shape.height = (Emu(side) for side in box)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = "\n".join(shown)
    for paragraph in frame.paragraphs:
        paragraph.alignment, paragraph.space_after, paragraph.space_before = PP_ALIGN.LEFT, Pt(after), Pt(0)
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(ink)
    _speak_swedish(frame)


def _speak_swedish(frame: Any) -> None:
    """The language of every run and of what is typed after them."""
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _number(slide: Slide) -> None:
    """The slide's number as a field."""
    box = slide.shapes.add_textbox(*PAGE)
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}" sz="1000"/><a:t>{slide.part.partname.idx}</a:t></a:fld>'
        )
    )
