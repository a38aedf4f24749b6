"""The Swedish of "Vad sticker ut?" and "Profil": what they say of one row, of the whole, and of what is not there."""

from collections.abc import Mapping
from datetime import date

from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Peers
from kolada.analysis.standout import FAR, IQR_FACTOR, MAD_FACTOR, Chance, Standing, Unmeasured
from kolada.catalogue import words
from kolada.numbers import number
from kolada.reading.sentences import briefly, change_sentence, quantity
from kolada.reading.words import (
    amount,
    apart,
    enumerate_words,
    in_year,
    members_word,
    numeral,
    rank_words,
    some_of_the_peers,
    the_peers,
    whose,
)
from kolada.scanned import CODED, SMALL, LeftOut
from layouts.figures.strip import Strip

STANDOUT = "Vad sticker ut?"
SHOWN_ALL_AREAS = "Alla områden visas."
REST = "De andra områdena visas."


def most_rows(n: int) -> str:
    """More was asked for."""
    return f"Högst {number(n)} rader visas: de {number(n)} första."


# Filters
ORDER_LABEL, KIND_LABEL, SINCE_LABEL, SMALL_LABEL, AREA_LABEL = "Ordning", "Slag", "Senaste år", "Osäkra", "Område"
ORDERS = {"avstand": "avstånd till medlet", "trend": "ändrad bana", "plats": "plats i landet"}
KINDS = {"": "alla", "kvalitet": "kvalitet och resultat", "kostnad": "kostnader"}
SMALLS = {False: "visas", True: "döljs"}
ALL_AREAS, ALL_YEARS, MORE = "Alla områden", "alla år", "Visa fler"
FILTERS = "Urval och ordning"
CSV, CSV_EXCEL = "Alla rader med alla tal (CSV)", "För Excel (CSV)"
LIST_LABEL = "Nyckeltalen i ordning"


def since_text(year: int) -> str:
    """A choice of the oldest latest year."""
    return f"{year} eller senare"


# The page


def headline(comparison: Comparison, row: Standing, order: str) -> str:
    """The answer: what stands out most, by the order chosen, or that nothing does."""
    name, peers, thing = comparison.focal.name, the_peers(comparison.peers), _thing(comparison)
    if not _stands_out(row, order):
        how = f"har inte brutit tydligt med {peers}" if order == "trend" else f"ligger inte långt från {peers}"
        return f"Inget sticker ut: {name} {how} i något nyckeltal"
    match order:
        case "trend":
            return f"{name} har brutit mest med {peers} i {thing}"
        case "plats":
            return f"{name} ligger längst ut i landet i {thing}"
    return f"{name} skiljer sig mest från {peers} i {thing}"


def _stands_out(row: Standing, order: str) -> bool:
    """Whether the headline may name the first row: it is beyond what is ordinary, or first by its place."""
    size = row.trend if order == "trend" else row.distance
    return order == "plats" or (size is not None and abs(size) > FAR)


def _thing(comparison: Comparison) -> str:
    return f"”{words(comparison.kpi).label}”"


def nothing(name: str) -> str:
    """The headline of an empty list."""
    return f"Inget nyckeltal att jämföra {name} i"


NOTHING_WHY = (
    "Bland det som är hämtat finns inget som kan jämföras med detta urval. Hämta ett område, eller vidga urvalet."
)
NOTHING_KEPT = "Inget är hämtat än. Hämta ett område: då jämförs allt som finns i det."
NO_PEERS = "Ingen jämförelsegrupp är vald: välj minst två att jämföra med."


def answer(comparison: Comparison, row: Standing, order: str) -> str:
    """The number behind the headline; where that names no KPI, which one it is."""
    value = comparison.focal.value(comparison.year)
    if value is None or comparison.rank is None:
        return ""
    said = f"{in_year(quantity(value, comparison), comparison.year)}, {rank_words(comparison.rank)}."
    return said if _stands_out(row, order) else f"Först i listan är {_thing(comparison)}: {said}"


