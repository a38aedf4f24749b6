"""Samband as a page: the sentences, the table and the file say what the points say. COMPARISON 4, 9, 25, 28, 30."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from dash import Dash

from cache.store import Store
from kolada.analysis.relation import Point, Relation
from kolada.api.models import Kpi
from layouts.explore import texts_relation as said
from layouts.explore.measure import measure
from layouts.view import Views
from tests.pages import (
    KRAMFORS,
    Node,
    classed,
    graphs,
    heading,
    links,
    of_type,
    page_of,
    sample_store,
    text,
    views_of,
)
from tests.test_relation import plain_pearson, plain_ranks

SAMBAND = f"{KRAMFORS}&view=samband"
PAIR = "kpi=N31807&kpi=N33001"
COST = Kpi("N33001", "Kostnad barn och ungdomsvård, kr/inv")
AID = Kpi("N31807", "Invånare som någon gång under året erhållit ekonomiskt bistånd, andel (%) av bef.")
COUNT, OTHER_COUNT = Kpi("N01951", "Invånare totalt, antal"), Kpi("N33813", "Antal barn och unga på HVB, antal")
CAUSAL = r"beror på|orsak|påverkar|leder till|effekt av|därför att|på grund av|förklaras"


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    """The country's values of the pairs that are looked at."""
    with sample_store(tmp_path_factory.mktemp("relation")) as store:
        found = views_of(store)
        found.follow(["N31807", "N33001", "N33813", "N01951"])
        yield found


def page(views: Views, query: str = PAIR) -> list[Node]:
    return page_of(views, "/utforska", f"{SAMBAND}&{query}")


def table_cells(tree: object) -> list[list[str]]:
    (body,) = of_type(tree, "Tbody")
    return [[text(cell) for cell in of_type(row, "Th", "Td")] for row in of_type(body, "Tr")]


def points_of(figure: dict) -> list[tuple[float, float]]:
    return [pair for trace in figure["data"] for pair in zip(trace["x"], trace["y"], strict=True)]


# One calculation ----------------------------------------------------------------------------------


def test_the_coefficients_of_the_sentence_are_those_of_the_points_drawn(views: Views) -> None:
    tree = page(views)
    points = points_of(graphs(tree)[0])
    x, y = [p[0] for p in points], [p[1] for p in points]
    numbers = re.findall(r"\((?:Spearman|Pearson)\) (−?\d,\d\d)", text(classed(tree, "lead")))
    wanted = [plain_pearson(plain_ranks(x), plain_ranks(y)), plain_pearson(x, y)]
    assert [float(n.replace("−", "-").replace(",", ".")) for n in numbers] == pytest.approx(wanted, abs=0.00501)
    assert f"Bland {len(points)} av 290 kommuner" in text(classed(tree, "lead"))
    assert text(classed(tree, "lead")).index("Spearman") < text(classed(tree, "lead")).index("Pearson")


def test_the_table_has_every_point_the_own_one_first_then_the_peers(views: Views) -> None:
    tree = page(views)
    rows = table_cells(tree)
    assert len(rows) == len(points_of(graphs(tree)[0]))
    assert rows[0][:2] == ["Kramfors", "egen"]
    assert [row[1] for row in rows[1:8]] == ["jämförs med"] * 7
    assert {row[1] for row in rows[8:]} == {""}


def test_the_file_has_the_very_numbers_of_the_picture(views: Views, app: Dash) -> None:
    tree = page(views)
    answer = app.server.test_client().get(links(tree)[said.MENU_CSV])
    assert answer.status_code == 200
    rows = [r for r in csv.DictReader(io.StringIO(answer.text)) if r["role"] in ("focal", "peer") and r["value"]]
    values: dict[str, dict[str, float]] = {}
    for row in rows:
        values.setdefault(row["municipality"], {})[row["kpi"]] = float(row["value"])
    pairs = sorted((v["N31807"], v["N33001"]) for v in values.values() if len(v) == 2)
    assert pairs == sorted(points_of(graphs(tree)[0]))


def test_nobody_but_municipalities_is_in_it(views: Views) -> None:
    names = [n for trace in graphs(page(views))[0]["data"] for n in trace["customdata"]]
    assert len(names) == len(set(names)) <= 290
    assert not [n for n in names if n == "Riket" or n.startswith("Region ")]


# Words --------------------------------------------------------------------------------------------


def related(pairs: list[tuple[float, float]], members: int | None = None) -> Relation:
    points = tuple(Point(str(i), f"Kommun {i}", *pair) for i, pair in enumerate(pairs))
    return Relation(2022, points, (), members or len(points))


LINE = [(float(i), 2.0 * i) for i in range(1, 13)]
FALL = [(float(i), -2.0 * i) for i in range(1, 13)]
SHAPELESS = [(float(i), abs(i - 5.5)) for i in range(12)]


@pytest.mark.parametrize("pairs", [LINE, FALL, SHAPELESS, LINE[:3], [(1.0, 1.0)] * 12])
@pytest.mark.parametrize("kpis", [(AID, COST), (COUNT, COST), (COUNT, OTHER_COUNT)])
def test_no_sentence_has_a_causal_word_or_a_judgement(pairs: list[tuple[float, float]], kpis: tuple[Kpi, Kpi]) -> None:
    found = related(pairs)
    x, y = (measure(kpi, [1.0, 2.5]) for kpi in kpis)
    words = " ".join(
        [
            said.headline(found, x, y),
            said.lead(found, False),
            said.direction(found, x, y, False),
            *said.cautions(found, x, y, False),
            said.own_sentence(found, "0", "Kramfors", x, y),
        ]
    )
    assert not re.search(CAUSAL, words, re.IGNORECASE)
    assert not re.search(r"bättre|sämre|\bbra\b|dålig", words)
    assert said.NO_EXPLANATION in words
    assert "inte en person" in words


