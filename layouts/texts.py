"""All Swedish of the interface. What the figures themselves say is in kolada/reading and kolada/texts.py."""

from collections.abc import Sequence
from datetime import date

from kolada.numbers import number
from kolada.reading import words
from kolada.reading.words import enumerate_words, numeral

PRODUCT = "Jämförbart"
TAGLINE = "Är kommunens siffra hög eller låg jämfört med liknande kommuner, och håller svaret?"

NAV_OVERVIEW, NAV_KPI, NAV_REPORT, NAV_ABOUT = "Översikt", "Nyckeltal", "Rapport", "Om siffrorna"
SKIP = "Hoppa till innehållet"
LOADING = "Hämtar värden från Kolada …"
LOADING_LONG = "Hämtar värden från Kolada … Första gången kan det ta upp till en minut."
LOADING_SAMPLE = "Hämtar värden …"
LOADING_PAGE = "Sidan hämtas …"
DESCRIPTION = "Är kommunens siffra hög eller låg jämfört med liknande kommuner? Nyckeltal ur Kolada, med förbehållen."
NO_SCRIPT = (
    "Jämförbart behöver JavaScript för att visa siffror och diagram. "
    "Slå på JavaScript i webbläsaren och läs in sidan igen."
)

INVENTED = "PÅHITTADE SIFFROR"
INVENTED_SOURCE = "PÅHITTADE SIFFROR: ett exempel. Inget av värdena kommer från Kolada."
INVENTED_BANNER = (
    "PÅHITTADE SIFFROR. Allt som visas är ett exempel utan verkliga värden. Använd inget av det i ett underlag."
)

# The selection bar
BAR_MUNICIPALITY, BAR_PEERS, BAR_SET, BAR_KPI, BAR_FROM, BAR_TO, BAR_GENDER = (
    "Kommun",
    "Jämförs med",
    "Område",
    "Nyckeltal",
    "Från",
    "Till",
    "Kön",
)
FOLLOWING, FROM_YEAR = "Följer med", "Från ett år"  # fmt: skip
BAR_LABEL, BAR_OPEN = "Urval", "Ändra urval"
NOTHING_FOUND = "Ingen träff"
COPY_LINK = "Kopiera länk"
GENDERS = {"T": "Totalt", "K": "Kvinnor", "M": "Män"}
REGIONS, MUNICIPALITIES = "Regioner", "Kommuner"
OWN_LIST, OWN_LIST_CHOOSE, OWN_VALUE = "Egen lista", "Egen lista …", "egen"
CHOSEN_VALUE = "vald"
FROM_LINK = "Ur länken"
CLEAR = "Rensa"
SIMILAR, OTHER_GROUPS = "Liknande kommuner", "Andra grupper"

OWN_LIST_TITLE = "Jämför med en egen lista"
OWN_LIST_PICK = "Välj kommuner"
OWN_LIST_PASTE = "eller klistra in namn"
OWN_LIST_PASTE_HINT = "Till exempel ur en äldre rapport: Kungsbacka, Ale; Lerum"
OWN_LIST_USE = "Använd listan"
OWN_LIST_EMPTY = "Välj eller klistra in minst en kommun."
CLOSE = "Stäng"


def own_list(n: int) -> str:
    """The own list in the picker."""
    return f"Egen lista ({n})"


def latest_years(n: int) -> str:
    """The period presets."""
    return f"Senaste {numeral(n)} åren"


def own_list_unknown(names: Sequence[str]) -> str:
    """Which pasted names were not understood."""
    return (
        f"Förstod inte: {enumerate_words(list(names))}. De övriga står ovan; rätta namnet eller använd listan utan det."
    )


def own_list_too_many(most: int, left_out: int) -> str:
    """An own list has an end."""
    return f"Högst {most} kommuner får plats i listan; {left_out} togs inte med."


