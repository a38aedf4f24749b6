"""Groups by their real titles (Kolada's list of 2026-03), overlaps of editions, and names as people write them."""

import pytest

from kolada import groups
from kolada.api.models import Member, Municipality, MunicipalityGroup
from kolada.groups import GroupKind, Liknande
from kolada.swedish import sort_key

UNITS = [
    Municipality(id_, title, "K")
    for id_, title in [
        ("2282", "Kramfors"), ("1960", "Kungsör"), ("1231", "Burlöv"), ("2182", "Söderhamn"), ("2583", "Haparanda"),
        ("1785", "Säffle"), ("0767", "Markaryd"), ("1862", "Degerfors"), ("1384", "Kungsbacka"), ("1440", "Ale"),
        ("1441", "Lerum"), ("1284", "Höganäs"), ("0643", "Habo"), ("0305", "Håbo"), ("2321", "Åre"), ("1463", "Mark"),
        ("0980", "Gotland"), ("0114", "Upplands Väsby"), ("2023", "Malung-Sälen"), ("1480", "Göteborg"),
        ("0617", "Gnosjö"), ("1270", "Tomelilla"), ("1438", "Dals-Ed"), ("1260", "Bjuv"),
    ]
] + [
    Municipality("0000", "Riket", "L"), Municipality("0009", "Region Gotland", "L"),
    Municipality("0012", "Region Skåne", "L"), Municipality("0014", "Västra Götalandsregionen", "L"),
]  # fmt: skip
BY_TITLE = {unit.title: unit for unit in UNITS}
SEVEN = ("1231", "1260", "1461", "1781", "1785", "1962", "2084")


def group(id_: str, title: str, *members: str) -> MunicipalityGroup:
    return MunicipalityGroup(id_, title, tuple(Member(member, "") for member in members or SEVEN))


KRAMFORS = [
    group("G36552", "Liknande kommuner IFO, Kramfors, 2024"),
    group("G176298", "Liknande kommuner socioekonomi, Kramfors, 2024"),
    group("G176588", "Liknande kommuner äldreomsorg, Kramfors, 2024"),
    group("G176008", "Liknande kommuner ekonomiskt bistånd, Kramfors, 2023"),
    group("G35968", "Liknande kommuner grundskola, Kramfors, 2024"),
    group("G36260", "Liknande kommuner gymnasieskola, Kramfors, 2024"),
    group("G37428", "Liknande kommuner, övergripande, Kramfors, 2025"),
    group("G39601", "Liknande kommuner LSS, Kramfors, 2024"),
    group("G85562", "Liknande kommuner fritidshem, Kramfors, 2024"),
    group("G85854", "Liknande kommuner förskola, Kramfors, 2024"),
    group("G216198", "Liknande kommuner arbetsmarknad, Kramfors, 2024"),
    group("G219141", "Liknande kommuner räddningstjänst, Kramfors, 2024"),
    group("G33629", "Västernorrlands läns kommuner (ovägt medel)", "2260", "2282"),
    group("G92791", "Landsbygdskommun, ej nära större stad (ovägt medel)", "2282", "2583"),
    group("G30826", "Kommuner med 15 000 - 19 999 invånare (ovägt medel)", "2282", "1785"),
    group("G2328", "Alla kommuner (ovägt medel)", "2282", "0980", "0617", "2321"),
]
OTHERS = [
    group("G36587", "Liknande kommuner IFO, Mark, 2024"),
    group("G216233", "Liknande kommuner arbetsmarknad, Mark, 2024"),
    group("G36718", "Liknande kommuner IFO, Åre, 2024"),
    group("G36508", "Liknande kommuner IFO, Habo, 2024"),
    group("G36526", "Liknande kommuner IFO, Håbo, 2024"),
    group("G36500", "Liknande kommuner IFO, Gotland, 2024"),
    group("G37375", "Liknande kommuner, övergripande, Gnosjö, 2025"),
    group("G219216", "Liknande kommuner räddningstjänst, Region Gotland, 2024"),
    group("G176777", "Liknande regioner socioekonomi, Region Gotland, 2024"),
    group("G43564", "Liknande regioner, hälso- och sjukvård (inkl läkemedel), Region Gotland, 2024"),
    group("G33619", "Gotlands läns kommuner (ovägt medel)", "0980"),
    group("G2329", "Alla regioner (ovägt medel)", "0009", "0012"),
    group("G148078", "Lapplands Kommunalförbund", "2282", "2583"),
]
ALL = KRAMFORS + OTHERS


