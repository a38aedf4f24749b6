"""The ZIP: everything a reviewer needs to perform each number again, Kolada's own answers too (COMPARISON 28, 29, 30).

What `recheck` reads is `FACTS` and `VALUES`.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from cache.info import Unkept
from cache.store import Store
from kolada.api.models import Answer
from layouts import texts as common
from layouts.documents import table
from layouts.report import texts
from layouts.report.section import Entry, Section

FACTS, VALUES, VALUES_EXCEL = "rapport.json", "data/värden.csv", "data/värden_excel.csv"
README, INDEX = "LÄS MIG.txt", "svar/index.csv"
CHECKED = ("data/", "svar/")  # members whose SHA-256 stands in FACTS
INDEX_COLUMNS = ("file", "address", "fetched_at", "sha256", "kpi", "municipality", "source")
NAME_LENGTH = 16  # hexadecimal digits of the SHA-256 that name an answer's file


class Received(NamedTuple):
    """One answer of Kolada's that the values of one slice came in, or what is known of one that was not kept."""

    answer: Answer | Unkept
    kpi: str
    municipality: str

    @property
    def file(self) -> str:
        """Its name in the ZIP: the same body is the same file. None ("") when it was not kept."""
        return "" if isinstance(self.answer, Unkept) else f"svar/{self.answer.sha256[:NAME_LENGTH]}.json"


def bundle(
    section: Section,
    store: Store,
    pictures: Mapping[int, bytes],
    vectors: Mapping[int, str | bytes],
    host: str = "",
) -> bytes:
    """The ZIP of a section. `pictures` (PNG) and `vectors` (SVG) by figure number, those that there are; `host` goes
    before the links. The same section gives the same names, order and times. Raises StoreError as the store does.
    """
    received = answers(section, store)
    members = {
        **_documents(section, pictures, host),
        **_pictures(section, pictures, vectors),
        **_tables(section),
        INDEX: _index(received, section.invented),
        **{each.file: each.answer.body for each in received if isinstance(each.answer, Answer)},
    }
    members[FACTS] = _facts(section, host, members)
    is_whole = all(each.file for each in received)
    said = readme(section, [*members, README], host, is_whole=is_whole)
    return _zipped({README: _windows(said), **members}, section.made)


def rows(section: Section) -> list[table.Row]:
    """The rows of /data.csv for each figure in turn; a row that several figures share stands once."""
    found = [row for entry in section.entries for row in table.rows(entry.views)]
    return list({tuple(row.values()): row for row in found}.values())


def answers(section: Section, store: Store) -> list[Received]:
    """Kolada's answers behind every value of the section's views, sorted by time, address and slice."""
    pairs = dict.fromkeys(pair for view in section.views for pair in view.slices)
    found = [Received(answer, *pair) for pair in pairs for answer in store.answers(*pair)]
    return sorted(found, key=lambda each: (each.answer.fetched_at, each.answer.url, each.kpi, each.municipality))


def _documents(section: Section, pictures: Mapping[int, bytes], host: str) -> dict[str, bytes]:
    from layouts.documents.slides import pptx  # here: these libraries are slow to load
    from layouts.documents.word import docx
    from layouts.documents.workbook import xlsx

    stem = section.file_stem
    return {
        f"{stem}.docx": docx(section, pictures, host),
        f"{stem}.pptx": pptx(section, pictures, host),
        f"{stem}.xlsx": xlsx(section, host),
    }


