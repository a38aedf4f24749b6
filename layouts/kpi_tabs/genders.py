"""Women and men: both lines, their peers' means, and the gap as a line of its own. Nothing is computed back."""

from collections.abc import Sequence

from kolada.analysis.compare import Comparison
from kolada.analysis.gender_gap import own_gap
from kolada.analysis.lines import Line
from kolada.numbers import signed
from kolada.reading import notes, sentences, wider
from kolada.reading.words import missing_words
from layouts import texts
from layouts.components.card import card, graph, subtitle
from layouts.components.parts import footnotes, paragraphs
from layouts.components.tables import cell_text, table
from layouts.elements import Element
from layouts.figures.genders import genders_figure
from layouts.kpi_tabs import texts as own_texts
from layouts.kpi_tabs.beside import Beside
from layouts.view import View

OF_EACH = (notes.About.GAP, notes.About.FEWER, notes.About.PRELIMINARY)


def genders_card(view: View, comparison: Comparison, beside: Beside) -> Element | None:
    """The card, or None where Kolada has neither."""
    women, men = beside.genders.get("K"), beside.genders.get("M")
    if women is None or men is None or not (women.periods or men.periods):
        return None
    both, gap = (women, men), own_gap(women, men)
    years = sorted({*women.periods, *men.periods})
    said = [*(str(sentences.sentence(c)) for c in both), wider.gap_sentence(women, men, gap)]
    return card(
        view,
        comparison,
        heading=texts.genders_heading(view.focal.title),
        subtitle=subtitle(comparison),
        picture=graph(genders_figure(women, men, invented=view.invented), " ".join(said)),
        below=[
            *paragraphs(said, "card-sentence"),
            *paragraphs(_small(both, beside, wider.gap_year(women, men, gap)), "card-more"),
            *footnotes([*_notes(view, both), *filter(None, [wider.secret_sentence(gap, years)])]),
        ],
        table=_table(women, men, gap, years, view.invented),
        genders=("K", "M"),
        adds=own_texts.ADD_LINES,
        made=[
            *([notes.MEAN] if any(map(notes.has_mean, both)) else []),
            *([notes.GAPS] if wider.gap_year(women, men, gap) else []),
        ],
    )


def _small(both: Sequence[Comparison], beside: Beside, year: int | None) -> list[str]:
    """The number behind each, what chance makes of it, and of the gap (COMPARISON 18). Where Kolada has but everybody's
    it is said to be that, and nobody's own."""
    pairs = [(c, beside.behind.get(c.gender)) for c in both]
    own = [(c, b) for c, b in pairs if c.is_count or (b and b.gender == c.gender and b.focal.value(c.year) is not None)]
    rate, count = beside.genders.get("T"), beside.behind.get("T")
    found = own if own or not (rate and count) else [(rate, count)]
    names = {**texts.GENDERS, "T": own_texts.EVERYBODY}
    said = [(names[c.gender], sentences.behind_sentence(c, b)) for c, b in found]
    counts = [b if b and not c.is_count else c for c, b in found]
    return [*(f"{who}. {text}" for who, text in said if text), wider.few_sentence(counts, year)]


def _notes(view: View, both: Sequence[Comparison]) -> list[str]:
    """What is true of one of them is said of that one; a break in the series is one of both."""
    found = [(c, n) for c in both for n in notes.notes(c, view.today)]
    own = [f"{texts.GENDERS[c.gender]}: {n.text}" for c, n in found if n.about in OF_EACH]
    return [*own, *(n.text for _, n in found if n.about is notes.About.BREAK)]


def _table(women: Comparison, men: Comparison, gap: Line, years: list[int], invented: bool) -> Element:
    head = [texts.TABLE_YEAR, *(texts.GENDERS[c.gender] for c in (women, men)), own_texts.GAP]
    head += [f"{texts.TABLE_MEAN}, {texts.GENDERS[c.gender].lower()}" for c in (women, men)]
    shown = wider.gap_places(women, men)
    rows = [
        [
            str(p),
            *(cell_text(c.focal.at(p), c) for c in (women, men)),
            _gap_text(gap, p, shown),
            *("–" if c.mean.value(p) is None else cell_text(c.mean.at(p), c) for c in (women, men)),
        ]
        for p in years
    ]
    caption = texts.genders_heading(women.focal.name) + (f" {texts.INVENTED}." if invented else "")
    return table(caption, head, rows)


def _gap_text(gap: Line, year: int, shown: int) -> str:
    cell = gap.at(year)
    return missing_words(cell.status) if cell.value is None else signed(cell.value, shown)
