"""The Word file: what it says is the section's, numbers and notes are Word's own, and nothing in it can break it."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace

import docx as office
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from kolada.analysis.lines import Role
from kolada.reading.captions import label
from layouts import texts as common
from layouts.components.tables import cell_text
from layouts.documents.common import legible
from layouts.documents.word import docx
from layouts.report import texts
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import AUDIT, MAX_FIGURES, Figure, Report, as_in_audit, parse_report
from layouts.report.words import Words
from layouts.selection import parse
from layouts.view import Views
from tests.pages import KRAMFORS, SEVEN

PINNED = f"{KRAMFORS}&peers={SEVEN}&period=2017-2022"
HOST = "https://exempel.se"
HOSTILE = "<w:p>&amp; \"'\x00\x0b\ud800\ufffe]]> =1+1 \u202eעברית\u202c 𝄞"


def png(width: int = 189, height: int = 110) -> bytes:
    """A white picture of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    return make_section(warm_views, as_in_audit(parse(PINNED)[0]))


def pictures(section: Section) -> dict[int, bytes]:
    return {entry.number: png() for entry in section.entries}


@pytest.fixture(scope="module")
def data(section: Section) -> bytes:
    return docx(section, pictures(section), HOST)


def opened(data: bytes) -> Document:
    return office.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def notes(data: bytes) -> dict[str, str]:
    """The footnotes by id, without the separators."""
    found = part(data, "word/footnotes.xml").findall(qn("w:footnote"))
    return {n.get(qn("w:id")): words_of(n).strip() for n in found if n.get(qn("w:type")) is None}


def said(document: Document) -> str:
    """All that is read in the body, in order: what a field's code says is not."""
    words = document.element.body.iter(qn("w:t"), qn("w:p"), qn("w:br"))
    return "".join(word.text or "" if word.tag == qn("w:t") else "\n" for word in words)


def words_of(element: etree._Element) -> str:
    """What is read inside an element."""
    return "".join(word.text or "" for word in element.iter(qn("w:t")))


def captions(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == "Caption"]


# What it says ---------------------------------------------------------------------------------------------------------


def test_the_captions_are_the_sections_and_their_marks_lead_to_peers_and_footnotes(section: Section, data: bytes):
    document, own = opened(data), notes(data)
    found = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert [entry.chosen.kpi for entry in section.entries] == list(AUDIT)
    for paragraph, entry in zip(found, section.entries, strict=True):
        assert paragraph.text.startswith(f"{label(entry.number)}. {entry.caption}")
        marks = [m.get(qn("w:id")) for m in paragraph._p.iter(qn("w:footnoteReference"))]
        assert [own[mark] for mark in marks] == [
            entry.peers,
            *entry.footnotes,
            *([entry.legend] if entry.legend else []),
        ]
    assert list(own) == [str(n) for n in range(1, len(own) + 1)]


def test_every_sentence_of_the_section_stands_in_the_file(section: Section, data: bytes):
    text = said(opened(data))
    assert f"\n{section.title}\n{section.intro}\n" in text
    for entry in section.entries:
        assert f"{texts.OBSERVATION}: {' '.join(entry.observation)}" in text
        assert entry.source in text
    for sentence in section.method:
        assert sentence in text
    assert section.version in text
    assert text.count(texts.ASSESSMENT_EMPTY) == len(section.entries)


def test_a_figures_parts_stand_in_the_order_they_are_read(section: Section, data: bytes):
    text, place = said(opened(data)), 0
    for entry in section.entries:
        for part_of_it in (f". {entry.caption}", " ".join(entry.observation), entry.source,
                           f"{HOST}/nyckeltal/{entry.chosen.kpi}", texts.ASSESSMENT_EMPTY):  # fmt: skip
            place = text.index(part_of_it, place)
    assert text.index(section.method[0], place) > place


def test_the_users_own_words_stand_in_their_place_with_their_paragraphs(warm_views: Views):
    report = as_in_audit(parse(PINNED)[0])
    key = report.figures[1].key
    own = Words("Egen rubrik", {key: "Egen bildtext"}, {key: "Första stycket.\nNästa rad.\n\nAndra stycket."})
    document = opened(docx(make_section(warm_views, report, own), {}))
    assert document.paragraphs[1].text == "Egen rubrik"  # after the mark of invented figures
    assert document.paragraphs[1].style.name == "Heading 1"
    assert re.match(r"Figur\u00a02\. Egen bildtext", captions(document)[1])
    found = [p.text for p in document.paragraphs]
    place = found.index("Första stycket.\nNästa rad.")
    assert found[place + 1] == "Andra stycket."


