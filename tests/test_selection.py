"""The query string is the state: every key is read and written, nothing raises, what is not understood is named."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.selection import (
    MAX_KPIS,
    MAX_PEERS,
    PeerChoice,
    Period,
    Selection,
    clip,
    parse,
    to_query,
)

SEVEN = ("1231", "1260", "1461", "1781", "1785", "1962", "2084")


def read(query: str) -> Selection:
    """The selection of a query that is understood in full."""
    selection, notices = parse(query)
    assert notices == ()
    return selection


def named(query: str) -> str:
    """The one notice of a query."""
    (notice,) = parse(query)[1]
    return notice


def test_an_empty_query_is_all_defaults_and_says_nothing():
    assert parse("") == parse("?") == (Selection(), ())
    assert to_query(Selection()) == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("municipality=0180", Selection(municipality="0180")),
        ("peers=G36552", Selection(peers=PeerChoice("G36552"))),
        ("peers=G36552@2024:" + ",".join(SEVEN), Selection(peers=PeerChoice("G36552", "2024", SEVEN))),
        ("peers=G33612@2026-11-22", Selection(peers=PeerChoice("G33612", "2026-11-22"))),
        ("peers=1231,1260", Selection(peers=PeerChoice(members=("1231", "1260")))),
        ("kpi=N33001&kpi=U33580", Selection(kpis=("N33001", "U33580"))),
        ("set=barn-och-unga", Selection(set="barn-och-unga")),
        ("period=2012-2022", Selection(period=Period(2012, 2022))),
        ("period=2018", Selection(period=Period(2018, 2018))),
        ("period=latest5", Selection(period=Period(latest=5))),
        ("gender=K", Selection(genders=("K",))),
        ("gender=T,K,M", Selection(genders=("T", "K", "M"))),
        ("view=antal", Selection(view="antal")),
        ("counts=mean", Selection(count_mean=True)),
        ("scale=same", Selection(same_scale=True)),
        ("retrieved=2026-11-22", Selection(retrieved=date(2026, 11, 22))),
    ],
)
def test_every_key_is_read_and_written_alike(query: str, expected: Selection):
    assert read(query) == expected
    assert to_query(expected) == query


def test_what_people_write_by_hand_is_read_with_them():
    assert read("?municipality=%202282%20&kpi=n33001,N33007&gender=k&prices=nominal&period=2022-2012") == Selection(
        municipality="2282", kpis=("N33001", "N33007"), genders=("K",), period=Period(2012, 2022)
    )
    assert read("kpi=N33001&kpi=N33001").kpis == ("N33001",)
    assert read("utm_source=mail&fbclid=x&format=excel-sv") == Selection()


def test_the_defaults_may_be_written_out():
    assert read("period=latest10&gender=T&prices=nominal&view=&counts=&peers=") == Selection()


IDS = st.from_regex(r"[0-9]{4}", fullmatch=True)
GROUPS = st.from_regex(r"G[0-9]{4,6}", fullmatch=True)
MEMBERS = st.lists(IDS, unique=True, min_size=1, max_size=MAX_PEERS).map(tuple)
YEARS = st.integers(1990, 2040)
SLUGS = st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)
PINS = st.one_of(st.none(), YEARS.map(str), st.dates(date(1990, 1, 1)).map(str))
PEERS = st.one_of(
    st.builds(PeerChoice, GROUPS, PINS, st.one_of(st.just(()), MEMBERS)),
    st.builds(PeerChoice, members=MEMBERS),
)
PERIODS = st.one_of(
    st.builds(Period, latest=st.integers(1, 60)),
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), YEARS, YEARS),
)
SELECTIONS = st.builds(
    Selection,
    municipality=st.none() | IDS,
    peers=st.none() | PEERS,
    kpis=st.lists(st.from_regex(r"[NU][0-9]{5}", fullmatch=True), unique=True, max_size=MAX_KPIS).map(tuple),
    set=st.none() | SLUGS,
    period=PERIODS,
    genders=st.permutations("TKM").flatmap(lambda p: st.integers(1, 3).map(lambda n: tuple(p[:n]))),
    view=st.just("") | SLUGS,
    count_mean=st.booleans(),
    same_scale=st.booleans(),
    retrieved=st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)


@given(SELECTIONS)
def test_what_is_written_is_read_back_as_it_was(selection: Selection):
    assert read(to_query(selection)) == selection


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("municipality=Kramfors", "kommun ”Kramfors” gick inte att förstå. Välj en kommun."),
        ("municipality=2282&municipality=1260", "flera värden för kommun. Det första används: ”2282”."),
        ("peers=de+sju", "jämförelsegrupp har delar som inte gick att förstå: de sju."),
        ("kpi=N33001,HVB", "nyckeltal har delar som inte gick att förstå: HVB."),
        ("set=Barn%20%26%20unga", "område ”Barn & unga” gick inte att förstå. Barn och unga visas."),
        ("period=0-99999", "år ”0-99999” gick inte att förstå. De senaste tio åren visas."),
        ("period=0000", "år ”0000” gick inte att förstå"),
        ("period=99999", "år ”99999” gick inte att förstå"),
        ("period=latest0", "år ”latest0” gick inte att förstå"),
        ("period=1901-2100", "år ”1901-2100” gick inte att förstå"),
        ("gender=F", "kön ”F” gick inte att förstå. Totalt visas."),
        ("prices=fixed", "priser ”fixed” gick inte att förstå. Löpande priser visas"),
        ("counts=median", "antal ”median” gick inte att förstå."),
        ("scale=log", "skala ”log” gick inte att förstå."),
        ("view=%3Cb%3E", "del ”<b>” gick inte att förstå."),
        ("retrieved=2026-02-30", "datum ”2026-02-30” gick inte att förstå."),
        ("kommun=2282", "delar som inte betyder något här: kommun."),
    ],
)
def test_what_is_not_understood_falls_back_to_its_default_and_is_named(query: str, said: str):
    selection, notices = parse(query)
    assert said in notices[0]
    kept = {"municipality=2282&municipality=1260": Selection(municipality="2282")}
    assert selection == kept.get(query, Selection(kpis=("N33001",)) if "N33001" in query else Selection())


def test_an_own_list_keeps_what_is_understood():
    selection, notices = parse("peers=1231,Bjuv,1260")
    assert selection.peers == PeerChoice(members=("1231", "1260"))
    assert "förstå: Bjuv." in notices[0]


def test_no_more_than_25_kpis_and_60_peers_are_taken_and_the_rest_is_named():
    kpis = [f"N{n:05d}" for n in range(27)]
    selection, (notice,) = parse("&".join(f"kpi={kpi}" for kpi in kpis))
    assert selection.kpis == tuple(kpis[:25])
    assert notice == "Högst 25 nyckeltal visas. Utelämnade: N00025, N00026."
    selection, (notice,) = parse("peers=" + ",".join(f"{n:04d}" for n in range(1000, 1061)))
    assert len(selection.peers.members) == 60
    assert notice.endswith("Utelämnade: 1060.")


@pytest.mark.parametrize("key", ["peers", "kpi", "municipality", "period", "set"])
def test_ten_thousand_ids_are_read_without_a_murmur_longer_than_a_few_lines(key: str):
    selection, notices = parse(f"{key}=" + ",".join(f"{n % 10_000:04d}" for n in range(10_000)))
    assert len(selection.kpis) <= 25
    assert not selection.peers or len(selection.peers.members) == 60
    assert notices
    assert all(len(notice) < 400 for notice in notices)


def test_an_address_longer_than_can_be_read_says_so():
    assert "längre än vad som kan läsas" in named("municipality=2282&" + "&" * 3_000)
    assert any("längre än" in notice for notice in parse("view=" + "x" * 200_000)[1])
    assert read("municipality=2282&" + "&" * 100).municipality == "2282"


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "%zz=%",
        "municipality=%E5",
        "municipality=%C3%28",
        "municipality=%00%01%1b[31m",
        "kpi=%F0%9F%92%A9",
        "set=%E2%80%AEagnu-hco-nrab",  # right-to-left override
        "peers=%E2%80%8F2282",
        "peers=G36552@2024:<script>alert(1)</script>",
        "<script>alert(1)</script>",
        "kpi=<img src=x onerror=alert(1)>",
        "municipality=' OR 1=1 --",
        "period=٢٠١٨",  # digits, but not those of a year here
        "municipality=２２８２",
        "retrieved=9999-99-99",
        "period=latest9999999999999999999999",
        "=&==&&=;&;",
        "municipality\r\nSet-Cookie: a=b",
        "\udcff=\udcff",
        "kpi=" + "," * 5_000,
    ],
)
def test_crafted_queries_never_raise_and_what_is_repeated_is_plain_and_short(query: str):
    selection, notices = parse(query)
    assert selection == parse(to_query(selection))[0]
    assert all(notice.isprintable() for notice in notices)
    assert all(len(notice) < 700 for notice in notices)


def test_five_hundred_random_queries_never_raise():
    chance = random.Random(20261122)
    words = "municipality peers kpi period retrieved = & % %4 %00 : @ , - G1 2282 latest N33001 <script> é 💩 ' \" \\"
    pieces = [*words.split(" "), "\u202e", "\x00", "9" * 30, " "]
    for _ in range(500):
        query = "".join(chance.choices(pieces, k=chance.randint(1, 40)))
        selection, notices = parse(query)
        assert read(to_query(selection)) == selection
        assert all(notice.isprintable() for notice in notices)


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str):
    assert read(to_query(parse(text)[0])) == parse(text)[0]


def test_a_strangers_text_is_clipped_and_loses_its_control_characters():
    assert clip("  Kram\x00fors\u202e ") == "Kram fors"
    assert clip("x" * 100) == "x" * 59 + "…"
    assert clip("å" * 60) == "å" * 60


def test_a_window_is_the_named_years_or_the_latest_so_many():
    assert Period(2012, 2022).window(2025) == (2012, 2022)
    assert Period(latest=3).window(2025) == (2023, 2025)
    assert [str(p) for p in (Period(), Period(2018, 2018), Period(2012, 2022))] == ["latest10", "2018", "2012-2022"]
