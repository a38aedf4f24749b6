"""The Excel work paper: raw values, live formulas that agree with the app's own numbers, text that stays text."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from kolada.analysis import change as differences
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Line, Role
from kolada.api.models import MunicipalityGroup
from kolada.reading.words import missing_words
from layouts.documents import table
from layouts.documents.workbook import xlsx
from layouts.report import texts
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import AUDIT, Figure, Form, Report, parse_report
from layouts.resolve import Resolved
from layouts.selection import Selection
from layouts.view import View, Views
from tests.figure_cases import BJUV, DEVIATION, KRAMFORS, PEERS, comparison, preliminary
from tests.pages import KRAMFORS as MUNICIPALITY
from tests.pages import SEVEN

HOST = "https://jamforbart.example"
KPIS = (*AUDIT, "N33816", "N33817")
WIDER = f"{MUNICIPALITY}&period=2017-2022&fig=N33001~rangordning&fig=N33001~spridning&fig=N33001~karta&fig=N33816~kon"
Sheet = dict[str, dict[str, Any]]  # label of a row -> head of a column -> value


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    """The auditors' seven and two rates beside their own list; bars; figures beside two of Kolada's groups."""
    figures = [*KPIS, "N33001~bars", "N33007~peers=G36552", "N33008~peers=G36552", "N33813~counts=mean"]
    query = "&".join(f"fig={each}" for each in figures)
    return make_section(warm_views, parse_report(f"{MUNICIPALITY}&peers={SEVEN}&period=2015-2022&{query}")[0])


@pytest.fixture(scope="module")
def made(section: Section) -> bytes:
    return xlsx(section, HOST)


def hand_made(*compared: Comparison, form: Form = Form.LINE, **said: Any) -> Section:
    """A section of comparisons from literal tables."""
    entries = []
    for number, each in enumerate(compared, 1):
        selection = Selection(municipality=each.focal.id, kpis=(each.kpi.id,))
        resolved = Resolved(KRAMFORS, each.peers, None, ())
        view = View(selection, resolved, None, {each.kpi.id: each}, {}, each.window, date(2026, 11, 22))
        own = {
            "caption": "Figurtext",
            "comment": "",
            "observation": ("En mening.",),
            "footnotes": (),
            "peers": "",
            "how_chosen": "",
        }
        own |= {"source": "Värden: Kolada.", "link": "/nyckeltal/N33001?municipality=2282", "figure": {}} | said
        entries.append(
            Entry(number=number, chosen=Figure(selection, form), view=view, views=(view,), comparison=each, **own)
        )
    report = Report(Selection(), tuple(entry.chosen for entry in entries))
    made_on = date(2026, 11, 22)
    return Section(report, "Rubrik", "Ingress.", tuple(entries), ("Metod.",), (), "/rapport?fig=N33001", made_on, False)


def with_group(section: Section) -> Section:
    """As if the peers were one of Kolada's groups."""
    group = MunicipalityGroup("G1", "Västernorrlands läns kommuner (ovägt medel)")
    entries = [
        replace(e, view=replace(e.view, resolved=replace(e.view.resolved, group=group))) for e in section.entries
    ]
    return replace(section, entries=tuple(entries))


@lru_cache(8)
def read(data: bytes, *, calculated: bool = True) -> Any:
    return load_workbook(io.BytesIO(data), data_only=calculated)


def rows(sheet: Any) -> Iterator[tuple[str, list[Any]]]:
    for row in sheet.iter_rows(values_only=True):
        yield str(row[0] or ""), list(row[1:])


def figure(data: bytes, number: int) -> Sheet:
    """A figure's sheet down to the change: each row by its label, each value by its year. The first such label wins."""
    found: Sheet = {}
    heads: list[Any] = []
    for label, cells in rows(read(data)[f"Figur {number}"]):
        if label == texts.XL_MUNICIPALITY or label.startswith(texts.xl_change(0, 0)[:10]):
            heads = [str(head) for head in cells]
            prefix = "" if label == texts.XL_MUNICIPALITY else "förändring "
        elif heads and label:
            found.setdefault(prefix + label, dict(zip(heads, cells, strict=True)))
    return found


