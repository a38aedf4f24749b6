"""The Swedish of "Sök", the tab of /utforska that finds a KPI among all."""

from collections.abc import Sequence
from datetime import date

from kolada.numbers import number
from kolada.reading.words import enumerate_words

TAB = "Sök"
HEADLINE = "Sök bland alla nyckeltal i Kolada"
FIELD = "Sök nyckeltal"
PLACEHOLDER = "Till exempel HVB kostnad"
HINT = "Vanliga ord räcker, i valfri ordning. Å, ä och ö kan utelämnas, och ett id som N33001 går också bra."
NARROW = "Avgränsa träffarna"
AREAS, PERSPECTIVES, GROUPS = "Område", "Perspektiv", "Koladas grupper"
OPEN_GROUP = "Öppna gruppen som översikt"
REMOVE = "ta bort avgränsningen"
HITS_LABEL = "Träffar"
NO_HITS = "Inget nyckeltal motsvarar sökningen"
TRY_NEAR = "Menade du"
TRY_OTHERS = "Pröva ett enklare ord eller ett annat ord för samma sak, eller bläddra i områdena."
TRY_WITHOUT = "Sökningen är avgränsad. Sök i hela Kolada"
DOWN = "Nyckeltalen kan inte hämtas från Kolada just nu"
DOWN_WHAT_NOW = (
    "Förteckningen över nyckeltal är inte hämtad sedan tidigare, så det finns inget att söka i. Kontrollera även "
    "nätverket, och försök igen om en stund."
)
IN_DEFINITION = "I definitionen:"
IN_ABOUT = "Område eller grupp"
BY_ID = "Träff på id"
NOT_PLANNED = "ingen planerad publicering"
GENDERS = "kvinnor och män"
FOR_REGIONS, FOR_BOTH = "gäller regioner", "kommuner och regioner"
MARGIN = "Osäkerhetstal"
REGION_GROUP, MUNICIPALITY_GROUP = "regioner", "kommuner"
EARLIER, LATER = "Föregående", "Nästa"
PAGES = "Fler träffar"
KOLADA_GROUPS = "Ur Kolada"
PICKER_HITS, PICKER_SHOWN, PICKER_NOTHING = "Träffar", "Visas nu", "Ingen träff. Visas nu"


def intro(n: int, areas: int) -> str:
    """What there is to search."""
    return f"{number(n)} nyckeltal i {areas} områden: kostnader, volymer, kvalitet och resultat. {HINT}"


def count(n: int) -> str:
    """What a screen reader is told while somebody types."""
    return f"{number(n)} nyckeltal" if n else NO_HITS


def stated(n: int, of: int, first: int) -> str:
    """Which of the hits are shown."""
    if n <= of:
        return count(n)
    return f"{number(n)} nyckeltal, här visas {number(first + 1)}–{number(min(first + of, n))}"


def missed(words: Sequence[str]) -> str:
    """No KPI has all words: which were left out."""
    return f"Inget nyckeltal har alla ord. Träffarna saknar {enumerate_words([f'”{word}”' for word in words])}."


def like(typed: str, meant: str) -> str:
    """A word that no KPI has, and the one that it was taken for."""
    return f"Inget nyckeltal har ordet ”{typed}”. Träffarna har något som liknar det: ”{meant}”."


def ended(year: int) -> str:
    """A closed KPI."""
    return f"nedlagd {year}"


def latest(year: int) -> str:
    """How far what is kept reaches."""
    return f"senaste år {year}"


def old_list(day: date) -> str:
    """The catalogue could not be brought up to date."""
    return f"Kolada kunde inte nås. Förteckningen över nyckeltal är från {day}."


def group(title: str, n: int, kind: str) -> str:
    """A KPI group in a list; several have the same title, so that size and kind tell them apart."""
    return f"{title} ({number(n)}{', ' + kind if kind else ''})"


def group_shown(title: str, shown: int, n: int) -> str:
    """A KPI group as an overview, of which only so many fit."""
    return f"Gruppen ”{title}” har {number(n)} nyckeltal i Kolada. Här visas {number(shown)}."


def gone_members(ids: Sequence[str]) -> str:
    """Members of a group that Kolada no longer describes (COMPARISON 5)."""
    some = ", ".join(ids[:12]) + (f" och {len(ids) - 12} till" if len(ids) > 12 else "")
    return f"Gruppen nämner nyckeltal som inte finns längre i Kolada: {some}."


def part(first: int, last: int) -> str:
    """A link to some of a group's KPIs."""
    return f"Visa nyckeltal {first}–{last}"
