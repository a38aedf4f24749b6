"""`standout KOMMUN`: where a municipality stands out among all that is kept, as /data/sticker-ut.csv has it."""

from collections.abc import Iterable, Mapping

from kolada import catalogue
from kolada.analysis.standout import Standing
from kolada.numbers import NARROW_SPACE, decimals, number, signed
from kolada.reading import notes
from kolada.scanned import area_slug
from layouts import texts as common
from layouts.command import named, texts
from layouts.command.answer import Answer, Sheet
from layouts.command.named import NoAnswer, Unusable
from layouts.documents import scan_table
from layouts.documents.table import Row
from layouts.explore import texts_fetch, texts_standout
from layouts.explore.scan import Scan, make_scan, subjects
from layouts.explore.standing import between, retrieved
from layouts.selection import Selection, clip
from layouts.view import Views

LISTED = 20  # rows of the table, when nothing else is asked for


def standout(views: Views, municipality: str, peers: str = "", area: str = "", limit: int | None = None) -> Answer:
    """All rows of the scan or the first so many, and a table of its first. Fetches no figures.

    Raises Unusable, NoAnswer where nothing is kept that could be compared, KoladaError, StoreError.
    """
    scan = _scan(views, municipality, peers, area)
    name = scan.resolved.focal.title
    if not scan.rows:
        raise NoAnswer(texts.STANDOUT_NOTHING.format(name=name))
    said = [common.INVENTED_BANNER] if views.store.invented else []
    said += [texts_fetch.csv_coming(scan.panel.due)] if scan.panel.due else []
    said += [*scan.notices, texts_standout.kept(len(scan.panel.rows), len(scan.subjects.kpis))]
    told = [texts_standout.scanned(scan.chance, name, scan.peers), texts_standout.CAVEAT, notes.group_line(scan.peers)]
    days = between(retrieved(views, scan, [row.kpi for row in scan.rows[:limit]]))
    source = texts_standout.source(*days, common.INVENTED if views.store.invented else "")
    facts = {
        "source": [source],
        "municipality": {"id": scan.resolved.focal.id, "name": name},
        "peers": named.described(scan.peers),
        "scanned": scan.chance._asdict(),
        "notices": said,
    }
    lines = [_line(scan, row) for row in scan.rows[: limit or LISTED]]
    sheet = Sheet("", texts.HEAD_STANDOUT, lines, texts=(0, 1), wide=1)
    return Answer(scan_table.COLUMNS, scan_table.rows(views, scan)[:limit], [sheet], said, [*told, source], facts)


def _scan(views: Views, municipality: str, peers: str, area: str) -> Scan:
    units, groups = views.municipalities(), views.store.municipality_groups().items
    focal = named.municipality(municipality, units)
    choice = named.peers(peers, focal, units, groups) if peers.strip() else None
    slugs = _areas(area, subjects(views).areas) if area.strip() else []
    scan = make_scan(views, Selection(municipality=focal.id, peers=choice), {"area": ",".join(slugs)})
    if scan is None:  # a municipality without any group
        raise NoAnswer(texts.STANDOUT_NOTHING.format(name=focal.title))
    return scan


def _areas(text: str, known: Mapping[str, str]) -> list[str]:
    """Kolada's operating areas by their names, or by a part that only one has. Raises Unusable, with all of them."""
    whole = area_slug(text)
    return [whole] if whole in known else [_area(part, known) for part in text.split(",") if part.strip()]


def _area(text: str, known: Mapping[str, str]) -> str:
    slug = area_slug(text)
    fitting = [slug] if slug in known else [each for each in known if slug and slug in each]
    if len(fitting) != 1:
        raise Unusable(texts.AREA_UNKNOWN.format(value=clip(text), areas="; ".join(known.values())))
    return fitting[0]


def _line(scan: Scan, row: Standing) -> list[str]:
    kpi = scan.subjects.kpis[row.kpi]
    places = decimals(catalogue.kind(kpi), max(abs(row.value), abs(row.mean)))
    numbers = (number(row.value, places), number(row.mean, places), signed(row.distance or 0.0, 1))
    return [kpi.id, kpi.title, str(row.year), *numbers, f"{row.position}{NARROW_SPACE}av{NARROW_SPACE}{row.n + 1}"]


def listed(rows: Iterable[Row], limit: int | None) -> list[Row]:
    """Those that can be ordered, in their order: for a frame."""
    found = [row for row in rows if row["distance"] is not None and not row["left_out"]]
    return found[:limit]
