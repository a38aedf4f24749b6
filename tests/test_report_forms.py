"""The report's wider forms: each shows what its tab shows, with its own words, table, charts and values."""

import io
import json
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from cache.store import Store
from kolada.analysis.ranks import Standing
from kolada.analysis.spread import class_of, order, spreads_shown
from kolada.reading import notes
from kolada.sample import Faults, Sample
from layouts import texts as common
from layouts.documents import table
from layouts.documents.bundle import FACTS, VALUES, bundle
from layouts.documents.package import read_package
from layouts.documents.slides import pptx
from layouts.documents.word import docx
from layouts.documents.workbook import xlsx
from layouts.figures.country_map import COLOURS, outlines
from layouts.kpi_tabs import texts as tab_texts
from layouts.pagemaker import make
from layouts.report import texts
from layouts.report.aside import kept_report, put_aside
from layouts.report.forms import possible
from layouts.report.section import Entry, Section, make_section
from layouts.report.state import Form, Report, parse_report, report_address
from layouts.selection import parse
from layouts.view import Views
from tests.pages import KRAMFORS, classed, graphs, kpi_page, links, page_of, plain, text, views_of
from tests.test_kpi_country import Real, map_data, order_data
from tests.test_slides import chart_of, slides, texts_of
from tests.test_word import png

YEARS = "period=2017-2022"
FORMS = f"{KRAMFORS}&{YEARS}&fig=N33001~rangordning&fig=N33001~spridning&fig=N33001~karta&fig=N33816~kon"


@pytest.fixture(scope="module")
def section(warm_views: Views) -> Section:
    return make_section(warm_views, parse_report(FORMS)[0])


@pytest.fixture(scope="module")
def ordered(section: Section) -> Entry:
    return section.entries[0]


@pytest.fixture(scope="module")
def spread(section: Section) -> Entry:
    return section.entries[1]


@pytest.fixture(scope="module")
def atlas(section: Section) -> Entry:
    return section.entries[2]


@pytest.fixture(scope="module")
def genders(section: Section) -> Entry:
    return section.entries[3]


def of_one(views: Views, query: str) -> Entry:
    (entry,) = make_section(views, parse_report(query)[0]).entries
    return entry


# The same as the tab --------------------------------------------------------------------------------------------------


def test_the_pictures_are_those_of_the_tabs(section: Section, warm_views: Views):
    for entry, place in zip(section.entries, (1, 0, None, 0), strict=True):
        page = kpi_page(warm_views, entry.comparison.kpi.id, f"{YEARS}&view={entry.chosen.form.value}")
        if place is not None:
            assert graphs(page)[place] == plain(entry.figure)
        assert entry.link.partition("?")[0] == f"/nyckeltal/{entry.comparison.kpi.id}"
        assert parse(entry.link.partition("?")[2])[0].view == entry.chosen.form.value


def test_what_is_said_of_them_is_what_the_tabs_say(spread: Entry, genders: Entry, warm_views: Views):
    for entry in (spread, genders):
        page = text(kpi_page(warm_views, entry.comparison.kpi.id, f"{YEARS}&view={entry.chosen.form.value}"))
        assert all(sentence in page for sentence in entry.observation)
        assert [row for row in entry.table[1] if not all(cell in page for cell in row)] == []


def test_each_municipality_has_the_colour_it_has_on_the_page(atlas: Entry, warm_views: Views):
    data = map_data(kpi_page(warm_views, query=f"{YEARS}&view=karta"))
    place = data["years"].index(data["year"])
    fills = atlas.figure["data"][: len(COLOURS)]
    assert [fill["fillcolor"] for fill in fills] == data["colours"]
    valued = {
        unit: values[place] for unit, _, values in data["rows"] if values[place] is not None and unit in outlines()
    }
    for number, fill in enumerate(fills):
        units = [unit for unit, value in valued.items() if class_of(value, data["bounds"]) == number]
        assert sum(x is None for x in fill["x"]) == sum(len(outlines()[unit]) for unit in units) > 0
    hatched = atlas.figure["data"][len(COLOURS)]
    assert hatched["fillpattern"]["shape"] == "/"
    assert sum(x is None for x in hatched["x"]) == sum(len(outlines()[u]) for u in outlines() if u not in valued)


def test_own_and_peers_are_outlined_and_the_own_one_is_named(atlas: Entry):
    *_, peers_halo, peers, own_halo, own = atlas.figure["data"]
    assert own["line"]["width"] > peers["line"]["width"]
    assert own_halo["line"]["width"] > own["line"]["width"]
    assert peers_halo["line"]["width"] > peers["line"]["width"]
    assert own["x"][:-1] == [x for ring in outlines()["2282"] for x in [*ring.x, None]][:-1]
    named = [note["text"] for note in atlas.figure["layout"]["annotations"]]
    assert "<b>Kramfors</b>" in named
    assert f"<b>{common.INVENTED}</b>" in named