# Notices about an address
SHOWN_NOTHING = "Välj en kommun."
SHOWN_DEFAULT_PEERS = "Den vanliga jämförelsegruppen visas."
SHOWN_PINNED = "Länkens kommuner"
SHOWN_DEFAULT_SET = "Barn och unga visas."
SHOWN_LATEST = "De senaste tio åren visas."
SHOWN_TOTAL = "Totalt visas."
SHOWN_WITHOUT = "Det lämnas därhän."
SHOWN_NOMINAL = "Löpande priser visas; fasta priser finns inte här."
NOTICE_TOO_LONG = "Adressen är längre än vad som kan läsas. Slutet på den lämnas därhän."
KEY_NAMES = {
    "municipality": "kommun", "peers": "jämförelsegrupp", "kpi": "nyckeltal", "set": "område", "period": "år",
    "gender": "kön", "prices": "priser", "counts": "antal", "scale": "skala", "retrieved": "datum", "format": "format",
    "view": "del", "mark": "markering", "fig": "figur", "year": "år", "recipe": "recept",
}  # fmt: skip


def notice_misread(key: str, value: str, shown: str) -> str:
    """One value of an address that could not be understood, and what is shown instead."""
    return f"Adressens {KEY_NAMES.get(key, key)} ”{value}” gick inte att förstå. {shown}"


def notice_several(key: str, used: str) -> str:
    """A key that may stand once stands several times."""
    return f"Adressen har flera värden för {KEY_NAMES.get(key, key)}. Det första används: ”{used}”."


def notice_unknown_keys(keys: Sequence[str]) -> str:
    """Keys that mean nothing here."""
    return f"Adressen har delar som inte betyder något här: {_some(keys)}."


def notice_too_many_figures(most: int, left_out: int) -> str:
    """A report has an end."""
    return f"Högst {most} figurer får plats i en rapport; {left_out} visas inte."


def notice_not_ids(key: str, values: Sequence[str]) -> str:
    """Parts of a list that are no ids."""
    return f"Adressens {KEY_NAMES[key]} har delar som inte gick att förstå: {_some(values)}."


def notice_too_many(key: str, most: int, rest: Sequence[str]) -> str:
    """A list with more ids than is shown."""
    return f"Högst {most} {KEY_NAMES[key]} visas. Utelämnade: {_some(rest)}."


def _some(words: Sequence[str], most: int = 12) -> str:
    more = f" och {len(words) - most} till" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def notice_unknown_municipality(municipality: str) -> str:
    """A code that Kolada has no municipality for."""
    return f"Kommunen med kod {municipality} finns inte i Kolada. Välj en annan."


def notice_unknown_group(group: str, shown: str) -> str:
    """A group that is gone, or never was."""
    return f"Gruppen {group} finns inte längre i Kolada. {shown} visas i stället."


def notice_unknown_peers(ids: Sequence[str]) -> str:
    """Codes in an own list that Kolada has no municipality for."""
    return f"Koderna finns inte i Kolada och är inte med i jämförelsen: {_some(ids)}."


def notice_focal_in_list(name: str) -> str:
    """COMPARISON 7: the focal one is never among its peers."""
    return f"{name} jämförs inte med sig själv och har tagits bort ur listan."


def notice_unknown_set(slug: str) -> str:
    """A set that is not there."""
    return f"{unknown_set(slug)} Barn och unga visas."


def unknown_set(slug: str) -> str:
    """The same where nothing is shown instead."""
    return f"Området ”{slug}” finns inte."


def notice_undivided(kpis: Sequence[str]) -> str:
    """A gender was chosen, and some figures are for everybody alone."""
    return f"Inte könsuppdelade i Kolada, visas totalt: {_some(kpis)}."


def notice_no_kpi(kpi: str) -> str:
    """An id that Kolada does not have, and that was never seen here (COMPARISON 5)."""
    return f"{kpi} finns inte, eller finns inte längre, i Kolada."


def notice_withdrawn_kpi(kpi: str, since: date) -> str:
    """A KPI that was there and is gone, with what is kept of it."""
    return f"{kpi} finns inte längre i Kolada (sedan {since}). De senast kända värdena visas."


def notice_old(problem: str, retrieved: str) -> str:
    """What went wrong, and how old what is shown is."""
    return f"{problem} Här visas värden hämtade {retrieved}."


def notice_partly(problem: str) -> str:
    """Some of it could not be had."""
    return f"{problem} En del värden saknas därför här."


def notice_unknown_edition(edition: str) -> str:
    """A link to an edition that was never seen here."""
    return f"Gruppens utgåva {edition} finns inte att tillgå här. Dagens utgåva visas."


