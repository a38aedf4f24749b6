"""The words that figures speak, and where their thresholds lie. /om prints these very constants."""

import re
from collections.abc import Callable, Iterable, Sequence

from kolada import catalogue
from kolada.analysis.change import Gap
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Peers
from kolada.analysis.ranks import NEAR, Rank, Standing
from kolada.api.models import Kpi
from kolada.catalogue import Kind
from kolada.groups import GroupKind
from kolada.numbers import MINUS, NARROW_SPACE, decimals, number

ABOUT, CLEARLY = 5.0, 20.0  # per cent of what it is compared with
assert NEAR * 100 == ABOUT  # one threshold for "ungefär som" and "nära lika"  # noqa: S101
NO_BREAK = "\u00a0"
MOST_NAMED = 8  # municipalities that a sentence names; of more it says how many

NUMERALS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
ORDINALS = (
    "",
    "",
    "näst",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
)


MISSING_WORDS = {  # KOLADA_API §9, COMPARISON 2
    "Missing": "uppgift saknas",
    "": "uppgift saknas",
    "Privacy": "sekretess",
    "Not applicable": "ej tillämplig",
    "absent": "ingen uppgift",
    "gender absent": "ingen uppgift för valt kön",
}


def missing_words(status: str) -> str:
    """Why there is no value; a status that Kolada has added since is shown as it is."""
    return MISSING_WORDS.get(status, status)


def numeral(n: int) -> str:
    """Up to twelve in letters, as Swedish reports write."""
    return NUMERALS[n] if 0 <= n < len(NUMERALS) else number(n)


def ordinal(n: int) -> str:
    """ "tredje" up to twelve, then "13:e", "21:a", "111:e"."""
    if 1 < n < len(ORDINALS):
        return ORDINALS[n]
    return f"{n}:a" if n % 10 in (1, 2) and n % 100 not in (11, 12) else f"{n}:e"


def genitive(name: str) -> str:
    """Bjuvs, but Kramfors and Växjös."""
    return name if name[-1:].lower() in "sxz" else name + "s"


