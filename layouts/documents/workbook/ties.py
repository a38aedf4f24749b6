"""Tie-outs: do the parts make the total, and is Kolada's own group value the mean of the members (COMPARISON 7, 24)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kolada import catalogue, curated
from kolada.analysis import change as differences
from kolada.analysis.change import Gap
from kolada.analysis.compare import Comparison, FamilySum, family_sum
from kolada.analysis.lines import mean_cell
from layouts.documents.workbook import formulas
from layouts.documents.workbook.book import Book, Page
from layouts.documents.workbook.figures import Placed, sheet_name
from layouts.report import texts
from layouts.report.section import Entry, Section

WIDTHS = (10, 52, 12, 6, 14, 14, 11, 20)
VALUE, THEIRS, GAP, VERDICT = 4, 5, 6, 7  # columns
HEADS = (texts.XL_FIGURE, texts.XL_GROUP, texts.XL_MUNICIPALITY, texts.XL_YEAR, texts.XL_OURS, texts.XL_THEIRS,
         texts.XL_DIFFERENCE, texts.XL_VERDICT)  # fmt: skip


class Part(NamedTuple):
    """A total or a part of it: the figure that shows it, None where it is known without being shown."""

    kpi: str
    value: float | None
    entry: Entry | None
    is_known: bool = True


class Family(NamedTuple):
    """A total that is among the figures, and what is known of its parts. `found` is None where one is not known."""

    entry: Entry
    year: int
    total: float
    parts: tuple[Part, ...]
    found: FamilySum | None

    @property
    def is_done(self) -> bool:
        """Whether there is a sum to lay beside the total."""
        return self.found is not None and not self.found.missing

    @property
    def agrees(self) -> bool:
        """Whether the parts make the total."""
        return self.found is not None and self.found.adds_up


class Group(NamedTuple):
    """Our mean of a group's members beside Kolada's value of the group; `why` there is none to compare."""

    entry: Entry
    gap: Gap | None
    why: str = ""

    @property
    def agrees(self) -> bool:
        """Whether they are the same but for rounding."""
        return self.gap is not None and self.entry.comparison.group_difference is None


class Ties(NamedTuple):
    """Everything that can be laid beside something else."""

    families: tuple[Family, ...]
    groups: tuple[Group, ...]

    @property
    def done(self) -> int:
        """How many tie-outs there were to make."""
        return sum(each.is_done for each in self.families) + sum(each.gap is not None for each in self.groups)

    @property
    def agreed(self) -> int:
        """How many of them agree."""
        return sum(each.agrees for each in self.families) + sum(each.agrees for each in self.groups)


def ties(section: Section) -> Ties:
    """The tie-outs of a section. A family stands once for a municipality and gender, a group once for a figure."""
    found: dict[tuple[object, ...], Family] = {}
    entries = [entry for entry in section.entries if not entry.chosen.form.view]  # own and peers, row by row
    for entry in entries:
        for family in curated.families_of(entry.comparison.kpi.id):
            made = _family(entries, entry, family) if family.total == entry.comparison.kpi.id else None
            if made:
                found.setdefault((*_whose(entry), made.year, family.total, family.parts), made)
    return Ties(tuple(found.values()), tuple(_group(entry) for entry in entries))


def _whose(entry: Entry) -> tuple[str, str]:
    """The parts of a total are those of the same municipality and gender, whoever the peers are."""
    return entry.comparison.focal.id, entry.comparison.gender


def _family(entries: Sequence[Entry], entry: Entry, family: curated.Family) -> Family | None:
    year = entry.comparison.latest_focal_year
    whole = entry.comparison.focal.value(year)
    if year is None or whole is None:
        return None
    shown = {e.comparison.kpi.id: e for e in reversed(entries) if _whose(e) == _whose(entry)}
    known: dict[str, Comparison] = {k: c for k, c in entry.view.beside.items() if c.gender == entry.comparison.gender}
    known |= {kpi: e.comparison for kpi, e in shown.items()} | {family.total: entry.comparison}
    found = family_sum(known, family.total, family.parts)
    parts = tuple(_part(kpi, year, known, shown) for kpi in family.parts)
    return Family(entry, year, whole, parts, found)


def _part(kpi: str, year: int, known: Mapping[str, Comparison], shown: Mapping[str, Entry]) -> Part:
    value = known[kpi].focal.value(year) if kpi in known else None
    entry = shown.get(kpi)
    stands_there = entry if entry and year in entry.comparison.periods else None
    return Part(kpi, value, stands_there, kpi in known)


def _group(entry: Entry) -> Group:
    comparison = entry.comparison
    if why := _no_group(entry):
        return Group(entry, None, why)
    members = (comparison.focal, *comparison.peer_lines) if comparison.peers.held_focal else comparison.peer_lines
    ours = mean_cell((line.at(comparison.year) for line in members), minimum=1)
    theirs = comparison.group.value(comparison.year) if comparison.group else None
    gap = differences.gap(ours.value, theirs)
    return Group(entry, gap, "" if gap else texts.XL_GROUP_NO_VALUE)


def _no_group(entry: Entry) -> str:
    """Why there is nothing to lay beside the mean, "" when there may be."""
    comparison = entry.comparison
    reasons = (
        (entry.view.resolved.group is None, texts.XL_GROUP_OWN_LIST),
        (comparison.is_count, texts.XL_GROUP_COUNT),
        (comparison.group is None, texts.XL_GROUP_NO_VALUE),
        (comparison.year is None, texts.XL_GROUP_NO_YEAR),
    )
    return next((why for is_so, why in reasons if is_so), "")


# The sheet ------------------------------------------------------------------------------------------------------------


def ties_page(book: Book, found: Ties, placed: Mapping[int, Placed]) -> None:
    """Write the sheet of tie-outs. `placed`: where the values of each figure stand, by its number."""
    page = book.page(texts.XL_TIES, WIDTHS)
    page.text(texts.XL_TIES, "title")
    page.gap()
    page.freeze()
    page.text(texts.XL_PARTS, "heading")
    page.text(texts.XL_PARTS_HOW if found.families else texts.XL_NO_PARTS)
    for family in found.families:
        _write_family(page, family, placed)
    page.gap()
    page.text(texts.XL_GROUPS, "heading")
    if not any(each.gap for each in found.groups):
        page.text(texts.XL_NO_GROUPS if found.groups else texts.XL_NO_FIGURES)
    if found.groups:
        page.text(texts.XL_GROUPS_HOW)
        page.cells(HEADS, "head_wrap")
        for group in found.groups:
            _write_group(page, group, placed)


def _write_family(page: Page, family: Family, placed: Mapping[int, Placed]) -> None:
    comparison = family.entry.comparison
    page.gap()
    start = page.row
    ids = [part.kpi for part in family.parts]
    page.text(texts.xl_family(comparison.kpi.id, ids, comparison.focal.name, family.year), "label")
    begin = page.row
    for part in family.parts:
        _write_part(page, family, part, placed)
    plain, signed = formulas.formats(comparison)
    cells = [formulas.at(begin + i, VALUE) for i in range(len(family.parts))]
    total = sum(part.value or 0.0 for part in family.parts) if family.is_done else None
    _labelled(page, texts.XL_SUM)
    page.formula(VALUE, formulas.total(cells), total, plain)
    page.row += 1
    _labelled(page, f"{texts.XL_TOTAL} ({comparison.kpi.id})")
    page.string(2, sheet_name(family.entry.number))
    source = placed[family.entry.number].cell(comparison.focal.id, family.year)
    page.formula(VALUE, formulas.equal(source), family.total, plain)
    page.row += 1
    _labelled(page, texts.XL_DIFFERENCE)
    sum_cell, whole, gap = (formulas.at(page.row - back, VALUE) for back in (2, 1, 0))
    page.formula(VALUE, formulas.difference(whole, sum_cell), family.found.difference if family.found else None, signed)
    page.row += 1
    _labelled(page, texts.XL_VERDICT)
    page.formula(VALUE, formulas.adds_up(gap, whole), _said(family.agrees, family.is_done), "", "verdict")
    page.row += 1
    page.keep(start)


def _write_part(page: Page, family: Family, part: Part, placed: Mapping[int, Placed]) -> None:
    """A part's row: a formula to the figure that shows it, else its value, else why there is none."""
    comparison = family.entry.comparison
    plain, _ = formulas.formats(comparison)
    page.string(0, part.kpi)
    page.wrapped(1, catalogue.label(part.entry.comparison.kpi) if part.entry else curated.notes(part.kpi).label or "")
    if part.value is None:
        page.string(2, sheet_name(part.entry.number) if part.entry else "")
        page.string(VALUE, texts.XL_PART_NO_VALUE if part.is_known else texts.XL_PART_NOT_SHOWN, "absent")
    elif part.entry is None:
        page.sheet.write_number(page.row, VALUE, part.value, page.book.style("number", plain))
    else:
        page.string(2, sheet_name(part.entry.number))
        source = placed[part.entry.number].cell(comparison.focal.id, family.year)
        page.formula(VALUE, formulas.equal(source), part.value, plain)
    page.row += 1


