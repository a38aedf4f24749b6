"""The Swedish of the report and its files. What the figures themselves say is in kolada/reading."""

from collections.abc import Sequence
from datetime import date, datetime

from kolada.numbers import number
from kolada.reading.words import enumerate_words
from kolada.swedish import long_date
from layouts.texts import PRODUCT

REPORT_TITLE = "Jämförelse med andra kommuner"
METHOD = (
    "Ovägt medel är summan av de jämförda {many}s värden delad med antalet som har ett värde det året. "
    "Den egna {one} ingår inte.",
    "Riket är Koladas eget värde och är vägt: en genomsnittlig invånare, inte en genomsnittlig {bare}.",
    "Rang, medel och mening gäller samma år: det senaste där {one} och minst hälften av de jämförda har värde.",
    "Skillnader och förändringar är räknade på oavrundade värden, och kan därför skilja sig från dem mellan de visade.",
)
COST_BESIDE_NET = (
    "Kostnad, där det inte står nettokostnad, är bruttokostnad minus interna intäkter och försäljning till andra "
    "kommuner och regioner. Statsbidrag och avgifter är inte avdragna."
)
METHOD_PRICES = "Alla belopp är i löpande priser."
METHOD_OWN_LIST = "Jämförelsegruppen är en egen lista: den följer ingen av Koladas grupper."
METHOD_SOME_OWN_LIST = "I några av figurerna är jämförelsegruppen en egen lista: den följer ingen av Koladas grupper."
METHOD_TERMS = (
    "Värdena kommer från Kolada (RKA). Medel, rang, skillnader och förändringar är egen bearbetning, och Kolada är "
    "inte källa till dem. Verktyget är fristående och har inget samarbete med RKA."
)
METHOD_IAKTTAGELSE = "Meningarna under figurerna är iakttagelser. Bedömningen är läsarens."
ASSESSMENT = "Bedömning"
ASSESSMENT_EMPTY = "[Fylls i av granskaren]"
OBSERVATION = "Iakttagelse"


def assessment(label: str) -> str:
    """The place for the auditor's own words, and of which figure."""
    return f"{ASSESSMENT}, {label[0].lower()}{label[1:]}"


def report_title(names: Sequence[str], is_region: bool) -> str:
    """The section's heading until the user writes another."""
    return f"{enumerate_words(list(names))} jämfört med andra {'regioner' if is_region else 'kommuner'}"


def method(is_region: bool) -> list[str]:
    """How means and ranks were made, of regions or municipalities."""
    many, one, bare = ("regionerna", "regionen", "region") if is_region else ("kommunerna", "kommunen", "kommun")
    return [text.format(many=many, one=one, bare=bare) for text in METHOD]


CHOSEN_DEFAULT = "Jämförelsegruppen är förvald efter nyckeltalets område."
CHOSEN_LIST = "Jämförelsegruppen är en egen lista: kommunerna är valda en och en."
CHOSEN_GONE = "Jämförelsegruppen finns inte längre i Kolada; medlemmarna är de i länken."
CHOSEN_NONE = "Inga kommuner att jämföra med."


def chosen_instead(default: str) -> str:
    """A group that somebody chose."""
    return f"Jämförelsegruppen är vald i stället för förvalet, {default}."


def chosen_earlier(pinned: str) -> str:
    """A pinned group that has other members today."""
    return f"Gruppen har andra medlemmar i dag; här visas de i länken ({pinned})."


def own_list(of_all: bool) -> str:
    """That the peers are nobody's group, in all figures or in some."""
    return METHOD_OWN_LIST if of_all else METHOD_SOME_OWN_LIST


# The page /rapport ---------------------------------------------------------------------------------------------------

