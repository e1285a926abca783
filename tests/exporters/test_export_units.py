"""Units of a bitext: their texts, their provenance and their stable ids."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.exporters import units_from_bitext
from aligner.exporters.units import rounded_probability
from aligner.values import (
    Alignment,
    Bead,
    BeadMark,
    BeadRuling,
    Bitext,
    Block,
    BlockKind,
    Change,
    Document,
    MovedLink,
    Review,
    Segment,
    SegmentedDocument,
)
from tests.growth import assert_linear

SOURCE = SegmentedDocument(
    Document(
        "会议.html",
        "zh-Hans",
        (
            Block(BlockKind.TITLE, "年度会议召开", 0, 6),
            Block(BlockKind.BYLINE, "来源：本局", 7, 12),
            Block(BlockKind.PARAGRAPH, "会议开了。代表来了。", 20, 30),
        ),
        "d1",
        published=date(2024, 3, 1),
        url="https://example.org/a",
    ),
    (
        Segment(0, 0, 6, "年度会议召开"),
        Segment(2, 0, 5, "会议开了。"),
        Segment(2, 5, 10, "代表来了。"),
    ),
)
TARGET = SegmentedDocument.from_lines(
    "meeting.txt", "en", ("Annual meeting", "All came.", "", "Extra.")
)
BITEXT = Bitext(
    SOURCE,
    TARGET,
    Alignment(
        (
            Bead(0, 1, 0, 1, 0.99),
            Bead(1, 3, 1, 2, 1 / 3),
            Bead(3, 3, 2, 4, 0.7),
        ),
        3,
        4,
    ),
    "split:zh.v1",
)


def test_units_carry_text_and_provenance() -> None:
    title, body = units_from_bitext(BITEXT)
    assert (title.source_text, title.target_text) == ("年度会议召开", "Annual meeting")
    assert (body.source_text, body.target_text) == ("会议开了。代表来了。", "All came.")
    assert (body.source_language, body.target_language) == ("zh-Hans", "en")
    assert body.probability == 0.3333
    assert body.properties == (
        ("source-document", "会议.html"),
        ("target-document", "meeting.txt"),
        ("source-date", "2024-03-01"),
        ("source-url", "https://example.org/a"),
        ("kind", "2-1"),
        ("source-span", "2:0-2:10"),
        ("target-span", "1:0-1:9"),
        ("source-offsets", "20-30"),
        ("target-offsets", "15-24"),
        ("signature", "split:zh.v1"),
    )


def test_nulls_come_when_asked_for() -> None:
    *_, extra = units_from_bitext(BITEXT, include_nulls=True)
    assert (extra.source_text, extra.target_text) == ("", " Extra.")
    assert dict(extra.properties)["kind"] == "0-2"
    assert "source-span" not in dict(extra.properties)


@pytest.mark.parametrize(("least", "count"), [(0.0, 2), (0.5, 1), (0.99, 1), (1.0, 0)])
def test_unsure_beads_are_left_out(least: float, count: int) -> None:
    assert len(list(units_from_bitext(BITEXT, min_probability=least))) == count


def test_ids_hold_while_documents_and_spans_do() -> None:
    units = list(units_from_bitext(BITEXT, include_nulls=True))
    assert len({unit.id for unit in units}) == 3
    relabelled = replace(BITEXT, signature="split:zh.v2")
    assert [unit.id for unit in units_from_bitext(relabelled, include_nulls=True)] == [
        unit.id for unit in units
    ]
    moved = replace(SOURCE, document=replace(SOURCE.document, id="别处.html"))
    elsewhere = units_from_bitext(replace(BITEXT, source=moved), include_nulls=True)
    assert not {unit.id for unit in elsewhere} & {unit.id for unit in units}


def test_moved_text_is_a_unit_where_it_is_wanted() -> None:
    moved = replace(BITEXT.alignment, moved=(MovedLink(2, 3, 3, 4, 0.8),))
    bitext = replace(BITEXT, alignment=moved)
    assert list(units_from_bitext(bitext)) == list(units_from_bitext(BITEXT))
    *others, unit = units_from_bitext(bitext, include_moved=True)
    assert others == list(units_from_bitext(BITEXT))
    assert (unit.source_text, unit.target_text) == ("代表来了。", "Extra.")
    assert (unit.probability, unit.properties[-1]) == (0.8, ("moved", "yes"))
    assert len(list(units_from_bitext(bitext, include_moved=True, min_probability=0.9))) == 1


def test_moved_text_that_a_person_ruled_on_is_no_unit() -> None:
    moved = replace(BITEXT.alignment, moved=(MovedLink(2, 3, 3, 4, 0.8),))
    said = Review(marks=(((1, 3, 1, 2), BeadMark(BeadRuling.CONFIRMED)),))
    bitext = replace(BITEXT, alignment=moved, review=said)
    assert len(list(units_from_bitext(bitext, include_moved=True))) == 2


def test_noise_of_a_machine_is_not_exported() -> None:
    noisy = [Bead(0, 1, 0, 1, 0.9 + noise) for noise in (0.0, 1e-6, -2e-6)]
    found = set()
    for bead in noisy:
        ladder = Alignment((bead, Bead(1, 3, 1, 4, 0.5)), 3, 4)
        first, _ = units_from_bitext(replace(BITEXT, alignment=ladder))
        found.add(first.probability)
    assert found == {0.9}


@given(st.floats(0.0, 1.0))
def test_only_what_is_certain_is_called_so(probability: float) -> None:
    rounded = rounded_probability(probability)
    assert abs(rounded - probability) <= 0.0001
    assert (rounded in {0.0, 1.0}) == (probability in {0.0, 1.0})
    assert rounded == float(f"{rounded:.4f}")


def _reviewed(n: int) -> Bitext:
    """A bitext of which every bead was confirmed and every text corrected."""
    source = SegmentedDocument.from_lines("a", "zh", tuple(f"第{k}句。" for k in range(n)))
    target = SegmentedDocument.from_lines("b", "en", tuple(f"Line {k}." for k in range(n)))
    beads = tuple(Bead(k, k + 1, k, k + 1) for k in range(n))
    review = Review(
        tuple((bead.span, BeadMark(BeadRuling.CONFIRMED)) for bead in beads),
        tuple((k, f"第{k}条。") for k in range(n)),
        tuple((k, f"Item {k}.") for k in range(n)),
        changes=tuple(Change(bead.span, "ann", "2024-05-01") for bead in beads),
    )
    return Bitext(source, target, Alignment(beads, n, n), "made", review)


def test_reviewed_pairs_are_exported_in_the_time_of_their_length() -> None:
    assert_linear(lambda bitext: list(units_from_bitext(bitext)), _reviewed, 300)


def test_the_last_change_of_any_segment_is_that_of_a_bead() -> None:
    changes = (
        Change((1, 2, 0, 0), "cai", "2024-05-03"),
        Change((0, 1, 0, 1), "ann", "2024-05-01"),
        Change((0, 0, 1, 3), "ben", "2024-05-02"),
        Change((2, 2, 2, 2), "dan", "2024-05-09"),
    )
    bitext = replace(_reviewed(4), review=Review(changes=changes))
    made = [dict(unit.properties) for unit in units_from_bitext(bitext)]
    assert [(p.get("changed"), p.get("changed-by")) for p in made] == [
        ("2024-05-01", "ann"),
        ("2024-05-03", "cai"),
        ("2024-05-02", "ben"),
        (None, None),
    ]
