"""What python-docx has no words for: footnotes, numbered captions, links, content controls, the language of styles."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from layouts import theme
from layouts.documents.common import LANGUAGE, is_linkable, legible

SOURCE, ASSESSMENT, TABLE_TEXT = "Källa", "Bedömning", "Tabelltext"  # own styles, all based on Normal
NOTE_TEXT, NOTE_MARK, LINK = "FootnoteText", "FootnoteReference", "Hyperlink"  # ids of Word's own

_MADE_FOR = (("compatibilityMode", "15"),)  # Word 2013 and later; without it the title bar says "Kompatibilitetsläge"
_BUILT_IN = (  # styles of Word's own that python-docx' template lacks; (type, id, name, properties)
    ("paragraph", NOTE_TEXT, "footnote text", '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
     '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'),
    ("character", NOTE_MARK, "footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    ("character", LINK, "Hyperlink", '<w:rPr><w:color w:val="0B4F8A"/><w:u w:val="single"/></w:rPr>'),
)  # fmt: skip


def ink(colour: str) -> RGBColor:
    """A theme colour ("#1c2126") as Word's."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def element(tag: str, **attributes: str) -> Any:
    """An element with w: attributes: element("w:lang", val="sv-SE")."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


# Styles ---------------------------------------------------------------------------------------------------------------


def set_styles(document: Document) -> None:
    """Swedish, ink instead of Word's blue, compact spacing, and the styles that the template lacks."""
    styles = document.styles
    for kind, style_id, name, properties in _BUILT_IN:
        based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
        styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
                f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/>{properties}</w:style>'
            )
        )
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.1
    for name, size, before in (("Heading 1", 18, 0), ("Heading 2", 14, 18), ("Caption", 10, 4)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), ink(theme.INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    _own_style(document, SOURCE, 8.5, theme.MUTED, after=2)
    _own_style(document, TABLE_TEXT, 8, theme.INK, after=0)
    assessment = _own_style(document, ASSESSMENT, 11, theme.NOTICE_INK, after=6)
    shade = {"val": "clear", "color": "auto", "fill": theme.NOTICE_PAPER.removeprefix("#")}
    assessment.element.get_or_add_pPr().insert(0, element("w:shd", **shade))  # the schema wants it before spacing
    set_language(styles.element)


def _own_style(document: Document, name: str, size: float, colour: str, after: float) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.color.rgb = Pt(size), ink(colour)
    style.paragraph_format.space_after = Pt(after)
    return style


def set_language(styles: Any) -> None:
    """Swedish for everything that says no other language, and for Normal, which a paste takes along."""
    default = styles.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in default.findall(qn("w:lang")):
        default.remove(old)
    normal = next(s for s in styles.findall(qn("w:style")) if s.get(qn("w:styleId")) == "Normal")
    for properties in (default, normal.get_or_add_rPr()):
        properties.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))


def set_settings(document: Document) -> None:
    """The document's settings: Swedish signs, today's Word, and that it has footnotes."""
    settings = document.settings.element
    for tag, value in (("w:themeFontLang", LANGUAGE), ("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(tag)).set(qn("w:val"), value)
    compat = settings.find(qn("w:compat"))
    for setting in compat.findall(qn("w:compatSetting")):
        setting.set(qn("w:val"), dict(_MADE_FOR).get(setting.get(qn("w:name")), setting.get(qn("w:val"))))
    separators = element("w:footnotePr")
    separators.extend([element("w:footnote", id="-1"), element("w:footnote", id="0")])
    compat.addprevious(separators)


def set_columns(section: Section, n: int, gap: int) -> None:
    """The section's columns, `gap` (EMU) between them."""
    columns = element("w:cols", num=str(n), space=str(gap // Twips(1)))
    old = section._sectPr.find(qn("w:cols"))
    if old is None:
        section._sectPr.append(columns)
    else:
        section._sectPr.replace(old, columns)


# Parts of a paragraph -------------------------------------------------------------------------------------------------


def add_field(paragraph: Paragraph, code: str, shown: str) -> tuple[Any, Any]:
    """A complex field with its last result: Word renumbers it, others show the result. Its first and last run."""
    runs = [paragraph.add_run() for _ in range(5)]
    for run, kind in zip(runs[::2], ("begin", "separate", "end"), strict=True):
        run._r.append(element("w:fldChar", fldCharType=kind))
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    runs[1]._r.append(instruction)
    runs[3].text = shown
    return runs[0]._r, runs[4]._r


def add_bookmark(ends: tuple[Any, Any], number: int, name: str) -> None:
    """A name for what stands between two runs, so that a REF field can repeat it. `number` is unique in the file."""
    ends[0].addprevious(element("w:bookmarkStart", id=str(number), name=name))
    ends[1].addnext(element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, url: str, shown: str) -> None:
    """A link that can be clicked; an address without a host, or too long for Office, as plain text."""
    if not is_linkable(url):
        paragraph.add_run(legible(url))
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(legible(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run()
    run._r.get_or_add_rPr().append(element("w:rStyle", val=LINK))
    run.text = legible(shown)
    link.append(run._r)
    paragraph._p.append(link)


def place_to_write(paragraph: Paragraph, title: str) -> None:
    """Put a paragraph in a content control: a click chooses its prompt, and what is typed takes its place."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    properties.extend([element("w:alias", val=title), element("w:tag", val=title), element("w:showingPlcHdr")])
    content = OxmlElement("w:sdtContent")
    control.extend([properties, content])
    paragraph._p.addprevious(control)
    content.append(paragraph._p)


def describe(picture: Any, name: str, alternative: str) -> None:
    """The alternative text of an inline picture, for those who do not see it."""
    for properties in (picture._inline.docPr, picture._inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        properties.set("name", legible(name))
        properties.set("descr", legible(alternative))


# Footnotes ------------------------------------------------------------------------------------------------------------


class Footnotes:
    """The footnotes of one document, in the order they are referred to; `save` puts them in the file."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def refer(self, paragraph: Paragraph, texts: Sequence[str]) -> None:
        """A mark for each text at the end of the paragraph, with commas between."""
        for place, text in enumerate(texts):
            self._texts.append(legible(text))
            for content in [element("w:t")] * (place > 0) + [element("w:footnoteReference", id=str(len(self._texts)))]:
                run = paragraph.add_run()._r
                run.get_or_add_rPr().append(element("w:rStyle", val=NOTE_MARK))
                content.text = "," if content.tag == qn("w:t") else None
                run.append(content)

    def save(self, document: Document) -> None:
        """Write word/footnotes.xml, with the separators that Word wants."""
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        root.extend([_separator("-1", "separator"), _separator("0", "continuationSeparator")])
        root.extend([_footnote(number, text) for number, text in enumerate(self._texts, 1)])
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        place = PackURI("/word/footnotes.xml")
        part = Part(place, CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _separator(note_id: str, kind: str) -> Any:
    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{note_id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    )


def _footnote(number: int, text: str) -> Any:
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{NOTE_TEXT}"/></w:pPr><w:r><w:rPr>'
        f'<w:rStyle w:val="{NOTE_MARK}"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"/></w:r></w:p>'
        "</w:footnote>"
    )
    next(note.iter(qn("w:t"))).text = f" {text}"
    return note
