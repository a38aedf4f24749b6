"""Women and men: both lines, their peers' means, and the gap as a line of its own. Nothing is computed back."""

from collections.abc import Sequence

from kolada.analysis.compare import Comparison
from kolada.analysis.gender_gap import own_gap
from kolada.analysis.lines import Line
from kolada.numbers import signed
from kolada.reading import notes, sentences, wider
from kolada.reading.words import missing_words
from layouts import texts
from layouts.asked import GENDERS_VIEW
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
    said = gender_sentences(women, men)
    caption = texts.genders_heading(women.focal.name) + (f" {texts.INVENTED}." if view.invented else "")
    return card(
        view,
        comparison,
        heading=texts.genders_heading(view.focal.title),
        subtitle=subtitle(comparison),
        picture=graph(genders_figure(women, men, invented=view.invented), " ".join(said)),
        below=[
            *paragraphs(said, "card-sentence"),
            *paragraphs(few_behind(women, men, beside), "card-more"),
            *footnotes(gender_notes(view, women, men)),
        ],
        table=table(caption, *gender_rows(women, men)),
        genders=("K", "M"),
        form=GENDERS_VIEW,
        made=made(women, men),
    )


def made(women: Comparison, men: Comparison) -> list[str]:
    """What of the picture is computed here, for its source line."""
    has_gap = wider.gap_year(women, men, own_gap(women, men))
    return [*([notes.MEAN] if notes.has_mean(women) or notes.has_mean(men) else []), *([notes.GAPS] if has_gap else [])]


def years_shown(women: Comparison, men: Comparison) -> list[int]:
    """The years in which either has a value."""
    return sorted({*women.periods, *men.periods})


def gender_sentences(women: Comparison, men: Comparison) -> list[str]:
    """Each one's own sentence, and the gap."""
    own = [str(sentences.sentence(c)) for c in (women, men)]
    return [*own, wider.gap_sentence(women, men, own_gap(women, men))]


def gender_notes(view: View, women: Comparison, men: Comparison) -> list[str]:
    """What must be said under the picture, each once."""
    secret = wider.secret_sentence(own_gap(women, men), years_shown(women, men))
    return list(dict.fromkeys([*_notes(view, (women, men)), *filter(None, [secret])]))


def few_behind(women: Comparison, men: Comparison, beside: Beside) -> list[str]:
    """The number behind each, what chance makes of it, and of the gap (COMPARISON 18). Where Kolada has but everybody's
    it is said to be that, and nobody's own."""
    year = wider.gap_year(women, men, own_gap(women, men))
    pairs = [(c, beside.behind.get(c.gender)) for c in (women, men)]
    own = [(c, b) for c, b in pairs if c.is_count or (b and b.gender == c.gender and b.focal.value(c.year) is not None)]
    rate, count = beside.genders.get("T"), beside.behind.get("T")
    found = own if own or not (rate and count) else [(rate, count)]
    names = {**texts.GENDERS, "T": own_texts.EVERYBODY}
    said = [(names[c.gender], sentences.behind_sentence(c, b)) for c, b in found]
    counts = [b if b and not c.is_count else c for c, b in found]
    found_few = [*(f"{who}. {text}" for who, text in said if text), wider.few_sentence(counts, year)]
    return [text for text in found_few if text]


def _notes(view: View, both: Sequence[Comparison]) -> list[str]:
    """What is true of one of them is said of that one; a break in the series is one of both."""
    found = [(c, n) for c in both for n in notes.notes(c, view.today)]
    own = [f"{texts.GENDERS[c.gender]}: {n.text}" for c, n in found if n.about in OF_EACH]
    return [*own, *(n.text for _, n in found if n.about is notes.About.BREAK)]


def gender_rows(women: Comparison, men: Comparison) -> tuple[list[str], list[list[str]]]:
    """The head of the picture's table, and its rows: a year each."""
    gap, shown = own_gap(women, men), wider.gap_places(women, men)
    head = [texts.TABLE_YEAR, *(texts.GENDERS[c.gender] for c in (women, men)), texts.GAP]
    head += [f"{texts.TABLE_MEAN}, {texts.GENDERS[c.gender].lower()}" for c in (women, men)]
    rows = [
        [
            str(p),
            *(cell_text(c.focal.at(p), c) for c in (women, men)),
            _gap_text(gap, p, shown),
            *("–" if c.mean.value(p) is None else cell_text(c.mean.at(p), c) for c in (women, men)),
        ]
        for p in years_shown(women, men)
    ]
    return head, rows


def _gap_text(gap: Line, year: int, shown: int) -> str:
    cell = gap.at(year)
    return missing_words(cell.status) if cell.value is None else signed(cell.value, shown)
