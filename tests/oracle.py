"""What the tests recompute sentences with: raw figures, simple means of its own, and a reader of Swedish numbers.

The oracle knows nothing of the analysis: it has {unit: {year: value or None}} and counts. A number in a text is right
when it is the value rounded to the decimals that the text shows. `check_all` holds all that is said of a comparison
against it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean

from kolada import catalogue
from kolada.analysis.compare import Comparison
from kolada.api.models import RIKET, Kpi
from kolada.reading import notes, sentences
from kolada.reading.streaks import streak_words
from kolada.reading.words import NUMERALS, ORDINALS
from tests.tables import TODAY, Table

Raw = dict[str, dict[int, float | None]]
NUMBER = re.compile(r"[−+]?\d{1,3}(?:\u202f\d{3})+(?:,\d+)?|[−+]?\d+(?:,\d+)?")
PLACE = re.compile(rf"(delat )?(?:({'|'.join(ORDINALS[2:])}|\d+:[ae]) )?(högst|lägst) av (\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Oracle:
    """The raw figures of one comparison, and what follows from them."""

    raw: Raw
    focal: str
    peers: tuple[str, ...]
    window: tuple[int, int]
    has_mean: bool

    def value(self, unit: str, year: int | None) -> float | None:
        return self.raw.get(unit, {}).get(year) if year is not None else None

    @property
    def years(self) -> list[int]:
        first, last = self.window
        shown = (self.focal, RIKET, *self.peers)
        return [y for y in range(first, last + 1) if any(self.value(u, y) is not None for u in shown)]

    def present(self, year: int | None) -> list[float]:
        return [v for u in self.peers if (v := self.value(u, year)) is not None]

    @property
    def minimum(self) -> int:
        return max(2, -(-len(self.peers) // 2))

    @property
    def year(self) -> int | None:
        needed = min(self.minimum, len(self.peers))
        fit = [y for y in self.years if self.value(self.focal, y) is not None and len(self.present(y)) >= needed]
        return max(fit, default=None)

    @property
    def newest(self) -> int | None:
        return max((y for y in self.years if self.value(self.focal, y) is not None), default=None)

    def mean(self, year: int | None) -> float | None:
        present = self.present(year)
        if not self.has_mean or len(self.peers) < 2 or len(present) < self.minimum:
            return None
        return float(mean(map(Fraction, present)))


def said(text: str) -> list[str]:
    """The numbers in a text, in order."""
    return NUMBER.findall(text)


def shows(token: str, value: float | None) -> bool:
    """Whether a number in a text is this value, rounded to the decimals it shows."""
    assert value is not None
    plain = token.replace("\u202f", "").replace("−", "-").replace(",", ".").lstrip("+")
    shown_decimals = len(plain.partition(".")[2])
    return abs(float(plain) - value) <= 0.5 * 10**-shown_decimals + 1e-6 * max(1.0, abs(value))


def all_show(text: str, *values: float | None) -> None:
    """The text has these numbers, in this order, and no other."""
    tokens = said(text)
    assert len(tokens) == len(values), (text, values)
    assert all(map(shows, tokens, values)), (text, values)


def without_labels(text: str, kpi: Kpi) -> str:
    """The text without what Kolada's or the curated words bring with them ("per 1 000 invånare 0–20 år")."""
    words = catalogue.words(kpi)
    for label in (words.noun, words.after_number):
        text = text.replace(label, "") if label else text
    return text


# What each sentence must hold -----------------------------------------------------------------------------------------


def check_sentence(found: Comparison, oracle: Oracle) -> None:
    text = without_labels(str(sentences.sentence(found)), found.kpi)
    own_year = oracle.year or oracle.newest
    own = oracle.value(oracle.focal, own_year)
    if own is None:
        years = [y for y in range(oracle.window[0], oracle.window[1] + 1) if oracle.value(oracle.focal, y) is None]
        assert {int(t) for t in said(text)} <= set(years), text
        return
    average = oracle.mean(oracle.year)
    if average is not None:
        all_show(text, own, own_year, average, len(oracle.present(oracle.year)), len(oracle.peers))
        check_words_of_gap(text, own, average, found)
    elif oracle.has_mean and len(oracle.peers) > 1:
        all_show(text, own, own_year, len(oracle.present(own_year)), len(oracle.peers), oracle.minimum)
    elif oracle.has_mean and len(oracle.peers) == 1 and oracle.present(oracle.year):
        name = found.peer_lines[0].name
        all_show(text.replace(name, ""), own, own_year, oracle.present(oracle.year)[0])
    else:
        all_show(re.sub(r"U\d+", "", text), own, own_year)


