"""Rich Text Format as Word, WPS, WordPad and LibreOffice write it."""

from datetime import date

import pytest

from aligner.errors import FormatError
from aligner.readers.rtf import RtfReader
from aligner.values import BlockKind, Document

_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset134 \'cb\'ce;}"
    r"{\f2\fnil\fcharset136 Ming;}{\f3\fnil\fcharset204 Cyr;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\s3 \'b1\'ea\'cc\'e2 2;}}"
)


def _read(body: str, head: str = _HEAD) -> Document:
    return RtfReader().read((head + body + "}").encode("latin-1"), document_id="a.rtf")


def _texts(body: str) -> list[str]:
    return [block.text for block in _read(body).blocks]


def _escaped(text: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def test_text_is_in_the_charset_of_its_font() -> None:
    body = (
        rf"\pard\f1 {_escaped('国家知识产权局发布公告。', 'gb18030')}\par"
        rf"\f2 {_escaped('經濟部發布公告。', 'big5')}\par"
        rf"\f0 caf\'e9 ends.\par\f3 {_escaped('Закон.', 'cp1251')}\par"
    )
    assert _texts(body) == ["国家知识产权局发布公告。", "經濟部發布公告。", "café ends.", "Закон."]


def test_chinese_in_a_western_font_is_in_the_code_page_of_the_document() -> None:
    assert _texts(rf"\pard\f0 {_escaped('申请日为五月。', 'gb18030')}\par") == ["申请日为五月。"]


def test_the_second_byte_of_a_character_may_be_a_plain_letter() -> None:
    # 0x81 0x40 is 丂, whose second byte Word writes as it is.
    assert _texts(r"\pard\f1 \'81@\'b0\'a1 ends.\par") == ["丂啊 ends."]


def test_characters_of_unicode_replace_those_given_for_old_programs() -> None:
    assert _texts(r"\pard\uc1\u22269?\u23478\'3f A.\par") == ["国家 A."]
    assert _texts(r"\pard\uc2\u22269\'b9\'fa\u-23\'a3\'bc B.\par") == ["国\uffe9 B."]
    assert _texts(r"\pard\uc0\u-10178\u-8503 C.\par") == ["\U0001fac9C."]


def test_double_byte_runs_use_the_font_for_them() -> None:
    body = rf"\pard\loch\f0 Law \dbch\af2 {_escaped('法', 'big5')}\loch\f0  ends.\par"
    assert _texts(body) == ["Law 法 ends."]


def test_what_is_no_text_is_left_out() -> None:
    body = (
        r"\pard {\v hidden} shown{\deleted gone}. {\*\bkmkstart x}{\pict\bin4 }}}}}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} {\*\unknown {a}b}end."
        r"{\object{\*\objdata 00ff}{\result picture text}}\par"
    )
    assert _texts(body) == ["shown. link end.picture text"]


def test_a_sign_with_its_reading_is_text() -> None:
    code = r"EQ \\* jc0 \\o\\ad(\\s\\up 11(\'68an),\u27721?)"
    field = rf"{{\field{{\*\fldinst {{{code}}}}}{{\fldrslt }}}}"
    link = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}"
    assert _texts(rf"\pard A {field}\u23383? and a {link}.\par") == ["A 汉字 and a link."]


def test_the_unicode_form_of_two_is_read() -> None:
    assert _texts(r"\pard {\upr{old}{\*\ud{\u26032?}}} form.\par") == ["新 form."]


def test_cells_headings_lists_and_titles() -> None:
    found = _read(
        r"\pard\s2 Notice of the Office\par\pard\s1 Chapter One\par"
        r"\pard\intbl A\cell B\par C\cell\row\pard {\listtext 1.}\ls1 An item;\par"
        r"\pard A paragraph of the text that ends here.\par"
    )
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.TITLE, "Notice of the Office"),
        (BlockKind.SUBTITLE, "Chapter One"),
        (BlockKind.TABLE_CELL, "A"),
        (BlockKind.TABLE_CELL, "B"),
        (BlockKind.TABLE_CELL, "C"),
        (BlockKind.LIST_ITEM, "An item;"),
        (BlockKind.PARAGRAPH, "A paragraph of the text that ends here."),
    ]


def test_headers_come_first_notes_behind_the_text_and_footers_last() -> None:
    found = _read(
        r"{\footer\pard page 1\par}{\header\pard Gazette\par}{\headerl\pard Gazette\par}"
        r"\pard The text{\footnote\pard\chftn A note.\par} goes on.\par"
    )
    assert [block.text for block in found.blocks] == [
        *("Gazette", "The text goes on.", "A note.", "page 1"),
    ]
    kinds = [block.kind for block in found.blocks]
    assert kinds[0] is kinds[-1] is BlockKind.BOILERPLATE


def test_a_note_does_not_take_the_paragraph_out_of_its_cell() -> None:
    found = _read(r"\pard\intbl Cell{\footnote\pard Note.\par} text\par\cell\row\pard End.\par")
    assert [b.text for b in found.blocks if b.kind is BlockKind.TABLE_CELL] == ["Cell text"]


def test_text_boxes_are_read_once() -> None:
    body = (
        r"\pard Before.{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard Boxed.\par}}"
        r"{\shprslt{\*\do{\dptxbxtext\pard Boxed.\par}}}}\par After.\par"
    )
    assert sorted(_texts(body)) == ["After.", "Before.", "Boxed."]


def test_title_and_day_are_in_the_properties() -> None:
    info = (
        r"{\info{\title \'b9\'ab\'b8\'e6}{\operator Li Na}{\creatim\yr2020\mo1\dy2\hr3\min4}"
        r"{\revtim\yr2021\mo5\dy6\hr7\min8}}"
    )
    found = _read(
        info + r"\pard A sentence without a heading, which is long enough to be text.\par"
    )
    assert (found.title, found.published) == ("公告", date(2021, 5, 6))


def test_spans_point_into_the_source() -> None:
    data = (_HEAD + r"\pard  First  one.\par Second one.\par}").encode()
    source = RtfReader().source(data, document_id="a")
    for block in RtfReader().read(data, document_id="a").blocks:
        assert " ".join(source[block.start : block.stop].split()) == block.text


@pytest.mark.parametrize("body", [r"\pard\par", r"{\pict 00}", ""])
def test_a_file_without_text_is_refused(body: str) -> None:
    with pytest.raises(FormatError, match="holds no text"):
        _read(body)


def test_braces_without_end_are_refused_or_read_in_bounds() -> None:
    with pytest.raises(FormatError, match="too deeply nested"):
        _read("{" * 100_000)
    assert _texts(r"\pard Text.\par" + "}" * 100_000) == ["Text."]
