"""Literal tables with Kolada's own numbers, and comparisons made from them.

N33001 as of 2026-11-22: the two worked examples of what an auditor's report compares. Everything is gender T.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kolada.analysis.compare import Comparison, compare
from kolada.analysis.lines import OWN_LIST, Cell, Cells, Peers
from kolada.analysis.ranks import Country
from kolada.api.models import RIKET, Kpi, Municipality
from kolada.groups import GroupKind

Table = dict[str, tuple[int, tuple[float | None, ...]]]  # id -> the first year, and a value for each from it on
TODAY = date(2026, 11, 22)

NAMES = {
    "0428": "Vingåker", "0682": "Nässjö", "0684": "Sävsjö", "0761": "Lessebo", "0767": "Markaryd", "0881": "Nybro",
    "1231": "Burlöv", "1256": "Östra Göinge", "1260": "Bjuv", "1277": "Åstorp", "1315": "Hylte", "1461": "Mellerud",
    "1764": "Grums", "1781": "Kristinehamn", "1785": "Säffle", "1862": "Degerfors", "1960": "Kungsör",
    "1962": "Norberg", "1982": "Fagersta", "2034": "Orsa", "2084": "Avesta", "2182": "Söderhamn", "2260": "Ånge",
    "2262": "Timrå", "2280": "Härnösand", "2281": "Sundsvall", "2282": "Kramfors", "2283": "Sollefteå",
    "2284": "Örnsköldsvik", "2583": "Haparanda",
}  # fmt: skip

N33001: Table = {  # kr per inhabitant, from the year given
    "2282": (2008, (1555.0, 1551.0, 1719.475438, 1661.295486, 1500.108015, 1975.284553, 2206.563602, 2629.500517,
        3107.810074, 3324.879097, 3552.027357, 3422.273274, 3794.187393, 4182.39378, 4419.180071)),  # Kramfors
    "1260": (2008, (1237.0, 1145.0, 1048.581632, 1006.531547, 1069.689224, 1174.380109, 1582.986437, 2179.120438,
        2608.735693, 2847.041286, 3189.471647, 3330.257716, 3954.704721, 3903.105668, 3066.803636)),  # Bjuv
    "1960": (2017, (470.998489, 856.120918, 1722.766571, 2348.656375, 2251.735518, 2272.882903)),  # Kungsör
    "1231": (2008, (1619.0, 1780.0, 1450.811329, 1573.769518, 1818.352831, 2258.910833, 2004.531985, 2263.396443,
        2066.700669, 2181.209539, 2061.111111, 1999.581415, 1952.982601, 2022.78135, 2720.752439)),  # Burlöv
    "2182": (2017, (1979.598169, 2027.253995, 2356.939516, 2602.502746, 2634.284367, 3109.54945)),  # Söderhamn
    "2583": (2017, (1986.435492, 1886.050077, 2398.451213, 2467.972086, 3021.90396, 3583.404711)),  # Haparanda
    "1785": (2008, (871.0, 943.0, 990.480479, 875.341042, 1008.035014, 936.763551, 1346.484935, 1305.739945,
        1866.372417, 1657.022954, 1356.645145, 1645.616305, 1599.870298, 2342.426604, 2410.969689)),  # Säffle
    "0767": (2017, (2431.170108, 2412.378168, 2366.763566, 2865.034223, 2769.379845, 2999.901633)),  # Markaryd
    "1862": (2017, (1630.844022, 1724.676668, 2722.94641, 3408.991797, 3956.2618, 3473.032529)),  # Degerfors
    "1461": (2008, (1707.0, 1789.0, 1728.619675, 2241.508602, 2079.141516, 1873.144399, 2208.706356, 3251.826808,
        2667.596267, 2654.687, 4799.337182, 4674.328679, 4472.186426, 4140.483384, 3536.759149)),  # Mellerud
    "1781": (2008, (912.0, 995.0, 1009.324597, 1345.261203, 1399.089721, 1614.722953, 1525.379448, 1709.394314,
        1724.494346, 2016.024341, 2498.356345, 2897.711812, 3593.13766, 4087.721482, 4350.101858)),  # Kristinehamn
    "1962": (2008, (2218.0, 1629.0, 1755.198323, 1614.148472, 1438.721137, 1171.540656, 1339.569855, 2001.895571,
        1836.583261, 1438.923395, 2027.610009, 2266.256591, 2544.42311, 3370.143507, 3929.980451)),  # Norberg
    "2084": (2008, (1299.0, 1620.0, 2063.012556, 2077.119985, 2202.124191, 2479.056621, 2320.679321, 2267.240244,
        1310.306118, 1510.620915, 1525.146851, 1714.211753, 2093.380153, 2160.305344, 2347.200419)),  # Avesta
    "0682": (2013, (2119.867191, 2370.582138, 2346.097008, 2253.049968, 2502.373468, 3306.032976, 3560.87894,
        3867.819916, 4051.003713, 3966.378663)),  # Nässjö
    "0684": (2013, (1293.463397, 1361.261261, 1585.856787, 1544.401544, 1918.232429, 2276.330496, 2690.845251,
        2691.920485, 3114.271074, 3041.372866)),  # Sävsjö
    "0761": (2013, (1559.995037, 1621.124031, 1132.80883, 984.13242, 909.607086, 1458.08656, 1104.774991,
        1890.583478, 3895.148122, 3886.623453)),  # Lessebo
    "1256": (2013, (1883.539125, 2031.159838, 2162.813785, 2470.012495, 2294.393476, 2237.479048, 2223.495702,
        2839.448625, 1864.935413, 2263.154284)),  # Östra Göinge
    "1277": (2013, (1883.097742, 2228.404488, 2900.019746, 3514.811953, 3154.094011, 2485.394383, 1626.097867,
        1827.86528, 1552.182978, 2006.36436)),  # Åstorp
    "1315": (2013, (1029.09709, 1043.588247, 1164.066958, 1301.624977, 1518.653321, 2199.468572, 2480.906149,
        2242.651892, 2807.703174, 3608.180428)),  # Hylte
    "1982": (2013, (1567.977004, 1888.448945, 1771.187716, 2092.599479, 2311.367872, 2573.529412, 2798.222687,
        3432.727821, 3637.285081, 2816.505509)),  # Fagersta
    "0428": (2013, (2203.169213, 2017.37863, 1930.414386, 2064.182877, 2427.668845, 3199.759194, 2755.021403,
        2591.097988, 3415.97705, 3817.280926)),  # Vingåker
    "0881": (2013, (2504.643645, 2105.255149, 1974.688671, 1813.056964, 1877.83005, 1931.842752, 2455.261345,
        2635.870369, 2327.253007, 2598.630744)),  # Nybro
    "1764": (2013, (2422.969188, 2572.895736, 2476.914477, 2382.323734, 2445.455554, 2770.519077, 3650.823477,
        4168.970474, 5033.879661, 5841.95497)),  # Grums
    "2034": (2013, (1435.246021, 888.285379, 1156.740741, 1850.167614, 1646.144911, 1112.304121, 1846.766025,
        1620.764868, 2304.567794, 2246.034035)),  # Orsa
    "2260": (2013, (1472.978634, 1389.603543, 1411.461077, 1355.766193, 2284.915612, 2341.196472, 2699.871189,
        2276.82636, 2317.773205, 2863.830253)),  # Ånge
    "2262": (2013, (1495.515447, 1728.599168, 1901.81798, 2045.631392, 1956.572379, 2602.547065, 2735.469158,
        2702.555252, 3340.456397, 3472.794863)),  # Timrå
    "2280": (2013, (1755.518381, 1743.082206, 1996.050427, 1593.375282, 1752.242954, 1838.057325, 2189.532621,
        2300.350402, 2206.02111, 2594.718437)),  # Härnösand
    "2281": (2013, (1565.880921, 1748.135363, 1698.616247, 1655.286041, 1765.276794, 1894.658574, 2166.919728,
        2075.091262, 2265.991165, 2302.029972)),  # Sundsvall
    "2283": (2013, (1400.346532, 1515.119337, 1744.679776, 1762.974907, 1477.649805, 1649.025641, 1949.895507,
        1976.791013, 2479.695971, 2924.358494)),  # Sollefteå
    "2284": (2013, (1666.569672, 1546.897625, 1706.042176, 1632.263598, 1670.621137, 1983.936244, 2145.273045,
        2225.240561, 2294.8068, 2615.134007)),  # Örnsköldsvik
    "0000": (2008, (None, None, 1475.258003, 1580.73017, None, 1688.780889, 1788.870109, 1910.783019, 1943.864391,
        2031.779477, 2157.833705, 2238.327648, 2342.333463, 2448.503711, 2592.238638)),  # Riket
}  # fmt: skip
N30001: Table = {  # per cent, may be negative; Riket has none
    "2282": (2015, (-17.5716, -4.0757, 2.9567, 20.547, -7.0974, 2.1944, 18.336, 43.4294)),  # Kramfors
    "2260": (2015, (2.9992, -10.1534, -2.9401, -8.426, -10.5843, -23.3226, -13.2418, -6.2832)),  # Ånge
    "2262": (2015, (-0.2189, 9.7005, 3.8045, 21.7334, 33.941, 24.9694, 43.1919, 45.4614)),  # Timrå
    "2280": (2015, (-2.2703, -16.6048, -10.5253, -20.2364, -30.0464, -25.5322, -32.2564, -27.3678)),  # Härnösand
    "2281": (2015, (-5.3552, -6.6533, -6.1378, -6.9389, 6.2212, 8.9497, 6.2945, 3.2684)),  # Sundsvall
    "2283": (2015, (7.2331, -2.4121, -5.9863, -7.4261, 9.3634, -7.5171, 2.8652, 15.7449)),  # Sollefteå
    "2284": (2015, (4.6369, -1.205, -3.3371, 5.649, 12.7755, 20.0182, 20.3473, 21.7396)),  # Örnsköldsvik
}  # fmt: skip


def unit(unit_id: str) -> Municipality:
    """The municipality of a code; "0001" is a region and "0000" Riket, as Kolada has them."""
    if unit_id == RIKET:
        return Municipality(RIKET, "Riket", "L")
    is_region = unit_id.startswith("00")
    return Municipality(unit_id, NAMES.get(unit_id) or f"{'Region ' if is_region else ''}U{unit_id}", "KL"[is_region])


def units(*ids: str) -> tuple[Municipality, ...]:
    """Several of them."""
    return tuple(map(unit, ids))


KRAMFORS, BJUV = unit("2282"), unit("1260")
REPORT_SEVEN = Peers(OWN_LIST, "Egen lista", units("1960", "1231", "2182", "2583", "1785", "0767", "1862"))
IFO = Peers("G36552", "Liknande kommuner IFO 2024", units("1231", "1260", "1461", "1781", "1785", "1962", "2084"),
            GroupKind.LIKNANDE, "IFO", 2024)  # fmt: skip
BJUV_SOCIO = Peers(
    "G176208", "Liknande kommuner socioekonomi 2024", units("0682", "0684", "0761", "1256", "1277", "1315", "1982"),
    GroupKind.LIKNANDE, "socioekonomi", 2024,
)  # fmt: skip
BJUV_IFO = Peers("G36462", "Liknande kommuner IFO 2024", units("0428", "0881", "1764", "1785", "2034", "2084", "2282"),
                 GroupKind.LIKNANDE, "IFO", 2024)  # fmt: skip
COUNTY = Peers("G33629", "Västernorrlands läns kommuner", units("2260", "2262", "2280", "2281", "2283", "2284"),
               GroupKind.COUNTY, held_focal=True)  # fmt: skip
COUNTY_VALUE_2022 = 3027.4351567142853  # Kolada's own value of G33629, the focal one in it
IFO_VALUE_2022 = 3194.652520142857  # Kolada's own value of G36552


def own_list(n: int, *, first: int = 1001) -> Peers:
    """Made-up peers 1001, 1002 ..."""
    return Peers(OWN_LIST, "Egen lista", units(*(str(first + i) for i in range(n))))


def similar(n: int, area: str = "IFO") -> Peers:
    """A made-up "Liknande" group."""
    return Peers("G1", f"Liknande kommuner {area} 2024", own_list(n).members, GroupKind.LIKNANDE, area, 2024)


COST = Kpi(
    "N33001",
    "Kostnad barn och ungdomsvård, kr/inv",
    "Bruttokostnad minus interna intäkter. Källa: SCB:s Räkenskapssammandrag.",
    operating_area="Individ- och familjeomsorg",
    perspective="Resurser",
    prel_publication_date=date(2026, 3, 31),
    publication_date=date(2026, 8, 28),
    publ_period=2025,
)
DEVIATION = Kpi("N30001", "Nettokostnadsavvikelse individ- och familjeomsorg, (%)", perspective="Resurser")
RATE = Kpi(
    "N33816",
    "Barn och unga 0-20 år som har varit placerade på HVB någon gång under året, antal/1000 inv",
    perspective="Volymer",
)
COUNT = Kpi("N33813", "Antal barn och unga  0-20 år som har varit placerade på HVB någon gång under året")
SHARE = Kpi(
    "U33580", "Brukarbedömning barn- och ungdomsvård, helhetssyn, andel (%)", perspective="Kvalitet och resultat"
)
INDEX = Kpi("N99001", "Medarbetarengagemang, index")
MONEY_SUM = Kpi("N99002", "Nettokostnad, revision, tkr")
UNKNOWN = Kpi("N99003", "Demografisk försörjningskvot")


def cells_of(table: Table, preliminary: Iterable[int] = ()) -> Cells:
    """A table as cells: None is Kolada's "Missing", a year outside is absent."""
    open_years = set(preliminary)
    return {
        unit_id: {
            first + i: Cell(status="Missing") if v is None else Cell(v, "", 1, first + i in open_years)
            for i, v in enumerate(values)
        }
        for unit_id, (first, values) in table.items()
    }