def check_words_of_gap(text: str, own: float, base: float, found: Comparison) -> None:
    kind = catalogue.kind(found.kpi)
    relative = None if kind is catalogue.Kind.OTHER or base == 0 or own * base < 0 else abs(own - base) / abs(base)
    if "högre än" in text or "lägre än" in text:
        assert ("högre än" in text) == (own > base), text
        assert relative is None or relative > 0.05 - 1e-9, text
    else:
        assert relative is None or relative <= 0.05 + 1e-9, text
    assert ("betydligt" in text) == (relative is not None and relative > 0.2), text


def check_lead(found: Comparison, oracle: Oracle) -> None:
    average, nation = oracle.mean(oracle.year), oracle.value(RIKET, oracle.year)
    wanted = [average] if average is not None else []
    own = oracle.value(oracle.focal, oracle.year)
    if nation is not None and own is not None and catalogue.kind(found.kpi) is not catalogue.Kind.COUNT:
        wanted.append(nation)
    near = sentences.near_words(found)
    assert near in sentences.rank_sentence(found)  # where its numbers are recomputed
    text = sentences.lead(found).replace(near, "")
    counted = re.search(r"för (?:(\S+) av )?(?:de|landets) (\S+) ", text)
    if average is not None:
        assert counted, text
        assert number_of(counted[2]) == len(oracle.peers), text
        assert number_of(counted[1] or counted[2]) == len(oracle.present(oracle.year)), text
        text = text.replace(counted[0], "för ")
    all_show(text, *wanted)


def number_of(word: str) -> int:
    """A numeral in letters or in digits."""
    return NUMERALS.index(word) if word in NUMERALS else int(word.replace("\u202f", ""))


def check_place(text: str, own: float, all_values: list[float]) -> None:
    """ "delat tredje lägst av åtta" against the values, the own one among them."""
    above, below = sum(v > own for v in all_values), sum(v < own for v in all_values)
    if "samma värde för" in text.lower():
        assert above == below == 0, text
        return
    found = PLACE.search(text)
    assert found, text
    shared, ordinal, end, n = found.groups()
    position = (
        1 if not ordinal else ORDINALS.index(ordinal.lower()) if ordinal.lower() in ORDINALS else int(ordinal[:-2])
    )
    assert position == (above if end.lower() == "högst" else below) + 1, text
    assert number_of(n) == len(all_values), text
    assert bool(shared) == (len(all_values) - above - below > 1), text


def check_rank(found: Comparison, oracle: Oracle) -> None:
    text = sentences.rank_sentence(found)
    own, present = oracle.value(oracle.focal, oracle.year), oracle.present(oracle.year)
    if own is None or not present or catalogue.kind(found.kpi) is catalogue.Kind.COUNT:
        assert text == ""
        return
    check_place(text, own, [own, *present])
    assert f" {oracle.year}." in text
    values = {line.name: oracle.value(line.id, oracle.year) for line in found.peer_lines}
    for name, number in re.findall(r"(U\d+|[A-ZÅÄÖ][a-zåäö]+(?: Göinge)?) \((" + NUMBER.pattern + r")[^)]*\)", text):
        near = values[name]
        assert shows(number, near), text
        assert abs(near - own) <= 0.05 * max(abs(near), abs(own)), text
    if level := re.search(r"Samma värde: ([^.]*)\.", text):
        assert all(values[n] == own for n in re.split(", | och ", level[1]) if n in values), text


def check_change(found: Comparison, oracle: Oracle) -> None:
    years = [y for y in oracle.years if oracle.value(oracle.focal, y) is not None]
    text = sentences.change_sentence(found)
    if len(years) < 2:
        assert text == ""
        return
    ends = years[0], years[-1]
    values = [oracle.value(oracle.focal, y) for y in ends]
    wanted: list[float | None] = [*ends, *values, *moved(values, found)]
    means = [oracle.mean(y) for y in ends]
    if None not in means:
        wanted += [*means, *moved(means, found)]
    wanted += [each.year for each in found.breaks if ends[0] < each.year <= ends[1]]
    all_show(text, *wanted)


def moved(values: list[float | None], found: Comparison) -> list[float]:
    """The change as the text must say it: in percentage points, in per cent of |base|, or not at all."""
    base, last = values
    if "%" in catalogue.unit(found.kpi):
        return [last - base]
    return [] if base == 0 or base * last < 0 else [100 * (last - base) / abs(base)]