def test_direction_is_said_of_a_correlation_and_not_of_none() -> None:
    x, y = measure(AID, [1.5]), measure(COST, [1.5])
    assert "har oftare än andra höga värden i" in said.direction(related(LINE), x, y, False)
    assert "har oftare än andra låga värden i" in said.direction(related(FALL), x, y, False)
    assert said.direction(related(SHAPELESS), x, y, False) == ""
    assert said.headline(related(SHAPELESS), x, y).startswith("Inget tydligt samband")
    assert said.headline(related(FALL), x, y).startswith("Mycket starkt samband")


def test_counts_against_each_other_are_said_to_show_size_and_have_no_place() -> None:
    x, y = measure(COUNT, [1.0]), measure(OTHER_COUNT, [1.0])
    assert "följer storleken" in said.headline(related(LINE), x, y)
    assert any("hur stora kommunerna är" in text for text in said.cautions(related(LINE), x, y, False))
    assert said.direction(related(LINE), x, y, False) == ""
    assert "högst" not in said.own_sentence(related(LINE), "0", "Kramfors", x, y)


def test_a_shared_denominator_and_a_part_of_a_sum_are_said() -> None:
    x, y = measure(AID, [1.5]), measure(COST, [1.5])
    assert "Båda är delade med samma sak (invånare). Det kan i sig få dem att följas åt." in said.cautions(
        related(LINE), x, y, False
    )
    part = measure(Kpi("N33007", "Kostnad HVB barn och unga, kr/inv"), [1.5])
    assert any("är en del av" in text for text in said.cautions(related(LINE), part, y, False))


def test_preliminary_values_are_said_to_be_so(listed_store: Store) -> None:
    kpi = listed_store.kpis(["N33001"]).items["N33001"]
    assert kpi.publ_period
    today = kpi.publication_date - timedelta(days=1) if kpi.publication_date else None
    found = views_of(listed_store, today)
    found.follow(["N31807", "N33001"])
    is_unsettled = bool(kpi.prel_publication_date and today and kpi.prel_publication_date <= today)
    words = text(page(found, f"{PAIR}&year={kpi.publ_period}"))
    assert ("är preliminära och kan ändras" in words) == (is_unsettled and f" {kpi.publ_period} är" in words)
    assert said.preliminary([("A", 2025)]) == "Värdena i ”A” för 2025 är preliminära och kan ändras."


def test_less_than_half_and_few_points_are_said() -> None:
    x, y = measure(AID, [1.5]), measure(COST, [1.5])
    assert "Färre än hälften" in said.cautions(related(LINE, members=290), x, y, False)[0]
    assert "räknas inget mått" in said.lead(related(LINE[:3]), False)


def test_coefficients_that_differ_much_are_remarked_upon() -> None:
    far = [*[(float(i), float(-i)) for i in range(12)], (1000.0, 1000.0)]
    x, y = measure(AID, [1.5]), measure(COST, [1.5])
    assert any("två måtten skiljer sig" in text for text in said.cautions(related(far), x, y, False))


# The page -----------------------------------------------------------------------------------------


def test_counts_offer_their_rates_in_one_click(views: Views) -> None:
    tree = page(views, "kpi=N01951&kpi=N33813")
    assert "följer storleken" in heading(tree)
    (href,) = [h for t, h in links(tree).items() if t == "Visa per 1 000 i stället"]
    assert "kpi=N01951&kpi=N33816" in href


def test_the_source_line_credits_kolada_for_values_alone(views: Views) -> None:
    assert "PÅHITTADE" in text(classed(page(views), "card-source"))  # the sample: nobody is the source
    line = said.source(measure(AID, [1.0]), measure(COST, [1.0]), None)
    assert line == "Värden: Kolada (N31807 och N33001). Korrelation och rang: egen bearbetning."


def test_the_year_of_the_address_is_shown_and_a_strange_one_named(views: Views) -> None:
    assert "kommuner 2018 är" in text(classed(page(views, f"{PAIR}&year=2018"), "lead"))
    for strange in ("1850", "20x8", "<b>", "٢٠١٨"):
        tree = page(views, f"{PAIR}&year={strange}")
        assert "visas" in text(classed(tree, "notice"))
        assert graphs(tree)


@pytest.mark.parametrize(
    "query", ["kpi=N99999&kpi=N33001", "kpi=N33001&kpi=N33001", "kpi=%00", "kpi=N31807,N33001,N33006", "gender=K"]
)
def test_a_hostile_or_odd_query_gives_a_page(views: Views, query: str) -> None:
    assert heading(page(views, query))


def test_without_a_municipality_it_says_so(views: Views) -> None:
    assert "Välj först en kommun" in text(page_of(views, "/utforska", "view=samband"))


def test_before_the_country_is_there_it_says_that_it_comes(listed_store: Store) -> None:
    tree = page(views_of(listed_store))
    assert said.COMING in text(tree)
    assert not graphs(tree)


def test_the_copied_link_has_everything_fixed_and_draws_the_same(views: Views) -> None:
    tree = page(views)
    (copy,) = [n["props"]["data-copy"] for n in of_type(tree, "Button") if n["props"].get("data-action") == "copy"]
    assert re.search(r"peers=G\d+@\d{4}:.*kpi=N31807&kpi=N33001.*retrieved=.*year=\d{4}", copy)
    again = page_of(views, "/utforska", copy.partition("?")[2])
    assert graphs(again) == graphs(tree)