def compared(
    kpi: Kpi = COST,
    focal: Municipality = KRAMFORS,
    peers: Peers = IFO,
    window: tuple[int, int] = (2013, 2022),
    table: Table | None = None,
    *,
    country: Country | None = None,
    count_mean: bool = False,
    preliminary: Iterable[int] = (),
) -> Comparison:
    """A comparison from a table, N33001 unless another is given."""
    cells = cells_of(N33001 if table is None else table, preliminary)
    return compare(cells, kpi, focal, peers, window, country=country, count_mean=count_mean)


def one_year(
    own: float | None, others: Sequence[float | None], kpi: Kpi = COST, peers: Peers | None = None, **more: object
) -> Comparison:
    """Kramfors in 2022 beside made-up peers with these values; `more` goes to `compared`."""
    peers = peers or own_list(len(others))
    table: Table = {m.id: (2022, (v,)) for m, v in zip(peers.members, others, strict=True)}
    table[KRAMFORS.id] = (2022, (own,))
    return compared(kpi, KRAMFORS, peers, (2022, 2022), table, **more)  # type: ignore[arg-type]


def over_years(
    own: Sequence[float | None],
    *others: Sequence[float | None],
    kpi: Kpi = COST,
    extra: Mapping[str, Sequence[float | None]] | None = None,
    first: int = 2018,
    **more: object,
) -> Comparison:
    """Kramfors from 2018 on beside a made-up peer for each further series; `extra` by id: Riket, a group."""
    peers = similar(len(others))
    table: Table = {m.id: (first, tuple(v)) for m, v in zip(peers.members, others, strict=True)}
    table |= {KRAMFORS.id: (first, tuple(own))} | {k: (first, tuple(v)) for k, v in (extra or {}).items()}
    window = (first, first + len(own) - 1)
    return compared(kpi, KRAMFORS, peers, window, table, **more)  # type: ignore[arg-type]
