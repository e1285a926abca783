"""Two reviewers' decisions put together: what is taken, what is told, how far they agree."""

import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from made_workspace import make_moved
from on_desk import NAMES

from aligner.claims import reviewed_bitext
from aligner.cli.main import cli
from aligner.errors import FormatError, InputError
from aligner.evaluation import read_ladder
from aligner.evaluation.agreement import agreement
from aligner.exporters import units_from_bitext
from aligner.glossary import read_glossary
from aligner.pipeline import PairAligner, run
from aligner.pipeline.training import read_gold
from aligner.review.desk import Desk
from aligner.review.gold import write_gold
from aligner.review.merging import merge_review
from aligner.review.open_pair import OpenPair
from aligner.review.sheets import workspace_sheets
from aligner.review.views import Move, ReviewSheet
from aligner.values import (
    Alignment,
    Bead,
    BeadClaim,
    BeadRuling,
    Claim,
    DocumentPair,
    Passage,
)
from aligner.workspace import Workspace, check_workspace_files
from aligner.workspace.decision_files import SignedClaim, read_review, review_lines, signed_claims


@pytest.fixture
def other(made: Path, tmp_path: Path) -> Path:
    """The workspace of a second reviewer."""
    shutil.copytree(made, tmp_path / "other")
    return tmp_path / "other"


def review(folder: Path, author: str, *moves: tuple[str, int, dict[str, str]]) -> ReviewSheet:
    with Desk.open(folder) as desk:
        for kind, bead, more in moves:
            name = desk.sheet(*NAMES).beads[bead].id
            desk.move(*NAMES, Move(kind, name, **more), author)  # type: ignore[arg-type]
        return desk.sheet(*NAMES)


def claims_of(folder: Path) -> tuple[SignedClaim, ...]:
    with Workspace.open(folder) as workspace:
        return tuple(signed_claims(workspace))


def by_pair(folder: Path) -> dict[tuple[str, str], list[Claim]]:
    return {NAMES: [signed.claim for signed in claims_of(folder)]}


def test_claims_travel_as_lines(folder: Path, tmp_path: Path) -> None:
    review(folder, "ann", ("confirm", 1, {}), ("comment", 2, {"text": '日期?\n"x"'}))
    path = tmp_path / "review.jsonl"
    path.write_text("\n".join(review_lines(claims_of(folder))), encoding="utf-8")
    assert read_review(path) == claims_of(folder)
    assert [signed.author for signed in read_review(path)] == ["ann", "ann"]


def test_times_are_read_as_the_journal_has_them(folder: Path, tmp_path: Path) -> None:
    review(folder, "ann", ("confirm", 1, {}))
    (signed,) = claims_of(folder)
    path = tmp_path / "review.jsonl"
    for made in ("2024-05-01", "2024-05-01T08:00:00+08:00"):
        path.write_text("\n".join(review_lines([signed._replace(made=made)])), encoding="utf-8")
        assert [claim.made for claim in read_review(path)] == ["2024-05-01T00:00:00.000+00:00"]
    path.write_text("\n".join(review_lines([signed._replace(made="May")])), encoding="utf-8")
    with pytest.raises(FormatError, match=r"review\.jsonl:1"):
        read_review(path)


@pytest.mark.parametrize("line", ["{", "[]", '{"source": 1}', "\N{SNOWMAN}", '{"claim": {}}'])
def test_other_files_are_refused_with_their_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "review.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"review\.jsonl:2"):
        read_review(path)


NOWHERE = {"text": "", "before": "", "after": "", "offset": 0}
ODD_CLAIMS: dict[str, dict[str, object]] = {
    "a place before the text": {"kind": "moved", "source": {**NOWHERE, "offset": -5}},
    "a place without end": {"kind": "moved", "source": {**NOWHERE, "offset": float("inf")}},
    "a place that is no number": {"kind": "moved", "source": {**NOWHERE, "offset": float("nan")}},
    "an empty bead": {"kind": "bead", "ruling": "confirmed"},
    "a cut in a word": {"kind": "cut", "place": {**NOWHERE, "text": "word"}},
    "a correction of nothing": {"kind": "text", "text": "word"},
    "an empty correction": {"kind": "text", "place": {**NOWHERE, "text": "word"}, "text": " "},
    "moved nothing": {"kind": "moved"},
    "a kind of several": {"kind": ["bead", "cut"]},
    "a side of several": {"kind": "cut", "side": {}},
}