def notice_drift(kept: int, total: int, pinned: str, now: str) -> str:
    """A link whose group has other members today (COMPARISON 10, 29)."""
    if not now:  # a group without editions, pinned by its date
        return f"Länken gäller gruppen som den var {pinned}. I dag är {kept} av {total} kvar. Bilden visar den som då."
    return (
        f"Länken gäller gruppen som den var i utgåva {pinned}. I dagens utgåva {now} är {kept} av {total} kvar. "
        "Bilden visar kommunerna som då."
    )


def notice_revised(n: int, since: date) -> str:
    """A pinned link opened later says what has changed since (COMPARISON 29)."""
    what = "värde har" if n == 1 else "värden har"
    return f"{n} {what} ändrats i Kolada sedan länken gjordes {since}."


def notice_newer(n: int, since: date) -> str:
    """A link that cannot fix its years, opened when there are newer ones."""
    return f"För {n} nyckeltal visas ett nyare år än när länken gjordes {since}."


def notice_unchanged(since: date) -> str:
    """A link from an earlier day whose figures are as they were, as far as has been seen (COMPARISON 29)."""
    return f"Länken gjordes {since}. Inget av värdena har setts ändras i Kolada sedan dess."


def notice_unwatched(since: date, begun: date) -> str:
    """The same where what is kept was fetched anew after the link was made."""
    return (
        f"Länken gjordes {since}. Värdena har följts här först från {begun}: om Kolada ändrade något dessförinnan går "
        "inte att se."
    )


SHOW_AS_THEN, SHOW_AS_NOW = "Visa som då", "Visa som nu"

# Overview
COUNTS_SHOW, COUNTS_HIDE = "Visa även antal", "Visa bara tal som går att jämföra"
SCALE_SAME, SCALE_OWN = "Samma skala för kostnaderna", "Egen skala för varje bild"
CHIP_COUNT, COUNT_TO_RATE, COUNT_MEAN = "Absolut antal", "Visa per 1 000 i stället", "Visa medel av antal ändå"
CHIP_MEAN_OF_COUNTS = "Medel av antal: säger inget om olika stora kommuner"
CHIP_PRELIMINARY = "preliminärt"
IN_COUNTRY = "i landet"
NOMINAL = "löpande priser"
OWN_SELECTION = "Egna nyckeltal"

# Chart card
MENU, MENU_FOR = "Mer", "Mer om bilden"
MENU_ADD = "Lägg till i rapporten"
MENU_COPY_PICTURE, MENU_CITE, MENU_FOOTNOTE = "Kopiera bild", "Kopiera källhänvisning", "Kopiera som fotnot"
MENU_EMBED_LIVE, MENU_EMBED_FROZEN = "Kopiera inbäddning (följer nya värden)", "Kopiera inbäddning (fryst)"
MENU_QUERY = "Kopiera för Power Query (Excel, Power BI)"
MENU_ALL = "Data för hela landet (CSV)"
OPEN_WHOLE = "Öppna i Jämförbart"
MENU_PNG, MENU_SVG, MENU_CSV, MENU_EXCEL, MENU_LINK, MENU_DEFINITION, MENU_FULL = (
    "Bild (PNG)", "Bild (SVG)", "Data (CSV)", "Data för Excel (CSV)", "Kopiera länk", "Definition", "Öppna nyckeltalet",
)  # fmt: skip
AS_TABLE = "Siffrorna som tabell"
TABLE_YEAR, TABLE_MEAN, TABLE_RIKET, TABLE_N = "År", "Ovägt medel", "Riket", "Antal i medlet"
TABLE_MUNICIPALITY = "Kommun"
PERCENTILES = {
    "p5": "5:e percentilen", "q1": "Undre kvartil", "median": "Median", "q3": "Övre kvartil", "p95": "95:e percentilen",
}  # fmt: skip
GAP, GAP_NAME, GAP_MEAN = "Skillnad: kvinnor minus män", "Skillnad", "Skillnad, ovägt medel"
POINTS = "procentenheter"
ALL_UNITS = {"G2328": "alla kommuner", "G2329": "alla regioner"}
NO_PICTURE = "Ingen bild: inga värden finns för de valda åren."