# Words ----------------------------------------------------------------------------------------------------------------


def test_a_caption_says_how_it_is_drawn_and_of_which_years(section: Section):
    ends = [entry.caption.rpartition(", löpande priser, ")[2] for entry in section.entries[:3]]
    assert ends == ["hela landet i ordning, 2022", "spridningen i landet, 2017–2022", "karta, 2022"]
    assert section.entries[3].caption.endswith(", kvinnor och män, 2017–2022")


def test_each_has_its_footnotes_and_no_other(ordered: Entry, spread: Entry, atlas: Entry):
    how, missing, hindsight = ordered.footnotes
    assert how == ordered.how_chosen
    assert missing.startswith("Värde saknas för ")
    assert hindsight.startswith("Gruppen är utgåva 2024")
    assert ordered.notes[-1] == ordered.legend == tab_texts.order_key("Kramfors", 7)
    assert atlas.notes[-1] == atlas.legend == "Tjock svart kant: Kramfors. Tunn svart kant: de jämförda."
    assert atlas.footnotes == (how, missing, hindsight, tab_texts.MAP_CLASSES, tab_texts.OUTLINE_SOURCE)
    assert [note.partition(" ")[0] for note in spread.footnotes] == ["Percentilerna"]
    assert (ordered.peers, atlas.peers) == (notes.peers_line(ordered.comparison),) * 2
    assert spread.peers == ""  # none is in the picture


def test_who_has_no_value_is_named_with_the_reason(ordered: Entry, warm_views: Views):
    (note,) = [note for note in ordered.footnotes if note.startswith("Värde saknas")]
    page = kpi_page(warm_views, query=f"{YEARS}&view=rangordning")
    missing = order_data(page)["missing"]
    assert note.startswith(f"Värde saknas för {len(missing)} av 290 kommuner 2022")
    if len(missing) <= 12:
        assert all(f"{name} ({reason})" in note for _, name, reason in missing)


def test_the_source_says_what_is_computed_here(warm_views: Views, section: Section):
    views = {entry.chosen.form: entry.views[0] for entry in section.entries}
    assert all(entry.source == common.INVENTED_SOURCE for entry in section.entries)
    assert views[Form.ORDER].selection.peers.group == "G2328"
    assert [view.selection.genders for view in section.entries[3].views] == [("K",), ("M",)]


def test_the_table_has_own_and_peers_with_places_between_the_countrys_quartiles(ordered: Entry, atlas: Entry):
    head, rows = ordered.table
    assert head == [common.TABLE_MUNICIPALITY, texts.PLACE, "2022"]
    names = [row[0] for row in rows]
    assert {"Kramfors", "Median", "Övre kvartil", "Undre kvartil"} < set(names)
    assert names[-1] == "Riket"
    standing = [int(row[1]) for row in rows if row[1]]
    assert standing == sorted(standing)
    rank = ordered.comparison.country.rank("2282", 2022)
    assert next(row[1] for row in rows if row[0] == "Kramfors") == str(rank.position)
    assert atlas.table == ordered.table


def test_a_source_says_what_is_computed_here_and_a_slides_what_it_shows(warm_views: Views):
    real = Real(warm_views.store, warm_views.today)
    entries = make_section(real, parse_report(f"{FORMS}&fig=N33001")[0]).entries
    made = [entry.source.rpartition(". ")[2] for entry in entries]
    assert made == [
        "Kvartiler och rang i landet: egen bearbetning.",
        "Percentiler: egen bearbetning.",
        "Färgklasser och rang i landet: egen bearbetning.",
        "Ovägt medel och skillnad mellan könen: egen bearbetning.",
        "Ovägt medel, kvartiler och rang: egen bearbetning.",
    ]
    slides = [(entry.slide_source or entry.source).rpartition(". ")[2] for entry in entries]
    assert slides == ["Rang i landet: egen bearbetning.", made[1], made[2], "Ovägt medel: egen bearbetning.",
                      "Ovägt medel och rang: egen bearbetning."]  # fmt: skip
    assert all(
        f"hämtade {real.view(parse(KRAMFORS)[0], 'N33001').retrieved()}" in entry.source for entry in entries[:3]
    )