NAV_EMPTY = "Rapport"
METHOD_HEADING = "Källor och metod"
EMPTY_HEADING = "Samla figurerna till ett avsnitt"
EMPTY_WHAT = (
    "En rapport är figurer som har lagts åt sidan, i ordning, som det avsnitt de blir: numrerade, med figurtext, "
    "iakttagelse, fotnoter, källa och en tom plats för bedömningen."
)
EMPTY_HOW = (
    "Öppna menyn ”Mer” vid ett diagram och välj ”Lägg till i rapporten”.",
    "Ordna figurerna här och skriv egna figurtexter och kommentarer. Det du skriver stannar i din webbläsare.",
    "Hämta avsnittet som Word, PowerPoint, Excel eller ZIP, eller skriv ut det.",
)
EMPTY_START = "Välj först en kommun"
NO_MUNICIPALITY = "Rapportens länk säger inte vilken kommun den gäller. Välj kommun, och lägg till figurerna därifrån."
EMPTY_AUDIT = "Som i revisionsrapporten"
EMPTY_AUDIT_WHAT = "Sju figurer om barn och unga, i samma ordning som i Kramfors revisionsrapport 2023."
MOVE_UP, MOVE_DOWN, REMOVE = "Flytta upp", "Flytta ned", "Ta bort"
DRAW_AS = "Rita som"
FORMS_NAMED = {  # by the form's name in the address
    "line": "linjer",
    "bars": "staplar",
    "rangordning": "hela landet i ordning",
    "spridning": "spridning",
    "karta": "karta",
    "kon": "kvinnor och män",
    "samband": "samband",
}
SHOWN_AS = {  # in a caption, where it is not lines or bars of own and peers
    "rangordning": "hela landet i ordning",
    "spridning": "spridningen i landet",
    "karta": "karta",
    "kon": "kvinnor och män",
    "samband": "samband",
}
PLACE = "Plats"
MAP_NO_REGIONS = "Kartan finns bara för kommuner, inte för regioner."
NO_GENDERS = "Kolada har inga värden för kvinnor och män var för sig de valda åren."
THERE = "{form} (finns redan)"
ACTIONS = "Ordna"
ONE_COLUMN, TWO_COLUMNS = "En spalt", "Två spalter"
TABLES_ON, TABLES_OFF = "Ta med tabeller på papper", "Utan tabeller på papper"
WORDS_TITLE, WORDS_CAPTION, WORDS_COMMENT = "Rubrik", "Figurtext", "Egen kommentar"
WORDS_RESET = "Återställ"
WORDS_WHERE = "Egna ord sparas bara i den här webbläsaren. De följer med i filerna men aldrig i en länk."
SAVE_AS, PRINT = "Hämta som", "Skriv ut"
FORMS = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "zip": "ZIP"}
FIGURE_LINK = "Öppna figuren i Jämförbart"
REMOVE_MISSING = "Ta bort figurer som inte kan visas"
SEE_REPORT = "Visa rapporten"
FULL = "Rapporten är full. Ta bort en figur först."
NOT_A_FIGURE = "Figuren gick inte att lägga till."
NOTHING_SHOWN = "Ingen av rapportens figurer går att visa."

# The files' route: what is said when there is no file
FILE_ONLY_POST = "Filen hämtas med POST. Öppna rapporten i webbläsaren och använd knapparna där."
FILE_NO_FORM = "Rapporten finns som docx, pptx, xlsx och zip."
FILE_NO_FIGURES = "Rapporten har inga figurer. Lägg till minst en, till exempel fig=N33001."
FILE_TOO_LARGE = "Bilderna är för stora tillsammans."
FILE_UNREADABLE = "Det som skickades gick inte att läsa."
FILE_OTHER_FIGURES = "Rapporten visar andra figurer nu än när sidan ritades. Ladda om sidan och försök igen."
FILE_BAD_PICTURE = "En av bilderna är ingen bild, är för stor eller hör inte till någon figur."


def nav_report(n: int) -> str:
    """The link in the navigation, with how many figures have been put aside."""
    return f"Rapport ({n})" if n else NAV_EMPTY


def put_aside(n: int) -> str:
    """A figure was added."""
    return f"Figuren är tillagd: {_figures(n)} i rapporten."


def is_there(n: int) -> str:
    """It was there already."""
    return f"Figuren finns redan: {_figures(n)} i rapporten."