def ids_of(title: str) -> list[str]:
    return [found.id for found in groups.groups_of(BY_TITLE[title], ALL)]


@pytest.mark.parametrize(
    ("title", "parsed"),
    [
        ("Liknande kommuner IFO, Kramfors, 2024", Liknande("IFO", "Kramfors", 2024)),
        ("Liknande kommuner, IFO, Kramfors, 2022", Liknande("IFO", "Kramfors", 2022)),
        ("Liknande kommuner, övergripande, Upplands Väsby, 2025", Liknande("övergripande", "Upplands Väsby", 2025)),
        ("Liknande kommuner ekonomiskt bistånd, Dals-Ed, 2023", Liknande("ekonomiskt bistånd", "Dals-Ed", 2023)),
        ("Liknande kommuner räddningstjänst, Region Gotland, 2024",
         Liknande("räddningstjänst", "Region Gotland", 2024)),
        ("Liknande regioner, hälso- och sjukvård (inkl läkemedel), Region Skåne, 2024",
         Liknande("hälso- och sjukvård (inkl läkemedel)", "Region Skåne", 2024, "regioner")),
        ("Alla kommuner (ovägt medel)", None),
        ("Liknande kommuner IFO, Kramfors", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_title_says_area_owner_and_edition(title: str, parsed: Liknande | None) -> None:
    assert groups.parse_title(title) == parsed


@pytest.mark.parametrize(
    ("found", "kind", "edition", "name"),
    [
        (KRAMFORS[0], GroupKind.LIKNANDE, 2024, "Liknande kommuner IFO 2024"),
        (KRAMFORS[6], GroupKind.LIKNANDE, 2025, "Liknande kommuner övergripande 2025"),
        (OTHERS[8], GroupKind.LIKNANDE, 2024, "Liknande regioner socioekonomi 2024"),
        (KRAMFORS[12], GroupKind.COUNTY, None, "Västernorrlands läns kommuner"),
        (KRAMFORS[13], GroupKind.SKR, None, "Landsbygdskommun, ej nära större stad"),
        (KRAMFORS[14], GroupKind.SIZE, None, "Kommuner med 15 000 - 19 999 invånare"),
        (KRAMFORS[15], GroupKind.ALL, None, "Alla kommuner"),
        (OTHERS[11], GroupKind.ALL_REGIONS, None, "Alla regioner"),
        (OTHERS[12], GroupKind.OTHER, None, "Lapplands Kommunalförbund"),
        (group("Gx", "Något annat"), GroupKind.OTHER, None, "Något annat"),
    ],
)
def test_a_group_has_a_kind_an_edition_and_a_short_name(
    found: MunicipalityGroup, kind: GroupKind, edition: int | None, name: str
) -> None:
    assert (groups.kind(found), groups.edition(found), groups.short_name(found)) == (kind, edition, name)


def test_kramfors_has_its_twelve_groups_and_four_more_with_the_defaults_first() -> None:
    assert ids_of("Kramfors") == [
        "G36552", "G176008", "G176588", "G39601", "G85854", "G35968", "G36260", "G37428",
        "G216198", "G85562", "G219141", "G176298", "G33629", "G92791", "G30826", "G2328",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "ids"),
    [
        ("Mark", ["G36587", "G216233"]),
        ("Åre", ["G36718", "G2328"]),
        ("Habo", ["G36508"]),
        ("Håbo", ["G36526"]),
        ("Gotland", ["G36500", "G2328"]),  # not its county, where it is alone, nor the region's groups
        ("Region Gotland", ["G219216", "G176777", "G43564", "G2329"]),
        ("Riket", []),
    ],
)
def test_the_owner_of_a_group_is_matched_exactly(title: str, ids: list[str]) -> None:
    assert sorted(ids_of(title)) == sorted(ids)


@pytest.mark.parametrize(
    ("title", "area", "id_"),
    [
        ("Kramfors", "IFO", "G36552"),
        ("Kramfors", "LSS", "G39601"),
        ("Kramfors", "finns inte", "G37428"),
        ("Gnosjö", "LSS", "G37375"),
        ("Region Gotland", "IFO", "G176777"),
        ("Tomelilla", "IFO", None),
        ("Riket", "IFO", None),
    ],
)
def test_the_default_group_falls_back_where_an_area_has_none(title: str, area: str, id_: str | None) -> None:
    found = groups.default_group(BY_TITLE[title], area, ALL)
    assert (found.id if found else None) == id_


def test_editions_overlap_by_their_members() -> None:
    edition_2022 = ["0881", "1260", "1277", "1492", "1781", "1885", "2083"]
    kept = groups.overlap(edition_2022, SEVEN)
    assert kept == groups.Overlap(
        ("1260", "1781"), 7, ("0881", "1277", "1492", "1885", "2083"), ("1231", "1461", "1785", "1962", "2084")
    )
    assert groups.overlap(SEVEN, SEVEN).kept == SEVEN


@pytest.mark.parametrize(
    ("text", "ids", "unknown"),
    [
        ("Kungsör, Burlöv, Söderhamn, Haparanda, Säffle, Markaryd, Degerfors",
         ("1960", "1231", "2182", "2583", "1785", "0767", "1862"), ()),
        ("Kungsbacka, Ale; Lerum", ("1384", "1440", "1441"), ()),
        ("Ale och Lerum samt Åre.", ("1440", "1441", "2321"), ()),
        ("Liknande kommuner: 1. Ale\n2. Lerum\r\n\n- Hoganas\n• Åre", ("1440", "1441", "1284", "2321"), ()),
        ("1231 1260", ("1231", "1260"), ()),
        ("1231, Burlöv (1231)", ("1231",), ()),
        ("1231 Ale", (), ("1231 Ale",)),
        ("9999", (), ("9999",)),
        ("KRAMFORS kommun, Lerums kommun, Göteborgs stad, Kramfors Kommun", ("2282", "1441", "1480"), ()),
        ("Upplands Väsby, upplands-väsby, Malung-Sälen, Malung Sälen, Dals Ed", ("0114", "2023", "1438"), ()),
        ("Gotland", ("0980",), ()),
        ("Gotlands kommun", ("0980",), ()),
        ("Region Gotland", ("0009",), ()),
        ("Habo, Håbo", ("0643", "0305"), ()),
        ("HABÖ", (), ("HABÖ",)),  # could be either
        ("Riket", (), ("Riket",)),
        ("Ale, Atlantis,  El Dorado ", ("1440",), ("Atlantis", "El Dorado")),
        ("<script>alert(1)</script>", (), ("<script>alert(1)</script>",)),
        ("", (), ()),
        (" ,;\n", (), ()),
    ],
)  # fmt: skip
def test_a_pasted_list_is_understood_in_its_order(text: str, ids: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    understood = groups.parse_names(text, UNITS)
    assert (understood.ids, understood.unknown) == (ids, unknown)


def test_what_came_twice_and_what_is_too_long_is_said() -> None:
    understood = groups.parse_names(f"Ale, ale, 1440, {'x' * 200}", UNITS)
    assert understood == groups.Understood(("1440",), ("x" * groups.MAX_UNKNOWN,), ("1440",))


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.id != "0000"], ids=lambda unit: unit.title)
def test_every_unit_is_understood_by_its_own_name_and_code(unit: Municipality) -> None:
    forms = (
        unit.title,
        unit.title.upper(),
        f"{unit.title} kommun",
        f"{unit.title}s kommun",
        f"3. {unit.title}",
        unit.id,
    )
    assert {groups.parse_names(form, UNITS).ids for form in forms} == {(unit.id,)}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("kra", ["Kramfors"]),
        ("ha", ["Habo", "Haparanda", "Håbo", "Söderhamn"]),
        ("HÅ", ["Håbo", "Habo", "Haparanda", "Söderhamn"]),
        ("gotl", ["Gotland", "Region Gotland"]),
        ("salen", ["Malung-Sälen"]),
        ("2282", ["Kramfors"]),
        ("riket", []),
        ("  ", []),
        ("<b>", []),
    ],
)
def test_search_offers_beginnings_before_middles(text: str, titles: list[str]) -> None:
    assert [unit.title for unit in groups.search(text, UNITS)] == titles


def test_search_stops_at_its_limit() -> None:
    assert len(groups.search("a", UNITS, limit=3)) == 3


def test_swedish_sorts_its_three_letters_last() -> None:
    names = ["Örebro", "Åre", "ale", "Ängelholm", "Zorn", "Håbo", "Habo"]
    assert sorted(names, key=sort_key) == ["ale", "Habo", "Håbo", "Zorn", "Åre", "Ängelholm", "Örebro"]
