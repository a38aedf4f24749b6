"""The Swedish of Egen likhet: how the nearest were found, and why they are near. One calculation gives every number."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kolada.analysis.likeness import (
    MAX_INGREDIENTS,
    MAX_WEIGHT,
    MIN_WEIGHT,
    PEERS,
    SHOWN,
    Difference,
    Likeness,
    Scale,
    Unusable,
)
from kolada.analysis.standout import MAD_FACTOR
from kolada.numbers import number, signed
from kolada.reading.notes import origin
from kolada.reading.words import NO_BREAK, enumerate_words, genitive, numeral
from layouts.explore.measure import Measure
from layouts.explore.texts_relation import STOPPED, units_word

TITLE = "Egen likhet"
FORM_LABEL, PRESETS_LABEL = "Vad ska likna?", "Färdiga recept"
ADD, REMOVE = "Lägg till nyckeltal", "Ta bort"
COMING = "Kommunernas värden hämtas. Listan räknas fram när de kommit; det brukar ta högst en minut."
NOTHING = "Inget av nyckeltalen går att räkna med för {name}. Välj andra nyckeltal eller ett färdigt recept."
COMPARE_HERE = "Använd dem som jämförelsegrupp här"
COPY, CSV, EXCEL = "Kopiera länk till jämförelsen", "Alla avstånd (CSV)", "Alla avstånd för Excel (CSV)"
DISTANCE, YEAR, MEDIAN, SPREAD, N, WEIGHT, KPI = (
    "Avstånd", "År", "Median", "Spridning", "Antal med värde", "Vikt", "Nyckeltal",
)  # fmt: skip
SCALES_SUMMARY, SCALES_CAPTION = "Så är värdena gjorda jämförbara", "Standardisering"
LOG = "ln(1 + värdet)"
MOST_NAMED = 10
CSV_NOTHING = "Inget av receptets nyckeltal går att räkna med."
CSV_NO_MUNICIPALITY = "Ange en kommun i adressen: ?municipality=2282&recipe=N01951:2,N00903:1."
CSV_COMING = "Värdena hämtas från Kolada. Försök igen om en stund."
SHOW_HOW = "Visa uträkningen"


def compare(n: int) -> str:
    """The link to the overview with the nearest as peers."""
    return f"Jämför med de {numeral(n)}"


def slot(label: str, row: int) -> str:
    """The label of a field in a row of the form: "Nyckeltal 1"."""
    return f"{label} {row + 1}"


def remove(name: str) -> str:
    """What the link that takes a row away is called by a screen reader."""
    return f"{REMOVE}: {name}"


def headline(name: str, is_region: bool) -> str:
    """The page's heading."""
    who = "Regionerna" if is_region else "Kommunerna"
    return f"{who} som mest liknar {name}"


def lead(found: Likeness, name: str, measures: Mapping[str, Measure], is_region: bool) -> str:
    """The nearest by name, by what they are near, out of how many."""
    nearest = enumerate_words([near.name for near in found.nearest])
    total = f"{number(len(found.ordered))} {units_word(is_region, len(found.ordered))}"
    return f"Närmast {name} av {total} i {ingredients(found.scales, measures)}: {nearest}."


def ingredients(scales: Iterable[Scale], measures: Mapping[str, Measure]) -> str:
    """ "invånare totalt (vikt 2) och skattekraft": the KPIs of the recipe, the weight where it is not 1."""
    return enumerate_words([f"”{measures[s.kpi].name}”{_weight(s.weight)}" for s in scales])


def recipe_words(named: Iterable[tuple[str, int]]) -> str:
    """The same of a recipe that has not been calculated."""
    return enumerate_words([f"{kpi}{_weight(weight)}" for kpi, weight in named])


def chosen_by(named: Iterable[tuple[str, int]]) -> str:
    """How the own list of an address was chosen, as the address says."""
    return f"Enligt adressen är gruppen vald med Egen likhet: {recipe_words(named)}. "


def _weight(weight: int) -> str:
    return "" if weight == 1 else f" (vikt {weight})"


def difference(part: Difference) -> str:
    """One KPI's part: "+0,3 (12 %)": how much higher in standard units, and its share of the distance."""
    return f"{signed(part.z, 2)} ({number(100 * part.share)}{NO_BREAK}%)"


def table_caption(name: str) -> str:
    """What the table shows and how its cells are read."""
    return (
        f"De {SHOWN} närmaste. Under varje nyckeltal: värdet, hur många standardenheter det ligger över eller under "
        f"{genitive(name)}, och andelen av avståndet."
    )


def overlap(counts: Sequence[tuple[str, int]], n: int) -> str:
    """How many of the nearest are in Kolada's own groups too."""
    if not counts:
        return ""
    told = [f"{numeral(k) if k else 'ingen'} i {group}" for group, k in counts]
    return f"Av de {numeral(n)} närmaste finns {enumerate_words(told)}."