def of_figure(text: str, label: str) -> str:
    """What an action or a field is about, for a reader who hears one control at a time."""
    return f"{text}: {label}"


def overview_of(name: str) -> str:
    """The way to the figures that can be put aside."""
    return f"Till översikten för {name}"


def _figures(n: int) -> str:
    return "1 figur" if n == 1 else f"{n} figurer"


# The Word and PowerPoint files
NO_FIGURES = "Inga figurer har lagts i rapporten."
PICTURE_MISSING = "Bilden kunde inte läggas in. I tabellen står siffrorna bakom den."
BEHIND_FIGURE = "Siffrorna bakom figur\u00a0"
OPEN_FIGURE = "Figuren på webben: "
OPEN_SECTION = "Avsnittet på webben: "
THIN_LINES = "Tunna grå linjer: de jämförda var för sig."
NO_CHART = "Inget diagram."
NO_MAP_PICTURE = "Kartan kunde inte läggas in. Siffrorna finns i Excel-filen, och kartan i länken till figuren."
NO_NATIVE_CHART = "Inget diagram: inga värden finns att rita."
PAGE = "Sida "


TABLE_OF_OWN = "Tabellen har den egna; alla andra finns i Excel-filen och i datafilen."
TABLE_OF_QUARTILES = "Tabellen har den egna och landets kvartiler; alla andra finns i Excel-filen och i datafilen."
TABLE_OF_PEERS = "Tabellen har de jämförda och landets kvartiler; alla andra finns i Excel-filen och i datafilen."
TABLES_OF_PEERS = {
    "rangordning": TABLE_OF_PEERS,
    "karta": TABLE_OF_PEERS,
    "samband": "Tabellen har de jämförda; alla andra finns i Excel-filen och i datafilen.",
}


def table_without_peers(n: int) -> str:
    """Beside a table that would be too long with everybody in it."""
    return f"De {n} jämförda är för många för en tabell här; deras värden finns i datafilen."


def thin_line(name: str) -> str:
    """The same of a single one."""
    return f"Tunn grå linje: {name}."


def dark_bar(name: str) -> str:
    """Beside a chart with too many bars for a name each."""
    return f"Den mörka stapeln: {name}."


def blue_bar(name: str, has_peers: bool) -> str:
    """The same where the peers have a colour too."""
    return f"Den blå stapeln med namn: {name}." + (" De mörkgrå: de jämförda." if has_peers else "")


def retrieved_between(first: date, last: date) -> str:
    """The day or days on which the values were fetched."""
    days = first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"
    return f"Värdena hämtades {days}."


def made_with(version: str, day: str) -> str:
    """What made the file, and when."""
    return f"Framställt med {PRODUCT} {version} den {day}."


