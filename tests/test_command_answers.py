"""`python -m kolada kpi`, `groups`, `values`, `rank`: the numbers of /data.csv, and sentences for what goes wrong."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cache.store import Store
from kolada import __main__ as kolada
from kolada.reading import sentences
from kolada.sample import Faults, Sample
from kolada.sample.rows import Cell
from layouts import texts as common
from layouts.command import texts
from layouts.documents import scan_table, table
from layouts.explore.scan import make_scan
from layouts.selection import parse
from layouts.view import Views, by_gender
from tests.commands import Run, runner
from tests.pages import light_app
from tests.servers import running_server

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(own_views: Views, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Commands on the store of the sample."""
    return runner(own_views.store, monkeypatch, capsys)


@pytest.fixture
def cold(listed_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Commands on a store that has the lists and no values."""
    return runner(listed_store, monkeypatch, capsys)


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# values --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["N33001"], "kpi=N33001"),
        (["N33001", "n33007", "--period", "2015-2020"], "kpi=N33001&kpi=N33007&period=2015-2020"),
        (["barn-och-unga", "--peers", "IFO", "--period", "latest3"], "set=barn-och-unga&peers=G36552&period=latest3"),
        (["N33001", "--peers", "Bjuv, Burlöv"], "kpi=N33001&peers=1260,1231"),
        (["N33001", "--peers", "G36552@2022:1260,1231"], "kpi=N33001&peers=G36552@2022:1260,1231"),
        (["N33816", "--gender", "K,M,T"], "kpi=N33816&gender=K,M,T"),
    ],
)
def test_values_are_the_rows_of_data_csv(run: Run, own_views: Views, words: list[str], query: str) -> None:
    status, out, _ = run("values", *words, "--municipality", "Kramfors")
    expected = table.rows(by_gender(own_views, parse(f"municipality=2282&{query}")[0]))
    assert status == 0
    assert out == table.to_csv(expected)
    assert len(expected) > 10


def test_values_are_those_that_the_address_answers_with(run: Run, own_views: Views, tmp_path: Path) -> None:
    app = light_app(own_views.store, tmp_path.parent / "static")
    answer = app.server.test_client().get("/data.csv?municipality=2282&kpi=N33001&period=latest5")
    assert run("values", "N33001", "--municipality", "2282", "--period", "latest5")[1] == answer.text


def test_json_has_the_same_numbers(run: Run) -> None:
    words = ("values", "N33001", "--municipality", "Kramfors")
    rows = json.loads(run(*words, "--format", "json")[1])
    in_csv = records(run(*words)[1])
    assert [row["value"] for row in rows] == [float(r["value"]) if r["value"] else None for r in in_csv]
    assert [row["municipality"] for row in rows] == [r["municipality"] for r in in_csv]
    assert list(rows[0]) == list(table.COLUMNS)


def test_the_table_is_the_pages_with_its_sentence_beside_it(run: Run, own_views: Views) -> None:
    status, out, said = run(
        "values", "N33001", "--municipality", "Kramfors", "--period", "2015-2020", "--format", "table"
    )
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("N33001 Kostnad barn- och ungdomsvård, kr per invånare, löpande priser, 2015–2020")
    assert lines[2].split() == ["Kommun", *map(str, range(2015, 2021))]
    assert [line.split()[0] for line in lines[4:]][:1] == ["Kramfors"]
    assert [line[:11].strip() for line in lines[-3:]] == ["Ovägt medel", "Antal i med", "Riket"]
    assert common.INVENTED_BANNER in said
    assert "Jämförelsegrupp: " in said
    assert " i Kramfors 2020" in said


def test_data_for_programs_come_with_what_must_be_said_alone(run: Run) -> None:
    assert run("values", "N33001", "--municipality", "Kramfors")[2] == f"{common.INVENTED_BANNER}\n"


def test_a_count_has_no_mean(run: Run) -> None:
    roles = {r["role"] for r in records(run("values", "N33813", "--municipality", "Kramfors")[1])}
    assert roles == {"focal", "peer", "riket"}


def test_a_cold_store_fetches(cold: Run, sample: Sample) -> None:
    status, out, _ = cold("values", "N33001", "--municipality", "Bjuv", "--period", "latest3")
    assert status == 0
    assert {r["name"] for r in records(out) if r["role"] == "focal"} == {"Bjuv"}


def test_half_a_table_is_none(cold: Run, sample: Sample) -> None:
    sample.faults = Faults(down=True)
    status, out, said = cold("values", "N33001", "--municipality", "Bjuv")
    assert (status, out) == (1, "")
    assert "Kolada svarar inte just nu" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["values", "N33001"], texts.NO_MUNICIPALITY),
        (["values", "N33001", "--municipality", "Kramfross"], "Ingen kommun heter eller har koden ”Kramfross”."),
        (["values", "HVB", "--municipality", "Bjuv"], "”HVB” är inget nyckeltals-id"),
        (["values", "N33001", "--municipality", "Bjuv", "--peers", "Burlövv"], "Förstod inte vilka"),
        (["values", "N33001", "--municipality", "Bjuv", "--period", "i fjol"], "”i fjol” är inga år."),
        (["values", "N33001", "--municipality", "Bjuv", "--gender", "Q"], "”Q” är inget kön."),
        (["groups", "Kramfross"], "Ingen kommun heter eller har koden ”Kramfross”. Menade du Kramfors?"),
        (["kpi", " "], texts.SEARCH_EMPTY),
        (["rank", "barn-och-unga"], "”barn-och-unga” är inget nyckeltals-id"),
        (["rank", "N33001", "--year", "2012-2015"], "”2012-2015” är inget år."),
        (["rank", "N33001", "--municipality", "Region Skåne"], "Rangordningen gäller kommuner."),
        (["rank", "N33813"], "N33813 är ett absolut antal."),
    ],
)
def test_what_cannot_be_understood_is_said_with_status_two(run: Run, words: list[str], sentence: str) -> None:
    status, out, said = run(*words)
    assert (status, out) == (2, "")
    assert said.startswith(sentence)
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["values", "N99999", "--municipality", "Bjuv"], "N99999 finns inte"),
        (["rank", "N99999"], "N99999 finns inte"),
        (["rank", "N33001", "--year", "1901"], "Färre än hälften"),
        (["kpi", "xyzzy"], "Inget nyckeltal svarar mot ”xyzzy”."),
    ],
)
def test_nothing_to_give_is_said_with_status_one(run: Run, words: list[str], sentence: str) -> None:
    status, _, said = run(*words)
    assert status == 1
    assert said.startswith(sentence)


# kpi, groups ---------------------------------------------------------------------------------------------------------


def test_a_search_finds_kpis_with_their_kind(run: Run) -> None:
    status, out, _ = run("kpi", "kostnad", "HVB")
    found = records(out)
    assert status == 0
    assert "N33007" in [row["kpi"] for row in found]
    assert {row["kpi_kind"] for row in found if row["kpi"] == "N33007"} == {"cost"}
    assert len(records(run("kpi", "kostnad", "--limit", "1")[1])) == 1
    assert "N33007  Kostnad HVB" in run("kpi", "HVB", "--format", "table")[1]


def test_groups_are_those_of_the_picker_with_their_members(run: Run) -> None:
    status, out, _ = run("groups", "Kramfors")
    (ifo,) = [row for row in records(out) if row["area"] == "IFO"]
    assert status == 0
    assert (ifo["group"], ifo["edition"], ifo["n"], ifo["kind"]) == ("G36552", "2024", "7", "liknande")
    assert len(ifo["members"].split(",")) == len(ifo["names"].split(", ")) == 7


def test_nobody_is_a_member_beside_itself(run: Run) -> None:
    members = [row["members"].split(",") for row in records(run("groups", "2282")[1])]
    assert not [each for each in members if "2282" in each]


def test_the_members_of_a_group_can_be_used_as_peers(run: Run) -> None:
    members = records(run("groups", "Kramfors")[1])[0]["members"]
    out = run("values", "N33001", "--municipality", "Kramfors", "--peers", members)[1]
    assert {r["municipality"] for r in records(out) if r["role"] == "peer"} == set(members.split(","))


def test_the_table_of_groups_says_how_to_use_them(run: Run) -> None:
    _, out, said = run("groups", "Kramfors", "--format", "table")
    assert "G36552" in out
    assert "--peers G36552" in said


# standout ------------------------------------------------------------------------------------------------------------


def test_what_stands_out_is_what_the_page_has(run: Run, own_views: Views) -> None:
    status, out, said = run("standout", "Kramfors", "--peers", "IFO")
    scan = make_scan(own_views, parse("municipality=2282&peers=G36552")[0], {})
    assert scan
    assert status == 0
    assert out == table.to_csv(scan_table.rows(own_views, scan), columns=scan_table.COLUMNS)
    assert len(scan.rows) > 3
    assert "nyckeltal: de som finns hämtade." in said


def test_the_table_of_what_stands_out_is_short_and_says_what_chance_does(run: Run) -> None:
    _, out, said = run("standout", "Kramfors", "--limit", "3", "--format", "table")
    assert len(out.splitlines()) == 2 + 3
    assert "av slumpen ensam" in said
    assert "varken bra eller dåligt" in said
    assert "Jämförelsegrupp: " in said


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_limit_holds_for_every_format(run: Run, form: str) -> None:
    whole = run("standout", "Kramfors", "--format", form)[1]
    out = run("standout", "Kramfors", "--limit", "2", "--format", form)[1]
    read = records if form == "csv" else json.loads
    assert len(read(whole)) > 2
    assert read(out) == read(whole)[:2]


def test_an_area_is_named_by_its_name_or_a_part_that_only_one_has(run: Run) -> None:
    whole = run("standout", "Kramfors", "--area", "Individ- och familjeomsorg")[1]
    assert {row["operating_area"] for row in records(whole)} == {"Individ- och familjeomsorg"}
    assert run("standout", "Kramfors", "--area", "familjeomsorg")[1] == whole
    status, out, said = run("standout", "Kramfors", "--area", "xyzzy")
    assert (status, out) == (2, "")
    assert said.startswith("”xyzzy” är inget av Koladas verksamhetsområden. De är: ")


def test_where_nothing_is_kept_it_says_how_to_fetch(cold: Run) -> None:
    status, out, said = cold("standout", "Bjuv")
    assert (status, out) == (1, "")
    assert "python -m cache warm" in said


# rank ----------------------------------------------------------------------------------------------------------------


def test_a_ranking_is_of_municipalities_alone_from_the_highest(run: Run, own_views: Views) -> None:
    status, out, _ = run("rank", "N33001", "--municipality", "Kramfors")
    rows = records(out)
    values = [float(row["value"]) for row in rows]
    assert status == 0
    assert values == sorted(values, reverse=True)
    assert {row["municipality"] for row in rows} <= set(own_views.members_of_country())
    assert {row["n"] for row in rows} == {str(len(rows))}
    assert [row["name"] for row in rows if row["role"] == "focal"] == ["Kramfors"]


def test_the_place_is_the_one_of_the_page(run: Run, own_views: Views) -> None:
    view = own_views.view(parse("municipality=2282")[0], "N33001")
    assert view
    comparison = view.comparisons["N33001"]
    rows = records(run("rank", "N33001", "--municipality", "2282", "--year", str(comparison.year))[1])
    (own,) = [row for row in rows if row["role"] == "focal"]
    place = comparison.country_rank
    assert place
    assert (int(own["position"]), int(own["n"])) == (place.position, place.n)


def test_equal_values_share_the_better_place(run: Run) -> None:
    rows = records(run("rank", "N33816")[1])
    for above, below in pairwise(rows):
        is_tied = above["value"] == below["value"]
        assert (int(below["position"]) == int(above["position"])) == is_tied
    assert [int(row["position"]) <= place for place, row in enumerate(rows, 1)] == [True] * len(rows)


def test_the_ranking_marks_ones_own_and_says_its_place(run: Run) -> None:
    _, out, said = run("rank", "N33001", "--municipality", "Kramfors", "--format", "table")
    (own,) = [line for line in out.splitlines() if "→ Kramfors" in line]
    assert own.split()[0].isdigit()
    assert "Kramfors: " in said
    assert "kommuner med värde" in said
    assert texts.COST_NEUTRAL in said
    assert out.startswith("N33001 Kostnad barn- och ungdomsvård, kr per invånare, löpande priser, 20")


@pytest.mark.parametrize(("n", "year"), [(144, 2025), (145, 2026)])
def test_the_290_are_ranked_in_the_newest_year_in_which_half_of_them_have_a_value(
    cold: Run, listed_store: Store, sample: Sample, n: int, year: int
) -> None:
    municipalities = [unit.id for unit in listed_store.municipalities().items if unit.is_municipality]
    for unit in municipalities[:n]:
        sample.revise(Cell("N33001", unit, 2026, "T"), 4419.2, changed=date(2026, 11, 1))
    assert {row["period"] for row in records(cold("rank", "N33001")[1])} == {str(year)}
    assert cold("rank", "N33001", "--year", "2026")[0] == (0 if year == 2026 else 1)


def test_the_country_is_fetched_where_it_is_not_kept(cold: Run) -> None:
    assert len(records(cold("rank", "N33007")[1])) > 200


def test_a_place_among_the_peers_is_the_one_of_the_page(run: Run, own_views: Views) -> None:
    view = own_views.view(parse("municipality=2282&peers=G36552")[0], "N33001")
    assert view
    comparison = view.comparisons["N33001"]
    place = comparison.rank
    assert place
    _, out, said = run("rank", "N33001", "--municipality", "Kramfors", "--peers", "IFO", "--format", "table")
    assert sentences.rank_sentence(comparison) in said
    assert "→ Kramfors" in out
    rows = records(run("rank", "N33001", "--municipality", "Kramfors", "--peers", "IFO")[1])
    (own,) = [row for row in rows if row["role"] == "focal"]
    assert (int(own["position"]), int(own["n"]), int(own["period"])) == (place.position, place.n, place.year)
    assert len(rows) == place.n
    assert {row["municipality"] for row in rows} <= {"2282", *(m.id for m in comparison.peers.members)}
    status, _, said = run("rank", "N33001", "--peers", "IFO")
    assert (status, said.strip()) == (2, texts.NO_MUNICIPALITY)


# From a shell --------------------------------------------------------------------------------------------------------


def test_help_is_quick_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        kolada.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [
        name for name in ("kpi", "groups", "values", "standout", "rank", "report", "recheck") if name not in said
    ] == []
    code = "import sys, kolada.__main__ as k; k.parser(); assert not {'pandas', 'dash', 'sqlalchemy'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=30)


def test_a_day_that_is_none_ends_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOLADA_TODAY", "i dag")
    with pytest.raises(SystemExit, match="KOLADA_TODAY"):
        run("groups", "Kramfors")


def shell(base_url: str, folder: Path, *words: str) -> Any:
    environ = {**os.environ, "KOLADA_URL": base_url, "KOLADA_STORE": f"sqlite:///{folder / 'store.sqlite'}",
               "KOLADA_PER_SECOND": "1000", "KOLADA_BURST": "1000"}  # fmt: skip
    command = [sys.executable, "-m", "kolada", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, timeout=120, check=False)


@pytest.mark.server
def test_bjuv_2018_is_as_the_auditors_read_it(tmp_path: Path) -> None:
    with running_server("--kpis", "N33") as base_url:
        done = shell(base_url, tmp_path, "values", "N33001", "--municipality", "Bjuv", "--peers", "socioekonomi",
                     "--period", "2018")  # fmt: skip
        rows = records(done.stdout.decode())
        assert done.returncode == 0, done.stderr
        values = {row["name"]: round(float(row["value"]), 2) for row in rows}
        assert (values["Bjuv"], values["Riket"]) == (3189.47, 2157.83)
        peers = [float(row["value"]) for row in rows if row["role"] == "peer"]
        assert sum(value > values["Bjuv"] for value in peers) == 1  # "näst högst av åtta"
        ranked = shell(base_url, tmp_path, "rank", "N33001", "--year", "2018", "--municipality", "1260")
        (own,) = [row for row in records(ranked.stdout.decode()) if row["role"]]
        assert (own["name"], own["n"]) == ("Bjuv", "290")
