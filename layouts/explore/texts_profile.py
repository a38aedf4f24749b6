"""The Swedish of "Profil"."""

from kolada.numbers import number
from kolada.reading.words import genitive, numeral
from layouts.explore.texts_standout import how_many

PROFILE = "Profil"
COUNTS, NO_VALUES = "Antal och belopp, som inte jämförs", "Utan värde"
PROFILE_COUNT = "Absoluta tal säger inget om skillnader mellan kommuner av olika storlek: bara den egna visas."
NO_SET = "Området finns inte. Välj ett i urvalet ovanför."

CAVEAT_PROFILE = (
    "Varje remsa har sin egen skala. Ett högt eller lågt värde är varken bra eller dåligt i sig, och en kostnad säger "
    "inget om kvalitet eller behov."
)
OTHER_GROUPS = "Profil för en av Koladas egna nyckeltalsgrupper"


def cut(shown: int, more: int) -> str:
    """A group that is too large for one profile."""
    return f"Gruppens första {number(shown)} nyckeltal visas; {number(more)} till är inte med."


def profile_headline(name: str, extremes: int, compared: int, title: str) -> str:
    """How many of a set the municipality is highest or lowest in."""
    whose = f"{genitive(name)} profil i {title}"
    if not compared:
        return f"{whose}: inget nyckeltal går att jämföra"
    if compared == 1:
        return f"{whose}: {'' if extremes else 'varken '}högst eller lägst i det enda nyckeltalet"
    return f"{whose}: högst eller lägst i {how_many(extremes)} av {numeral(compared)} nyckeltal"


NOTHING = "Inget av nyckeltalen har ett värde här som går att ställa mot de jämförda. Välj ett annat område ovanför."