def test_the_opening_sentence_names_only_what_is_drawn(section: Section, warm_views: Views):
    assert "bredvid" not in section.intro
    assert "De sju liknande kommunerna är med i tre av dem." in section.intro
    assert of_one_intro(warm_views, f"{KRAMFORS}&{YEARS}&fig=N33001~spridning") == (
        "Figur\u00a01 visar Kramfors åren 2017–2022. Riket är med."
    )


def of_one_intro(views: Views, query: str) -> str:
    return make_section(views, parse_report(query)[0]).intro


def test_with_everybody_as_peers_the_table_has_the_own_one_and_the_quartiles(warm_views: Views):
    entry = of_one(warm_views, f"{KRAMFORS}&{YEARS}&peers=G2328&fig=N33001~rangordning")
    assert [row[0] for row in entry.table[1] if row[1]] == ["Kramfors"]
    assert texts.TABLE_OF_QUARTILES in document(
        make_section(warm_views, Report(entry.chosen.selection, (entry.chosen,)))
    )


def document(section: Section) -> str:
    with zipfile.ZipFile(io.BytesIO(docx(section, {}))) as archive:
        return archive.read("word/document.xml").decode()


def test_a_figure_that_cannot_be_drawn_has_no_table_and_every_file_says_why(warm_views: Views):
    section = make_section(warm_views, parse_report(f"{KRAMFORS}&{YEARS}&fig=N33813~rangordning&tables=1")[0])
    word = document(section)
    assert "<w:tbl>" not in word
    assert texts.NO_CHART in word
    assert f"{texts.NO_CHART} {tab_texts.COUNT_NO_ORDER}" in texts_of(slides(pptx(section))[1])
    labels = [row[0] for row in load_workbook(io.BytesIO(xlsx(section)))["Figur 1"].iter_rows(values_only=True)]
    assert texts.NO_CHART in labels


def test_the_own_one_without_a_value_is_said_to_have_none(warm_views: Views):
    entry = of_one(warm_views, "municipality=0114&period=1971&fig=N33001~rangordning")
    assert entry.observation[0].endswith("saknar värde de valda åren. Då visas varken ordning eller karta.")


def test_a_count_has_no_order_and_says_why(warm_views: Views):
    for form in ("rangordning", "spridning", "karta"):
        entry = of_one(warm_views, f"{KRAMFORS}&{YEARS}&fig=N33813~{form}")
        assert entry.observation == (tab_texts.COUNT_NO_ORDER,)
        assert (entry.peers, entry.footnotes, entry.is_drawn) == ("", (), False)
        assert tab_texts.COUNT_NO_ORDER in json.dumps(entry.figure, ensure_ascii=False)
        assert possible(entry.view, entry.comparison) == [Form.LINE, Form.BARS, Form.GENDERS]


def test_a_region_has_an_order_of_regions_and_no_map(warm_views: Views, region_kpi: str):
    region = f"municipality=0023&fig={region_kpi}"
    assert of_one(warm_views, f"{region}~karta").observation == (texts.MAP_NO_REGIONS,)
    entry = of_one(warm_views, f"{region}~rangordning")
    assert Form.MAP not in possible(entry.view, entry.comparison)
    assert entry.is_drawn
    assert "regioner med värde" in entry.observation[0]
    assert len(entry.behind[0].peer_lines) == 20


def test_without_women_and_men_it_says_so(warm_views: Views):
    entry = of_one(warm_views, f"{KRAMFORS}&{YEARS}&fig=N33001~kon")
    assert entry.observation == (texts.NO_GENDERS,)


# Page and address -----------------------------------------------------------------------------------------------------


def test_every_form_is_an_address_that_comes_back(section: Section):
    report = section.report
    assert [figure.form for figure in report.figures] == [Form.ORDER, Form.SPREAD, Form.MAP, Form.GENDERS]
    assert parse_report(report_address(report).partition("?")[2])[0] == report
    assert "fig=N33001~karta" in report_address(report)


def test_a_tabs_picture_is_put_aside_as_it_is():
    kept = put_aside("", f"{KRAMFORS}&{YEARS}&kpi=N33001", "spridning").kept
    assert [figure.form for figure in kept_report(kept).figures] == [Form.SPREAD]
    other = put_aside(kept, f"{KRAMFORS}&{YEARS}&kpi=N33001", "tårta").kept
    assert [figure.form for figure in kept_report(other).figures] == [Form.SPREAD, Form.LINE]


def test_the_page_offers_the_forms_that_have_something_to_show(warm_views: Views):
    page = page_of(warm_views, "/rapport", FORMS)
    first, *_, last = classed(page, "report-forms")
    assert text(first).startswith("Rita som linjer")
    assert "hela landet i ordning" in text(classed(first, "is-current"))
    assert [name.split("  ")[0] for name in links(first)] == ["linjer", "staplar"]  # the others are figures already
    assert {name.split("  ")[0] for name in links(last)} >= {"linjer", "staplar", "karta", "spridning"}


