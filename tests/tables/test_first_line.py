"""Which sign separates the cells of a table without a header."""

import pytest

from aligner.tables.delimited import guess_delimiter


@pytest.mark.parametrize(
    ("line", "sign"),
    [("0;,;0", ","), ("甲;one", ";"), ("甲,one; two", ","), ('"a;b;c","d"', ",")],
)
def test_cells_of_separators_do_not_count(line: str, sign: str) -> None:
    assert guess_delimiter(f"{line}\n", "terms.csv") == sign