def scanned(found: Chance, name: str, peers: Peers) -> str:
    """How many were compared, how many stand out, and how many would by chance alone."""
    text = (
        f"{number(found.scanned)} nyckeltal jämförda med {the_peers(peers)}. "
        f"I {how_many(found.extreme)} är {name} ensam högst eller lägst; av slumpen ensam vore det "
        f"{_about(found.expected_extreme)}."
    )
    if found.measurable:
        text += (
            f" I {how_many(found.far)} ligger {name} mer än {numeral(int(FAR))} spridningar från medlet; en "
            f"{_one(peers)} dragen på måfå skulle göra det i {_about(found.expected_far)}."
        )
    return text


def how_many(n: int) -> str:
    """Of nyckeltal, after "i": "inget", "ett", "två", "13"."""
    return {0: "inget", 1: "ett"}.get(n, numeral(n))


def _about(expected: float) -> str:
    n = int(expected + 0.5)
    return f"omkring {how_many(n)}" if n else "färre än ett"


def _one(peers: Peers) -> str:
    return members_word(peers, 1)


CAVEAT = (
    "Nyckeltalen hänger ihop: grannar i listan är ofta samma sak från två håll, så antalen prövar ingenting. Ett högt "
    "eller lågt värde är varken bra eller dåligt i sig, och en kostnad säger inget om kvalitet eller behov."
)


def kept(n: int, total: int) -> str:
    """How much of Kolada this is built on."""
    return f"Byggt på {number(n)} av {number(total)} nyckeltal: de som finns hämtade."


CSV_NO_MUNICIPALITY = "Ange en kommun i adressen, till exempel /data/sticker-ut.csv?municipality=2282."
EVERYBODY = "Här visas alla, inte kvinnor och män var för sig."


# What is left out

LEFT_OUT_HEADING = "Vad som inte är med"
_LEFT_OUT = {
    LeftOut.UNKNOWN: ("finns inte i Koladas lista, eller inte längre"),
    LeftOut.COUNT: "är antal eller belopp, som växer med kommunen",
    LeftOut.UNCERTAINTY: "är osäkerhetstal, som hör till en enkätfråga",
    LeftOut.CODED: f"är svar i kod, med högst {numeral(CODED)} olika värden i landet",
    LeftOut.NO_VALUE: "saknar värde för {name} de senaste åren",
    LeftOut.TOO_FEW: "har för få jämförda med värde samma år",
    LeftOut.OLD: "har sitt senaste jämförbara år före {since}",
}


def left_out(reason: LeftOut, n: int, name: str, since: int | None) -> str:
    """So many, and why."""
    return f"{number(n)} {_LEFT_OUT[reason].format(name=name, since=since)}."


_NOT_MEASURABLE = {
    Unmeasured.PARTLY: "för {n} är inte hela landet hämtat",
    Unmeasured.FEW: "för {n} har färre än hälften i landet ett värde",
    Unmeasured.LEVEL: "för {n} har de flesta i landet samma värde",
}


def not_measurable(counted: Mapping[Unmeasured, int]) -> str:
    """Compared, but without a distance: how many for each reason."""
    reasons = [said.format(n=number(counted[why])) for why, said in _NOT_MEASURABLE.items() if counted.get(why)]
    n = number(sum(counted.values()))
    return f"{n} är jämförda men har ingen spridning att mäta med: {enumerate_words(reasons)}."


def hidden(n: int) -> str:
    """Compared, but hidden as uncertain."""
    return f"{number(n)} osäkra är dolda."