def enumerate_words(words: Sequence[str]) -> str:
    """ "a, b och c"."""
    return " och ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def years_phrase(years: Iterable[int]) -> str:
    """[2008, 2009, 2012] -> "2008–2009 och 2012"."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return enumerate_words([str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs])


def in_year(text: str, year: int | None) -> str:
    """ "4 419 kr per invånare 2022"; the year in brackets where it would run together with a number or "år"."""
    return f"{text} ({year})" if text.endswith("år") or text[-1:].isdigit() else f"{text} {year}"


def of_all(n: int, total: int) -> str:
    """ "(7 av 7)", never broken over two lines."""
    return f"({n}{NO_BREAK}av{NO_BREAK}{total})"


def places(comparison: Comparison) -> int:
    """How many decimals this kpi's numbers have in sentence, table, chart labels: one answer for the whole view.

    A survey's shares are whole as Kolada has them: 80 %, not 80,0 %.
    """
    if comparison.kind is Kind.SHARE and comparison.is_whole:
        return 0
    return decimals(comparison.kind, comparison.largest)


def amount(value: float, comparison: Comparison) -> str:
    """The bare number: "4 419"."""
    return number(value, places(comparison))


def short_unit(comparison: Comparison) -> str:
    """What follows a number said in passing: kr, tkr, %, or a unit of one word (dagar, poäng); else nothing."""
    of_kpi = catalogue.unit(comparison.kpi)
    if money := _MONEY.match(of_kpi):
        return NO_BREAK + ("tkr" if money[1] == "1000 kr" else money[1])
    if "%" in of_kpi or of_kpi.startswith("procent"):
        return f"{NO_BREAK}%"
    phrase = catalogue.words(comparison.kpi).after_number
    return NO_BREAK + phrase if phrase and " " not in phrase else ""


def difference_unit(said: str, comparison: Comparison) -> str:
    """What follows a difference that is `said`: per cent less per cent is percentage points, all else has its own."""
    unit = short_unit(comparison)
    if not unit.endswith("%"):
        return unit
    return NO_BREAK + ("procentenhet" if said.lstrip(f"+{MINUS}") == "1" else "procentenheter")


def apart(size: float, comparison: Comparison) -> str:
    """The size of a difference, said in passing: of shares in percentage points, "4,4 procentenheter"."""
    shown = max(places(comparison), int(size < 10))
    while 0 < size < 0.5 * 10**-shown:  # not "0,0" of something that is there
        shown += 1
    said = number(size, shown)
    return said + difference_unit(said, comparison)


_MONEY = re.compile(r"(1000 kr|kr|tkr|mkr|mnkr|(?:miljoner )?kronor)(?=$|/| )")


def is_money(comparison: Comparison) -> bool:
    """Kronor, of whatever size: said to be in the prices of each year (COMPARISON 15)."""
    return counts_money(comparison.kpi)


def counts_money(kpi: Kpi) -> bool:
    """Whether a KPI is in kronor, of whatever size."""
    return _MONEY.match(catalogue.unit(kpi)) is not None


def _place(from_above: int, from_below: int) -> str:
    """ "näst högst", "tredje lägst": said from the nearer end."""
    low = from_below < from_above
    place, end = (from_below, "lägst") if low else (from_above, "högst")
    return end if place == 1 else f"{ordinal(place)} {end}"


def rank_words(rank: Rank) -> str:
    """ "näst högst av åtta"; ties are said (COMPARISON 11)."""
    return _shared_place(rank.position, rank.n, len(rank.ties))


def country_rank_words(position: int, n: int, ties: int) -> str:
    """ "12:e högst av 290"."""
    return _shared_place(position, n, ties)


def _shared_place(position: int, n: int, ties: int) -> str:
    """Ties share the better place from whichever end it is said."""
    if n > 1 and ties == n - 1:
        return "samma värde för båda" if n == 2 else f"samma värde för alla {numeral(n)}"
    return ("delat " if ties else "") + f"{_place(position, n - position - ties + 1)} av {numeral(n)}"


def named(standings: Sequence[Standing], text: Callable[[Standing], str]) -> str:
    """ "Burlöv, Norberg och Avesta"; "... och 57 till" where there are too many to name."""
    texts = [text(s) for s in standings]
    if len(texts) > MOST_NAMED:
        texts = [*texts[: MOST_NAMED - 1], f"{number(len(texts) - MOST_NAMED + 1)} till"]
    return enumerate_words(texts)


def comparable_percent(gap: Gap, kind: Kind) -> float | None:
    """The per cent that "ungefär" and "betydligt" are judged by; a deviation that may be negative has none."""
    return None if kind is Kind.OTHER else gap.percent


def is_level(gap: Gap, kind: Kind, decimals_shown: int) -> bool:
    """Too close to be called higher or lower: within 5 %, or, without a per cent to judge by, alike as shown."""
    percent = comparable_percent(gap, kind)
    if percent is None:
        return number(gap.value, decimals_shown) == number(gap.base, decimals_shown)
    return abs(percent) <= ABOUT


def gap_words(gap: Gap, kind: Kind, decimals_shown: int) -> str:
    """ "betydligt högre än", "ungefär som" ... by the thresholds above."""
    percent = comparable_percent(gap, kind)
    if is_level(gap, kind, decimals_shown):
        return "detsamma som" if percent is None else "ungefär som"
    side = "högre än" if gap.difference > 0 else "lägre än"
    return f"betydligt {side}" if percent is not None and abs(percent) > CLEARLY else side


def counts_heads(kpi: Kpi) -> bool:
    """A number of persons, cases or days, which chance moves; not kronor, tonnes or kilowatt hours."""
    return catalogue.unit(kpi).startswith(("antal", "totalt antal"))


# Who the peers are ----------------------------------------------------------------------------------------------------


def members_word(peers: Peers, n: int = 2) -> str:
    """ "kommuner", or "regioner" where they are; of one: "kommun"."""
    word = "region" if peers.members and peers.members[0].is_region else "kommun"
    return word if n == 1 else word + "er"


def the_peers(peers: Peers) -> str:
    """Who they are, as a definite phrase: "de sju liknande kommunerna" (COMPARISON 8: never just "genomsnittet")."""
    match peers.kind:
        case GroupKind.LIKNANDE:
            return _definite(peers, "liknande")
        case GroupKind.ALL | GroupKind.ALL_REGIONS:
            return f"landets {numeral(len(peers.members))} {'övriga ' if peers.held_focal else ''}{members_word(peers)}"
        case None:
            return _definite(peers, "valda")
    other = ("andra" if len(peers.members) == 1 else "övriga") if peers.held_focal else ""
    return f"{_definite(peers, other)} {_where(peers)}"


def some_of_the_peers(peers: Peers, n: int) -> str:
    """Those of them that have a value: "fem av de sju liknande kommunerna"."""
    return the_peers(peers) if n == len(peers.members) else f"{numeral(n)} av {the_peers(peers)}"


def whose(peers: Peers) -> str:
    """The genitive of the same, short enough for a card: "de liknande kommunernas"."""
    match peers.kind:
        case GroupKind.LIKNANDE:
            return f"de liknande {members_word(peers)}nas"
        case None:
            return f"de valda {members_word(peers)}nas"
        case GroupKind.ALL | GroupKind.ALL_REGIONS:
            owner = "landets"
        case GroupKind.COUNTY:
            owner = "länets"
        case _:
            owner = "gruppens"
    return f"{owner} {'övriga ' if peers.held_focal else ''}{members_word(peers)}s"


def and_the_peers(focal: str, peers: Peers, n: int) -> str:
    """Who a rank is among, the focal one said to be in it: "Bjuv och sju kommuner med liknande socioekonomi"."""
    others, who = numeral(n - 1), members_word(peers, n - 1)
    match peers.kind:
        case GroupKind.LIKNANDE:
            return f"{focal} och {others} {_alike(peers, who)}"
        case GroupKind.ALL | GroupKind.ALL_REGIONS:
            return f"{focal} och {some_of_the_peers(peers, n - 1)}"
        case None:
            return f"{focal} och {others} {'vald' if n == 2 else 'valda'} {who}"
    other = ("annan " if n == 2 else "andra ") if peers.held_focal else ""
    return f"{focal} och {others} {other}{who} {_where(peers)}"


def _alike(peers: Peers, who: str) -> str:
    """What they are alike in, in Kolada's word for the group."""
    area = peers.area.partition(" (")[0]
    if area == "socioekonomi":
        return f"{who} med liknande socioekonomi"
    return f"liknande {who}, {area}" if area == "övergripande" else f"liknande {who} inom {area}"


def _definite(peers: Peers, adjective: str) -> str:
    """ "den valda kommunen", "de sju valda kommunerna", "de sju kommunerna"."""
    one = len(peers.members) == 1
    noun = members_word(peers, 1) + "en" if one else members_word(peers) + "na"
    return " ".join(filter(None, ["den" if one else f"de {numeral(len(peers.members))}", adjective, noun]))


def _where(peers: Peers) -> str:
    """A group that holds the focal one, after its members: "i Västernorrlands län", "i gruppen Större stad"."""
    if peers.kind == GroupKind.COUNTY:
        return f"i {peers.name.removesuffix(' kommuner').removesuffix('s')}"
    if peers.kind == GroupKind.SIZE:
        with_so_many = peers.name.removeprefix("Kommuner ").replace(" - ", "–")
        return re.sub(r"(?<=\d) (?=\d{3})", NARROW_SPACE, with_so_many)
    return f"i gruppen {peers.name}"


WHO = {"K": "kvinnor", "M": "män"}


def of_whom(comparison: Comparison) -> str:
    """ " (kvinnor)" where the figures are not everybody's: it stands beside every number that is said."""
    who = WHO.get(comparison.gender)
    return f" ({who})" if who else ""