# Kpi page
TAB_TREND, TAB_RANK, TAB_GENDERS, TAB_TABLE, TAB_DEFINITION = "Utveckling", "Rangordning", "Kön", "Tabell", "Definition"
TWIN_NETTO, TWIN_PER, TWIN_RATE, TWIN_BEHIND = "Netto", "Per invånare i åldern", "Per 1 000 invånare", "Antalet bakom"
DEFINITION_FACTS = (
    "Id i Kolada",
    "Enhet",
    "Slag",
    "Källa",
    "Verksamhetsområde",
    "Perspektiv",
    "Könsuppdelat",
    "Publicering",
)
DEFINITION_BREAKS, DEFINITION_COVERAGE, DEFINITION_TWINS, DEFINITION_FAMILY = (
    "Brott i serien", "Att tänka på", "Samma sak på annat sätt", "Delar och helhet",
)  # fmt: skip
YES, NO = "ja", "nej"
KINDS = {
    "cost": "kostnad", "rate": "tal i förhållande till något", "share": "andel", "count": "absolut antal",
    "index": "index", "other": "annat",
}  # fmt: skip

# Progress


def progress_country(done: int, total: int, kpis: int, regions: bool = False) -> str:
    """A sign of life while the rest of the country follows, counted in whole municipalities, or regions."""
    units = "regioner" if regions else "kommuner"
    if done == total:
        return f"Söker nya värden för landets {units} …"
    return f"Hämtar resten av landet för läge och spridning: {done // kpis} av {total // kpis} {units} …"


PROGRESS_STOPPED = "Resten av landet kunde inte hämtas nu. Bilden står sig; läget i landet saknas."

# Errors and emptiness
ERROR_TITLE = "Det gick inte att visa sidan"
ERROR_UNREACHABLE = "Kolada kan inte nås"
ERROR_WHAT_NOW = "Inget är hämtat sedan tidigare, så det finns inga värden att visa. Kontrollera även nätverket."
ERROR_SAMPLE = "Vill du se hur verktyget fungerar så länge kan det köras med påhittade siffror:"
ERROR_INTERNAL = "Något gick fel i verktyget. Försök igen, eller börja om från startsidan."
RETRY = "Försök igen"
NOT_FOUND_TITLE = "Sidan finns inte"
NOT_FOUND = "Adressen leder ingenstans. Börja om från startsidan."
TO_START = "Till startsidan"
GROUP_WITHOUT_DATA = "Ingen i jämförelsegruppen har värden för de valda åren."

# Start
START_QUESTION = "Vilken kommun gäller det?"
START_FIELD = "Kommunens namn eller kod"
START_PLACEHOLDER = "Skriv till exempel Kramfors"
START_EXAMPLES = "Eller se ett exempel"


def start_kpi(label: str, kpi: str) -> str:
    """Which KPI a municipality is asked for."""
    return f"Sedan visas {label[:1].lower() + label[1:]} ({kpi}) för den."


def start_standout(name: str) -> str:
    """The way to everything in which a municipality differs from its peers."""
    return f"Vad sticker ut i {name}?"


START_WHAT = (
    "Jämförbart ställer en kommuns nyckeltal ur Kolada bredvid kommuner som liknar den.",
    "Varje bild har en mening som säger vad den visar, vilka kommunen jämförs med och vilket år det gäller.",
    "Siffrorna går att ta med sig som bild, tabell och länk, och en länk visar samma sak om ett år.",
)
EXAMPLES = (
    ("2282", "", "Kramfors", "Kostnad och placeringar för barn och unga, mot sju liknande kommuner (IFO)"),
    ("1260", "peers=G176208", "Bjuv", "Samma frågor mot sju kommuner med liknande socioekonomi"),
    ("1283", "set=grundskola", "Helsingborg", "Grundskolan: kostnad, lärare och resultat"),
)  # fmt: skip


def title(*parts: str) -> str:
    """The document's title."""
    return " – ".join([*[p for p in parts if p], PRODUCT])


