"""`rank KPI`: all the country's municipalities by one KPI, in one year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kolada import catalogue, curated
from kolada.analysis.lines import Cell, Role, index
from kolada.api.models import Kpi, Municipality
from kolada.frame import Values, preliminary
from kolada.numbers import decimals, number
from kolada.reading import captions, notes, sentences
from kolada.reading.words import country_rank_words, counts_money
from kolada.swedish import sort_key
from layouts import texts as common
from layouts.command import figures, named, texts
from layouts.command.answer import Answer, Sheet
from layouts.command.figures import PATIENCE
from layouts.command.named import NoAnswer, Unusable
from layouts.documents.table import Row, day, kolada_source
from layouts.report.fresh import bring
from layouts.selection import clip
from layouts.view import View, Views

COLUMNS = ("position", "municipality", "name", "role", "kpi", "title", "unit", "period", "gender", "value", "n",
           "preliminary", "source", "retrieved")  # fmt: skip
OWN = "→ "

Cells = Mapping[str, Mapping[int, Cell]]  # of one KPI and gender: by municipality and year


def rank(views: Views, kpi: str, municipality: str = "", year: str = "", gender: str = "", peers: str = "") -> Answer:
    """The 290 by value, highest first, in a year or the newest in which half of them have a value (COMPARISON 12).

    With `peers`: the municipality among them instead, in the year of its page. Counts are not ranked (COMPARISON 9).
    Raises Unusable, NoAnswer, KoladaError, StoreError.
    """
    known = _kpi(views, kpi)
    if peers.strip():
        only = str(_asked_year(year)) if year.strip() else ""
        return _among_peers(figures.shown(views, figures.asked(views, [known.id], municipality, peers, only, gender)))
    sex = named.genders(gender).gender if gender.strip() else "T"
    focal = _focal(views, municipality) if municipality.strip() else None
    wanted = _asked_year(year) if year.strip() else None
    members = {unit.id: unit for unit in views.municipalities() if unit.is_municipality}
    values = _of_all(views, known.id, list(members))
    unsettled = preliminary([known], views.today())
    cells = index(values.rows, sex, unsettled).get(known.id, {})
    period = _year(known, cells, len(members), views.today(), wanted)
    retrieved = day(min(each.fetched_at for each in values.slices.values()))
    shared = _shared(known, sex, period, views.store.invented)
    shared |= {"preliminary": (known.id, period) in unsettled, "retrieved": retrieved}
    rows = [row | shared | {"role": _role(row, focal)} for row in _placed(cells, members, period)]
    said = [common.INVENTED_BANNER] if views.store.invented else []
    said += [common.notice_old(values.problem.sentence, retrieved)] if values.problem else []
    facts = {"source": [shared["source"]], "retrieved": retrieved, "notices": said}
    return Answer(COLUMNS, rows, [_sheet(known, rows, focal)], said, _told(known, rows, focal), facts)


def _among_peers(found: Sequence[View]) -> Answer:
    """Own and peers by value, and the sentence of the page."""
    view, comparison = found[0], next(iter(found[0].comparisons.values()))
    if comparison.rank is None:
        raise NoAnswer(str(sentences.sentence(comparison)))
    kpi, period = comparison.kpi, comparison.rank.year
    lines = (comparison.focal, *comparison.peer_lines)
    members = {unit.id: unit for unit in (view.focal, *comparison.peers.members)}
    shared = _shared(kpi, comparison.gender, period, view.invented)
    shared |= {"preliminary": comparison.focal.at(period).preliminary, "retrieved": str(view.retrieved(kpi.id) or "")}
    placed = _placed({line.id: line.cells for line in lines}, members, period)
    rows = [row | shared | {"role": str(_role(row, view.focal) or Role.PEER)} for row in placed]
    facts = figures.facts(found) | {"source": [shared["source"]]}
    told = [sentences.rank_sentence(comparison), notes.peers_line(comparison), *_told(kpi, rows, None)]
    return Answer(COLUMNS, rows, [_sheet(kpi, rows, view.focal)], facts["notices"], told, facts)


def _kpi(views: Views, text: str) -> Kpi:
    chosen = named.kpis([text])
    if len(chosen.kpis) != 1:
        raise Unusable(texts.KPI_UNKNOWN.format(name=clip(text)))
    kept, (kpi,) = views.store.kpis(chosen.kpis), chosen.kpis
    if kpi not in kept.items:
        raise kept.problem or NoAnswer(common.notice_no_kpi(kpi))
    if catalogue.kind(kept.items[kpi]) is catalogue.Kind.COUNT:
        rate = curated.notes(kpi).rate
        instead = texts.RANK_INSTEAD.format(rate=rate) if rate else ""
        raise Unusable(texts.RANK_OF_COUNT.format(kpi=kpi, instead=instead))
    return kept.items[kpi]


def _focal(views: Views, name: str) -> Municipality:
    focal = named.municipality(name, views.municipalities())
    if not focal.is_municipality:
        raise Unusable(texts.RANK_REGION.format(name=focal.title))
    return focal


def _asked_year(text: str) -> int:
    period = named.period(text).period
    if period.first is None or period.first != period.last:
        raise Unusable(texts.YEAR_UNKNOWN.format(value=clip(text)))
    return period.first


def _of_all(views: Views, kpi: str, members: Sequence[str]) -> Values:
    """The values of all the country's municipalities, of today as far as can be had, and whole."""
    bring(views.store, [(kpi, unit) for unit in members], PATIENCE)
    values = views.store.values([kpi], members)
    if values.problem and len(values.slices) < len(members):
        raise values.problem
    return values


