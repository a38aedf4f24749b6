"""Samband in the report: the tab's own picture, words and points, with charts and formulas of Office's own."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cache.store import Store, utc_now
from kolada.sample import Faults, Sample
from layouts.documents.bundle import FACTS, VALUES, bundle
from layouts.documents.slides import pptx
from layouts.documents.word import docx
from layouts.documents.workbook import xlsx
from layouts.explore import texts_relation as said
from layouts.report import texts
from layouts.report.aside import kept_report, put_aside
from layouts.report.asked import pinned
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import Form, Report, parse_report, report_address
from layouts.view import Views
from tests.pages import KRAMFORS, classed, graphs, links, of_type, page_of, plain, sample_store, text, views_of
from tests.test_slides import chart_of, slides
from tests.test_word import png

PAIR = f"{KRAMFORS}&fig=N33001~samband~x=N31807"


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    """A store without any values: what a figure needs is fetched for it."""
    with sample_store(tmp_path_factory.mktemp("relation")) as store:
        yield views_of(store)


@pytest.fixture(scope="module")
def section(views: Views) -> Section:
    return make_section(views, parse_report(PAIR)[0])


@pytest.fixture(scope="module")
def entry(section: Section) -> Entry:
    (found,) = section.entries
    return found


def test_picture_words_and_points_are_those_of_the_tab(entry: Entry, views: Views):
    page = page_of(views, "/utforska", entry.link.partition("?")[2])
    assert graphs(page) == [plain(entry.figure)]
    assert all(sentence in text(page) for sentence in (*entry.observation, *entry.footnotes[1:]))
    rows = [[text(cell) for cell in of_type(row, "Th", "Td")] for row in of_type(of_type(page, "Tbody")[0], "Tr")]
    assert rows[: len(entry.table[1])] == entry.table[1]
    assert len(entry.table[1]) >= 6  # the own one, and the peers that have both
    assert entry.relation.related.n > 250


def test_it_says_what_a_correlation_needs_said_and_how_the_marked_ones_were_chosen(entry: Entry):
    assert entry.footnotes[0] == entry.how_chosen
    assert any(said.NO_EXPLANATION in note for note in entry.footnotes)
    assert "Spearman" in entry.observation[0]
    assert entry.peers.startswith("Jämförelsegrupp: ")


def test_the_caption_names_both_and_the_year(entry: Entry):
    year = entry.relation.related.year
    assert entry.caption.startswith("Kostnad barn- och ungdomsvård, kr per invånare, mot ")
    assert entry.caption.endswith(f", löpande priser, {year}")


def test_the_address_has_both_and_comes_back(section: Section):
    report = section.report
    assert "fig=N33001~samband~x=N31807" in report_address(report)
    assert parse_report(report_address(report).partition("?")[2])[0] == report
    (figure,) = report.figures
    assert (figure.kpi, figure.against) == ("N33001", "N31807")
    assert report.drawn(0, Form.BARS).figures[0].selection.kpis == ("N33001",)


@pytest.mark.parametrize(
    "token", ["N33001~samband", "N33001~samband~x=N33001", "N33001~samband~x=Hej", "N33001~x=N31807"]
)
def test_a_relation_is_of_two_and_nothing_else_is(token: str):
    report, notices = parse_report(f"{KRAMFORS}&fig={token}")
    assert [(figure.form, figure.selection.kpis) for figure in report.figures] == [(Form.LINE, ("N33001",))]
    assert notices


def test_the_page_shows_it_and_how_else_its_kpi_can_be_drawn(views: Views, entry: Entry):
    (article,) = classed(page_of(views, "/rapport", PAIR), "report-figure")
    assert graphs(article) == [plain(entry.figure)]
    (forms,) = classed(article, "report-forms")
    assert text(classed(forms, "is-current")) == "samband"
    (lines,) = [href for name, href in links(forms).items() if name.startswith("linjer")]
    assert lines.endswith("fig=N33001")


def test_the_tabs_menu_puts_it_aside(views: Views):
    page = page_of(views, "/utforska", f"{KRAMFORS}&view=samband&kpi=N31807&kpi=N33001")
    (button,) = [
        b["props"] for b in of_type(classed(page, "card-menu"), "Button") if b["props"]["data-action"] == "add-figure"
    ]
    assert button["data-form"] == "samband"
    (figure,) = kept_report(put_aside("", button["data-figure"], button["data-form"]).kept).figures
    assert (figure.kpi, figure.against, figure.form) == ("N33001", "N31807", Form.RELATION)
    assert put_aside("", button["data-figure"], "bars").said == texts.NOT_A_FIGURE


def test_its_year_is_one_of_those_chosen_or_there_is_none(views: Views):
    (entry,) = make_section(views, parse_report(f"{KRAMFORS}&period=2015-2018&fig=N33001~samband~x=N31807")[0]).entries
    assert entry.relation.related.year == 2018
    (entry,) = make_section(views, parse_report(f"{KRAMFORS}&period=1980&fig=N33001~samband~x=N31807")[0]).entries
    assert entry.observation == (said.NOTHING_THEN,)
    assert entry.link.startswith("/utforska?")
    assert "kpi=N31807&kpi=N33001" in entry.link


def test_a_report_without_a_browser_pins_the_year_that_is_shown(views: Views, section: Section, entry: Entry):
    (figure,) = pinned(views, section.report).figures
    year = entry.relation.related.year
    assert (figure.selection.period.first, figure.selection.period.last) == (year, year)
    (again,) = make_section(views, Report(section.report.base, (figure,))).entries
    assert again.observation == entry.observation


def test_what_kolada_did_not_give_is_no_lack_of_values(listed_store: Store, sample: Sample):
    views = views_of(listed_store)
    make_section(views, parse_report(f"{KRAMFORS}&fig=N33001")[0])
    listed_store.kpis(["N31807"])
    sample.faults = Faults(down=True)
    section = make_section(views, parse_report(PAIR)[0])
    assert section.lacks is not None
    assert section.entries[0].observation == (section.lacks.sentence,)


def test_a_whole_country_that_is_old_is_shown_on_the_page_and_in_the_file(
    tmp_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
):
    report = parse_report(f"{PAIR}&fig=N33001~karta")[0]
    with sample_store(tmp_path, sample) as store:
        make_section(views_of(store), report)
    monkeypatch.setattr("tests.pages.utc_now", lambda: utc_now() + timedelta(days=3))
    sample.faults = Faults(down=True)
    with sample_store(tmp_path, sample) as store:
        for waits in (False, True):
            assert all(each.is_drawn for each in make_section(views_of(store), report, waits=waits).entries)


def test_prices_and_what_a_cost_is_are_said_of_x_too(views: Views):
    section = make_section(views, parse_report(f"{KRAMFORS}&fig=N31807~samband~x=N33001")[0])
    assert texts.METHOD_PRICES in section.method


def test_with_everybody_as_peers_the_table_has_the_own_one(views: Views):
    section = make_section(views, parse_report(f"{KRAMFORS}&peers=G2328&fig=N33001~samband~x=N31807")[0])
    assert [row[0] for row in section.entries[0].table[1]] == ["Kramfors"]
    with zipfile.ZipFile(io.BytesIO(docx(section, {}))) as archive:
        assert texts.TABLE_OF_OWN in archive.read("word/document.xml").decode()


def test_an_axis_in_powers_of_ten_says_so_in_every_chart(views: Views):
    section = make_section(views, parse_report(f"{KRAMFORS}&fig=N33001~samband~x=N01951")[0])
    chart = chart_of(slides(pptx(section))[1])
    assert chart.category_axis.axis_title.text_frame.text.endswith(said.LOG_SCALE)
    assert not chart.value_axis.axis_title.text_frame.text.endswith(said.LOG_SCALE)


def test_a_line_is_made_no_relation_without_another_kpi(section: Section):
    line = section.report.drawn(0, Form.LINE)
    assert line.drawn(0, Form.RELATION) == line


def test_a_kpi_that_is_not_there_leaves_a_figure_that_says_so(views: Views):
    (entry,) = make_section(views, parse_report(f"{KRAMFORS}&fig=N33001~samband~x=N99999")[0]).entries
    assert entry.observation == (said.NO_KPI,)
    assert not entry.is_drawn
    assert pptx(make_section(views, parse_report(f"{KRAMFORS}&fig=N33001~samband~x=N99999")[0]))


def test_a_slide_has_every_point_in_a_chart_that_can_be_edited(section: Section, entry: Entry):
    slide = slides(pptx(section))[1]
    series = {each.name: each for each in chart_of(slide).plots[0].series}
    assert list(series) == [texts.XL_OTHERS, texts.XL_PEERS, "Kramfors"]
    assert sum(len(list(each.values)) for each in series.values()) == entry.relation.related.n
    own = entry.relation.related.point("2282")
    assert list(series["Kramfors"].values) == [own.y]


def test_the_work_paper_has_every_point_its_ranks_and_the_coefficients_as_formulas(section: Section, entry: Entry):
    data = xlsx(section)
    sheet, known = (load_workbook(io.BytesIO(data), data_only=only)["Figur 1"] for only in (False, True))
    formulas = {row[0]: row[2:] for row in sheet.iter_rows(values_only=True) if row[0]}
    values = {row[0]: row[2:] for row in known.iter_rows(values_only=True) if row[0]}
    related = entry.relation.related
    assert formulas[texts.XL_SPEARMAN][0].startswith("=IF(COUNT(")
    assert values[texts.XL_SPEARMAN][0] == related.spearman
    assert values[texts.XL_PEARSON][0] == related.pearson
    assert values[texts.XL_POINTS][0] == related.n
    own = related.point("2282")
    assert values["Kramfors"][:2] == (own.x, own.y)
    assert str(formulas["Kramfors"][2]).startswith("=_xlfn.RANK.AVG(")
    kpis = [row[0] for row in load_workbook(io.BytesIO(data))[texts.XL_KPIS].iter_rows(values_only=True)]
    assert {"N33001", "N31807"} <= {str(label).split()[0] for label in kpis if label}


def test_word_has_the_peers_and_says_where_the_others_are(section: Section):
    with zipfile.ZipFile(io.BytesIO(docx(section, {}))) as archive:
        assert texts.TABLES_OF_PEERS["samband"] in archive.read("word/document.xml").decode()


def test_the_zip_has_both_kpis_for_everybody_in_that_year(section: Section, entry: Entry, views: Views):
    with zipfile.ZipFile(io.BytesIO(bundle(section, views.store, {1: png()}, {}))) as archive:
        facts, values = json.loads(archive.read(FACTS)), archive.read(VALUES).decode()
    (figure,) = facts["figures"]
    assert (figure["kpi"], figure["against"], figure["form"]) == ("N33001", "N31807", "samband")
    own = entry.relation.related.point("2282")
    assert repr(own.x) in values
    assert repr(own.y) in values
    assert values.count("N31807,") > 250