# Files ----------------------------------------------------------------------------------------------------------------


def pictures(section: Section) -> dict[int, bytes]:
    return {entry.number: png() for entry in section.entries}


def test_a_slide_has_a_chart_that_can_be_edited_and_the_map_its_picture(section: Section):
    _, ordered, spreading, mapped, gendered, _ = slides(pptx(section, pictures(section)))
    order, spread, *_ = section.entries
    points = chart_of(ordered).plots[0].series[0].values
    assert list(points) == [who.value for who in order.behind[0].rank.ordered]
    series = {s.name: list(s.values) for s in chart_of(spreading).plots[0].series}
    found = spreads_shown(spread.comparison)
    assert list(series) == [*common.PERCENTILES.values(), "Riket", "Kramfors"]
    assert series["Median"] == [found[year].median for year in range(2017, 2023)]
    assert {s.name for s in chart_of(gendered).plots[0].series} >= {"Kvinnor", "Män"}
    (picture,) = [shape for shape in mapped.shapes if shape.shape_type == 13]
    assert section.entries[2].observation[0] in picture._element.xpath(".//p:cNvPr")[0].get("descr")
    assert any(texts.blue_bar("Kramfors", has_peers=True) in said for said in texts_of(ordered))


def test_without_its_picture_the_maps_slide_says_so(section: Section):
    mapped = slides(pptx(section))[3]
    assert texts.NO_MAP_PICTURE in texts_of(mapped)
    broken = slides(pptx(section, {3: b"GIF89a"}))[3]
    assert texts.NO_MAP_PICTURE in texts_of(broken)


def test_every_slide_is_a_slide(section: Section):
    assert len(Presentation(io.BytesIO(pptx(section))).slides) == len(section.entries) + 2


def test_the_word_file_has_their_words_and_a_table_where_there_is_no_picture(section: Section):
    with zipfile.ZipFile(io.BytesIO(docx(section, {}))) as archive:
        body = archive.read("word/document.xml").decode()
    for entry in section.entries:
        assert entry.observation[0].replace("&", "&amp;") in body
    assert body.count("<w:tbl>") >= len(section.entries)
    assert texts.TABLE_OF_PEERS in body


def test_the_work_paper_has_everybodys_values_and_the_spread_as_formulas(section: Section, spread: Entry):
    book = load_workbook(io.BytesIO(xlsx(section)))
    for number, entry in enumerate(section.entries[:3], 1):
        sheet = book[f"Figur {number}"]
        codes = {row[1].value for row in sheet.iter_rows(max_col=2)}
        assert {m.id for m in entry.behind[0].peers.members} < codes
        labels: dict[str, str] = {}
        for row in sheet.iter_rows(max_col=3, values_only=True):
            labels.setdefault(row[0], row[2])  # below stand the chart's own rows
        assert str(labels[common.PERCENTILES["q3"]]).startswith("=IF(COUNT(")
        assert str(labels["Rang 2022 (1 är högst)"]).startswith("=RANK(")
    values = load_workbook(io.BytesIO(xlsx(section)), data_only=True)["Figur 2"]
    row = next(list(row) for row in values.iter_rows(values_only=True) if row[0] == common.PERCENTILES["p95"])
    assert row[2:8] == [found.p95 for _, found in sorted(spreads_shown(spread.comparison).items())]


def test_the_limits_of_the_maps_colours_are_formulas(section: Section, atlas: Entry):
    sheet = load_workbook(io.BytesIO(xlsx(section)), data_only=True)["Figur 3"]
    limits = [row[2] for row in sheet.iter_rows(values_only=True) if row[0] in texts.XL_LIMIT]
    assert len(limits) == 6
    names = [note["text"] for note in atlas.figure["layout"]["annotations"][1:6]]
    assert [name.partition("–")[0].replace("\u202f", "").replace("\u00a0", "") for name in names] == [
        f"{limit:.0f}" for limit, _ in pairwise(limits)
    ]


def test_women_and_men_have_a_block_each_and_the_gap_between_them(section: Section, genders: Entry):
    sheet = load_workbook(io.BytesIO(xlsx(section)), data_only=True)["Figur 4"]
    labels = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert labels.index("Kvinnor") < labels.index("Män") < labels.index(common.GAP)
    women, men = genders.behind
    gap = next(list(row) for row in sheet.iter_rows(values_only=True) if row[0] == common.GAP)
    years = sorted({*women.periods, *men.periods})
    for year, cell in zip(years, gap[2:], strict=False):
        one, other = women.focal.value(year), men.focal.value(year)
        assert (cell or None) == (None if one is None or other is None else pytest.approx(one - other))


