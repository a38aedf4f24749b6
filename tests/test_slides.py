"""The PowerPoint file: charts over the section's own values, its sentences as titles, nothing covering anything."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.dml import MSO_LINE_DASH_STYLE as DASH
from pptx.oxml.ns import qn
from pptx.slide import Slide

from kolada.analysis.lines import Line
from layouts import texts as common
from layouts import theme
from layouts.documents.common import legible
from layouts.documents.slides import fits, pptx
from layouts.report import texts
from layouts.report.section import Section, make_section
from layouts.report.state import MAX_FIGURES, Form, as_in_audit
from layouts.selection import parse
from layouts.view import Views
from tests.pages import KRAMFORS, SEVEN

PINNED = f"{KRAMFORS}&peers={SEVEN}&period=2017-2022"
HOST = "https://exempel.se"
HOSTILE = "<a:t>&amp; \"'\x00\x0b\ud800\ufffe]]> =1+1 \u202eעברית\u202c 𝄞"


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    return make_section(warm_views, as_in_audit(parse(PINNED)[0]))


@pytest.fixture(scope="module")
def data(section: Section) -> bytes:
    return pptx(section, host=HOST)


def slides(data: bytes) -> list[Slide]:
    return list(Presentation(io.BytesIO(data)).slides)


def as_bars(section: Section) -> Section:
    return replace(
        section, entries=tuple(replace(e, chosen=replace(e.chosen, form=Form.BARS)) for e in section.entries)
    )


def changed(section: Section, **fields: object) -> Section:
    """Its first figure alone, with another comparison."""
    entry = section.entries[0]
    return replace(section, entries=(replace(entry, comparison=replace(entry.comparison, **fields)),))


def chart_of(slide: Slide) -> Chart:
    (found,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    return found


def texts_of(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def notes_of(slide: Slide) -> str:
    return slide.notes_slide.notes_text_frame.text


def values(line: Line, years: range) -> tuple[float | None, ...]:
    return tuple(line.value(year) for year in years)


# Charts ---------------------------------------------------------------------------------------------------------------


def test_a_chart_has_the_sections_own_values_and_its_gaps(section: Section, data: bytes):
    for entry, slide in zip(section.entries, slides(data)[1:-1], strict=True):
        comparison = entry.comparison
        years = range(comparison.periods[0], comparison.periods[-1] + 1)
        plot = chart_of(slide).plots[0]
        assert list(plot.categories) == [str(year) for year in years]
        lines = [*comparison.peer_lines, *([] if comparison.is_count else [comparison.riket, comparison.mean])]
        assert [tuple(s.values) for s in plot.series] == [values(line, years) for line in [*lines, comparison.focal]]
        assert plot.series[-1].name == "Kramfors"
    assert any(None in s.values for slide in slides(data)[1:-1] for s in chart_of(slide).plots[0].series)


def test_a_gap_stays_a_gap(data: bytes):
    for slide in slides(data)[1:-1]:
        assert chart_of(slide)._chartSpace.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"


def test_a_count_has_neither_mean_nor_riket(section: Section, data: bytes):
    counts = [slide for entry, slide in zip(section.entries, slides(data)[1:-1], strict=True)
              if entry.comparison.is_count]  # fmt: skip
    assert len(counts) == 2
    for slide in counts:
        assert not {"Riket", "Ovägt medel (6–7 av 7)"} & {s.name for s in chart_of(slide).plots[0].series}


def test_own_line_is_thick_and_solid_mean_dashed_riket_dotted_peers_thin(data: bytes):
    *peers, riket, mean, own = chart_of(slides(data)[1]).plots[0].series
    look = {s.name: (str(s.format.line.color.rgb), s.format.line.dash_style) for s in (riket, mean, own)}
    assert look == {
        "Riket": (theme.RIKET[1:].upper(), DASH.ROUND_DOT),
        "Ovägt medel (6–7 av 7)": (theme.MEAN[1:].upper(), DASH.DASH),
        "Kramfors": (theme.FOCAL[1:].upper(), DASH.SOLID),
    }
    widths = [s.format.line.width.pt for s in (peers[0], mean, own)]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3


def test_the_legend_names_what_is_read_and_the_peers_are_named_below(section: Section, data: bytes):
    for entry, slide in zip(section.entries, slides(data)[1:-1], strict=True):
        legend = chart_of(slide).legend._element
        hidden = {int(e.find(qn("c:idx")).get("val")) for e in legend.findall(qn("c:legendEntry"))}
        assert hidden == set(range(len(entry.comparison.peer_lines)))
        assert f"{texts.THIN_LINES} {entry.peers}\n{entry.source}" in texts_of(slide)


def test_numbers_have_the_decimals_of_the_page(section: Section, data: bytes, warm_views: Views):
    assert chart_of(slides(data)[1]).value_axis.tick_labels.number_format == "#,##0"
    rate = make_section(warm_views, replace(section.report, figures=(
        replace(section.report.figures[0], selection=parse(f"{PINNED}&kpi=N33816")[0]),)))  # fmt: skip
    assert chart_of(slides(pptx(rate))[1]).value_axis.tick_labels.number_format == "#,##0.0"


def test_a_preliminary_point_is_hollow_and_a_lone_one_is_seen(section: Section):
    comparison = section.entries[0].comparison
    last = comparison.periods[-1]
    cells = {**comparison.focal.cells, last: comparison.focal.at(last)._replace(preliminary=True)}
    lone = {last: comparison.riket.at(last)}
    new = changed(section, focal=replace(comparison.focal, cells=cells), riket=replace(comparison.riket, cells=lone))
    *_, riket, _, own = chart_of(slides(pptx(new))[1]).plots[0].series
    point = len(list(own.values)) - 1
    assert str(own.points[point].marker.format.fill.fore_color.rgb) == "FFFFFF"
    assert riket.points[point].marker.size == 5


def test_bars_are_the_rank_of_one_year_from_zero_highest_first(section: Section):
    for entry, slide in zip(section.entries, slides(pptx(as_bars(section)))[1:-1], strict=True):
        chart, rank = chart_of(slide), entry.comparison.rank
        (series,) = chart.plots[0].series
        assert rank is not None
        assert series.name == str(rank.year)
        assert list(series.values)[: rank.n] == [who.value for who in rank.ordered]
        assert list(chart.plots[0].categories)[: rank.n] == [who.name for who in rank.ordered]
        assert chart.value_axis.minimum_scale == 0
        own = next(i for i, who in enumerate(rank.ordered) if who.id == "2282")
        assert str(series.points[own].format.fill.fore_color.rgb) == theme.FOCAL[1:].upper()


def test_a_peer_without_a_value_stands_last_with_the_reason(section: Section):
    comparison = section.entries[0].comparison
    first, *others = comparison.peer_lines
    new = as_bars(changed(section, peer_lines=(replace(first, cells={}), *others)))
    plot = chart_of(slides(pptx(new))[1]).plots[0]
    assert list(plot.categories)[-1] == f"{first.name} (ingen uppgift)"
    assert list(plot.series[0].values)[-1] is None


def test_among_very_many_the_own_bar_is_explained_and_no_peer_is_drawn_as_a_line(section: Section):
    comparison = section.entries[0].comparison
    many = tuple(replace(comparison.peer_lines[0], id=f"9{n:03}") for n in range(70))
    new = changed(section, peer_lines=many)
    assert [s.name for s in chart_of(slides(pptx(new))[1]).plots[0].series][-1] == "Kramfors"
    assert len(list(chart_of(slides(pptx(new))[1]).plots[0].series)) == 3
    bars = slides(pptx(as_bars(new)))[1]
    assert any(text.startswith("Den mörka stapeln: Kramfors.") for text in texts_of(bars))


@pytest.mark.parametrize("form", [Form.LINE, Form.BARS])
def test_without_values_the_slide_says_so(section: Section, form: Form):
    comparison = section.entries[0].comparison
    bare = {name: replace(getattr(comparison, name), cells={}) for name in ("focal", "mean", "riket")}
    new = changed(section, **bare, peer_lines=())
    new = as_bars(new) if form is Form.BARS else new
    slide = slides(pptx(new))[1]
    assert texts.NO_NATIVE_CHART in texts_of(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]


# Words ----------------------------------------------------------------------------------------------------------------


def test_titles_captions_and_notes_are_the_sections(section: Section, data: bytes):
    first, *figures, last = slides(data)
    assert first.shapes.title.text_frame.text == section.title
    assert section.intro in first.placeholders[1].text_frame.text
    for entry, slide in zip(section.entries, figures, strict=True):
        assert slide.shapes.title.text_frame.text == entry.observation[0]
        assert f"{entry.label}. {entry.caption}" in texts_of(slide)
        for text in (*entry.observation, *entry.footnotes, entry.peers, entry.source, HOST + entry.link):
            assert text in notes_of(slide)
    assert last.shapes.title.text_frame.text == texts.METHOD_HEADING
    assert all(any(sentence in text for text in texts_of(last)) for sentence in section.method)


def test_the_chart_is_described_for_those_who_do_not_see_it(section: Section, data: bytes):
    for entry, slide in zip(section.entries, slides(data)[1:-1], strict=True):
        (frame,) = [shape for shape in slide.shapes if shape.has_chart]
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == entry.alternative


def test_invented_figures_are_marked_on_every_slide_and_in_its_notes(section: Section, data: bytes):
    assert section.invented
    for slide in slides(data):
        assert common.INVENTED in texts_of(slide)
        assert notes_of(slide).startswith(common.INVENTED)
    real = slides(pptx(replace(section, invented=False)))
    assert not [slide for slide in real if common.INVENTED in texts_of(slide)]


def test_everything_is_in_swedish(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xml")]
        roots = {name: etree.fromstring(archive.read(name)) for name in names}
    assert {lang for root in roots.values() for lang in root.xpath("//@lang")} == {"sv-SE"}
    runs = [
        run for name, root in roots.items() if name.startswith("ppt/slides/slide") for run in root.iter(qn("a:rPr"))
    ]
    assert runs
    assert all(run.get("lang") == "sv-SE" for run in runs)
    assert Presentation(io.BytesIO(data)).core_properties.language == "sv-SE"


def test_the_properties_name_no_person_and_the_templates_thumbnail_is_gone(section: Section, data: bytes):
    about = Presentation(io.BytesIO(data)).core_properties
    assert (about.title, about.author, about.last_modified_by) == (section.title, "Jämförbart", "Jämförbart")
    assert about.created.date() == section.made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


# Room -----------------------------------------------------------------------------------------------------------------


def box(shape: Any) -> tuple[int, int, int, int]:
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def assert_nothing_covers_anything(data: bytes) -> None:
    file = Presentation(io.BytesIO(data))
    assert round(file.slide_width / file.slide_height, 3) == round(16 / 9, 3)
    for slide in file.slides:
        boxes = [box(shape) for shape in slide.shapes]
        for place, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert top >= 0
            assert right <= file.slide_width
            assert bottom <= file.slide_height
            for other in boxes[place + 1 :]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        for shape in slide.shapes:
            if shape.has_text_frame and (runs := [r for p in shape.text_frame.paragraphs for r in p.runs]):
                size = runs[0].font.size
                room = (shape.left, shape.top, shape.width, shape.height)
                said = [p.text for p in shape.text_frame.paragraphs]
                after = shape.text_frame.paragraphs[0].space_after
                assert fits(said, room, size.pt, bold=bool(runs[0].font.bold), after=after.pt)


def test_nothing_covers_anything(data: bytes):
    assert_nothing_covers_anything(data)


@pytest.mark.parametrize("text", ["Å" * 100_000, "å ä ö " * 20_000, "x" * 500, "ord " * 125])
def test_long_texts_become_smaller_and_then_end_in_an_ellipsis_and_the_notes_have_them_whole(
    section: Section, text: str
):
    entry = replace(section.entries[0], caption=text, peers=text, observation=(text,), comment=text)
    data = pptx(replace(section, title=text, intro=text, entries=(entry,)))
    assert_nothing_covers_anything(data)
    assert text.strip() in notes_of(slides(data)[1])
    assert len(Presentation(io.BytesIO(data)).core_properties.title) <= 255


def test_text_that_xml_forbids_or_that_looks_like_xml_is_text(section: Section):
    entry = replace(section.entries[0], caption=HOSTILE, peers=HOSTILE, observation=(HOSTILE,), comment=HOSTILE,
                    source=HOSTILE, footnotes=(HOSTILE,))  # fmt: skip
    data = pptx(replace(section, title=HOSTILE, intro=HOSTILE, entries=(entry,)), host=HOST)
    first, second, _ = slides(data)
    clean = " ".join(legible(HOSTILE).split())
    assert "<a:t>&amp;" in clean
    assert first.shapes.title.text_frame.text == second.shapes.title.text_frame.text == clean
    assert legible(HOSTILE) in notes_of(second)


def test_forty_figures_are_forty_two_slides_numbered_in_order(section: Section):
    found = tuple(replace(section.entries[n % 7], number=n + 1) for n in range(MAX_FIGURES))
    made = slides(pptx(replace(section, entries=found)))
    assert len(made) == MAX_FIGURES + 2
    for number, slide in enumerate(made[1:-1], 1):
        assert any(text.startswith(f"Figur\u00a0{number}. ") for text in texts_of(slide))


def test_a_section_without_figures_says_so(section: Section):
    first, last = slides(pptx(replace(section, entries=(), intro="", method=())))
    assert texts.NO_FIGURES in first.placeholders[1].text_frame.text
    assert last.shapes.title.text_frame.text == texts.METHOD_HEADING