# The ZIP with everything (layouts/documents/bundle.py)
BUNDLE_INSIDE, BUNDLE_FIGURES, BUNDLE_METHOD, BUNDLE_TERMS, BUNDLE_CHECK, BUNDLE_REMARKS = (
    "VAD SOM FINNS HÄR", "FIGURERNA", "SÅ ÄR DE GJORDA", "VILLKOR", "KONTROLLERA SJÄLV", "ATT VETA",
)  # fmt: skip
BUNDLE_FILES = {  # how a file's name ends, and what it is
    ".docx": "- Word: avsnittet med numrerade figurer, fotnoter och källor.",
    ".pptx": "- PowerPoint: en bild för varje figur.",
    ".xlsx": "- Excel: värdena, med formler för medel och rang.",
    ".png": "- bilder/figur-1.png och så vidare: figurerna som bilder.",
    ".svg": "- bilder/figur-1.svg och så vidare: figurerna som vektorbilder, som kan förstoras.",
    "data/värden.csv": "- data/värden.csv: varje värde i figurerna, oavrundat, en rad per värde.",
    "data/värden_excel.csv": "- data/värden_excel.csv: samma rader för svenskt Excel.",
    "svar/index.csv": "- svar: Koladas svar precis som de togs emot. svar/index.csv säger vilken fråga som gav vilket "
    "svar, när det hämtades, och vilka värden som står i det.",
    "rapport.json": "- rapport.json: avsnittets länk, datum och figurer, för program.",
}
BUNDLE_UNKEPT = (
    "Alla svar från Kolada finns inte med: de som saknar filnamn i index.csv sparades inte när siffrorna hämtades. "
    "Adress, tid och kontrollsumma (SHA-256) står där."
)
BUNDLE_NO_PICTURES = "Bilder på figurerna saknas: filerna gjordes utan webbläsare."
BUNDLE_TERMS_KOLADA = (
    "Värdena får användas fritt om Kolada anges som källa. Medel, rang, skillnader och förändringar är egen "
    "bearbetning: där får Kolada inte anges som källa. Kolada drivs av RKA, Rådet för främjande av kommunala "
    "analyser."
)
BUNDLE_TERMS_INVENTED = "Siffrorna är påhittade och får inte användas som underlag för något."
BUNDLE_HOW_TO_CHECK = (
    "- Ett svar är oförändrat om filens SHA-256 är den som står i svar/index.csv. I Windows: "
    "certutil -hashfile svar\\filens-namn.json SHA256. I macOS: shasum -a 256 svar/filens-namn.json. "
    "I Linux: sha256sum svar/filens-namn.json.",
    "- Adressen i svar/index.csv ställer samma fråga till Kolada igen. Har Kolada ändrat ett värde sedan dess blir "
    "svaret ett annat; det som ligger här är det som gällde när det hämtades.",
    "- ”Kontrollera igen” på rapportsidan läser den här ZIP-filen och säger vilka värden som har ändrats sedan dess. "
    "Det gör också kommandot: python -m kolada recheck FIL.zip",
    "- Läget bland alla kommuner, och plats i andra grupper, bygger på fler värden än dem som ligger här. "
    "Länken ovan visar dem.",
)


def bundle_made(made: date, version: str) -> str:
    """When, and with what."""
    return f"Gjort {long_date(made)} med Jämförbart {version}."


def bundle_link(link: str) -> str:
    """Where the section is."""
    return f"Länk till samma avsnitt: {link}"


# Kontrollera igen (layouts/documents/recheck.py)
RECHECK_HEADING = "Kontrollera igen"
RECHECK_WHAT = (
    "Lämna in en ZIP som sparats härifrån, så står här vilka av dess värden som Kolada har ändrat sedan dess. "
    "Filen läses och glöms."
)
RECHECK_CHOOSE = "Välj ZIP …"
RECHECK_NOT_A_ZIP = "Filen är ingen ZIP som går att läsa."
RECHECK_NOT_OURS = "Filen är ingen ZIP som Jämförbart har gjort, eller så är den ändrad: uppgifterna går inte att läsa."
RECHECK_TOO_BIG = "Filen är större än vad som kan kontrolleras. Inget av den har lästs."
RECHECK_NO_FILE = "Välj den ZIP som rapporten sparades i."
RECHECK_INVENTED = "Filen innehåller PÅHITTADE SIFFROR. De har inga värden i Kolada att jämföras med."
RECHECK_HERE_INVENTED = "Här visas PÅHITTADE SIFFROR. Filens värden går inte att jämföra med dem."
RECHECK_TOO_LATE = "Kolada svarar långsamt just nu. Försök igen om en stund."
RECHECK_COLUMNS = ("Nyckeltal", "Kommun", "År", "Kön", "I rapporten", "Nu")
RECHECK_GONE = "finns inte längre"


def recheck_counted(changed: int, vanished: int, total: int, made: date) -> str:
    """How many of the values say something else than they did."""
    since = f"sedan rapporten gjordes {long_date(made)}"
    if not changed and not vanished:
        return f"Inget av de {number(total)} värden som kunde kontrolleras har ändrats {since}."
    said = f"{number(changed + vanished)} av {number(total)} värden har ändrats {since}"
    return f"{said}; {number(vanished)} av dem saknar nu värde i Kolada." if vanished else f"{said}."