HOW = (
    "En spridning är det vanliga avståndet mellan landets kommuner det året: det största av medianen av deras avstånd "
    f"till medianen gånger {number(MAD_FACTOR, 4)}, den mittersta hälftens bredd delad med {number(IQR_FACTOR, 3)}, "
    "och de jämfördas egen standardavvikelse. Därför räknas det inte som att den egna sticker ut när de flesta "
    "i landet ligger nära noll, eller när en enda av de jämförda drar medlet med sig. För regioner gäller landets "
    "regioner."
)
LEGEND = "Så läses remsan"
LEGEND_MARKS = {
    "own": "den egna",
    "peer": "de jämförda",
    "mean": "deras ovägda medel",
    "riket": "riket",
    "band": "mittersta hälften i landet",
}
ABOUT = (
    "Vad som sticker ut",
    (
        "Alla nyckeltal som finns hämtade jämförs på en gång. Året är det senaste där kommunen har ett värde och minst "
        "hälften av de jämförda, dock minst två, också har det. Avståndet är kommunens värde minus de jämfördas ovägda "
        "medel, delat med en spridning, så att kronor, andelar och index kan läggas i en ordning.",
        HOW,
        "”Ändrad bana” är kommunens förändring minus medlets mellan samma två år, det äldsta och det senaste "
        "jämförbara av de sex senaste åren, i samma spridningar. ”Plats i landet” kräver att minst hälften av landets "
        "kommuner har ett värde.",
        f"Antal och belopp, osäkerhetstal och svar i kod (högst {numeral(CODED)} olika värden) är inte med, och sidan "
        f"säger hur många de är. Ett nyckeltal kallas osäkert när färre än {SMALL} personer ligger bakom talet, eller "
        "när kommunens värde brukar ändras lika mycket från ett år till nästa som det nu skiljer sig.",
        "Av slumpen ensam är var och en ensam högst eller lägst av åtta i två fall av åtta, i färre där flera delar "
        "det högsta eller det lägsta värdet: det räknas för varje nyckeltal för sig. Hur ofta en kommun dragen "
        f"på måfå ligger mer än {number(FAR)} spridningar från samma medel räknas i landets egna värden. Nyckeltalen "
        "hänger ihop, så antalen är en måttstock och ingen prövning.",
    ),
)


# One row


def distance(row: Standing, comparison: Comparison) -> str:
    """How far from the mean, and what a spread is here."""
    if row.distance is None or row.spread is None:
        return "Ingen spridning att mäta avståndet med."
    side = "över" if row.distance > 0 else "under"
    how_far = f"{number(abs(row.distance), 1)} spridningar"
    one = apart(row.spread, comparison)
    return f"{how_far} {side} {whose(comparison.peers)} ovägda medel (en spridning: {one})."


def trend(row: Standing, comparison: Comparison) -> str:
    """The change beside the peers' mean between two named years, both with both values (COMPARISON 16)."""
    if row.trend is None:
        return ""
    return f"{change_sentence(comparison)} {number(abs(row.trend), 1)} spridningar isär."


CHIP_UNSTEADY, CHIP_PRELIMINARY = "osäkert: varierar lika mycket från år till år", "preliminärt"


def chip_behind(n: float) -> str:
    """A small number behind a rate."""
    return f"osäkert: bakom talet {number(n)} personer"


def chip_break(year: int) -> str:
    """The definition changed within the years shown."""
    return f"brott {year}"


def in_country(text: str) -> str:
    """A place among all."""
    return f"{text} i landet"


def related(n: int) -> str:
    """The others of the same family."""
    return f"{'Ett' if n == 1 else numeral(n).capitalize()} till som hör ihop med det här"


def alt(comparison: Comparison, drawn: Strip) -> str:
    """What a strip shows, for those who cannot see it."""
    year = comparison.year or comparison.latest_focal_year
    said = [drawn.invented] if drawn.invented else []
    if drawn.own is not None:
        said.append(f"{comparison.focal.name} {in_year(briefly(drawn.own, comparison), year)}")
    if drawn.peers:
        ends = f"{amount(min(drawn.peers), comparison)} till {briefly(max(drawn.peers), comparison)}"
        said.append(f"{some_of_the_peers(comparison.peers, len(drawn.peers))} {ends}")
    if drawn.mean is not None:
        said.append(f"deras ovägda medel {briefly(drawn.mean, comparison)}")
    if drawn.riket is not None:
        said.append(f"riket {briefly(drawn.riket, comparison)}")
    if drawn.band is not None:
        low, high = drawn.band
        said.append(f"mittersta hälften i landet {amount(low, comparison)} till {briefly(high, comparison)}")
    return "; ".join(said) + "."


def source(first: date | None, last: date | None, invented: str) -> str:
    """COMPARISON 28: Kolada for its values, means and places are ours."""
    if invented:
        return invented
    days = "" if first is None or last is None else f", hämtade {first}" + ("" if first == last else f" till {last}")
    return f"Värden: Kolada{days}. Ovägt medel, spridning, plats och ordning: egen bearbetning."