@pytest.mark.parametrize("name", ODD_CLAIMS)
def test_claims_that_make_no_sense_are_refused_with_their_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "review.jsonl"
    claim: dict[str, object] = {"side": "source", "comment": "", "ruling": None}
    claim |= dict.fromkeys(("source", "target", "place"), NOWHERE)
    claim |= dict.fromkeys(("is_example", "is_cut", "was_cut", "is_moved"), True)
    claim |= ODD_CLAIMS[name]
    names = {"source": "a", "target": "b", "author": "c", "made": "2024-05-01"}
    path.write_text(f"\n{json.dumps({**names, 'claim': claim})}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"review\.jsonl:2"):
        read_review(path)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"no\.jsonl"):
        read_review(tmp_path / "no.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(FormatError, match="not UTF-8"):
        read_review(tmp_path / "bad.jsonl")


def test_what_is_new_is_taken_and_signed(folder: Path, other: Path) -> None:
    review(folder, "ann", ("confirm", 1, {}))
    wanted = review(other, "ben", ("confirm", 1, {}), ("merge", 3, {"direction": "next"}))
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, claims_of(other))
        assert (merged.taken, merged.known, merged.conflicts) == (1, 1, [])
    with Desk.open(folder) as desk:
        sheet = desk.sheet(*NAMES)
        assert [b.ruling for b in sheet.beads] == [b.ruling for b in wanted.beads]
        assert [b.author for b in sheet.beads if b.ruling] == ["ann", "ben"]
        assert desk.undo(*NAMES, "ben").decided == 1


def test_decisions_on_a_pair_too_long_to_be_reviewed_are_conflicts(
    folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review(other, "bo", ("confirm", 0, {}))
    monkeypatch.setattr("aligner.pipeline.realign._MOST_AT_ONCE", 3)
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, claims_of(other))
    assert merged.taken == 0
    assert ["too long" in conflict.why for conflict in merged.conflicts] == [True]


def test_decisions_keep_their_authors_and_times(folder: Path, other: Path) -> None:
    for bead, author in enumerate(("ben", "cai", "ben", "cai")):
        review(other, author, ("confirm", bead, {}))
    known = claims_of(other)
    times = [f"2024-05-0{day}T08:00:00.000+00:00" for day in (1, 2, 3, 3)]
    signed = [claim._replace(made=made) for claim, made in zip(known, times, strict=True)]
    with Workspace.open(folder) as workspace:
        merge_review(workspace, signed)
        units = list(units_from_bitext(reviewed_bitext(workspace, DocumentPair(*NAMES, 1.0))))
    properties = [dict(unit.properties) for unit in units[:4]]
    assert [named["changed"] for named in properties] == times
    assert [named["changed-by"] for named in properties] == ["ben", "cai", "ben", "cai"]
    assert claims_of(folder) == tuple(signed)


def test_a_pair_is_aligned_once_whoever_decided(
    folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bead, author in enumerate(("ben", "cai", "ben", "cai")):
        review(other, author, ("confirm", bead, {}))
    aligned = []
    align = PairAligner.align

    def counted(aligner: PairAligner, confirmed: Sequence[Bead]) -> Alignment:
        aligned.append(len(confirmed))
        return align(aligner, confirmed)

    monkeypatch.setattr(PairAligner, "align", counted)
    with Workspace.open(folder) as workspace:
        assert merge_review(workspace, claims_of(other)).taken == 4
    assert aligned == [4]


def test_what_was_imported_is_no_work_done_here(folder: Path, other: Path) -> None:
    review(other, "ben", *[("confirm", bead, {}) for bead in range(4)])
    with Workspace.open(folder) as workspace:
        merge_review(workspace, claims_of(other))
    with Desk.open(folder) as desk:
        for bead in (4, 5):
            name = desk.sheet(*NAMES).beads[bead].id
            sheet = desk.move(*NAMES, Move("confirm", name), "ann")
        first, second = (
            datetime.fromisoformat(edit.made) for edit in reversed(desk.history(*NAMES)[:2])
        )
        assert desk.queue().progress.decided == 6
        assert sheet.seconds_per_bead == pytest.approx((second - first).total_seconds() / 2)


def test_what_would_tear_a_correction_that_was_made_here_is_a_conflict(
    folder: Path, other: Path
) -> None:
    with Desk.open(folder) as desk:
        here = desk.move(
            *NAMES, Move("correct", side="source", segment=2, text="局长发言。"), "ann"
        )
    with Desk.open(other) as desk:
        desk.move(*NAMES, Move("split-segment", side="source", segment=2, place=5), "ben")
        desk.move(*NAMES, Move("correct", side="source", segment=5, text="去年很多。"), "ben")
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, claims_of(other))
    assert (merged.taken, [conflict.author for conflict in merged.conflicts]) == (1, ["ben"])
    with Desk.open(folder) as desk:
        sheet = desk.sheet(*NAMES)
        assert sheet.source_segments[2] == here.source_segments[2]
        assert sheet.source_segments[4].text == "去年很多。"
        assert sheet.lost == ()