def test_links_lead_to_the_pinned_addresses_on_the_host(section: Section, data: bytes):
    targets = {rel.target_ref for rel in opened(data).part.rels.values() if rel.is_external}
    assert targets == {HOST + path for path in (section.link, *(entry.link for entry in section.entries))}
    assert HOST + section.link in said(opened(data))


def test_without_a_host_addresses_are_printed_and_lead_nowhere(section: Section):
    document = opened(docx(section, {}))
    assert not [rel for rel in document.part.rels.values() if rel.is_external]
    assert all(entry.link in said(document) for entry in section.entries)


def test_an_address_too_long_for_office_is_no_link(section: Section):
    data = docx(replace(section, link="/rapport?" + "x" * 2500), {}, HOST)
    targets = [rel.target_ref for rel in opened(data).part.rels.values() if rel.is_external]
    assert len(targets) == len(section.entries)
    assert "x" * 2500 in said(opened(data))


def test_invented_figures_are_marked_at_the_top_under_each_figure_and_on_every_page(section: Section, data: bytes):
    document = opened(data)
    assert section.invented
    assert document.paragraphs[0].text == common.INVENTED
    assert document.sections[0].header.paragraphs[0].text == common.INVENTED
    marks = [p for p in document.paragraphs if p.text == common.INVENTED]
    assert len(marks) == len(section.entries) + 2
    assert all(run.bold for p in marks for run in p.runs)
    after = [p.text for p, before in zip(document.paragraphs[1:], document.paragraphs, strict=False)
             if before.style.name == "Caption"]  # fmt: skip
    assert after == [common.INVENTED] * len(section.entries)


def test_real_figures_bear_no_such_mark_and_say_when_they_were_retrieved(section: Section):
    text = said(opened(docx(replace(section, invented=False), {})))
    assert common.INVENTED not in text.replace(common.INVENTED_SOURCE, "")
    day = section.entries[0].view.retrieved("N33001")
    assert f"Värdena hämtades {day}" in text


# How Word takes it ----------------------------------------------------------------------------------------------------


