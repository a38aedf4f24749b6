"""The sheets around the figures of the work paper, how it is printed, and text that nobody has vouched for."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from kolada.analysis.lines import Line, Role
from kolada.api.models import Kpi
from layouts import texts as common
from layouts.documents.workbook import xlsx
from layouts.documents.workbook.ties import ties
from layouts.report import texts
from layouts.report.section import Section, make_section
from layouts.report.state import parse_report
from layouts.view import Views
from tests.figure_cases import COUNT, comparison
from tests.pages import KRAMFORS, SEVEN
from tests.test_workbook import HOST, KPIS, charts, formulas_of, hand_made, read, rows, with_group

EVIL = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    query = "&".join(f"fig={each}" for each in (*KPIS, "N33008~peers=G36552", "N33813~peers=G36552"))
    return make_section(warm_views, parse_report(f"{KRAMFORS}&peers={SEVEN}&period=2017-2022&{query}")[0])


@pytest.fixture(scope="module")
def made(section: Section) -> bytes:
    return xlsx(section, HOST)


def said(data: bytes, sheet: str) -> str:
    """Everything that stands on a sheet."""
    found = (str(cell) for label, cells in rows(read(data)[sheet]) for cell in (label, *cells) if cell is not None)
    return "\n".join(found)


def fields(data: bytes, sheet: str) -> dict[str, Any]:
    return {label: cells[0] for label, cells in rows(read(data)[sheet]) if label}


def test_the_contents_lead_to_every_sheet(section: Section, made: bytes):
    book = read(made)
    assert book.sheetnames == [
        texts.XL_CONTENTS, *(f"Figur {entry.number}" for entry in section.entries), texts.XL_KPIS, texts.XL_PEERS,
        texts.XL_METHOD, texts.XL_TIES, texts.XL_REVIEW,
    ]  # fmt: skip
    assert all(len(name) <= 31 for name in book.sheetnames)
    links = {cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink}
    assert links - {None} == {f"'{name}'!A1" for name in book.sheetnames[1:]}
    contents = said(made, texts.XL_CONTENTS)
    assert all(entry.caption in contents for entry in section.entries)
    assert section.title in contents
    assert section.intro in contents
    assert section.version in contents


def test_a_figures_sheet_says_what_the_section_says(section: Section, made: bytes):
    for entry in section.entries:
        found = said(made, f"Figur {entry.number}")
        assert f"Figur {entry.number}. {entry.caption}" in found
        assert all(text in found for text in (*entry.observation, *entry.footnotes, entry.peers, entry.source))
        assert HOST + entry.link in found


def test_every_kpi_stands_once_with_its_definition_source_calendar_and_breaks(made: bytes):
    found = said(made, texts.XL_KPIS)
    assert all(found.count(f"\n{kpi} ") == 1 for kpi in KPIS)
    for name in (texts.XL_UNIT, texts.XL_KIND, texts.XL_DEFINITION, texts.XL_SOURCE, texts.XL_PERSPECTIVE,
                 texts.XL_AREA, texts.XL_CALENDAR, texts.XL_BREAKS):  # fmt: skip
        assert found.count(f"\n{name}\n") == len(KPIS), name


def test_each_group_of_peers_is_named_with_its_members_and_how_it_was_chosen(section: Section, made: bytes):
    found = said(made, texts.XL_PEERS)
    assert texts.CHOSEN_LIST in found
    assert texts.CHOSEN_DEFAULT in found
    assert "G36552" in found
    for entry in section.entries:
        assert all(f"{member.id}\n{member.title}" in found for member in entry.comparison.peers.members)


def test_the_method_has_the_links_choices_and_the_days_of_retrieval(section: Section, made: bytes):
    found = said(made, texts.XL_METHOD)
    assert all(text in found for text in section.method)
    assert SEVEN in found
    assert found.count("\nfig\n") == len(section.entries)
    assert common.INVENTED in found  # the sample's figures have no day


def test_the_parts_are_summed_by_a_formula_beside_the_total(section: Section, made: bytes):
    family = ties(section).families[0]
    assert (family.entry.number, family.is_done) == (1, True)
    places = [cell for (sheet, cell), f in formulas_of(made).items() if sheet == texts.XL_TIES and "SUM(" in f]
    value = read(made)[texts.XL_TIES][places[0]].value
    assert value == pytest.approx(sum(part.value or 0 for part in family.parts), rel=1e-12)
    assert family.found
    verdict = texts.XL_AGREES if family.found.adds_up else texts.XL_DIFFERS
    assert verdict in said(made, texts.XL_TIES)


def test_a_part_that_is_not_shown_leaves_nothing_to_add_up():
    section = hand_made(comparison())
    (family,) = ties(section).families
    assert not family.is_done
    found = said(xlsx(section), texts.XL_TIES)
    assert found.count(texts.XL_PART_NOT_SHOWN) == 4
    assert texts.XL_CANNOT in found


def test_koladas_group_value_is_laid_beside_the_members_mean_with_the_own_one_in_it():
    peers = replace(comparison().peers, held_focal=True)
    compared = comparison(peers=peers)
    values = [compared.focal.value(2022), *(line.value(2022) for line in compared.peer_lines)]
    mean = sum(v for v in values if v is not None) / 4
    for theirs, agrees in ((mean, True), (mean + 1, False)):
        group = Line(Role.PEER_MEAN, "G1", "Länet", {2022: compared.focal.at(2022)._replace(value=theirs)})
        section = with_group(hand_made(replace(compared, group=group)))
        (found,) = ties(section).groups
        assert found.gap
        assert found.gap.value == pytest.approx(mean)
        assert found.agrees == agrees
        assert (texts.XL_AGREES if agrees else texts.XL_DIFFERS) in said(xlsx(section), texts.XL_TIES).split("\n")


def test_it_says_when_there_is_nothing_to_tie_out():
    section = hand_made(comparison(kpi=COUNT))
    found = said(xlsx(section), texts.XL_TIES)
    assert texts.XL_NO_PARTS in found
    assert texts.XL_NO_GROUPS in found
    assert texts.xl_check_ties(0, 0) in said(xlsx(section), texts.XL_REVIEW)


def test_the_form_is_filled_where_the_section_knows_and_left_to_the_auditor_elsewhere(section: Section, made: bytes):
    form = fields(made, texts.XL_REVIEW)
    for name in (texts.XL_REFERENCE, texts.XL_PURPOSE, texts.XL_REASON, texts.ASSESSMENT, *texts.XL_SIGNED):
        assert form[name] in (None, ""), name
    whose = {label: cells[1] for label, cells in rows(read(made)[texts.XL_REVIEW]) if label}
    assert whose[texts.ASSESSMENT] == texts.XL_BY_AUDITOR
    assert whose[texts.XL_CHECK] == texts.XL_BY_TOOL
    assert section.entries[0].source in form[texts.XL_SOURCE]
    assert "Kungsör" in said(made, texts.XL_REVIEW)
    assert section.entries[1].observation[0] in form["Iakttagelse, figur\u00a02"]


# Print and marks ------------------------------------------------------------------------------------------------------


def test_every_sheet_is_marked_when_the_figures_are_invented(made: bytes):
    for sheet in read(made):
        assert common.INVENTED in said(made, sheet.title), sheet.title
        assert common.INVENTED in sheet.oddHeader.right.text
    assert all(common.INVENTED in chart for chart in charts(made))
    assert common.INVENTED not in said(xlsx(hand_made(comparison())), texts.XL_CONTENTS)


def test_sheets_print_across_one_page_wide_with_titles_and_page_numbers(section: Section, made: bytes):
    for sheet in read(made):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.freeze_panes
        assert sheet.print_area
    assert read(made)["Figur 1"].print_title_rows
    assert read(made)["Figur 1"].freeze_panes.startswith("C")


# Text that nobody has vouched for -------------------------------------------------------------------------------------


@pytest.mark.parametrize("evil", [EVIL, "+1+1", "-1", "@SUM(A1)", "https://evil.example", "\x00\x1b[31m\ufffe=1"])
def test_words_never_become_formulas_links_or_broken_files(evil: str):
    plain = hand_made(comparison(), caption="x", comment="y")
    tricked = replace(hand_made(comparison(), caption=evil, comment=f"{evil}\n{evil}"), title=evil, intro=evil)
    data = xlsx(tricked, HOST)
    assert set(formulas_of(data)) == set(formulas_of(xlsx(plain, HOST)))
    book = read(data)
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert all((link.target or HOST).startswith(HOST) for link in links)
    assert not re.search(r"<c:f>[^<]*(?:cmd|evil)", "".join(charts(data)))
    assert any(evil[-2:] in str(label) for label, _ in rows(book["Figur 1"]))


def test_names_from_kolada_are_text_too():
    compared = comparison(kpi=Kpi("N33001", f"{EVIL}, kr/inv", description=EVIL, operating_area=EVIL))
    found = formulas_of(xlsx(hand_made(compared)))
    assert not [formula for formula in found.values() if "cmd" in formula]


def test_a_text_longer_than_a_cell_or_a_row_is_parted_and_none_of_it_lost():
    words = " ".join(f"ord{i}" for i in range(9_000))
    data = xlsx(hand_made(comparison(), comment=words, caption="x" * 40_000))
    sheet = read(data)["Figur 1"]
    texts_there = [str(cell.value) for row in sheet.iter_rows(max_col=1) for cell in row if cell.value]
    assert max(map(len, texts_there)) <= 32_767
    there = " ".join(texts_there).split()
    assert all(f"ord{i}" in set(there) for i in range(0, 9_000, 499))
    assert max(d.height or 15 for d in sheet.row_dimensions.values()) <= 409


def test_a_section_without_figures_is_still_a_file():
    empty = replace(hand_made(), intro="", method=())
    assert texts.NO_FIGURES in said(xlsx(empty), texts.XL_CONTENTS)
    assert texts.XL_NO_FIGURES in said(xlsx(empty), texts.XL_TIES)


def test_without_a_host_addresses_are_read_and_not_followed(section: Section):
    book = read(xlsx(section))
    targets = {c.hyperlink.target for sheet in book for row in sheet.iter_rows() for c in row if c.hyperlink}
    assert targets == {None}
    assert section.link in said(xlsx(section), texts.XL_CONTENTS)


def test_the_same_section_gives_the_same_bytes(section: Section, made: bytes):
    assert xlsx(section, HOST) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
