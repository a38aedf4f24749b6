"""The Swedish of Samband: two KPIs against each other (COMPARISON 25). One calculation gives every number in it."""

from collections.abc import Sequence
from datetime import date

from kolada.analysis.ranks import CountryRank
from kolada.analysis.relation import MIN_POINTS, Relation
from kolada.catalogue import Kind
from kolada.numbers import number
from kolada.reading import relation as reading
from kolada.reading.notes import origin
from kolada.reading.relation import APART, THRESHOLDS, Strength
from kolada.reading.words import country_rank_words, enumerate_words, genitive
from layouts.explore.measure import Measure

TITLE = "Samband mellan två nyckeltal"
X_LABEL, Y_LABEL, YEAR_LABEL, FORM_LABEL = "Vågrätt (x)", "Lodrätt (y)", "År", "Vilka nyckeltal?"
SWAP = "Byt plats på x och y"
COMING = "Kommunernas värden hämtas. Bilden ritas när de kommit; det brukar ta högst en minut."
STOPPED = "Kommunernas värden kunde inte hämtas nu. Försök igen om en stund."
NOTHING = "Inget år har värden för båda nyckeltalen. Välj andra nyckeltal."
NOTHING_THEN = "Inget av de valda åren har värden för båda nyckeltalen."
NO_KPI = "Välj två nyckeltal som finns i Kolada."
LOG_SCALE = "logaritmisk skala"
OWN, PEER = "egen", "jämförs med"
TABLE_ROLE = "Roll"
OBSERVATION = "iakttagelse, ingen bedömning"
MENU_CSV, MENU_EXCEL, MENU_LINK = "CSV med båda nyckeltalen", "CSV för Excel", "Kopiera länk"
MOST_MISSING = 12

STRENGTHS = {
    Strength.NONE: "inget tydligt samband",
    Strength.WEAK: "svagt samband",
    Strength.MODERATE: "måttligt samband",
    Strength.STRONG: "starkt samband",
    Strength.VERY_STRONG: "mycket starkt samband",
}
NO_EXPLANATION = (
    "Ett samband är ingen förklaring: båda kan följa något tredje, som kommunens storlek, åldrar eller inkomster."
)


def units_word(is_region: bool, n: int = 2) -> str:
    """ "kommuner", "regioner", or one of them."""
    word = "region" if is_region else "kommun"
    return word if n == 1 else word + "er"


def unit_title(is_region: bool) -> str:
    """The head of the column of names."""
    return units_word(is_region, 1).capitalize()


def coefficient(value: float) -> str:
    """Two decimals, a real minus: "−0,43"."""
    return number(value, 2)


def headline(relation: Relation, x: Measure, y: Measure) -> str:
    """How strong it is; of counts, that size decides."""
    if Kind.COUNT in (x.kind, y.kind):
        return f"”{x.name}” och ”{y.name}”: antal följer storleken"
    if relation.spearman is None:
        return f"Inget mått på sambandet mellan ”{x.name}” och ”{y.name}”"
    words = STRENGTHS[reading.strength(relation.spearman)]
    return f"{words.capitalize()} mellan ”{x.name}” och ”{y.name}”"


def lead(relation: Relation, is_region: bool) -> str:
    """The coefficients, Spearman's first, with the year, n and of how many."""
    among = f"Bland {number(relation.n)} av {number(relation.members)} {units_word(is_region)} {relation.year}"
    if relation.spearman is None or relation.pearson is None:
        if relation.n < MIN_POINTS:
            return f"{among} räknas inget mått på sambandet: det krävs minst {MIN_POINTS}."
        return f"{among} räknas inget mått på sambandet: det ena nyckeltalet är lika för alla."
    return (
        f"{among} är rangkorrelationen (Spearman) {coefficient(relation.spearman)} och den linjära korrelationen "
        f"(Pearson) {coefficient(relation.pearson)}."
    )


def direction(relation: Relation, x: Measure, y: Measure, is_region: bool) -> str:
    """What the sign says, of a correlation that is at least weak; of counts nothing."""
    rho = relation.spearman
    if rho is None or reading.strength(rho) is Strength.NONE or Kind.COUNT in (x.kind, y.kind):
        return ""
    word = "höga" if rho > 0 else "låga"
    who = units_word(is_region).capitalize()
    return f"{who} med höga värden i ”{x.name}” har oftare än andra {word} värden i ”{y.name}”."


def own_sentence(relation: Relation, unit: str, name: str, x: Measure, y: Measure) -> str:
    """Where the focal one stands in each; a count has no place (COMPARISON 9)."""
    own, places = relation.point(unit), relation.places(unit)
    if own is None or places is None:
        return f"{name} saknar värde för minst ett av nyckeltalen {relation.year} och är inte med i bilden."
    first, second = (
        f"{m.amount(value)} i ”{m.name}”{_place(place, m)}"
        for m, value, place in zip((x, y), (own.x, own.y), places, strict=True)
    )
    return f"{name}: {first} och {second}."


def _place(place: CountryRank, of: Measure) -> str:
    return "" if of.kind is Kind.COUNT else f" ({country_rank_words(*place)})"


def cautions(relation: Relation, x: Measure, y: Measure, is_region: bool) -> list[str]:
    """What a correlation needs said: no explanation, no persons, what makes the two go together by their making."""
    found = [_counts(x, y), _base(x, y), _family(x, y), _apart(relation)]
    if not relation.is_half:
        few = "Färre än hälften av {} har båda värdena {}: läs bilden med försiktighet."
        found.insert(0, few.format(f"{units_word(is_region)}na", relation.year))
    one = "en region" if is_region else "en kommun"
    persons = f"Varje punkt är {one}, inte en person: det som gäller mellan {units_word(is_region)} behöver inte gälla "
    return [text for text in (*found, NO_EXPLANATION, persons + "för dem som bor där.") if text]