NO_KPIS = "Inget nyckeltal att visa"
KPI_GONE_WHAT_NOW = "Id:t kan vara felskrivet, eller så har nyckeltalet tagits bort eller fått ett annat id."
NOMINAL_SENTENCE = "Löpande priser."
ONLY_MUNICIPALITIES = "Nyckeltalen gäller kommuner. Kolada har inga värden på dem för regioner."
REGION_KPIS, REGION_SEARCH = "Visa nyckeltal för regioner", "Sök bland alla nyckeltal"
GREY_LINES = "Tunna grå linjer är de jämförda, en för en."
TABS_LABEL = "Delar av nyckeltalet"
COUNT_RANK_HEADING = "Absolut antal i varje kommun"
COST_MEANS = (
    "Kostnad är bruttokostnad minus interna intäkter och försäljning till andra kommuner och regioner. "
    "Statsbidrag och avgifter är inte avdragna."
)
NO_UNIT, NO_SOURCE, NO_PERSPECTIVE = "anges inte", "anges inte i definitionen", "anges inte"
ADDS_UP, DOES_NOT_ADD_UP = "stämmer", "stämmer inte"


def data_reach(name: str, window: tuple[int, int], latest: int | None) -> str:
    """Which years are shown, and how far the data reach (COMPARISON 13)."""
    shown = f"Åren {window[0]}–{window[1]}" if window[0] != window[1] else f"År {window[0]}"
    return f"{shown}; senaste värde för {name} {latest}." if latest else f"{shown}."


def earlier_edition(kept: int, total: int, edition: int) -> str:
    """How far the group is the one it was."""
    return f"{numeral(kept).capitalize()} av {numeral(total)} fanns med i utgåva {edition}."


def retrieved(day: str) -> str:
    """When the oldest of the values shown was fetched."""
    return f"Hämtat {day}."


def genders_heading(name: str) -> str:
    """The heading of the women-and-men picture."""
    return f"Kvinnor och män i {name}"


def empty(name: str, reason: str) -> str:
    """No value in the years chosen, and what to do."""
    return f"{name} har inget värde att visa ({reason}). Välj andra år i fälten ”{BAR_FROM}” och ”{BAR_TO}”."


NAV_LABEL = "Sidor"
FOOTER = (
    "Värden: Kolada (RKA). Medel, rang och spridning: egen bearbetning. "
    "Verktyget är fristående och har inget samarbete med RKA."
)