def recheck_altered(names: Sequence[str]) -> str:
    """The ZIP itself is not as it was: a difference may be its own and not Kolada's."""
    some = ", ".join(names[:3]) + (f" och {len(names) - 3} till" if len(names) > 3 else "")
    return f"Filen är ändrad sedan den gjordes: {some} stämmer inte med kontrollsumman. Skillnader kan bero på det."


def recheck_unchecked(n: int) -> str:
    """Some could not be looked at."""
    return f"{number(n)} {'värde' if n == 1 else 'värden'} gick inte att kontrollera."


def recheck_as_of(moment: datetime) -> str:
    """How fresh the values are that it was checked against: the oldest of them."""
    local = moment.astimezone()
    return f"Kontrollen gäller Koladas värden som de var {long_date(local.date())} klockan {local:%H.%M} eller senare."


# python -m kolada report, recheck (layouts/report/command.py)
NO_KALEIDO = (
    "Filerna görs utan bilder, för programmet som ritar dem är inte installerat: pip install kaleido==1.5.0 "
    "(och webbläsaren Chromium, till exempel apt install chromium)."
)
NO_CHROMIUM = (
    "Filerna görs utan bilder, för webbläsaren Chromium gick inte att starta. Installera den, till exempel med "
    "apt install chromium eller kaleido_get_chrome."
)
PICTURE_FAILED = "En bild gick inte att rita. Filerna görs utan bilder."
LINK_UNKNOWN = "Länken leder inte till en rapport, en översikt eller ett nyckeltal: {link}"
LINK_NO_FIGURES = "Länken har inga figurer att göra en rapport av."
LINK_WITHOUT_HOST = (
    "Länken har ingen webbadress framför sig, och då har inte länkarna i filerna det heller. Ge hela länken, som den "
    "står i webbläsaren, så leder de rätt."
)
LEFT_OUT_EMPTY = "Utan figur, för att inga värden finns: {kpis}."
LINK_NO_MUNICIPALITY = "Länken säger inte vilken kommun det gäller. Lägg till --municipality, till exempel Kramfors."
MUNICIPALITY_UNKNOWN = "Ingen kommun heter eller har koden ”{name}”."
COUNTY_UNKNOWN = "Inget län heter ”{name}”. Länen är: {counties}."
FORMAT_UNKNOWN = "”{name}” är inget format. Formaten är: {formats}."
CANNOT_READ = "Filen {name} går inte att läsa."
CANNOT_SAVE = "Det går inte att spara i {name}."
REPORT_FAILED = "{name}: {sentence}"
FILE_FAILED = "{name}: filen gick inte att göra ({detail})."
SETTING_WRONG = "En inställning går inte att förstå: {detail}"
INTERRUPTED = "Avbrutet."


