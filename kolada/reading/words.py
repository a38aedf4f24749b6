"""The words that figures speak, and where their thresholds lie. /om prints these very constants."""

from collections.abc import Iterable, Sequence

from kolada.analysis.change import Gap
from kolada.analysis.compare import Comparison
from kolada.analysis.lines import Peers
from kolada.analysis.ranks import NEAR, Rank
from kolada.catalogue import Kind, unit
from kolada.groups import GroupKind
from kolada.numbers import decimals, number

ABOUT, CLEARLY = 5.0, 20.0  # per cent of what it is compared with
assert NEAR * 100 == ABOUT  # one threshold for "ungefär som" and "nära lika"  # noqa: S101
NO_BREAK = "\u00a0"

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


def places(comparison: Comparison) -> int:
    """How many decimals this kpi's numbers have in sentence, table, chart labels: one answer for the whole view."""
    shown = (comparison.focal, *comparison.peer_lines, comparison.mean)
    values = [abs(v) for line in shown for p in comparison.periods if (v := line.value(p)) is not None]
    return decimals(comparison.kind, max(values, default=0.0))


def amount(value: float, comparison: Comparison) -> str:
    """The bare number: "4 419"."""
    return number(value, places(comparison))


def short_unit(comparison: Comparison) -> str:
    """What follows a number said in passing: " kr", " %" or nothing."""
    of_kpi = unit(comparison.kpi)
    if of_kpi.startswith("kr"):
        return f"{NO_BREAK}kr"
    return f"{NO_BREAK}%" if "%" in of_kpi else ""


def _place(from_above: int, from_below: int) -> str:
    """ "näst högst", "tredje lägst": said from the nearer end."""
    low = from_below < from_above
    place, end = (from_below, "lägst") if low else (from_above, "högst")
    return end if place == 1 else f"{ordinal(place)} {end}"


def rank_words(rank: Rank) -> str:
    """ "näst högst av åtta"; ties are said (COMPARISON 11)."""
    shared = "delat " if rank.ties else ""
    return f"{shared}{_place(rank.position, rank.position_from_below)} av {numeral(rank.n)}"


def country_rank_words(position: int, n: int) -> str:
    """ "12:e högst av 290"."""
    return f"{_place(position, n - position + 1)} av {number(n)}"


def gap_words(gap: Gap, kind: Kind, decimals_shown: int) -> str:
    """ "betydligt högre än", "ungefär som" ... A deviation that may be negative has no per cent to judge by: only higher
    or lower, as far as the shown decimals tell them apart."""
    percent = None if kind is Kind.OTHER else gap.percent
    if percent is None and number(gap.value, decimals_shown) == number(gap.base, decimals_shown):
        return "detsamma som"
    if percent is not None and abs(percent) <= ABOUT:
        return "ungefär som"
    side = "högre än" if gap.difference > 0 else "lägre än"
    return f"betydligt {side}" if percent is not None and abs(percent) > CLEARLY else side


def members_word(peers: Peers) -> str:
    """ "kommuner", or "regioner" where all of them are."""
    return "regioner" if peers.members and all(m.is_region for m in peers.members) else "kommuner"


def the_peers(peers: Peers) -> str:
    """Who they are, as a definite phrase: "de sju liknande kommunerna" (COMPARISON 8: never just "genomsnittet")."""
    count, who = numeral(len(peers.members)), members_word(peers) + "na"
    match peers.kind:
        case GroupKind.LIKNANDE:
            return f"de {count} liknande {who}"
        case GroupKind.ALL | GroupKind.ALL_REGIONS:
            return (
                f"landets {count} övriga {members_word(peers)}"
                if peers.held_focal
                else f"landets {count} {members_word(peers)}"
            )
        case None:
            return f"de {count} valda {who}"
    return f"de {count} {'övriga ' if peers.held_focal else ''}{who} i {peers.name}"


def whose(peers: Peers) -> str:
    """The genitive of the same, short enough for a card: "de liknande kommunernas"."""
    who = members_word(peers) + "nas"
    match peers.kind:
        case GroupKind.LIKNANDE:
            return f"de liknande {who}"
        case GroupKind.ALL | GroupKind.ALL_REGIONS:
            return f"landets övriga {members_word(peers)}s"
        case None:
            return f"de valda {who}"
    return f"gruppens övriga {members_word(peers)}s" if peers.held_focal else f"gruppens {members_word(peers)}s"


def and_the_peers(focal: str, peers: Peers, n: int) -> str:
    """Who a rank is among, the focal one said to be in it: "Bjuv och sju kommuner med liknande socioekonomi"."""
    who = members_word(peers) if n > 2 else members_word(peers).removesuffix("er")
    others = f"{numeral(n - 1)} {who}"
    match peers.kind:
        case GroupKind.LIKNANDE if peers.area == "socioekonomi":
            return f"{focal} och {others} med liknande socioekonomi"
        case GroupKind.LIKNANDE:
            return f"{focal} och {numeral(n - 1)} liknande {who}, {peers.area}"
        case None:
            return f"{focal} och {numeral(n - 1)} valda {who}"
    return f"{focal} och {others} i {peers.name}"