def test_a_pair_is_aligned_again_with_the_options_of_the_command(
    folder: Path, other: Path, tmp_path: Path
) -> None:
    review(other, "ben", ("confirm", 1, {}))
    glossary, path = tmp_path / "terms.tsv", tmp_path / "review.jsonl"
    glossary.write_text("zh\ten\n审查中心\treview office\n", encoding="utf-8")
    path.write_text("\n".join(review_lines(claims_of(other))), encoding="utf-8")
    arguments = ["workspace", "import-review", "-w", folder, "-g", glossary, path]
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    with Workspace.open(folder) as workspace:
        signature = workspace.bitext(DocumentPair(*NAMES, 1.0)).signature
    assert f"|glossary:{read_glossary(glossary).digest}|" in signature


def test_a_page_to_read_shows_alignments_as_they_were_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = review(folder, "ann")
    kill = RuntimeError("killed")
    monkeypatch.setattr(OpenPair, "settle", Mock(side_effect=kill))
    with pytest.raises(RuntimeError, match="killed"):
        review(folder, "ann", ("merge", 3, {"direction": "next"}))
    monkeypatch.setattr(PairAligner, "align", Mock(side_effect=AssertionError("aligned")))
    with Workspace.open(folder) as workspace:
        (sheet,) = workspace_sheets(workspace)
    assert sheet.beads == before.beads


def test_cuts_come_before_the_beads_that_need_them(folder: Path, other: Path) -> None:
    with Desk.open(other) as desk:
        desk.move(*NAMES, Move("split-segment", side="source", segment=2, place=5), "ben")
        bead = next(b for b in desk.sheet(*NAMES).beads if b.source_start <= 2 < b.source_stop)
        desk.move(*NAMES, Move("confirm", bead.id), "ben")
        wanted = desk.sheet(*NAMES)
    with Workspace.open(folder) as workspace:
        assert merge_review(workspace, claims_of(other)).conflicts == []
    with Desk.open(folder) as desk:
        assert desk.sheet(*NAMES).beads == wanted.beads
        assert desk.sheet(*NAMES).source_segments == wanted.source_segments


def test_contradictions_are_told_and_what_was_decided_here_stays(folder: Path, other: Path) -> None:
    here = review(folder, "ann", ("confirm", 3, {}), ("confirm", 5, {}))
    review(other, "ben", ("merge", 3, {"direction": "next"}), ("delete", 4, {}))
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, claims_of(other))
    assert merged.taken == 0
    assert [conflict.author for conflict in merged.conflicts] == ["ben", "ben"]
    with Desk.open(folder) as desk:
        assert desk.sheet(*NAMES) == here


def test_remarks_on_a_bead_that_both_confirmed_are_put_together(folder: Path, other: Path) -> None:
    review(folder, "ann", ("confirm", 3, {}), ("comment", 3, {"text": "one"}))
    review(other, "ben", ("confirm", 3, {}), ("comment", 3, {"text": "two"}), ("example", 3, {}))
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, claims_of(other))
        assert (merged.known, merged.conflicts) == (1, [])
    with Desk.open(folder) as desk:
        bead = desk.sheet(*NAMES).beads[3]
        assert (bead.comment, bead.example, bead.ruling) == ("one\ntwo", True, "confirmed")