def check_streak(found: Comparison, oracle: Oracle) -> None:
    text = streak_words(found)
    if not text:
        return
    side, _, rest = text.partition(" ")
    whole, _, unknown = rest.partition(" (jämförelse saknas ")
    span, _, exceptions = whole.partition(" utom ")
    first, last = map(int, said(span))
    wanted = {y: (oracle.value(oracle.focal, y), oracle.mean(y)) for y in range(first, last + 1)}
    for year, (own, average) in wanted.items():
        if year in years_in(unknown):
            assert own is None or average is None, text
        else:
            on_side = own > average if side == "över" else own < average
            assert on_side != (year in years_in(exceptions)), text
    outside = [y for y in oracle.years if not first <= y <= last]
    assert not any(oracle.value(oracle.focal, y) is not None and oracle.mean(y) is not None for y in outside)


def years_in(phrase: str) -> set[int]:
    """The years that a phrase names, ranges counted out."""
    spans = re.findall(r"(\d{4})(?:–(\d{4}))?", phrase)
    return {y for a, b in spans for y in range(int(a), int(b or a) + 1)}


def check_headlines(found: Comparison, oracle: Oracle) -> None:
    year = oracle.year or oracle.newest
    own = oracle.value(oracle.focal, year)
    if own is None:
        return
    text = without_labels(sentences.headline(found), found.kpi)
    place = PLACE.search(text)
    numbers = text[: place.start()] if place else text.partition(", samma värde")[0]
    all_show(numbers, own, year)
    if place:
        check_place(text, own, [own, *oracle.present(oracle.year)])
    if oracle.year:
        lead = without_labels(sentences.kpi_lead(found), found.kpi)
        assert shows(said(lead)[0], year), lead
        assert shows(said(lead)[1], own), lead


def check_notes(found: Comparison, oracle: Oracle) -> None:
    by_about = {n.about: n.text for n in notes.notes(found, TODAY)}
    everyone = range(oracle.window[0], oracle.window[1] + 1)
    gaps = {y for y in oracle.years if oracle.value(oracle.focal, y) is None} if oracle.newest else set()
    assert years_in(by_about.get(notes.About.GAP, "").partition(". ")[0]) == gaps
    has_nation = any(v is not None for v in oracle.raw.get(RIKET, {}).values()) and not found.is_count
    lacking = {y for y in oracle.years if oracle.value(RIKET, y) is None} if has_nation else set()
    assert years_in(by_about.get(notes.About.RIKET, "").partition(". ")[0]) == lacking
    newer = by_about.get(notes.About.NEWER, "")
    assert bool(newer) == (oracle.year is not None and oracle.year != oracle.newest)
    if newer:
        all_show(newer, oracle.value(oracle.focal, oracle.newest), oracle.newest, oracle.year)
    check_fewer(by_about.get(notes.About.FEWER, ""), oracle, everyone)


def check_fewer(text: str, oracle: Oracle, everyone: range) -> None:
    some, _, none = text.partition("Inget ovägt medel")
    told: dict[int, int] = {}
    for years, n, total in re.findall(r"([\d–, och]+) \((\d+)\xa0av\xa0(\d+)\)", some):
        assert int(total) == len(oracle.peers), text
        told |= dict.fromkeys(years_in(years), int(n))
    if not oracle.has_mean or len(oracle.peers) < 2 or not any(oracle.raw.get(u) for u in oracle.peers):
        assert text == ""
        return
    counts = {y: len(oracle.present(y)) for y in everyone if y in oracle.years}
    assert told == {y: n for y, n in counts.items() if oracle.minimum <= n < len(oracle.peers)}, text
    assert years_in(none.partition(":")[0]) == {y for y, n in counts.items() if n < oracle.minimum}, text


def check_all(found: Comparison, raw: Raw) -> None:
    """Every sentence and note of a comparison against its raw figures."""
    has_mean = catalogue.kind(found.kpi) is not catalogue.Kind.COUNT or found.wants_mean_of_counts
    ids = tuple(m.id for m in found.peers.members)
    oracle = Oracle(raw, found.focal.id, ids, found.window, has_mean)
    for check in (check_sentence, check_lead, check_rank, check_change, check_streak, check_headlines, check_notes):
        check(found, oracle)


def raw_of(table: Table) -> Raw:
    """A literal table as the oracle wants it."""
    return {u: {first + i: v for i, v in enumerate(values)} for u, (first, values) in table.items()}
