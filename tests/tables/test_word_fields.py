"""Fields of Word documents, counted rather than looked through."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.tables.word import Fields

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STEPS = st.lists(st.sampled_from(["begin", "separate", "end", "paragraph", "other"]))


def mark(kind: str) -> etree._Element:
    return etree.Element(f"{{{NAMESPACE}}}fldChar", {f"{{{NAMESPACE}}}fldCharType": kind})


@given(STEPS)
def test_text_is_shown_where_every_open_field_shows_a_result(steps: list[str]) -> None:
    fields, shown = Fields(), list[bool]()
    for step in steps:
        if step == "paragraph":
            fields.settle()
            shown = [True] * len(shown)
            continue
        fields.step(mark(step))
        if step == "begin":
            shown.append(False)
        elif shown and step == "separate":
            shown[-1] = True
        elif shown and step == "end":
            shown.pop()
        assert fields.are_shown == all(shown)
