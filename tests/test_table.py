"""/data.csv from literal tables: the real N33001 of Bjuv, its peers and Riket. Källa: Kolada."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kolada import curated
from kolada.analysis.compare import Comparison
from kolada.api.models import Kpi, Municipality
from kolada.frame import Slice
from layouts.documents import table
from layouts.resolve import Resolved
from layouts.selection import Selection
from layouts.view import View
from tests.figure_cases import AVESTA, BJUV, BURLOV, COUNT, PEERS, comparison, preliminary

COST = Kpi(
    "N33001",
    "Kostnad barn och ungdomsvård, kr/inv",
    "Avser samtlig regi. Källa: SCB:s Räkenskapssammandrag.",
    operating_area="Individ- och familjeomsorg",
    perspective="Resurser",
)
IFO = replace(PEERS, edition=2024, members=(AVESTA, BURLOV, Municipality("0180", "Stockholm", "K")))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLICES = {("N33001", unit): Slice(NOON) for unit in ("1260", "1231", "2084", "0000")} | {
    ("N33001", "0180"): Slice(datetime(2026, 11, 20, 12, tzinfo=UTC))
}
HEAD = "kpi,title,unit,municipality,name,role,period,gender,value,n,status,preliminary,source,retrieved"
BEHIND = "kpi_kind,operating_area,perspective,group_edition"


def bjuv(**changes: object) -> Comparison:
    """Bjuv in 2018 and 2019 among three, one of which has no value in the second year."""
    options = {"kpi": COST, "focal": BJUV, "peers": IFO, "window": (2018, 2019)} | changes
    others = {"1231": (1500.0, 1700.0), "2084": (1900.5, 2000.0), "0180": (0.0, None)}
    return comparison((3189.471647, None), others, (2157.833705, 2238.3), **options)


def view(*comparisons: Comparison, invented: bool = False, slices: Mapping = SLICES, **selected: object) -> View:
    first = comparisons[0]
    return View(
        Selection(municipality=BJUV.id, kpis=("N33001",)).but(**selected),
        Resolved(BJUV, first.peers, None, ()),
        None,
        {c.kpi.id: c for c in comparisons},
        {},
        first.window,
        date(2026, 11, 22),
        slices,
        invented=invented,
    )


def csv_lines(shown: View, form: str = "") -> list[str]:
    return table.to_csv(table.rows([shown]), form).split("\r\n")


def column(shown: View, name: str) -> list[object]:
    return [row[name] for row in table.rows([shown])]


def test_the_table_is_what_it_was_promised_to_be():
    ours = "Kolada (N33001; ursprung SCB:s Räkenskapssammandrag)"
    mean = "Egen bearbetning av värden ur Kolada (N33001; ursprung SCB:s Räkenskapssammandrag)"
    start = 'N33001,"Kostnad barn och ungdomsvård, kr/inv",kr/inv'
    kind = "cost,Individ- och familjeomsorg,Resurser,"
    group = '"Ovägt medel, Liknande kommuner IFO"'
    assert csv_lines(view(bjuv())) == [
        f"{HEAD},{BEHIND}",
        f"{start},1260,Bjuv,focal,2018,T,3189.471647,1,,false,{ours},2026-11-22,{kind}",
        f"{start},1260,Bjuv,focal,2019,T,,0,Missing,false,{ours},2026-11-22,{kind}",
        f"{start},0180,Stockholm,peer,2018,T,0.0,1,,false,{ours},2026-11-20,{kind}2024",
        f"{start},0180,Stockholm,peer,2019,T,,0,Missing,false,{ours},2026-11-20,{kind}2024",
        f"{start},1231,Burlöv,peer,2018,T,1500.0,1,,false,{ours},2026-11-22,{kind}2024",
        f"{start},1231,Burlöv,peer,2019,T,1700.0,1,,false,{ours},2026-11-22,{kind}2024",
        f"{start},2084,Avesta,peer,2018,T,1900.5,1,,false,{ours},2026-11-22,{kind}2024",
        f"{start},2084,Avesta,peer,2019,T,2000.0,1,,false,{ours},2026-11-22,{kind}2024",
        f"{start},G36552,{group},peer_mean,2018,T,1133.5,3,,false,{mean},2026-11-20,{kind}2024",
        f"{start},G36552,{group},peer_mean,2019,T,1850.0,2,,false,{mean},2026-11-20,{kind}2024",
        f"{start},0000,Riket,riket,2018,T,2157.833705,1,,false,{ours},2026-11-22,{kind}",
        f"{start},0000,Riket,riket,2019,T,2238.3,1,,false,{ours},2026-11-22,{kind}",
        "",
    ]


def test_swedish_excel_gets_semicolons_decimal_commas_a_bom_and_codes_that_stay_text():
    lines = csv_lines(view(bjuv()), "excel-sv")
    assert lines[0] == "\ufeff" + f"{HEAD},{BEHIND}".replace(",", ";")
    assert lines[1].startswith(
        "N33001;Kostnad barn och ungdomsvård, kr/inv;kr/inv;\t1260;Bjuv;focal;2018;T;3189,471647;1;;false;"
    )
    assert ";\t0180;Stockholm;peer;2018;T;0,0;1;" in lines[3]
    assert ";G36552;" in lines[9]
    assert ";\t0000;Riket;" in lines[11]


def test_the_columns_stand_in_the_promised_order():
    assert ",".join(table.COLUMNS[:14]) == HEAD
    assert ",".join(table.COLUMNS[14:]) == BEHIND


def test_a_row_says_of_what_sort_its_figure_is_and_a_peers_row_of_which_edition():
    rows = table.rows([view(bjuv())])
    assert {(r["kpi_kind"], r["operating_area"], r["perspective"]) for r in rows} == {
        ("cost", "Individ- och familjeomsorg", "Resurser")
    }
    assert {(r["role"], r["group_edition"]) for r in rows} == {
        ("focal", None), ("peer", 2024), ("peer_mean", 2024), ("riket", None),
    }  # fmt: skip


def test_a_list_of_ones_own_has_no_edition_and_a_kpi_may_have_no_perspective():
    own = replace(IFO, id="egen", name="Egen lista", kind=None, edition=None)
    lines = csv_lines(view(bjuv(peers=own, kpi=replace(COST, perspective=None))))
    assert {line.rpartition("cost,")[2] for line in lines[1:-1]} == {"Individ- och familjeomsorg,,"}


def test_both_formats_hold_the_same_numbers():
    plain = list(csv.DictReader(io.StringIO(table.to_csv(table.rows([view(bjuv())])))))
    excel = table.to_csv(table.rows([view(bjuv())]), "excel-sv").removeprefix("\ufeff")
    swedish = list(csv.DictReader(io.StringIO(excel), delimiter=";"))
    assert [r["value"] for r in plain] == [r["value"].replace(",", ".") for r in swedish]
    assert [r["municipality"] for r in plain] == [r["municipality"].strip() for r in swedish]


def test_a_value_is_never_rounded():
    row = table.rows([view(bjuv())])[0]
    assert ",T,0.30000000000000004,1," in table.to_csv([{**row, "value": 0.1 + 0.2}])


def test_rows_are_sorted_by_kpi_as_asked_role_municipality_period_gender():
    second = bjuv(kpi=replace(COST, id="N00001"))
    shown = view(bjuv(), second)
    rows = table.rows([shown])
    assert [r["kpi"] for r in rows] == ["N33001"] * 12 + ["N00001"] * 12
    roles = ["focal"] * 2 + ["peer"] * 6 + ["peer_mean"] * 2 + ["riket"] * 2
    assert [r["role"] for r in rows[:12]] == roles
    assert [(r["municipality"], r["period"]) for r in rows[2:6]] == [
        ("0180", 2018), ("0180", 2019), ("1231", 2018), ("1231", 2019),
    ]  # fmt: skip


def test_several_genders_stand_together_by_year():
    views = [view(bjuv(gender=g)) for g in ("T", "K", "M")]
    rows = table.rows(views)
    assert [(r["period"], r["gender"]) for r in rows[:6]] == [
        (2018, "K"), (2018, "M"), (2018, "T"), (2019, "K"), (2019, "M"), (2019, "T"),
    ]  # fmt: skip
    assert len(rows) == 36


def test_a_row_stands_for_every_year_in_which_any_unit_has_a_value_and_for_no_other():
    shown = comparison((1.0, None, None, 4.0), {"1231": (1.0, None, 3.0, None), "2084": ()}, (), kpi=COST, focal=BJUV)
    years = [r["period"] for r in table.rows([view(shown)]) if r["role"] == "focal"]
    assert years == [2018, 2020, 2021]


def test_what_kolada_says_nothing_of_is_absent_and_so_is_a_gender_it_leaves_out():
    gone = comparison((1.0, 2.0), {"1231": (1.0,)}, (), kpi=COST, focal=BJUV, window=(2018, 2019))
    assert [(r["n"], r["status"]) for r in table.rows([view(gone)]) if r["municipality"] == "1231"] == [
        (1, ""), (0, "absent"),
    ]  # fmt: skip
    cell = gone.focal.at(2018)._replace(value=None, status="gender absent", n=0)
    other = replace(gone, focal=replace(gone.focal, cells={**gone.focal.cells, 2018: cell}))
    assert table.rows([view(other)])[0]["status"] == "absent"


@pytest.mark.parametrize("status", ["Missing", "Privacy", "Not applicable", ""])
def test_koladas_words_for_a_missing_value_are_kept(status: str):
    base = bjuv()
    cell = base.focal.at(2019)._replace(status=status)
    row = table.rows([view(replace(base, focal=replace(base.focal, cells={**base.focal.cells, 2019: cell})))])[1]
    assert (row["value"], row["n"], row["status"]) == (None, 0, status)


def test_below_the_minimum_there_is_no_mean_but_its_n_is_not_told_as_a_mean_of_something():
    thin = comparison((1.0,), {"1231": (1.0,)}, (2.0,), kpi=COST, focal=BJUV, peers=IFO, window=(2018, 2018))
    (row,) = [r for r in table.rows([view(thin)]) if r["role"] == "peer_mean"]
    assert (row["value"], row["n"]) == (None, 0)


def test_counts_have_no_mean_unless_it_is_asked_for():
    roles = {r["role"] for r in table.rows([view(bjuv(kpi=COUNT))])}
    assert roles == {"focal", "peer", "riket"}
    asked = {r["role"] for r in table.rows([view(bjuv(kpi=COUNT, count_mean=True))])}
    assert asked == roles | {"peer_mean"}


def test_a_preliminary_value_and_a_mean_with_one_in_it_say_so():
    base = bjuv()
    shown = view(replace(base, focal=preliminary(base.focal, 2018)))
    assert column(shown, "preliminary")[:2] == [True, False]
    assert ",2018,T,3189.471647,1,,true," in csv_lines(shown)[1]


def test_an_own_lists_mean_is_that_of_egen():
    own = replace(IFO, id="egen", name="Egen lista", kind=None, edition=None)
    (row, _) = [r for r in table.rows([view(bjuv(peers=own))]) if r["role"] == "peer_mean"]
    assert (row["municipality"], row["name"]) == ("egen", "Ovägt medel, Egen lista")


def test_invented_figures_have_no_source_but_that_they_are_invented():
    assert set(column(view(bjuv(), invented=True), "source")) == {"PÅHITTADE SIFFROR"}


def test_kolada_is_the_source_of_its_values_and_never_of_a_mean():
    rows = table.rows([view(bjuv(kpi=replace(COST, description="")))])
    assert {(r["role"] == "peer_mean", r["source"]) for r in rows} == {
        (False, "Kolada (N33001)"),
        (True, "Egen bearbetning av värden ur Kolada (N33001)"),
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
@pytest.mark.parametrize("form", ["", "excel-sv"])
def test_no_text_starts_a_formula(start: str, form: str):
    evil = replace(COST, title=f'{start}HYPERLINK("http://x")')
    text = table.to_csv(table.rows([view(bjuv(kpi=evil))])[:1], form).removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if form else ",")
    assert row["title"] == f'\'{start}HYPERLINK("http://x")'


def test_nothing_asked_gives_a_head_alone():
    assert table.to_csv(table.rows([])) == f"{HEAD},{BEHIND}\r\n"


def test_a_files_name_says_what_is_inside_in_plain_letters():
    aland = view(bjuv())
    assert table.file_name(aland) == "bjuv_N33001_2018-2019.csv"
    named = replace(aland, kpi_set=curated.kpi_set("barn-och-unga"), selection=Selection(municipality="1260"))
    assert table.file_name(named) == "bjuv_barn-och-unga_2018-2019.csv"
    region = Resolved(Municipality("1438", "Upplands-Väsby å", "K"), IFO, None, ())
    assert table.file_name(replace(aland, resolved=region)).isascii()