def _pictures(section: Section, pictures: Mapping[int, bytes], vectors: Mapping[int, str | bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in section.entries:
        picture, vector = pictures.get(entry.number), vectors.get(entry.number)
        if picture:
            found[f"bilder/figur-{entry.number}.png"] = picture
        if vector:
            found[f"bilder/figur-{entry.number}.svg"] = vector.encode() if isinstance(vector, str) else vector
    return found


def _tables(section: Section) -> dict[str, bytes]:
    found = rows(section)
    return {VALUES: table.to_csv(found).encode(), VALUES_EXCEL: table.to_csv(found, table.EXCEL).encode()}


def _index(received: Iterable[Received], invented: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(INDEX_COLUMNS)
    source = common.INVENTED if invented else "Kolada"
    for each in received:
        answer = each.answer
        fetched = answer.fetched_at.isoformat()
        writer.writerow([each.file, answer.url, fetched, answer.sha256, each.kpi, each.municipality, source])
    return out.getvalue().encode()


def _facts(section: Section, host: str, members: Mapping[str, bytes]) -> bytes:
    """What the section is, for programs, and what its data were when it was made: `recheck` holds them against it."""
    facts = {
        "title": section.title,
        "link": host + section.link,
        "version": section.version,
        "made": section.made.isoformat(),
        "invented": section.invented,
        "source": common.INVENTED if section.invented else "Kolada",
        "figures": [_figure(entry, host) for entry in section.entries],
        "sha256": {name: sha256(body).hexdigest() for name, body in members.items() if name.startswith(CHECKED)},
    }
    return json.dumps(facts, ensure_ascii=False, indent=2).encode()


def _genders(entry: Entry) -> list[str]:
    """Whose values are behind it: a relation's y before its x, women before men."""
    if entry.relation:
        return [entry.relation.y.gender, entry.relation.x.gender]
    return [behind.gender for behind in entry.behind]


def _figure(entry: Entry, host: str) -> dict[str, object]:
    comparison = entry.comparison
    return {
        "number": entry.number,
        "kpi": comparison.kpi.id,
        "against": entry.chosen.against,
        "form": entry.chosen.form.value,
        "caption": entry.caption,
        "municipality": comparison.focal.id,
        "name": comparison.focal.name,
        "peers": {
            "id": comparison.peers.id,
            "name": comparison.peers.name,
            "edition": comparison.peers.edition,
            "members": [member.id for member in comparison.peers.members],
        },
        "period": list(comparison.window),
        "gender": ",".join(_genders(entry)),
        "link": host + entry.link,
    }


def readme(section: Section, names: Iterable[str], host: str = "", *, is_whole: bool = True) -> str:
    """What is inside, how it was made, on which terms, and how to check it: plain text, lines parted by newlines."""
    present = set(names)
    there = {kind for kind in texts.BUNDLE_FILES if any(name.endswith(kind) for name in present)}
    contents = [text for kind, text in texts.BUNDLE_FILES.items() if kind in there]
    contents += [] if ".png" in there else [texts.BUNDLE_NO_PICTURES]
    figures = [line for entry in section.entries for line in _lines_of(entry)]
    parts = [
        [common.INVENTED_BANNER] if section.invented else [],
        [section.title, section.intro],
        [texts.bundle_made(section.made, section.version), texts.bundle_link(host + section.link)],
        [texts.BUNDLE_INSIDE, *contents],
        [texts.BUNDLE_FIGURES, *figures],
        [texts.BUNDLE_METHOD, *section.method],
        [texts.BUNDLE_TERMS, texts.BUNDLE_TERMS_INVENTED if section.invented else texts.BUNDLE_TERMS_KOLADA],
        [texts.BUNDLE_CHECK, *texts.BUNDLE_HOW_TO_CHECK, *([] if is_whole else [texts.BUNDLE_UNKEPT])],
        [texts.BUNDLE_REMARKS, *section.notices] if section.notices else [],
    ]
    return "\n\n".join("\n".join(line for line in part if line) for part in parts if part) + "\n"


def _lines_of(entry: Entry) -> list[str]:
    """A figure in the read-me file: its caption, who is compared, where the values come from."""
    return [f"{entry.label}. {entry.caption}", *(f"   {text}" for text in (entry.peers, entry.source) if text)]


def _windows(text: str) -> bytes:
    """As every version of Notepad reads it."""
    return (table.BOM + text).replace("\n", "\r\n").encode()


def _zipped(members: Mapping[str, bytes], made: date) -> bytes:
    """The members in their order, all dated the day the section was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            info = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, body)
    return out.getvalue()