def _counts(x: Measure, y: Measure) -> str:
    counts = [f"”{m.name}”" for m in (x, y) if m.kind is Kind.COUNT]
    if len(counts) == 2:
        return (
            "Båda är absoluta antal: mot varandra visar de mest hur stora kommunerna är, inget annat. "
            "Välj tal per invånare för att se mer än storleken."
        )
    return f"{counts[0]} är ett absolut antal och följer hur stor kommunen är." if counts else ""


def _base(x: Measure, y: Measure) -> str:
    shared = reading.shared_base(x.kpi, y.kpi)
    if not shared:
        return ""
    return f"Båda är delade med samma sak ({shared}). Det kan i sig få dem att följas åt."


def _family(x: Measure, y: Measure) -> str:
    for part, total in ((x, y), (y, x)):
        if reading.is_part_of(part.kpi, total.kpi):
            return f"”{part.name}” är en del av ”{total.name}”: att de följs åt är väntat."
    return ""


def _apart(relation: Relation) -> str:
    rho, r = relation.spearman, relation.pearson
    if rho is None or r is None or abs(rho - r) < APART:
        return ""
    return "De två måtten skiljer sig åt. Några få punkter långt från de andra, eller en böjd form, kan ge det."


def preliminary(named: Sequence[tuple[str, int]]) -> str:
    """Which values are not settled yet, by the KPI's name and the year (COMPARISON 14)."""
    if not named:
        return ""
    which = enumerate_words([f"”{name}” för {year}" for name, year in named])
    return f"Värdena i {which} är preliminära och kan ändras."


def missing_sentence(relation: Relation, names: Sequence[str], is_region: bool) -> str:
    """Who is not in the picture, by name as far as there is room."""
    n = len(names)
    if not n:
        return ""
    shown = [*names[:MOST_MISSING], f"{number(n - MOST_MISSING)} till"] if n > MOST_MISSING else list(names)
    who = f"{number(n)} {units_word(is_region, n)}"
    return f"{who} saknar minst ett av värdena {relation.year} och är inte med: {enumerate_words(shown)}."


def subtitle(relation: Relation, x: Measure, y: Measure, is_money: bool) -> str:
    """What the axes are, which year, in which prices."""
    parts = [f"Lodrätt: {y.title}. Vågrätt: {x.title}. {relation.year}"]
    return ", ".join(parts + (["löpande priser"] if is_money else [])) + "."


def caption(relation: Relation, x: Measure, y: Measure, is_money: bool) -> str:
    """What a figure of a report shows: y against x, in which prices, in which year."""
    prices = ", löpande priser" if is_money else ""
    return f"{y.title}, mot {x.title[0].lower()}{x.title[1:]}{prices}, {relation.year}"


def heading(focal: str) -> str:
    """The card's heading."""
    return f"{genitive(focal)} plats bland alla"


def alternative(relation: Relation, x: Measure, y: Measure, said: Sequence[str]) -> str:
    """The picture in words."""
    plain = f"Punktdiagram, {relation.n} punkter: {x.title} vågrätt och {y.title} lodrätt, {relation.year}."
    return " ".join([plain, *said])


def source(x: Measure, y: Measure, retrieved: date | None) -> str:
    """COMPARISON 28: Kolada for the values; the coefficients are ours."""
    named = [origin(of.kpi) for of in (x, y)]
    fetched = f", hämtade {retrieved}" if retrieved else ""
    return f"Värden: Kolada ({' och '.join(named)}){fetched}. Korrelation och rang: egen bearbetning."


def year_text(year: int, n: int) -> str:
    """A year of the picker, with how many have both values."""
    return f"{year} (n {number(n)})"


def open_kpi(kpi: str) -> str:
    """To a KPI's own page."""
    return f"Öppna {kpi} i sin helhet"


def notice_kpis(kpis: Sequence[str]) -> str:
    """More than two KPIs in the address."""
    return f"Samband visar två nyckeltal. Utelämnade: {enumerate_words(list(kpis)[:MOST_MISSING])}."


def notice_year(asked: str, shown: int) -> str:
    """A year of the address that is not there for both."""
    return f"Året ”{asked}” har inga värden för båda nyckeltalen. {shown} visas."


def about() -> tuple[str, tuple[str, ...]]:
    """The method on /om."""
    weak, moderate, strong, very = (number(t, 1) for t in THRESHOLDS)
    return (
        "Samband",
        (
            "Samband visar två nyckeltal för alla kommuner (eller alla regioner) i ett och samma år: det valda, annars "
            "det senaste då minst hälften har båda. Olika år blandas aldrig. Riket och grupper är inte med.",
            "Spearmans rangkorrelation räknas på kommunernas platser, där lika värden får sin genomsnittliga plats; "
            "Pearsons räknas på värdena och styrs mer av enstaka stora avvikelser. Båda går från −1 till 1. Orden "
            f"följer Spearman: under {weak} inget tydligt samband, från {weak} svagt, från {moderate} måttligt, från "
            f"{strong} starkt och från {very} mycket starkt. Färre än {MIN_POINTS} punkter får inget mått.",
            NO_EXPLANATION + " Punkterna är kommuner, inte personer. Två antal mot varandra visar mest storleken, och "
            "två tal som delas med samma sak kan följas åt av det skälet.",
        ),
    )