def _write_group(page: Page, group: Group, placed: Mapping[int, Placed]) -> None:
    comparison, entry = group.entry.comparison, group.entry
    page.string(0, sheet_name(entry.number))
    page.wrapped(1, f"{comparison.kpi.id}, {comparison.peers.name}")
    page.string(2, comparison.focal.name)
    if group.gap is None or comparison.year is None:
        page.string(3, "" if comparison.year is None else str(comparison.year), "number")
        page.string(VALUE, group.why, "muted_line")
        page.row += 1
        return
    plain, signed = formulas.formats(comparison)
    page.sheet.write_number(page.row, 3, comparison.year, page.book.style("number", "0"))
    held = comparison.peers.held_focal
    members: Sequence[str] = [line.id for line in ((comparison.focal,) if held else ()) + comparison.peer_lines]
    span = placed[entry.number].cells(members[0], members[-1], comparison.year)
    page.formula(VALUE, formulas.mean(span, 1), group.gap.value, plain)
    page.sheet.write_number(page.row, THEIRS, group.gap.base, page.book.style("number", plain))
    ours, theirs, gap = (formulas.at(page.row, column) for column in (VALUE, THEIRS, GAP))
    page.formula(GAP, formulas.difference(ours, theirs), group.gap.difference, signed)
    page.formula(VERDICT, formulas.agrees(gap, theirs), _said(group.agrees, True), "", "verdict")
    page.row += 1


def _labelled(page: Page, label: str) -> None:
    page.string(0, "")
    page.string(1, label, "label")


def _said(agrees: bool, is_done: bool) -> str:
    if not is_done:
        return texts.XL_CANNOT
    return texts.XL_AGREES if agrees else texts.XL_DIFFERS
