"""Women and men: both lines, their peers' means, and the gap as a line of its own. Nothing is computed back."""

from kolada.analysis.compare import Comparison
from kolada.analysis.gender_gap import own_gap
from kolada.analysis.lines import Line
from kolada.numbers import signed
from kolada.reading import notes, sentences, wider
from kolada.reading.words import missing_words, places
from layouts import elements as html
from layouts import texts
from layouts.components.card import card, graph, subtitle
from layouts.components.parts import paragraphs
from layouts.components.tables import cell_text, table
from layouts.elements import Element
from layouts.figures.genders import genders_figure
from layouts.kpi_tabs import texts as own_texts
from layouts.kpi_tabs.beside import Beside
from layouts.view import View

FOOTNOTES = (notes.About.GAP, notes.About.FEWER, notes.About.PRELIMINARY)


def genders_card(view: View, comparison: Comparison, beside: Beside) -> Element | None:
    """The card, or None where Kolada has neither."""
    women, men = beside.genders.get("K"), beside.genders.get("M")
    if women is None or men is None or not (women.periods or men.periods):
        return None
    gap = own_gap(women, men)
    years = sorted({*women.periods, *men.periods})
    said = [f"{texts.GENDERS[c.gender]}: {sentences.sentence(c)}" for c in (women, men)]
    said.append(wider.gap_sentence(women, men, gap))
    small = [sentences.behind_sentence(c, beside.behind.get(c.gender)) for c in (women, men)]
    more = [f"{texts.GENDERS[c.gender]}. {text}" for c, text in zip((women, men), small, strict=True) if text]
    footnotes = [f"{texts.GENDERS[c.gender]}: {n.text}" for c in (women, men) for n in notes.notes(c, view.today)
                 if n.about in FOOTNOTES]  # fmt: skip
    footnotes += [text for text in [wider.secret_sentence(gap, years)] if text]
    return card(
        view,
        comparison,
        heading=texts.genders_heading(view.focal.title),
        subtitle=subtitle(comparison),
        picture=graph(genders_figure(women, men, invented=view.invented), " ".join(said)),
        below=[
            *paragraphs(said, "card-sentence"),
            *paragraphs(more, "card-more"),
            html.Ul([html.Li(t) for t in footnotes], className="footnotes"),
        ],
        table=_table(women, men, gap, years, view.invented),
        genders=("K", "M"),
    )


def _table(women: Comparison, men: Comparison, gap: Line, years: list[int], invented: bool) -> Element:
    head = [texts.TABLE_YEAR, *(texts.GENDERS[c.gender] for c in (women, men)), own_texts.GAP]
    head += [f"{texts.TABLE_MEAN}, {texts.GENDERS[c.gender].lower()}" for c in (women, men)]
    shown = max(places(women), places(men))
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