def test_numbers_are_fields_that_word_renumbers_and_the_opening_sentence_follows_them(section: Section, data: bytes):
    body = opened(data).element.body
    codes = [code.text.strip() for code in body.iter(qn("w:instrText"))]
    assert codes.count("SEQ Figur \\* ARABIC") == len(section.entries)
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert len(names) == len(section.entries)
    referred = [code.split()[1] for code in codes if code.startswith("REF")]
    assert len(referred) == 2
    assert set(referred) <= names
    kinds = [char.get(qn("w:fldCharType")) for char in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * len(codes)


def test_two_sections_in_one_document_have_different_bookmarks(section: Section, data: bytes):
    other = docx(replace(section, link=section.link + "&tables=1"), {})
    marks = [{m.get(qn("w:name")) for m in opened(d).element.body.iter(qn("w:bookmarkStart"))} for d in (data, other)]
    assert not marks[0] & marks[1]


def test_headings_captions_and_notes_have_words_own_styles(data: bytes):
    document = opened(data)
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 2"] == [texts.METHOD_HEADING]
    assert {p.style.name for p in document.paragraphs} == {"Heading 1", "Heading 2", "Caption", "Normal", "Källa"}
    styles = {s.get(qn("w:styleId")): s.find(qn("w:name")).get(qn("w:val"))
              for s in document.styles.element.findall(qn("w:style"))}  # fmt: skip
    assert styles["FootnoteText"] == "footnote text"
    assert styles["FootnoteReference"] == "footnote reference"
    assert len(styles) == len(document.styles.element.findall(qn("w:style")))


def test_the_language_is_swedish_everywhere(data: bytes):
    document = opened(data)
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    assert len(list(document.styles.element.iter(qn("w:lang")))) == 2
    assert document.core_properties.language == "sv-SE"
    assert part(data, "word/settings.xml").find(qn("w:themeFontLang")).get(qn("w:val")) == "sv-SE"


def test_every_picture_is_as_wide_as_the_text_with_an_alternative_text_and_its_caption_beside_it(
    section: Section, data: bytes
):
    document = opened(data)
    shapes = list(document.inline_shapes)
    assert [s._inline.docPr.get("descr") for s in shapes] == [entry.alternative for entry in section.entries]
    assert {round(shape.width.cm, 2) for shape in shapes} == {16.0}
    page = document.sections[0]
    assert round((page.page_width - page.left_margin - page.right_margin) / 360000, 1) == 16.0
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    paragraphs = document.paragraphs
    for place, paragraph in enumerate(paragraphs):
        if paragraph._p.findall(f".//{qn('w:drawing')}"):
            assert paragraph.paragraph_format.keep_with_next
            assert paragraphs[place + 1].style.name == "Caption"


def test_a_tall_picture_fits_on_the_page_in_its_own_proportions(section: Section):
    (first, *_) = opened(docx(section, {1: png(100, 900)})).inline_shapes
    assert round(first.height.cm, 2) == 20.0
    assert first.height / first.width == pytest.approx(9, rel=1e-3)


def test_the_place_for_the_assessment_is_a_content_control(section: Section, data: bytes):
    controls = list(opened(data).element.body.iter(qn("w:sdt")))
    assert len(controls) == len(section.entries)
    assert all(words_of(c).strip() == texts.ASSESSMENT_EMPTY for c in controls)
    assert all(c.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")) == texts.ASSESSMENT for c in controls)


def test_footnotes_have_their_separators_and_the_settings_know_them(data: bytes):
    root = part(data, "word/footnotes.xml")
    kinds = {n.get(qn("w:id")): n.get(qn("w:type")) for n in root}
    assert (kinds["-1"], kinds["0"]) == ("separator", "continuationSeparator")
    known = part(data, "word/settings.xml").find(qn("w:footnotePr"))
    assert [each.get(qn("w:id")) for each in known] == ["-1", "0"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"/word/footnotes.xml" in archive.read("[Content_Types].xml")


def test_the_properties_name_no_person_and_the_templates_thumbnail_is_gone(section: Section, data: bytes):
    about = opened(data).core_properties
    assert (about.title, about.author, about.last_modified_by) == (section.title, "Jämförbart", "Jämförbart")
    assert about.created.date() == section.made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


# Tables ---------------------------------------------------------------------------------------------------------------


def tables_of(section: Section, given: dict[int, bytes]) -> list[list[list[str]]]:
    found = opened(docx(section, given)).element.body.findall(qn("w:tbl"))
    return [[[words_of(c) for c in row.findall(qn("w:tc"))] for row in t.findall(qn("w:tr"))] for t in found]


def test_the_table_behind_a_figure_has_the_numbers_of_the_page(section: Section):
    asked = replace(section, report=replace(section.report, tables=True))
    found = tables_of(asked, pictures(section))
    assert len(found) == len(section.entries)
    for rows, entry in zip(found, section.entries, strict=True):
        comparison = entry.comparison
        assert rows[0] == ["Kommun", *map(str, comparison.periods)]
        lines = [comparison.focal, *comparison.peer_lines]
        for row, line in zip(rows[1:], lines, strict=False):
            assert row == [line.name, *(cell_text(line.at(p), comparison) for p in comparison.periods)]
        rest = [row[0] for row in rows[1 + len(lines) :]]
        assert rest == ([] if comparison.is_count else ["Ovägt medel", "Antal i medlet", "Riket"])


def test_no_table_is_there_unasked(section: Section):
    assert tables_of(section, pictures(section)) == []


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", png()[:40], png(0, 0), png()[:20] + b"IEND"])
def test_a_missing_or_broken_picture_is_said_and_its_numbers_stand_in_its_place(section: Section, broken: bytes):
    given = {**pictures(section), 2: broken}
    document = opened(docx(section, given))
    assert len(document.inline_shapes) == len(section.entries) - 1
    (table,) = document.element.body.findall(qn("w:tbl"))
    assert words_of(table.getprevious()) == texts.PICTURE_MISSING
    assert words_of(table.getnext()).endswith(captions(document)[1][8:])
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table.findall(qn("w:tr")))
    assert all(p.find(f".//{qn('w:keepNext')}") is not None for p in table.iter(qn("w:p")))  # caption on the same page


def test_many_years_become_several_tables_none_wider_than_the_page(warm_views: Views):
    report = parse_report(f"{KRAMFORS}&period=1998-2024&fig=N33001&tables=1")[0]
    section = make_section(warm_views, report)
    found = tables_of(section, {1: png()})
    years = [int(year) for rows in found for year in rows[0][1:]]
    assert len(found) > 1
    assert years == section.entries[0].comparison.periods
    for table in opened(docx(section, {})).element.body.findall(qn("w:tbl")):
        assert sum(int(c.get(qn("w:w"))) for c in table.find(qn("w:tblGrid"))) <= 9072  # 16 cm


def test_too_many_to_be_told_apart_are_left_out_of_the_table_and_that_is_said(section: Section):
    entry = section.entries[0]
    many = tuple(replace(entry.comparison.peer_lines[0], id=f"{n:04}") for n in range(61))
    crowded = replace(entry, comparison=replace(entry.comparison, peer_lines=many))
    data = docx(replace(section, entries=(crowded,)), {})
    assert texts.table_without_peers(61) in said(opened(data))
    (table,) = opened(data).tables
    assert [row.cells[0].text for row in table.rows][1:] == ["Kramfors", "Ovägt medel", "Antal i medlet", "Riket"]


def test_a_mean_of_too_few_is_a_dash_in_the_table_with_how_many_there_were(section: Section):
    entry = section.entries[0]
    first = entry.comparison.periods[0]
    thin = {**entry.comparison.mean.cells, first: entry.comparison.mean.at(first)._replace(value=None, n=2)}
    mean = replace(entry.comparison.mean, cells=thin)
    assert mean.role is Role.PEER_MEAN
    changed = replace(section, entries=(replace(entry, comparison=replace(entry.comparison, mean=mean)),))
    (rows,) = tables_of(changed, {})
    by_name = {row[0]: row[1] for row in rows}
    assert (by_name["Ovägt medel"], by_name["Antal i medlet"]) == ("–", "2")


# What must not break it -----------------------------------------------------------------------------------------------


def hostile(entry: Entry) -> Entry:
    return replace(entry, caption=HOSTILE, comment=f"{HOSTILE}\n\n{HOSTILE}", peers=HOSTILE, footnotes=(HOSTILE,),
                   source=HOSTILE, observation=(HOSTILE,), legend="")  # fmt: skip


@pytest.mark.parametrize("given", [{}, {1: png()}])
def test_text_that_xml_forbids_or_that_looks_like_xml_is_text(section: Section, given: dict[int, bytes]):
    entries = tuple(hostile(entry) for entry in section.entries)
    data = docx(replace(section, title=HOSTILE, intro=HOSTILE, entries=entries), given, HOST)
    document = opened(data)
    clean = legible(HOSTILE)
    assert "<w:p>&amp;" in clean
    assert set(notes(data).values()) == {clean}
    assert said(document).count(clean) > 3 * len(entries)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


def test_a_hundred_thousand_letters_and_lines_are_taken(section: Section):
    entry = replace(section.entries[0], caption="y " * 50_000, comment="z\n" * 50_000)
    document = opened(docx(replace(section, title="x" * 100_000, entries=(entry,)), {}))
    assert len(document.core_properties.title) <= 255
    assert captions(document)[0].count("y") == 50_000


def test_a_section_without_figures_says_so(section: Section):
    empty = replace(section, entries=(), intro="", method=())
    assert texts.NO_FIGURES in said(opened(docx(empty, {})))


def test_forty_figures_are_numbered_in_order(section: Section):
    found = tuple(replace(section.entries[n % len(section.entries)], number=n + 1) for n in range(MAX_FIGURES))
    base = parse(PINNED)[0]
    report = Report(base, tuple(Figure(base.but(kpis=(e.chosen.kpi,))) for e in found), tables=True)
    whole = replace(section, entries=found, report=report, intro=f"Figurerna 1–{MAX_FIGURES} visar Kramfors.")
    data = docx(whole, {n: png() for n in range(1, MAX_FIGURES + 1)}, HOST)
    document = opened(data)
    assert [c.partition(".")[0] for c in captions(document)] == [label(n) for n in range(1, MAX_FIGURES + 1)]
    assert len(document.inline_shapes) == len(document.tables) == MAX_FIGURES
    ids = [shape._inline.docPr.id for shape in document.inline_shapes]
    assert len(set(ids)) == len(ids)


def test_two_columns_hold_the_figures_and_what_is_around_them_stands_in_one(section: Section):
    two = replace(section, report=replace(section.report, columns=2))
    document = opened(docx(two, pictures(two)))
    assert [part._sectPr.find(qn("w:cols")).get(qn("w:num"), "1") for part in document.sections] == ["1", "2", "1"]
    assert {shape.width for shape in document.inline_shapes} == {Cm(7.6)}
    assert len(opened(docx(section, pictures(section))).sections) == 1


def test_a_table_is_never_wider_than_its_column(section: Section):
    two = replace(section, report=replace(section.report, columns=2))
    for found, most in ((docx(section, {}), Cm(16)), (docx(two, {}), Cm(7.6))):
        widths = [int(each.get(qn("w:w"))) for each in part(found, "word/document.xml").iter(qn("w:tblW"))]
        assert 0 < max(widths) <= most / 635