def _year(kpi: Kpi, cells: Cells, members: int, today: date, asked: int | None) -> int:
    """The year asked for, or the newest, where at least half of all have a value; projections are none."""
    counted = Counter(period for line in cells.values() for period, cell in line.items() if cell.value is not None)
    years = [year for year, n in counted.items() if 2 * n >= members]
    found = [year for year in years if (year <= today.year if asked is None else year == asked)]
    if not found:
        raise NoAnswer(texts.RANK_TOO_FEW.format(kpi=kpi.id, when=asked or texts.RANK_ANY_YEAR))
    return max(found)


def _placed(cells: Cells, members: Mapping[str, Municipality], year: int) -> list[Row]:
    """Place, name and value of those that have one; ties share the better place (COMPARISON 11)."""
    found = [(line[year].value, unit) for unit, line in cells.items() if year in line]
    valued = [(value, unit) for value, unit in found if value is not None]
    valued.sort(key=lambda pair: (-pair[0], sort_key(members[pair[1]].title)))
    places = {value: place for place, (value, _) in reversed([*enumerate(valued, 1)])}
    return [
        {"position": places[value], "municipality": unit, "name": members[unit].title, "value": value, "n": len(valued)}
        for value, unit in valued
    ]


def _role(row: Row, focal: Municipality | None) -> str:
    return Role.FOCAL.value if focal and row["municipality"] == focal.id else ""


def _shared(kpi: Kpi, gender: str, period: int, invented: bool) -> Row:
    """What all rows have in common. Values are Kolada's, places are not (COMPARISON 28)."""
    source = common.INVENTED if invented else texts.rank_source(kolada_source(kpi))
    return {
        "kpi": kpi.id,
        "title": kpi.title,
        "unit": catalogue.unit(kpi),
        "period": period,
        "gender": gender,
        "source": source,
    }


def _sheet(kpi: Kpi, rows: Sequence[Row], focal: Municipality | None) -> Sheet:
    values = [float(row["value"] or 0) for row in rows]
    shown = decimals(catalogue.kind(kpi), max(map(abs, values)))
    lines = [
        [str(row["position"]), (OWN if _role(row, focal) else "") + str(row["name"]), number(value, shown)]
        for row, value in zip(rows, values, strict=True)
    ]
    said, gender = catalogue.words(kpi), captions.GENDERS.get(str(rows[0]["gender"]), "")
    parts = [said.label, said.unit, gender, common.NOMINAL if counts_money(kpi) else "", str(rows[0]["period"])]
    return Sheet(f"{kpi.id} {', '.join(filter(None, parts))}", texts.HEAD_RANK, lines, texts=(1,))


def _told(kpi: Kpi, rows: Sequence[Row], focal: Municipality | None) -> list[str]:
    """Where the municipality stands, that the values may change, and whose they are."""
    first = rows[0]
    told = [_place(rows, focal)] if focal else []
    told += [texts.PRELIMINARY.format(year=first["period"])] if first["preliminary"] else []
    told += [texts.COST_NEUTRAL] if catalogue.kind(kpi) is catalogue.Kind.COST else []
    invented = first["source"] == common.INVENTED
    return [*told, texts.rank_source(kolada_source(kpi), str(first["retrieved"]))] if not invented else told


def _place(rows: Sequence[Row], focal: Municipality) -> str:
    own = next((row for row in rows if row["role"]), None)
    if own is None:
        return texts.RANK_NO_VALUE.format(name=focal.title, year=rows[0]["period"])
    ties = sum(row["position"] == own["position"] for row in rows) - 1
    place = country_rank_words(int(own["position"] or 0), len(rows), ties)
    return texts.placed(focal.title, place, int(own["period"] or 0))