def test_pages_that_are_no_pair_here_are_told(folder: Path) -> None:
    claim = BeadClaim(Passage("a", "", "", 0), Passage("b", "", "", 0), BeadRuling.CONFIRMED)
    with Workspace.open(folder) as workspace:
        merged = merge_review(workspace, [SignedClaim("x", "y", "ben", "2024-05-01", claim)])
    assert [conflict.why for conflict in merged.conflicts] == ["the two pages are no pair here"]


def test_reviewers_who_agree_have_a_kappa_of_one(folder: Path, other: Path) -> None:
    moves: list[tuple[str, int, dict[str, str]]] = [("confirm", bead, {}) for bead in range(6)]
    review(folder, "ann", *moves)
    review(other, "ben", *moves[1:])
    found = agreement(by_pair(folder), by_pair(other))
    assert (found.same, found.different, found.linked) == (5, 0, 5)
    assert found.kappa == 1.0
    assert agreement({}, by_pair(other)).kappa is None


def test_differences_are_counted_where_both_decided(folder: Path, other: Path) -> None:
    review(folder, "ann", *[("confirm", bead, {}) for bead in range(4)])
    review(
        other,
        "ben",
        ("confirm", 0, {}),
        ("not-a-translation", 1, {}),
        ("merge", 2, {"direction": "next"}),
    )
    found = agreement(by_pair(folder), by_pair(other))
    assert (found.same, found.different) == (1, 3)
    # Four sentences each way: ann links four pieces of 16, ben five of which three are hers.
    assert (found.linked, found.first_only, found.second_only, found.apart) == (3, 1, 2, 10)
    assert found.kappa == pytest.approx(((13 / 16) - (20 + 132) / 256) / (1 - (20 + 132) / 256))
    assert len(found.conflicts) == 3
    assert agreement(by_pair(other), by_pair(folder)).kappa == found.kappa


def test_only_what_was_reviewed_from_end_to_end_is_gold(folder: Path, tmp_path: Path) -> None:
    review(folder, "ann", *[("confirm", bead, {}) for bead in range(5)])
    with Workspace.open(folder) as workspace, pytest.raises(InputError, match="1 in part"):
        write_gold(workspace, tmp_path / "gold")
    review(folder, "ann", ("merge", 5, {"direction": "next"}), ("not-a-translation", 1, {}))
    with Workspace.open(folder) as workspace:
        assert write_gold(workspace, tmp_path / "gold") == (1, 7, 0)
    (path,) = (tmp_path / "gold").glob("*.gold")
    beads = read_ladder(path)
    assert ((1,), ()) in beads
    assert ((), (1,)) in beads
    assert ((5, 6), (5, 6)) in beads
    (document,) = read_gold(tmp_path / "gold", max_run=4)
    assert len(document.source.texts) == 7


def test_the_commands_pass_reviews_on(folder: Path, other: Path, tmp_path: Path) -> None:
    review(folder, "ann", ("confirm", 1, {}))
    review(other, "ben", ("delete", 1, {}), ("confirm", 2, {}))

    def called(*arguments: object, status: int = 0) -> str:
        result = CliRunner().invoke(cli, list(map(str, arguments)))
        assert result.exit_code == status, result.output
        return result.output

    for name, workspace in (("ann", folder), ("ben", other)):
        called("workspace", "export-decisions", "-w", workspace, "-o", tmp_path / name)
    files = [tmp_path / name / "review.jsonl" for name in ("ann", "ben")]
    assert "kappa of links" in called("evaluate", "reviews", *files)
    assert '"kappa"' in called("evaluate", "reviews", *files, "--json")
    text = called("workspace", "import-review", "-w", folder, files[1], status=1)
    assert "1 imported, 0 already known, 1 in conflict" in text
    assert "ben: deleted" in text
    called("workspace", "import-review", "-w", folder, files[0])


def test_a_check_finds_nothing_wrong_with_what_a_review_changed(made: Path, tmp_path: Path) -> None:
    folder = make_moved(tmp_path / "two")
    for side in ("zh", "en"):
        shutil.copytree(made.parent / side, tmp_path / "two" / side, dirs_exist_ok=True)
    run(tmp_path / "two" / "zh", tmp_path / "two" / "en", folder)
    assert check_workspace_files(folder) == ()
    review(folder, "ann", ("merge", 2, {"direction": "next"}))
    assert check_workspace_files(folder) == ()