def test_the_zip_has_the_whole_countrys_values_the_percentiles_and_the_gap(section: Section, warm_views: Views):
    data = bundle(section, warm_views.store, pictures(section), {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        facts, values = json.loads(archive.read(FACTS)), archive.read(VALUES).decode()
    assert [figure["form"] for figure in facts["figures"]] == ["rangordning", "spridning", "karta", "kon"]
    told = read_package(data)
    assert {cell.municipality for cell in told.cells if cell.kpi == "N33001"} >= set(warm_views.members_of_country())
    assert ",p95," in values
    assert ",gap," in values
    assert all(row in values for row in table.to_csv(table.rows(section.entries[1].views)).splitlines())


# What is not there yet, and other years -------------------------------------------------------------------------------


def test_a_page_does_not_wait_for_the_country_and_a_file_does(listed_store: Store):
    views = views_of(listed_store)
    report = parse_report(f"{KRAMFORS}&{YEARS}&fig=N33001~karta")[0]
    (coming,) = make_section(views, report, waits=False).entries
    assert (coming.observation, coming.is_coming) == ((tab_texts.WAITING,), True)
    page = make(views, "/rapport", f"{KRAMFORS}&{YEARS}&fig=N33001~karta")
    assert page.follow == ("N33001",)
    assert page.is_incomplete
    assert classed(plain(page.children), "report-figure")[0]["props"]["data-coming"] == "true"
    (there,) = make_section(views, report).entries
    assert there.is_drawn


def test_a_file_is_not_made_with_a_figure_that_kolada_failed_to_give(listed_store: Store, sample: Sample):
    views = views_of(listed_store)
    report = parse_report(f"{KRAMFORS}&{YEARS}&fig=N33001&fig=N33001~karta")[0]
    make_section(views, parse_report(f"{KRAMFORS}&{YEARS}&fig=N33001")[0])
    sample.faults = Faults(down=True)
    assert make_section(views, report).lacks is not None


def test_rank_bars_and_rows_are_of_the_figures_own_year(warm_views: Views):
    """The peers decide the year (COMPARISON 12): it is theirs in the work paper too, where the whole country stands."""
    entry = of_one(warm_views, f"{KRAMFORS}&{YEARS}&fig=N33001~karta")
    older = replace(entry.comparison, window=(2017, 2017))
    shown = replace(entry, comparison=older, order=order_of(entry, 2017))
    section = replace(make_section(warm_views, Report(entry.chosen.selection, (entry.chosen,))), entries=(shown,))
    sheet = load_workbook(io.BytesIO(xlsx(section)), data_only=True)["Figur 1"]
    labels = {row[0]: row[2] for row in sheet.iter_rows(max_col=3, values_only=True)}
    assert labels["Rang 2017 (1 är högst)"] == entry.comparison.country.rank("2282", 2017).position
    names = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert names.index(shown.order[0].name, names.index(texts.XL_CHART_DATA)) < names.index(
        shown.order[1].name, names.index(texts.XL_CHART_DATA)
    )


def order_of(entry: Entry, year: int) -> tuple[Standing, ...]:
    names = {line.id: line.name for line in (entry.behind[0].focal, *entry.behind[0].peer_lines)}
    return order(entry.comparison.country, names, year)


def test_the_country_is_shown_in_the_years_of_the_figure(warm_views: Views):
    for form in ("spridning", "karta"):
        entry = of_one(warm_views, f"{KRAMFORS}&period=latest4&fig=N33001~{form}")
        assert entry.behind[0].window == entry.view.window


def test_men_are_told_from_women_by_more_than_colour(section: Section):
    chart = chart_of(slides(pptx(section))[4])
    markers = {each.name: each.marker.style for each in chart.plots[0].series}
    assert markers["Kvinnor"] != markers["Män"]
    dashes = {each.name: each.format.line.dash_style for each in chart.plots[0].series if each.name.startswith("Ovägt")}
    assert len(set(dashes.values())) == len(dashes) == 2


def test_what_has_changed_is_looked_for_in_everything_that_a_figure_shows(
    warm_views: Views, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []
    monkeypatch.setattr(
        "layouts.report.making.revised", lambda _, view, __: asked.append(len(view.resolved.peers.members)) or set()
    )
    make(warm_views, "/rapport", f"{KRAMFORS}&{YEARS}&retrieved=2026-11-01&fig=N33001~karta&fig=N33001")
    assert asked == [289, 7]
