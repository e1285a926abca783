"""No bead is surer than that its text was read rightly."""

from dataclasses import replace
from pathlib import Path

from aligner.pipeline.options import RunOptions
from aligner.pipeline.realign import align_task, capped
from aligner.readers import read_document
from aligner.splitters import split_document
from aligner.values import Bead


def test_a_bead_is_capped_by_the_least_certain_of_its_segments() -> None:
    beads = (Bead(0, 1, 0, 2, 0.99), Bead(1, 2, 2, 2, 0.7), Bead(2, 3, 2, 3, 0.2))
    found = capped(beads, ((0.9, 1.0, 0.5), (1.0, 0.4, 1.0)))
    assert [bead.probability for bead in found] == [0.4, 0.7, 0.2]
    assert [bead.probability for bead in capped(beads, ((), (1.0, 0.6, 1.0)))] == [0.6, 0.7, 0.2]
    assert capped(beads, ((), ())) == beads


def test_the_certainty_of_blocks_reaches_the_aligner(tmp_path: Path) -> None:
    first, second = "专利局今日发布公告，自五月起施行。", "请各单位认真执行，并及时反映问题。"
    path = tmp_path / "a.txt"
    path.write_bytes(first.encode("gb18030") + b"\xff\n\n" + second.encode("gb18030"))
    source = split_document(read_document(path))
    sure = replace(
        source.document,
        blocks=tuple(replace(block, certainty=1.0) for block in source.document.blocks),
    )
    target = split_document(sure)
    task = align_task(source, target, RunOptions())
    assert task.certainties[0][0] == 0.5
    assert task.certainties[0][-1] == 1.0
    assert task.certainties[1] == ()
    assert source.text_digest != target.text_digest