# The Excel work paper (layouts/documents/workbook)
XL_CONTENTS, XL_KPIS, XL_PEERS, XL_METHOD, XL_TIES, XL_REVIEW = (
    "Innehåll", "Nyckeltal", "Jämförelsegrupp", "Metod", "Avstämning", "Granskningsunderlag",
)  # fmt: skip
XL_MADE, XL_VERSION, XL_LINK = "Gjord", "Verktyg", "Avsnittets länk"
XL_FIGURE, XL_CAPTION, XL_SHEET = "Figur", "Figurtext", "Blad"
XL_SHEETS = {
    XL_KPIS: "Vad nyckeltalen är: enhet, definition, källa, publicering och brott i serien.",
    XL_PEERS: "Vilka kommuner det jämförs med, och hur de har valts.",
    XL_METHOD: "Hur siffrorna är gjorda, länkens val, hämtdatum och villkor.",
    XL_TIES: "Om delarna stämmer med helheten, och om Koladas egna gruppvärden stämmer med medlemmarnas.",
    XL_REVIEW: "Syfte, källa, urval, kontroll, iakttagelse och bedömning. En del fylls i av granskaren.",
}
XL_MUNICIPALITY, XL_CODE = "Kommun", "Kod"
XL_FORMULAS = "Räknat med formler ur raderna ovan"
XL_N, XL_N_COUNTRY = "Antal jämförda med värde", "Antal med värde"
XL_RANK_OF, XL_SPEARMAN, XL_PEARSON = "Plats, {name}", "Rangkorrelation (Spearman)", "Linjär korrelation (Pearson)"
XL_POINTS = "Antal punkter"
XL_OTHERS = "övriga"
XL_LIMITS = "Färgklassernas gränser, räknade på alla år och kommuner ovan"
XL_LIMIT = ("lägsta värdet", "gräns 1", "gräns 2", "gräns 3", "gräns 4", "högsta värdet")
XL_MAP_AS_BARS = "Excel har ingen karta över kommunerna: här står samma värden i ordning."
XL_TO_MEAN, XL_TO_MEAN_PERCENT = "Skillnad mot ovägt medel", "Skillnad mot ovägt medel, %"
XL_TO_RIKET, XL_TO_RIKET_PERCENT = "Skillnad mot riket", "Skillnad mot riket, %"
XL_DIFFERENCE, XL_PERCENT, XL_MEAN = "Skillnad", "%", "Ovägt medel"
XL_NOTES, XL_OWN_COMMENT, XL_SOURCE = "Noter", "Egen kommentar", "Källa"
XL_WHERE = "Figuren på webben"
XL_UNROUNDED = (
    "Värdena är oavrundade och visas avrundade. Grå text säger varför ett värde saknas. Kursiva värden är preliminära."
)
XL_CHART_DATA = "Underlag för diagrammet: formler till raderna ovan. En tom ruta är ett avbrott i linjen."
XL_ID, XL_UNIT, XL_KIND, XL_DEFINITION, XL_PERSPECTIVE, XL_AREA, XL_CALENDAR, XL_BREAKS = (
    "Id i Kolada", "Enhet", "Slag", "Definition", "Perspektiv", "Verksamhetsområde", "Publicering", "Brott i serien",
)  # fmt: skip
XL_NO_BREAKS = "inga kända"
XL_GROUP_ID, XL_GROUP_TITLE, XL_EDITION, XL_GROUP_AREA, XL_GROUP_OWNER, XL_CHOSEN, XL_MEMBERS, XL_LEFT_OUT = (
    "Gruppens id", "Gruppens namn i Kolada", "Utgåva", "Lika i fråga om", "Gjord för", "Hur gruppen valdes",
    "Jämförda kommuner", "Bortvalda",
)  # fmt: skip
XL_COMPARED, XL_USED_IN = "Kommunen det gäller", "Används i"
XL_NO_GROUP, XL_NO_EDITION = "ingen av Koladas grupper", "anges inte"
XL_HOW, XL_CHOICES, XL_KEY, XL_MEANING, XL_VALUE, XL_FETCHED, XL_TERMS, XL_NOTICES = (
    "Så är siffrorna gjorda", "Länkens val", "Nyckel", "Betydelse", "Värde", "Hämtdatum", "Villkor", "Att veta",
)  # fmt: skip
XL_KEYS = {
    "municipality": "Kommun", "peers": "Jämförelsegrupp", "period": "År", "gender": "Kön (T alla, K kvinnor, M män)",
    "counts": "Medel av antal", "retrieved": "Dag då länken gjordes", "fig": "Figur: nyckeltal och egna val",
    "columns": "Spalter på sidan", "tables": "Tabeller på papper",
}  # fmt: skip
XL_TERMS_KOLADA = (
    "Koladas värden får användas fritt om Kolada anges som källa. För det som räknats fram här, som medel, rang och "
    "skillnader, får Kolada inte anges som källa: det är egen bearbetning."
)
XL_PARTS, XL_GROUPS = "Delar och helhet", "Koladas gruppvärden"
XL_PARTS_HOW = "Delarna ska bli helheten. Upp till 1, eller en tusendel, kan vara avrundning i publicerade tal."
XL_GROUPS_HOW = (
    "Medlemmarnas ovägda medel bredvid det värde som Kolada själv har för gruppen, samma år. Ingår kommunen i "
    "gruppen är den med här. Skillnader utöver avrundning kan vara en revidering eller en annan utgåva av gruppen."
)
XL_NO_PARTS = "Inget att stämma av: ingen av figurerna är en helhet med kända delar."
XL_NO_GROUPS = "Inget att stämma av: för ingen av figurerna har Kolada ett värde för jämförelsegruppen."
XL_NO_FIGURES = "Inga figurer att stämma av."
XL_SUM, XL_TOTAL, XL_VERDICT, XL_YEAR, XL_GROUP = "Summa av delarna", "Helheten", "Utfall", "År", "Grupp"
XL_OURS, XL_THEIRS = "Medlemmarnas ovägda medel", "Koladas gruppvärde"
XL_AGREES, XL_DIFFERS, XL_CANNOT = "stämmer", "stämmer inte", "går inte att stämma av"
XL_PART_NOT_SHOWN, XL_PART_NO_VALUE = "finns inte bland figurerna", "värde saknas det året"
XL_GROUP_OWN_LIST, XL_GROUP_NO_VALUE, XL_GROUP_COUNT, XL_GROUP_NO_YEAR = (
    "Egen lista: Kolada har inget värde för den.",
    "Kolada har inget värde för gruppen med dessa medlemmar det året.",
    "Absolut antal: inget medel att jämföra.",
    "Inget år där tillräckligt många har värde.",
)
XL_FIELD, XL_WRITTEN, XL_BY_WHOM = "Fält", "Text", "Vem"
XL_BY_AUDITOR, XL_BY_TOOL = "Fylls i av granskaren", "Ifyllt ur rapporten"
XL_REFERENCE, XL_PURPOSE, XL_POPULATION, XL_SAMPLE, XL_REASON, XL_CHECK = (
    "Referensnr", "Syfte eller revisionsfråga", "Population", "Urval", "Skäl till urvalet", "Utförd kontroll",
)  # fmt: skip
XL_SIGNED = ("Upprättad av", "Upprättad datum", "Granskad av", "Granskad datum")
XL_CHECK_FORMULAS = (
    "Ovägt medel, rang, skillnader och förändringar står som formler på figurernas blad och räknas om ur Koladas "
    "värden när filen öppnas."
)


