"""The Swedish of `python -m kolada kpi`, `groups`, `values`, `rank`, and of the functions for a notebook."""

from collections.abc import Sequence

from kolada.reading.words import enumerate_words

FETCHING = "Ett ögonblick … Det som inte är hämtat hämtas från Kolada."
NO_MUNICIPALITY = "Ange en kommun, som --municipality Kramfors."
NO_KPI = "Ange minst ett nyckeltal, som N33001, eller ett område, som barn-och-unga."
KPI_UNKNOWN = "”{name}” är inget nyckeltals-id, som N33001. Sök efter ord: python -m kolada kpi ”{name}”."
KPIS_TOO_MANY = "Högst {most} nyckeltal åt gången."
PERIOD_UNKNOWN = "”{value}” är inga år. Skriv 2018, 2012-2022 eller latest5 (de fem senaste)."
GENDER_UNKNOWN = "”{value}” är inget kön. Skriv T (totalt), K (kvinnor), M (män) eller flera, som K,M."
PEERS_TOO_MANY = "Högst {most} kommuner i jämförelsen."
SEARCH_EMPTY = "Skriv ett eller flera ord att söka efter."
SEARCH_NOTHING = "Inget nyckeltal svarar mot ”{text}”."
NO_GROUPS = "Kolada har inga grupper för {name}."
GROUPS_HOW = "Använd ett id eller ett områdes namn efter --peers, som --peers {id} eller --peers {area}."
RANK_OF_COUNT = (
    "{kpi} är ett absolut antal. En rangordning skulle mest visa hur stora kommunerna är.{instead}"  # COMPARISON 9
)
RANK_INSTEAD = " Ta {rate} i stället, som tar hänsyn till storleken."
RANK_TOO_FEW = "Färre än hälften av landets kommuner har ett värde för {kpi} {when}. Då visas ingen rangordning."
RANK_ANY_YEAR = "något år"
RANK_REGION = "Rangordningen gäller kommuner. {name} är en region."
RANK_NO_VALUE = "{name} har inget värde {year}."
YEAR_UNKNOWN = "”{value}” är inget år. Skriv till exempel 2022."
COST_NEUTRAL = "Hög kostnad är inte dålig och låg är inte bra: en kostnad säger inget om kvalitet eller behov."
PRELIMINARY = "Värdena för {year} är preliminära."

STANDOUT_NOTHING = (
    "Bland det som är hämtat finns inget att jämföra {name} i. Hämta mer först, som: python -m cache warm barn-och-unga"
)
AREA_UNKNOWN = "”{value}” är inget av Koladas verksamhetsområden. De är: {areas}."

HEAD_KPI = ("Id", "Nyckeltal", "Slag", "Nedlagt")
HEAD_GROUPS = ("Id", "Grupp", "Antal", "Kommuner")
HEAD_STANDOUT = ("Id", "Nyckeltal", "År", "Värde", "Medel", "Spridningar", "Plats")
HEAD_RANK = ("Plats", "Kommun", "Värde")


def did_you_mean(names: Sequence[str]) -> str:
    """What may have been meant; nothing where nothing is near."""
    return f" Menade du {enumerate_words(names).replace(' och ', ' eller ')}?" if names else ""


def peers_unknown(names: Sequence[str], near: Sequence[str], areas: Sequence[str]) -> str:
    """Whom nobody knows, who may have been meant, and which groups there are by name."""
    groups = f" Grupperna är: {', '.join(areas)}." if areas else ""
    return f"Förstod inte vilka det ska jämföras med: {', '.join(names)}.{did_you_mean(near)}{groups}"


def placed(name: str, place: str, year: int) -> str:
    """Where one municipality stands in the country."""
    return f"{name}: {place} kommuner med värde {year}."


def rank_source(source: str, retrieved: str = "") -> str:
    """COMPARISON 28: Kolada for its values; the places are ours."""
    fetched = f", hämtade {retrieved}" if retrieved else ""
    return f"Värden: {source}{fetched}. Plats: egen bearbetning."
