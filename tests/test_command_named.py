"""What people call a municipality and whom to compare it with: names, codes, groups, and what may have been meant."""

from collections.abc import Sequence

import pytest

from kolada.api.models import Municipality
from layouts.command import named, texts
from layouts.command.named import Unusable, municipality, nearest, peers
from layouts.selection import PeerChoice, Period
from layouts.view import Views


@pytest.fixture
def units(warm_views: Views) -> Sequence[Municipality]:
    return warm_views.municipalities()


def of_kramfors(views: Views, text: str) -> PeerChoice | None:
    units = views.municipalities()
    return peers(text, municipality("Kramfors", units), units, views.store.municipality_groups().items)


@pytest.mark.parametrize("text", ["Kramfors", "kramfors", "2282", " Kramfors kommun ", "Kramfors (2282)"])
def test_a_municipality_has_a_name_and_a_code(units: Sequence[Municipality], text: str) -> None:
    assert municipality(text, units).id == "2282"


def test_a_name_without_its_dots_is_understood(units: Sequence[Municipality]) -> None:
    assert municipality("ornskoldsvik", units).title == "Örnsköldsvik"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kramfross", " Menade du Kramfors?"),
        ("Örnsköldsvk", " Menade du Örnsköldsvik?"),
        ("Kramf", " Menade du Kramfors?"),
        *((text, "") for text in ("xyzzy", "", "9999", "0000")),
    ],
)
def test_what_is_nobodys_name_is_said_with_what_may_have_been_meant(
    units: Sequence[Municipality], text: str, meant: str
) -> None:
    with pytest.raises(Unusable) as told:
        municipality(text, units)
    assert told.value.sentence == f"Ingen kommun heter eller har koden ”{text}”.{meant}"
    assert isinstance(told.value, ValueError)


def test_the_nearest_names_are_few_and_never_riket(units: Sequence[Municipality]) -> None:
    assert len(nearest("a", units)) <= 3
    assert nearest("Riket", units) == [name for name in nearest("Riket", units) if name != "Riket"]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("G36552", PeerChoice("G36552")),
        ("G36552@2024:1260,1231", PeerChoice("G36552", "2024", ("1260", "1231"))),
        ("IFO", PeerChoice("G36552")),
        ("ifo", PeerChoice("G36552")),
        ("liknande IFO", PeerChoice("G36552")),
        ("Liknande kommuner IFO 2024", PeerChoice("G36552")),
        ("IFO 2022", PeerChoice("G36552", "2022")),
        ("liknande", None),
        ("Liknande kommuner", None),
        ("Bjuv, Burlöv", PeerChoice(members=("1260", "1231"))),
        ("Bjuv och Burlöv", PeerChoice(members=("1260", "1231"))),
        ("1260,Burlöv", PeerChoice(members=("1260", "1231"))),
    ],
)
def test_peers_are_a_group_by_id_or_name_or_municipalities(
    warm_views: Views, text: str, chosen: PeerChoice | None
) -> None:
    assert of_kramfors(warm_views, text) == chosen


@pytest.mark.parametrize("text", ["Västernorrlands län", "vasternorrlands läns kommuner", "län"])
def test_the_county_is_a_group_by_its_name(warm_views: Views, text: str) -> None:
    chosen = of_kramfors(warm_views, text)
    assert chosen is not None
    group = next(g for g in warm_views.store.municipality_groups().items if g.id == chosen.group)
    assert group.title.startswith("Västernorrlands läns kommuner")


def test_all_are_a_group(warm_views: Views) -> None:
    assert of_kramfors(warm_views, "alla") == PeerChoice("G2328")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bjuv, Burlövv", "Burlövv. Menade du Burlöv?"),
        ("xyzzy", "xyzzy. Grupperna är: IFO, "),
        ("G99999999", "G99999999."),
        ("G36552@2024:abcd", "G36552@2024:abcd."),
        ("Västmanlands län", "Västmanlands län."),
        (",", ",."),
    ],
)
def test_peers_that_are_nobody_are_named(warm_views: Views, text: str, said: str) -> None:
    with pytest.raises(Unusable) as told:
        of_kramfors(warm_views, text)
    assert told.value.sentence.startswith(f"Förstod inte vilka det ska jämföras med: {said}")


def test_more_peers_than_there_is_room_for_are_refused(warm_views: Views) -> None:
    many = ",".join(unit.id for unit in warm_views.municipalities() if unit.is_municipality)
    with pytest.raises(Unusable, match="Högst 60 kommuner"):
        of_kramfors(warm_views, many)


def test_years_genders_and_kpis_are_those_of_an_address() -> None:
    assert named.period("latest5").period == Period(latest=5)
    assert named.period("2012-2022").period == Period(2012, 2022)
    assert named.genders("k,m").genders == ("K", "M")
    assert named.kpis(["n33001", "N33007,N33001"]).kpis == ("N33001", "N33007")
    assert named.kpis(["barn-och-unga"]).set == "barn-och-unga"


@pytest.mark.parametrize("text", ["igår", "2012-", "latest0", "", "2022&gender=K", "1"])
def test_what_is_no_year_is_said(text: str) -> None:
    with pytest.raises(Unusable) as told:
        named.period(text)
    assert told.value.sentence == texts.PERIOD_UNKNOWN.format(value=text)


@pytest.mark.parametrize("text", ["X", "T,X", ""])
def test_what_is_no_gender_is_said(text: str) -> None:
    with pytest.raises(Unusable, match="är inget kön"):
        named.genders(text)


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "minst ett"), ([" "], "minst ett"), (["HVB", "kostnad"], "python -m kolada kpi ”HVB kostnad”"),
     ([f"N{n:05}" for n in range(26)], "Högst 25")],
)  # fmt: skip
def test_what_are_no_kpis_is_said(words: list[str], said: str) -> None:
    with pytest.raises(Unusable, match=said):
        named.kpis(words)