def xl_mean(minimum: int, total: int) -> str:
    """The label of the mean's row: how many are needed."""
    return f"Ovägt medel (minst {minimum} av {total})"


def xl_rank(year: int) -> str:
    """The label of the rank."""
    return f"Rang {year} (1 är högst)"


def xl_rank_n(name: str) -> str:
    """The label of how many are ranked."""
    return f"Antal i rangordningen, {name} medräknad"


def xl_change(first: int, last: int) -> str:
    """The heading of the change."""
    return f"Förändring {first}–{last}"


def xl_preliminary(settled: date | None) -> str:
    """The note at a value that is not settled."""
    return f"Preliminärt värde, fastställs {long_date(settled)}." if settled else "Preliminärt värde."


def xl_sheets_of(labels: Sequence[str]) -> str:
    """Figures named in a row."""
    return enumerate_words(list(labels))


def xl_family(total: str, parts: Sequence[str], name: str, year: int) -> str:
    """What is added up."""
    return f"{total} = {' + '.join(parts)}, {name} {year}"


def xl_population(names: Sequence[str], kind: str, years: str) -> str:
    """Whom the figures are about."""
    return (
        f"Landets {kind} som de redovisas i Kolada, {years}. Figurerna gäller {enumerate_words(list(names))}. Riket "
        f"står bredvid och räknas aldrig in i medel eller rang."
    )


def xl_check_source(days: Sequence[str]) -> str:
    """Where the values came from."""
    when = f" den {enumerate_words(list(days))}" if days else ""
    return f"Värdena är hämtade från Koladas öppna gränssnitt{when}. Länken till varje figur står på figurens blad."


def xl_check_ties(done: int, agreed: int) -> str:
    """How the tie-outs went."""
    if not done:
        return "Avstämningen på bladet Avstämning hade inget att stämma av."
    what = "avstämning" if done == 1 else "avstämningar"
    return f"{done} {what} på bladet Avstämning, varav {agreed} stämmer."
