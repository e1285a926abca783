# ruff: noqa: E501, ISC004 - tables of made-up text, and markup
"""Releases with tables, lists, notes and headings, as an office and as a web site lay them out.

The texts are those of the sample corpus, with parts that it has none of put in.  What a
release holds does not depend on its layout, so any way of reading it is judged by the same
blocks.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sample_corpus.compositions import Composition, Side, load_compositions

__all__ = ["Part", "Release", "load_releases", "office_source", "site_page"]

_COMPOSITIONS = Path(__file__).resolve().parents[1] / "corpora" / "compositions"
_RELEASES = 12
_HEADS = (
    ("一、主要数据", "Key Figures"),
    ("二、工作安排", "Arrangements for the Next Stage"),
    ("附：分地区情况", "Annex: Figures by Region"),
)
_TABLES = (
    (
        ("地区", "Region"), ("受理量（件）", "Applications received"),
        ("比上年同期增长（百分比）", "Growth over the same period of last year (percent)"),
        ("每万人口拥有量（件）", "Number per 10,000 inhabitants"),
        ("东部沿海各省市合计", "All provinces and municipalities on the eastern coast"),
        ("38,600", "38,600"), ("15.0", "15.0"), ("17.4", "17.4"),
        ("西部", "West"), ("9,750", "9,750"), ("8.9", "8.9"), ("3.2", "3.2"),
        ("东北老工业基地振兴规划范围内的城市", "Cities within the plan to revitalise the old bases"),
        ("4,120", "4,120"), ("2.6", "2.6"), ("5.1", "5.1"),
    ),
    (
        ("事项", "Item"), ("承办单位", "Unit in charge"),
        ("完成时限及有关要求", "Time limit and related requirements"),
        ("受理窗口延时服务", "Longer opening hours of the counters"),
        ("业务受理处", "Receiving Section"),
        ("六月底前完成，并向社会公布服务电话和地址",
         "By the end of June, with telephone numbers and addresses made public"),
        ("档案数字化", "Digitisation of files"), ("档案与信息服务处", "Archives and Information Section"),
        ("全年持续推进", "Throughout the year"),
        ("基层业务培训", "Training of local staff"), ("人才中心", "Talent Centre"),
        ("每季度不少于一期，每期不少于三天",
         "At least one course each quarter, of no fewer than three days"),
    ),
)  # fmt: skip
_COLUMNS = (4, 3)
_NOTES = (
    ("统计口径为当年受理量，不含港澳台地区。", "Figures are of applications received in the year, without Hong Kong, Macao and Taiwan."),
    ("有关标准由主管部门另行公布。", "The standards concerned will be published separately by the competent department."),
)  # fmt: skip
_LIST = (
    ("向社会公开办事指南和收费标准；", "publish guidelines and fees to the public;"),
    ("设立首问负责岗位，当场答复咨询；", "set up a first point of contact that answers enquiries on the spot; and"),
    ("每月通报一次办理进度。", "report progress once a month."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a release in one language.

    Parameters
    ----------
    kind : str
        ``"title"``, ``"p"``, ``"head"``, ``"item"``, ``"note"`` or ``"table"``.
    text : str
        A table has none.
    cells : tuple of str
        Of a table, row by row.
    columns : int
        Of a table.
    noted : bool
        Whether a note is attached to its end.
    """

    kind: str
    text: str
    cells: tuple[str, ...] = ()
    columns: int = 0
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A release in two languages.

    Parameters
    ----------
    name : str
    number : int
        Decides its layout.
    parts : dict of str to tuple of Part
        By language, notes last.
    day : str
    """

    name: str
    number: int
    parts: dict[str, tuple[Part, ...]]
    day: str


def load_releases() -> list[Release]:
    """The releases in order."""
    compositions, errors = load_compositions(_COMPOSITIONS)
    if errors:
        raise errors[0]
    pairs = [one for one in compositions if all(one.kinds[side] for side in Side)]
    return [_release(number, one) for number, one in enumerate(pairs[:_RELEASES])]


def _release(number: int, composition: Composition) -> Release:
    parts = {side.language: tuple(_parts(number, composition, side)) for side in Side}
    return Release(composition.path.stem, number, parts, composition.headers["source-date"])


def _parts(number: int, composition: Composition, side: Side) -> Iterator[Part]:
    """The texts of one side with what is put in; the number decides what."""
    place = list(Side).index(side)
    texts: dict[int, list[str]] = {}
    for bead in composition.beads:
        for sentence in bead.sentences(side):
            texts.setdefault(sentence.block, []).append(sentence.text)
    glue = "" if side is Side.SOURCE else " "
    kinds = composition.kinds[side]
    whole = [(kinds[block], glue.join(lines)) for block, lines in sorted(texts.items())]
    has_note = number % 2 == 0
    for index, (kind, text) in enumerate(whole):
        noted = has_note and index == 1
        yield Part("title" if kind == "title" else "p", text, noted=noted)
        if index == len(whole) // 2:
            yield Part("head", _HEADS[number % 3][place])
    table = _TABLES[number % 2]
    yield from (Part("item", pair[place]) for pair in _LIST[: number % 4])
    yield Part("table", "", tuple(pair[place] for pair in table), _COLUMNS[number % 2])
    if has_note:
        yield Part("note", _NOTES[number // 2 % 2][place])


_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_FONTS = ("Liberation Serif", "Liberation Sans", "DejaVu Serif", "Liberation Serif")
_HAN_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei")


def office_source(release: Release, language: str) -> str:
    """The release as a flat OpenDocument text, laid out by its number."""
    number = release.number
    body = "".join(_office_part(part, release, language) for part in release.parts[language])
    heads, rest = body.split("<!--title-->", 1)
    if number % 4 == 1:
        rest = f'<text:section text:style-name="Two" text:name="s">{rest}</text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        f"{_text_styles(number, language)}</office:styles><office:automatic-styles>"
        f"{_automatic_styles(number)}</office:automatic-styles><office:master-styles>"
        f"{_page_style(number, language)}</office:master-styles><office:body><office:text>"
        f"{heads}{rest}</office:text></office:body></office:document>"
    )


def _text_styles(number: int, language: str) -> str:
    size = (11, 10.5, 12, 14)[number % 4]
    tongue = 'fo:language="en" fo:country="US"' if language == "en" else ""
    font = (
        f'style:font-name="{_FONTS[number % 4]}" fo:font-family="{_FONTS[number % 4]}" '
        f'style:font-family-asian="{_HAN_FONTS[number % 4]}" {tongue} '
        f'style:font-size-asian="{{0}}pt" fo:font-size="{{0}}pt" '
    )
    divides = "true" if number % 3 == 0 else "false"
    justify = ("justify", "justify", "start", "start")[number % 4]
    indent = "0.8cm" if number % 4 in {1, 3} else "0cm"
    plain = (
        f'<style:paragraph-properties fo:margin-bottom="0.2cm" fo:text-align="{justify}" '
        f'fo:text-indent="{{0}}"/><style:text-properties {font.format(size)} '
        f'fo:hyphenate="{divides}" fo:hyphenation-remain-char-count="2" '
        'fo:hyphenation-push-char-count="2"/>'
    )
    named = [
        f'<style:style style:name="Text" style:family="paragraph">{plain.format(indent)}'
             "</style:style>",
             f'<style:style style:name="Flat" style:family="paragraph">{plain.format("0cm")}'
             "</style:style>"]  # fmt: skip
    for name, factor, align in (("Title", 1.6, "center"), ("Head", 1.2, "start"), ("Small", 0.8, "start")):  # fmt: skip
        named.append(
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:margin-bottom="0.3cm" fo:text-align="{align}"/>'
            f'<style:text-properties {font.format(round(size * factor, 1))} '
            f'fo:font-weight="{"normal" if name == "Small" else "bold"}"/></style:style>'
        )  # fmt: skip
    return "".join(named)


def _automatic_styles(number: int) -> str:
    border = "0.5pt solid #000000" if number // 2 % 2 == 0 else "none"
    margin = ("2.5cm", "2cm", "3cm", "2.5cm")[number % 4]
    return (
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        f'fo:border="{border}" fo:padding="0.1cm"/></style:style>'
        '<style:style style:name="Two" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/>'
        "</style:section-properties></style:style>"
        '<style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="{margin}"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="1cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties '
        'fo:min-height="1cm"/></style:footer-style></style:page-layout>'
    )  # fmt: skip


def _page_style(number: int, language: str) -> str:
    name = {"zh": "某某市知识产权公报", "en": "Intellectual Property Bulletin"}[language]
    count = "<text:page-number>1</text:page-number>"
    feet = (f"— {count} —", f"{count}", f"{name}  {count}", f"- {count} -")
    head = f'<style:header><text:p text:style-name="Small">{name}</text:p></style:header>'
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="Page">'
        f"{head if number % 4 in {0, 3} else ''}<style:footer>"
        f'<text:p text:style-name="Small">{feet[number % 4]}</text:p></style:footer>'
        "</style:master-page>"
    )


def _office_part(part: Part, release: Release, language: str) -> str:
    text = html.escape(part.text)
    if part.kind == "note":
        return ""
    if part.kind == "table":
        return _office_table(part)
    if part.kind == "item":
        return (
            f'<text:list><text:list-item><text:p text:style-name="Flat">{text}</text:p>'
            "</text:list-item></text:list>"
        )
    if part.noted:
        note = next(one.text for one in release.parts[language] if one.kind == "note")
        text += (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Small">{html.escape(note)}</text:p>'
            "</text:note-body></text:note>"
        )
    style = {"title": "Title", "head": "Head"}.get(part.kind, "Text")
    mark = "<!--title-->" if part.kind == "title" else ""
    return f'<text:p text:style-name="{style}">{text}</text:p>{mark}'


def _office_table(part: Part) -> str:
    cells = [
        '<table:table-cell table:style-name="Cell" office:value-type="string">'
        f'<text:p text:style-name="Small">{html.escape(cell)}</text:p></table:table-cell>'
        for cell in part.cells
    ]
    rows = [
        f"<table:table-row>{''.join(cells[start : start + part.columns])}</table:table-row>"
        for start in range(0, len(cells), part.columns)
    ]
    columns = f'<table:table-column table:number-columns-repeated="{part.columns}"/>'
    return f'<table:table table:name="t">{columns}{"".join(rows)}</table:table>'


def site_page(release: Release, language: str) -> str:
    """The release as a page of a web site, with its furniture, laid out by its number."""
    from reading_sites import furnished  # noqa: PLC0415 - beside this script

    return furnished(release.parts[language], release.number, language, release.day)