# About
KEPT_HEADING = "Vad som är hämtat"
KEPT_VALUES, KEPT_KPIS, KEPT_OLDEST, KEPT_NEWEST, KEPT_SIZE, KEPT_FROM, KEPT_VERSION = (
    "Värden", "Nyckeltal", "Äldst hämtat", "Senast hämtat", "Plats på disk", "Hämtat från", "Verktygets version",
)  # fmt: skip
NOT_A_FILE, NOTHING_KEPT = "i en databasserver", "inget än"

ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Vad verktyget svarar på",
        (
            "Är kommunens siffra hög eller låg bredvid kommuner som liknar den, och håller svaret? Varje bild visar"
            " kommunen, "
            "de kommuner den jämförs med, deras ovägda medel och riket, med en mening som säger vad bilden visar.",
            "Nyckeltalen kommer ur Kolada: kommuner, regioner och riket. Koladas enhetsnivå (skolor, boenden) ingår"
            " inte.",
        ),
    ),
    (
        "Vad orden betyder",
        (
            f"”Ungefär som” och ”nära lika”: skillnaden är högst {words.ABOUT:.0f} procent. ”Högre” och ”lägre”: mer "
            f"än så. ”Betydligt”: mer än {words.CLEARLY:.0f} procent. Procenten räknas på beloppet av det som jämförs "
            "med, och används inte när det är noll, när värdena har olika tecken eller när nyckeltalet är av ett slag "
            "som kan vara negativt (avvikelser, resultat, intäkter).",
            "”Näst högst av åtta” räknar kommunen själv och dem som har ett värde det året. Högst och lägst säger "
            "bara hur "
            "stora talen är. Lika värden delar plats. Med åtta kommuner är alltid någon högst.",
            "En hög kostnad är inte dålig och en låg är inte bra: en kostnad säger inget om kvalitet eller behov. Bara "
            "nyckeltal om kvalitet och resultat med en given riktning kallas bättre eller sämre, och bättre än "
            "andra är "
            "inte detsamma som bra.",
        ),
    ),
    (
        "Medel, riket och spridning",
        (
            "Ovägt medel är summan av kommunernas värden delad med antalet kommuner som har ett värde det året: en "
            "genomsnittlig kommun. Kommunen själv är aldrig med. Har färre än hälften (minst två) ett värde visas "
            "inget medel.",
            "Riket är Koladas eget värde, vägt med invånare eller motsvarande: en genomsnittlig invånare.",
            "Det grå bandet är mittersta hälften av landets 290 kommuner (från nedre till övre kvartilen), när "
            "minst hälften "
            "av dem har ett värde. Riket, regioner och grupper räknas aldrig in i medel, rang eller band.",
            "Mening, rang, stapel och medel gäller ett och samma år: det senaste av de visade åren där kommunen har"
            " ett värde "
            "och tillräckligt många av de jämförda. En förändring går från det första till det sista visade året.",
            "Ett medel av absoluta antal säger inget om olika stora kommuner och visas bara på begäran.",
            "Bakom ett tal per invånare står antalet personer där det är känt. Intervallet är vad slumpen ensam gör"
            " med ett "
            "sådant antal (95 procent, Poissonfördelning enligt Byar).",
        ),
    ),
    (
        "Vilka kommunen jämförs med",
        (
            "”Liknande kommuner” är Koladas grupper om sju, en per område. Numret på en grupp består medan "
            "medlemmarna byts; "
            "utgåvan är året i gruppens namn. En kopierad länk fäster utgåva och medlemmar, och säger till när "
            "gruppen ändrats.",
            "En utgåva som ritas över tidigare år är en jämförelse i efterhand, och det står då i en fotnot.",
            "Län, kommungrupper (SKR), storleksklasser, hela landet och en egen lista går också att välja.",
        ),
    ),
    (
        "Tid, priser och saknade värden",
        (
            "Ett år utan värde är ett avbrott i linjen. ”Uppgift saknas”, ”sekretess”, ”ej tillämplig” och ”ingen "
            "uppgift” "
            "skrivs ut; ett dolt värde räknas aldrig fram ur andra.",
            "Preliminära värden ritas som ihåliga punkter med datum för när de fastställs. Alla belopp är i löpande"
            " priser.",
            "Brott i definitionen står i fotnoter med Koladas egna ord.",
        ),
    ),
    (
        "Källa och villkor",
        (
            "Värden: Kolada, som drivs av Rådet för främjande av kommunala analyser (RKA). Uppgifterna är fria att "
            "använda med "
            "källa. För det som räknats fram här, som medel, rang, kvartiler och skillnader, är källan ”egen "
            "bearbetning”.",
            "Verktyget är fristående. Kolada kan ändra eller ta bort värden utan att säga till; därför står "
            "hämtdatum vid varje bild.",
        ),
    ),
    (
        "Hämta siffror till Excel och Power BI",
        (
            "I varje diagrams meny finns ”Kopiera för Power Query”. Öppna i Excel: Data, Hämta data, Från andra "
            "källor, Tom fråga, och därefter Avancerad redigerare; i Power BI: Hämta data, Tom fråga, Avancerad "
            "redigerare. Klistra in i stället för det som står där. Välj anonym åtkomst om programmet frågar.",
            "Frågan följer de senaste åren och gruppens utgåva: Uppdatera hämtar nya värden. Koder som 0180 förblir "
            "text. I kolumnen group_edition står vilken utgåva av gruppen de jämförda kommunerna hör till.",
        ),
    ),
    (
        "Tillgänglighet",
        (
            "Målet är WCAG 2.2 nivå AA. Varje bild har en mening och en tabell med samma tal, allt går att nå med "
            "tangentbord, "
            "och färg är aldrig ensam bärare av en uppgift: linjer skiljs också åt av tjocklek, streckning och namn.",
            "Fungerar något inte? Hör av dig till den som tillhandahåller verktyget hos er.",
        ),
    ),
)  # fmt: skip


CSV_NO_MUNICIPALITY = "Ange en kommun i adressen, till exempel /data.csv?municipality=2282&kpi=N33001."
CSV_TOO_LATE = "Värdena hämtas från Kolada. Försök igen om en stund."


def csv_too_much(cells: int, most: int) -> str:
    """A table that is too large to be made in one go."""
    return (
        f"Det kan bli {number(cells)} värden, och en fil har högst {number(most)}. Ta dem i flera omgångar: ange färre "
        "nyckeltal (kpi), år (period), kön (gender) eller jämförelsekommuner (peers)."
    )
