"""Tables for a terminal."""

import unicodedata

from aligner.reports.as_table import display_width, text_table


def test_tables_align_wide_characters() -> None:
    table = text_table(("term", "n"), [("现有技术", 3), ("art", 12)])
    assert table == "term       n\n现有技术   3\nart       12\n"


def test_tables_wrap_the_last_column_where_asked() -> None:
    rows = [
        ("x", "现有技术 is rendered as \u201cart\u201d"),
        ("y", "现有技术现有技术现有技术"),
        ("z", ""),
    ]
    table = text_table(("a", "text"), rows, width=18, wrapped=True)
    assert table.splitlines() == [
        "a  text",
        "x  现有技术 is",
        "   rendered as",
        "   \u201cart\u201d",
        "y  现有技术现有技",
        "   术现有技术",
        "z",
    ]


def test_tables_cut_the_last_column_and_obey_nothing() -> None:
    table = text_table(("a", "text"), [("x\x1b[31m\u202e", "现有技术现有技术")], width=20)
    lines = table.splitlines()
    assert max(map(display_width, lines)) <= 20
    assert lines[1].endswith("\u2026")
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in "".join(lines))