def formulas_of(data: bytes) -> dict[tuple[str, str], str]:
    """Every formula by sheet and cell."""
    book = read(data, calculated=False)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def same(shown: object, known: float | None) -> bool:
    """The cell holds the app's own number to the last digit of a float, and is empty where the app has none."""
    if known is None:
        return shown in (None, "")
    return isinstance(shown, int | float) and abs(shown - known) <= 1e-12 * max(abs(known), 1)


# The values and the formulas over them --------------------------------------------------------------------------------


def test_every_raw_number_is_the_one_of_data_csv_and_every_missing_one_says_why(section: Section, made: bytes):
    for entry in section.entries:
        sheet, shown = figure(made, entry.number), 0
        of_figure = [row for row in table.rows([entry.view]) if row["period"] in entry.comparison.periods]
        for row in of_figure:  # bars have one year
            cell = sheet.get(str(row["name"]), {}).get(str(row["period"]), "-")
            if row["role"] == "peer_mean" or (row["role"] == "riket" and entry.comparison.is_count):
                continue
            assert cell == (missing_words(str(row["status"])) if row["value"] is None else row["value"])
            shown += 1
        assert shown == len(entry.comparison.periods) * (8 if entry.comparison.is_count else 9)


def test_means_differences_and_counts_are_those_of_the_comparison_in_every_year(section: Section, made: bytes):
    for entry in section.entries:
        sheet, compared = figure(made, entry.number), entry.comparison
        label = texts.xl_mean(compared.peers.minimum, len(compared.peers.members))
        assert (label in sheet) == bool(compared.mean.cells)
        assert (texts.XL_TO_RIKET in sheet) == (not compared.is_count)
        for year in compared.periods:
            present = sum(line.value(year) is not None for line in compared.peer_lines)
            assert sheet[texts.XL_N][str(year)] == present
            for base, difference, percent in (
                (compared.mean, texts.XL_TO_MEAN, texts.XL_TO_MEAN_PERCENT),
                (compared.riket, texts.XL_TO_RIKET, texts.XL_TO_RIKET_PERCENT),
            ):
                if difference not in sheet:
                    continue
                gap = differences.gap(compared.focal.value(year), base.value(year))
                assert same(sheet[difference][str(year)], gap.difference if gap else None)
                assert same(sheet[percent][str(year)], gap.percent if gap else None)
            if label in sheet:
                assert same(sheet[label][str(year)], compared.mean.value(year))


def test_rank_and_change_are_those_of_the_comparison_and_a_count_has_no_rank(section: Section, made: bytes):
    for entry in section.entries:
        sheet, compared = figure(made, entry.number), entry.comparison
        ranks = [label for label in sheet if label.startswith("Rang ")]
        assert bool(ranks) == (not compared.is_count)
        if ranks and compared.rank:
            assert ranks == [texts.xl_rank(compared.rank.year)]
            first = str(compared.periods[0])
            assert sheet[ranks[0]][first] == compared.rank.position
            assert sheet[texts.xl_rank_n(compared.focal.name)][first] == compared.rank.n
        for label, change in ((compared.focal.name, compared.change), (texts.XL_MEAN, compared.mean_change)):
            row = sheet.get(f"förändring {label}")
            if change and row:
                assert same(row[str(change.first)], change.gap.base)
                assert same(row[str(change.last)], change.gap.value)
                assert same(row[texts.XL_DIFFERENCE], change.gap.difference)
                assert same(row[texts.XL_PERCENT], change.gap.percent)


