"""No bead is surer than that its text was read rightly."""

from dataclasses import replace
from pathlib import Path

from aligner.pipeline import align_files, doubt_lines
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.certainty import ReadingCertainty, capped, capped_link
from aligner.pipeline.options import RunOptions
from aligner.readers import read_document
from aligner.splitters import split_document
from aligner.values import Bead, MovedLink

SURE = ReadingCertainty()


def test_a_bead_is_capped_by_the_least_certain_of_its_segments() -> None:
    beads = (Bead(0, 1, 0, 2, 0.99), Bead(1, 2, 2, 2, 0.7), Bead(2, 3, 2, 3, 0.2))
    source, target = ReadingCertainty((0.9, 1.0, 0.5)), ReadingCertainty((1.0, 0.4, 1.0))
    found = capped(beads, (source, target))
    assert [bead.probability for bead in found] == [0.4, 0.7, 0.2]
    found = capped(beads, (SURE, ReadingCertainty((1.0, 0.6, 1.0))))
    assert [bead.probability for bead in found] == [0.6, 0.7, 0.2]
    assert capped(beads, (SURE, SURE)) == beads


def test_a_capped_bead_says_of_which_side_the_reading_is_doubtful() -> None:
    source = ReadingCertainty((0.5, 1.0, 0.5), ("read as gb18030", "a gap"))
    target = ReadingCertainty((0.6, 1.0, 0.9), ("read as cp1252",))
    beads = (Bead(0, 1, 0, 1, 0.8, ("short",)), Bead(1, 2, 1, 2, 0.7), Bead(2, 3, 2, 3, 0.8))
    found = capped(beads, (source, target))
    said = "the source was read with doubt: read as gb18030: a gap"
    assert found[0].reasons == (said, "the target was read with doubt: read as cp1252", "short")
    # Nothing is said of a reading that is surer than the bead.
    assert [bead.reasons for bead in found[1:]] == [(), (said,)]


def test_a_link_to_moved_text_is_no_surer_than_the_reading() -> None:
    link = MovedLink(0, 1, 1, 2, 0.9)
    assert capped_link(link, (SURE, ReadingCertainty((0.1, 0.6)))).probability == 0.6
    assert capped_link(link, (ReadingCertainty((0.95, 0.1)), SURE)) == link


def _with_a_gap(folder: Path) -> Path:
    """A file in which a byte of the first of two sentences is damaged."""
    first, second = "专利局今日发布公告，自五月起施行。", "请各单位认真执行，并及时反映问题。"
    path = folder / "a.txt"
    path.write_bytes(first.encode("gb18030") + b"\xff\n\n" + second.encode("gb18030"))
    return path


def test_the_certainty_of_blocks_reaches_the_aligner(tmp_path: Path) -> None:
    source = split_document(read_document(_with_a_gap(tmp_path)))
    sure = replace(
        source.document,
        blocks=tuple(replace(block, certainty=1.0) for block in source.document.blocks),
    )
    target = split_document(sure)
    task = align_task(source, target, RunOptions())
    assert task.certainties[0].segments[0] == 0.5
    assert task.certainties[0].segments[-1] == 1.0
    assert task.certainties[1].segments == ()
    assert source.text_digest != target.text_digest


def test_the_explanation_of_a_bead_names_the_doubtful_reading(tmp_path: Path) -> None:
    target = tmp_path / "b.txt"
    target.write_text(
        "The Patent Office published an announcement today, in force from May.\n\n"
        "All units shall implement it carefully and report problems in time.\n",
        encoding="utf-8",
    )
    bitext = align_files(_with_a_gap(tmp_path), target)
    first, *_, last = bitext.alignment
    assert first.probability <= 0.5
    assert first.reasons[0].startswith("the source was read with doubt: 1 character")
    assert any("the source was read with doubt" in line for line in doubt_lines(bitext))
    assert not any("read with doubt" in reason for reason in last.reasons)
