"""`python -m kolada report` and `recheck`: files of a section without a browser, for one municipality or many."""

import csv
import logging
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from cache.errors import StoreError
from cache.store import Store
from kolada.api.errors import KoladaError
from layouts.command.named import Unusable
from layouts.documents.package import NotAReport
from layouts.documents.recheck import recheck
from layouts.documents.table import inert
from layouts.report import texts
from layouts.report.asked import asked_reports
from layouts.report.fresh import bring
from layouts.report.pictures import Draw, NoPictures, camera
from layouts.report.routes import TYPES, Sent, document
from layouts.report.section import Section, make_section
from layouts.report.state import Report
from layouts.view import Views

log = logging.getLogger(__name__)

DONE, FAILED, USAGE = 0, 1, 2  # exit statuses
PATIENCE = 120.0  # seconds that Kolada may take to confirm the values of one municipality's section
NOTHING_DRAWN = Sent("", {}, {})


def formats(text: str) -> list[str]:
    """ "docx,zip" as a list, once each. Raises Unusable for a word that is no format."""
    found = [word for word in re.split(r"[,\s]+", text.strip().lower()) if word]
    for word in found:
        if word not in TYPES:
            raise Unusable(texts.FORMAT_UNKNOWN.format(name=word, formats=", ".join(TYPES)))
    return list(dict.fromkeys(found or TYPES))


def report(store: Store, today: Callable[[], date], arguments: Namespace) -> int:
    """Make the files; names of those made go to standard output, all else to standard error. Returns the status."""
    views = Views(store, today)
    try:
        wanted, folder = formats(arguments.format), Path(arguments.out)
        host, reports, said = asked_reports(views, arguments.link, arguments.municipality or [], arguments.all_in)
        folder.mkdir(parents=True, exist_ok=True)
    except Unusable as error:
        print(error.sentence, file=sys.stderr)
        return USAGE
    except OSError:
        print(texts.CANNOT_SAVE.format(name=arguments.out), file=sys.stderr)
        return USAGE
    failed = 0
    for sentence in said:
        _tell(sentence)
    with ExitStack() as stack, tqdm(total=len(reports) * len(wanted), file=sys.stderr, unit="fil") as bar:
        maker = _Maker(views, wanted, folder, host, _camera(stack, wanted), bar)
        for name, make in reports:
            bar.set_description(name)
            failed += not maker.make(name, make)
    return FAILED if failed else DONE


def _camera(stack: ExitStack, wanted: Sequence[str]) -> Draw | None:
    """One browser for all pictures; without one the files are made without them, and that is said once."""
    if wanted == ["xlsx"]:  # draws its own
        return None
    try:
        return stack.enter_context(camera())
    except NoPictures as error:
        _tell(error.sentence)
        return None


def _section(views: Views, report: Report) -> Section:
    """The section, of Kolada's present values as far as they can be had, and whole: half a report would be read as all
    of it. Raises Unusable for what is not, or is empty."""
    section = make_section(views, report)
    section = make_section(views, report) if bring(views.store, _wanted(views, section), PATIENCE) else section
    if section.lacks:
        raise section.lacks
    if not section.entries:
        raise Unusable(" ".join(section.notices) or texts.NOTHING_SHOWN)
    return section


def _wanted(views: Views, section: Section) -> list[tuple[str, str]]:
    """What a section is made of: its own values, and the country's of what is ranked, as the page has them."""
    own = [pair for view in section.views for pair in view.slices]
    ranked = dict.fromkeys(kpi for entry in section.entries for kpi in entry.view.ranked)
    return [*own, *product(ranked, views.members_of_country())]


@dataclass(frozen=True)
class _Maker:
    """Makes the files of one municipality after the other."""

    views: Views
    wanted: Sequence[str]  # formats
    folder: Path
    host: str
    draw: Draw | None
    bar: "tqdm[NoReturn]"
    written: dict[str, str] = field(default_factory=dict)  # the files' stems, and the link of whose they are

    def make(self, name: str, report: Callable[[], Report]) -> bool:
        """The files of one municipality; whether all of them were made."""
        try:
            section = _section(self.views, report())
        except (KoladaError, StoreError, Unusable) as error:
            _tell(texts.REPORT_FAILED.format(name=name, sentence=error.sentence))
            self.bar.update(len(self.wanted))
            return False
        for said in (*section.notices, *([section.problem.sentence] if section.problem else [])):
            _tell(texts.REPORT_FAILED.format(name=name, sentence=said))
        drawn = self._drawn(section)
        done = [self._written(section, drawn, form) for form in self.wanted]
        return all(done)

    def _drawn(self, section: Section) -> Sent:
        if self.draw is None:
            return NOTHING_DRAWN
        figures, columns = {entry.number: entry.figure for entry in section.entries}, section.report.columns
        draw = partial(self.draw, figures, columns=columns)
        try:
            return Sent("", draw(), draw("svg") if "zip" in self.wanted else {})
        except NoPictures as error:
            _tell(error.sentence)
            return NOTHING_DRAWN

    def _written(self, section: Section, drawn: Sent, form: str) -> bool:
        """One file; whether it was made. One that fails does not stop the others."""
        path = self.folder / f"{self._stem(section)}.{form}"
        try:
            _write(path, document(form, section, self.views, drawn, self.host))
        except Exception as error:
            log.debug("%s", path, exc_info=True)
            _tell(texts.FILE_FAILED.format(name=path.name, detail=getattr(error, "sentence", None) or repr(error)))
            return False
        finally:
            self.bar.update()
        tqdm.write(str(path), file=sys.stdout)
        return True

    def _stem(self, section: Section) -> str:
        """The file's name, one for each section: Habo and Håbo are the same without å."""
        stem = section.file_stem
        if self.written.setdefault(stem, section.link) == section.link:
            return stem
        return f"{stem}_{section.entries[0].view.focal.id}"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a file of that name stays as it is until the new one is complete."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _tell(sentence: str) -> None:
    """A sentence on standard error, above the progress bar."""
    tqdm.write(sentence, file=sys.stderr)


def check(store: Store, arguments: Namespace) -> int:
    """What Kolada has changed since a ZIP was made: the sentence to standard error, the values as CSV to standard
    output. The status is 1 when something could not be looked at or the ZIP is not as it was, 2 for no ZIP of ours."""
    try:
        result = recheck(Path(arguments.file).read_bytes(), store, PATIENCE)
    except NotAReport as error:
        print(error.sentence, file=sys.stderr)
        return USAGE
    except OSError:
        print(texts.CANNOT_READ.format(name=arguments.file), file=sys.stderr)
        return USAGE
    print(result.sentence, file=sys.stderr)
    table = [texts.RECHECK_COLUMNS, *result.rows] if result.rows else []
    csv.writer(sys.stdout, lineterminator="\n").writerows([inert(cell) for cell in row] for row in table)
    return FAILED if result.problem or result.unchecked or result.altered else DONE