def test_what_is_ours_is_a_formula_and_what_is_koladas_a_number(section: Section, made: bytes):
    found = formulas_of(made)
    book = read(made, calculated=False)["Figur 1"]
    labels = {book.cell(row, 1).value: row for row in range(book.max_row, 0, -1)}
    assert book.cell(labels["Kramfors"], 3).data_type == "n"
    own, first, last = (labels[name] for name in ("Kramfors", "Kungsör", "Degerfors"))
    mean = labels[texts.xl_mean(4, 7)]
    assert found["Figur 1", f"C{mean}"] == f'=IF(COUNT(C{first}:C{last})>=4,AVERAGE(C{first}:C{last}),"")'
    assert first == own + 1
    rank = next(f for f in found.values() if "RANK" in f)
    assert re.fullmatch(rf"=RANK\(\w{own},\w{own}:\w{last},0\)", rank)


def test_a_percentage_is_withheld_when_the_base_is_zero_or_the_signs_differ():
    others = {"1260": (0.0, 4.0, None), "1231": (0.0, 6.0, None), "2084": (0.0, 8.0, 2.0)}
    data = xlsx(hand_made(comparison((5.0, -6.0, 1.0), others, (2.0, 2.0, None), kpi=DEVIATION, window=(2018, 2020))))
    sheet = figure(data, 1)
    assert [sheet[texts.XL_TO_MEAN][y] for y in ("2018", "2019")] == [5.0, -12.0]
    assert [sheet[texts.XL_TO_MEAN_PERCENT][y] in (None, "") for y in ("2018", "2019", "2020")] == [True] * 3
    assert sheet[texts.xl_mean(2, 3)]["2020"] in (None, "")  # one of three is too few


def test_a_rank_tells_values_apart_that_differ_in_the_sixteenth_digit():
    own, above = 0.1 + 0.2, 0.30000000000000010
    others = {"1260": (above,), "1231": (0.3,), "2084": (0.1,)}
    compared = comparison((own,), others, (1.0,), window=(2018, 2018))
    assert compared.rank
    assert figure(xlsx(hand_made(compared)), 1)[texts.xl_rank(2018)]["2018"] == compared.rank.position


def test_one_peer_has_no_mean_and_none_has_neither_mean_nor_rank():
    one = comparison(peers=replace(PEERS, members=(BJUV,)))
    none = comparison(peers=replace(PEERS, members=()))
    data = xlsx(hand_made(one, none))
    assert not {label for label in figure(data, 1) if label.startswith("Ovägt")}
    assert texts.xl_rank(2022) in figure(data, 1)
    assert not {label for label in figure(data, 2) if label.startswith(("Ovägt", "Rang", texts.XL_N))}


def test_a_preliminary_value_is_in_italics_with_a_note_and_a_missing_one_is_grey():
    compared = comparison(others={"1260": (1.0, None, 3.0), "1231": (1.0, 2.0, 3.0), "2084": (1.0, 2.0, 3.0)})
    sheet = read(xlsx(hand_made(replace(compared, focal=preliminary(compared.focal, 2022)))))["Figur 1"]
    cells = {cell.value: cell for row in sheet.iter_rows(max_row=8) for cell in row}
    assert cells[4419.2].font.i
    assert cells[4419.2].comment.text.startswith("Preliminärt värde")
    assert not cells[4182.4].font.i
    assert cells["uppgift saknas"].data_type == "s"


# Recalculated by another program --------------------------------------------------------------------------------------

