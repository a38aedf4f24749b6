"""The Swedish of the report and its files. What the figures themselves say is in kolada/reading."""

from collections.abc import Sequence

from kolada.reading.words import enumerate_words

REPORT_TITLE = "Jämförelse med andra kommuner"
METHOD_MEAN = (
    "Ovägt medel är summan av de jämförda kommunernas värden delad med antalet som har ett värde det året. "
    "Den egna kommunen ingår inte."
)
METHOD_RIKET = "Riket är Koladas eget värde och är vägt: en genomsnittlig invånare, inte en genomsnittlig kommun."
METHOD_RANK = (
    "Rang, medel och mening gäller samma år: det senaste där kommunen och minst hälften av de jämförda har värde."
)
METHOD_PRICES = "Alla belopp är i löpande priser."
METHOD_OWN_LIST = "Jämförelsegruppen är en egen lista: den följer ingen av Koladas grupper."
METHOD_TERMS = (
    "Värdena kommer från Kolada (RKA). Medel, rang, skillnader och förändringar är egen bearbetning, och Kolada är "
    "inte källa till dem. Verktyget är fristående och har inget samarbete med RKA."
)
METHOD_IAKTTAGELSE = "Meningarna under figurerna är iakttagelser. Bedömningen är läsarens."
ASSESSMENT = "Bedömning"
ASSESSMENT_EMPTY = "[Fylls i av granskaren]"
OBSERVATION = "Iakttagelse"


def report_title(names: Sequence[str]) -> str:
    """The section's heading until the user writes another."""
    return f"{enumerate_words(list(names))} jämfört med andra kommuner"
