"""The section as an Excel work paper: Kolada's values, and every number that is ours as a live formula over them.

Imported when somebody asks for the file: XlsxWriter is not needed for a page.
"""

from layouts.documents.workbook.book import Book
from layouts.documents.workbook.figures import figure_page
from layouts.documents.workbook.review import review_page
from layouts.documents.workbook.sheets import contents_page, kpis_page, method_page, peers_page
from layouts.documents.workbook.ties import ties, ties_page
from layouts.report.section import Section


def xlsx(section: Section, host: str = "") -> bytes:
    """The section as an .xlsx: contents, a sheet for each figure, KPIs, peers, method, tie-outs, the auditor's form.

    `host` ("https://…", no slash at the end) makes links of the addresses; without it they are printed as they are.
    No text becomes a formula or a link, whatever it begins with. The same section gives the same bytes.
    """
    book = Book(section, host)
    contents_page(book, section)
    placed = {entry.number: figure_page(book, entry) for entry in section.entries}
    kpis_page(book, section)
    peers_page(book, section)
    method_page(book, section)
    found = ties(section)
    ties_page(book, found, placed)
    review_page(book, section, found)
    return book.saved()