WRONG = -12345
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def edges() -> Section:
    """Signs that differ, bases of zero, ties, too few for a mean, text among the numbers, a group that holds the own
    one and whose value is another."""
    others = {"1260": (0.0, 4.0, None, 7.5), "1231": (0.0, 6.0, None, 1.0), "2084": (0.0, 8.0, 2.0, None)}
    odd = comparison((5.0, -6.0, 1.0, 7.5), others, (0.0, 2.0, None, 1.0), kpi=DEVIATION, window=(2018, 2021))
    held = comparison(peers=replace(PEERS, held_focal=True))
    group = Line(Role.PEER_MEAN, "G1", "Länet", {2022: held.focal.at(2022)._replace(value=3138.0)})
    return with_group(hand_made(odd, replace(held, group=group)))


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_calculates_every_formula_to_the_apps_own_number(
    section: Section, warm_views: Views, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wider = make_section(warm_views, parse_report(WIDER)[0])
    sections = {"section": section, "edges": edges(), "wider": wider}
    ours = {name: xlsx(each, HOST) for name, each in sections.items()}
    write = Worksheet.write_formula
    monkeypatch.setattr(Worksheet, "write_formula", lambda self, row, column, formula, form, _: write(
        self, row, column, formula, form, WRONG))  # fmt: skip
    wrong = {name: xlsx(each, HOST) for name, each in sections.items()}  # nothing in them to copy an answer from
    calculated = recalculated(wrong, tmp_path)
    for name, data in ours.items():
        app, before, after = read(data), read(wrong[name]), read(calculated[name])
        places = formulas_of(data)
        assert len(places) > {"section": 1000, "edges": 50, "wider": 500}[name]
        for sheet, cell in places:
            known, theirs = app[sheet][cell].value, after[sheet][cell].value
            assert before[sheet][cell].value == WRONG
            is_number = isinstance(known, int | float)
            assert same(theirs, known) if is_number else (theirs or "") == (known or ""), (sheet, cell, known, theirs)


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """As LibreOffice saves them when its settings say to calculate whatever it opens."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir",
               str(folder / "out"), *(f"{name}.xlsx" for name in books)]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, timeout=60, capture_output=True)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


# The chart ------------------------------------------------------------------------------------------------------------


def charts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [archive.read(name).decode() for name in names]


def test_a_gap_is_an_empty_cell_in_the_charts_own_rows():
    data = xlsx(hand_made(comparison((3552.0, None, 3794.2, 4182.4, 4419.2))))
    (chart,) = charts(data)
    assert "dispBlanksAs" not in chart  # as Excel itself leaves it out where an empty cell is a gap
    own = chart.rpartition("<c:ser>")[2]
    reference = re.search(r"<c:val><c:numRef><c:f>'Figur 1'!\$C\$(\d+):", own)
    assert reference
    sheet, row = read(data, calculated=False)["Figur 1"], int(reference[1])
    assert [sheet.cell(row, column).value is None for column in range(3, 8)] == [False, True, False, False, False]


def test_lines_are_told_apart_by_more_than_colour():
    (chart,) = charts(xlsx(hand_made(comparison())))
    assert '<a:prstDash val="dash"/>' in chart
    assert '<a:prstDash val="sysDot"/>' in chart
    widths = [int(width) for width in re.findall(r'<c:spPr><a:ln w="(\d+)">', chart)]
    assert max(widths) >= 2 * min(widths)
    assert chart.count("<c:ser>") == 6
    assert chart.count("<c:legendEntry>") == 3  # the peers: a sentence says what the thin lines are


def test_bars_stand_from_the_highest_and_begin_at_zero():
    data = xlsx(hand_made(comparison(), form=Form.BARS))
    (chart,) = charts(data)
    assert '<c:barDir val="bar"/>' in chart
    assert '<c:min val="0"/>' in chart
    assert re.findall(r"<c:v>([A-ZÅÄÖa-zåäö]+)</c:v>", chart)[-4:] == ["Kramfors", "Bjuv", "Burlöv", "Avesta"]


def test_without_values_or_rank_there_is_no_chart_and_it_says_so():
    empty = comparison((None,) * 5, dict.fromkeys(("1260", "1231", "2084"), (None,) * 5), (None,) * 5)
    for section in (hand_made(empty), hand_made(empty, form=Form.BARS)):
        data = xlsx(section)
        assert charts(data) == []
        assert texts.NO_NATIVE_CHART in {label for label, _ in rows(read(data)["Figur 1"])}