def same_as_peers(kept: int, n: int, chosen: int) -> str:
    """Whether the peers of the address are what the recipe gives today."""
    if kept == n == chosen:
        return f"Jämförelsegruppen i adressen är just de {numeral(n)} närmaste."
    both = numeral(kept) if kept else "ingen"
    return f"Av jämförelsegruppens {numeral(chosen)} finns {both} bland de {numeral(n)} närmaste i dag."


def missing(found: Likeness, names: Mapping[str, str], is_region: bool) -> str:
    """Who could not be compared, by name as far as there is room; nothing is put in their place."""
    who = [f"{names[unit]} ({', '.join(kpis)})" for unit, kpis in found.missing.items()]
    if not who:
        return ""
    n = len(who)
    shown = [*who[:MOST_NAMED], f"{number(n - MOST_NAMED)} till"] if n > MOST_NAMED else who
    return (
        f"{number(n)} {units_word(is_region, n)} saknar värde för något av nyckeltalen och är inte med: "
        f"{enumerate_words(shown)}. Saknade värden ersätts inte."
    )


def waiting(is_stopped: bool) -> str:
    """Why there is no list yet."""
    return STOPPED if is_stopped else COMING


def unusable(kpi: str, title: str, reason: Unusable, name: str) -> str:
    """A KPI that is not in the calculation, and why."""
    because = {
        Unusable.NO_YEAR: f"inget år har värden för både {name} och minst hälften av alla",
        Unusable.NO_SPREAD: "alla har samma värde",
    }
    return f"{kpi} {title} räknas inte med: {because[reason]}."


def method(found: Likeness, is_region: bool) -> str:
    """The calculation in two sentences, beside the list."""
    years = sorted({s.year for s in found.scales})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}, varje nyckeltal sitt senaste"
    return (
        f"Avståndet är den vägda skillnaden i standardenheter (0 = lika). Värden för {span}; totalt, inte kvinnor och "
        f"män för sig. Listan säger bara vilka {units_word(is_region)} som liknar varandra i det som valts."
    )


def source(measures: Iterable[Measure], retrieved: date | None) -> str:
    """COMPARISON 28: Kolada for the values; the distances are ours."""
    named = [origin(of.kpi) for of in measures]
    fetched = f", hämtade {retrieved}" if retrieved else ""
    return f"Värden: Kolada ({' och '.join(named)}){fetched}. Standardisering, avstånd och urval: egen bearbetning."


def notice_twice(kpi: str) -> str:
    """A KPI that stands twice in the recipe."""
    return f"{kpi} står flera gånger i receptet. Den första vikten används."


def notice_weight(kpi: str, asked: int, used: int) -> str:
    """A weight outside the range."""
    return f"Vikten {asked} för {kpi} går inte: {MIN_WEIGHT} till {MAX_WEIGHT}. {used} används."


def notice_too_many(most: int, rest: Sequence[str]) -> str:
    """More KPIs than a recipe has room for."""
    return f"Högst {most} nyckeltal i ett recept. Utelämnade: {', '.join(rest)}."


def about() -> tuple[str, tuple[str, ...]]:
    """The method on /om."""
    return (
        "Egen likhet",
        (
            f"Egen likhet letar upp de kommuner (eller regioner) som ligger närmast i högst {MAX_INGREDIENTS} valda "
            f"nyckeltal med vikter från {MIN_WEIGHT} till {MAX_WEIGHT}. Varje nyckeltal tas från sitt senaste år med "
            "värden för kommunen själv och minst hälften av alla.",
            "Värdena görs jämförbara så här: z = (värdet − medianen) / spridningen, över alla kommuner med värde. "
            f"Spridningen är {number(MAD_FACTOR, 4)} gånger medianen av avstånden till medianen (MAD), som för en "
            "normalfördelning är standardavvikelsen men inte rubbas av några få stora städer. Är MAD noll används i "
            "stället 1,2533 gånger medelavståndet. Antal, som invånare, tas först som ln(1 + värdet): från 5 000 till "
            "10 000 är då lika långt som från 50 000 till 100 000.",
            "Avståndet är roten ur Σ vikt · skillnad² / Σ vikt, där skillnaden är mellan kommunernas z. Andelen i "
            "tabellen är nyckeltalets del av summan. Den som saknar ett värde är inte med, och inget sätts i dess "
            f"ställe. Lika avstånd ordnas efter namn. De {numeral(PEERS)} närmaste kan tas som jämförelsegrupp; länken "
            "bär både dem och receptet.",
            "Koladas egna grupper ”Liknande kommuner” räknas fram på annat sätt av RKA. Hur många av de närmaste som "
            "också finns där står bredvid listan.",
        ),
    )
