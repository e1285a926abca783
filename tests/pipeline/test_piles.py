"""Piles that change or hold what cannot be read: what is known of them, and what is said."""

import os
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aligner.errors import InputError
from aligner.pipeline import RunOptions, pair_pages, run
from aligner.values import PairDecision, Ruling
from aligner.workspace import Workspace
from tests.closed_folders import closed_folders

CHINESE = (
    "会议于周二在青岛开幕，来自五个国家的代表出席。",
    "与会代表围绕商标审查展开了讨论。",
    "主办方表示，明年的会议将在成都举行。",
    "会议期间还举办了小型展览。",
)
ENGLISH = (
    "The meeting opened in Qingdao on Tuesday with delegates of five countries.",
    "The delegates discussed the examination of trade marks.",
    "The host said that the meeting of next year would take place in Chengdu.",
    "A small exhibition was also held during the meeting.",
)


def pairs_of(work: Path) -> set[tuple[str, str]]:
    with Workspace.open(work) as workspace:
        return {(pair.source, pair.target) for pair in workspace.pairs()}


def left_over(work: Path) -> dict[str, str]:
    with Workspace.open(work) as workspace:
        return dict((*workspace.unpaired("source"), *workspace.unpaired("target")))


def page(*paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"<html><head><meta charset='utf-8'></head><body>{text}</body></html>"


@pytest.fixture
def nested(source_pile: Path, target_pile: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """The two piles, two of the source pages in a folder of their own."""
    (source_pile / "sub").mkdir()
    for name in ("talks.html", "centre.html"):
        (source_pile / name).rename(source_pile / "sub" / name)
    return source_pile, target_pile, tmp_path / "work"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    return closed_folders(monkeypatch)


def test_a_closed_folder_is_a_failure_and_deletes_nothing(
    nested: tuple[Path, Path, Path], closed: set[Path]
) -> None:
    run(*nested)
    before = pairs_of(nested[2])
    closed.add(nested[0] / "sub")
    summary = run(*nested)
    assert pairs_of(nested[2]) == before
    (failure,) = summary.failures
    assert (failure.side, failure.document) == ("source", "sub")
    assert "permission denied" in failure.message
    closed.clear()
    assert run(*nested).failures == ()


def test_a_link_in_place_of_a_folder_or_page_deletes_nothing(
    nested: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    run(*nested)
    before = pairs_of(nested[2])
    (nested[0] / "sub").rename(tmp_path / "moved")
    (nested[0] / "sub").symlink_to(tmp_path / "moved")
    (nested[1] / "en-talks.html").unlink()
    (nested[1] / "en-talks.html").symlink_to(tmp_path / "nowhere")
    summary = run(*nested)
    assert pairs_of(nested[2]) == before
    assert [failure.document for failure in summary.failures] == ["sub", "en-talks.html"]


def test_a_damaged_archive_deletes_nothing(nested: tuple[Path, Path, Path]) -> None:
    folder = nested[0] / "sub"
    archive = Path(shutil.make_archive(str(folder), "zip", folder))
    shutil.rmtree(folder)
    run(*nested)
    before = pairs_of(nested[2])
    whole = archive.read_bytes()
    archive.write_bytes(whole[:50])
    assert [failure.document for failure in run(*nested).failures] == ["sub.zip"]
    assert pairs_of(nested[2]) == before
    archive.write_bytes(whole)
    assert run(*nested).failures == ()


def test_more_than_a_tenth_gone_is_asked_about_and_nothing_changed(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    before = pairs_of(work)
    (source_pile / "talks.html").unlink()
    with pytest.raises(InputError, match=r"1 of the 4 source pages.*--accept-deletions"):
        run(source_pile, target_pile, work)
    assert pairs_of(work) == before


@pytest.mark.parametrize("damage", [b"", b"\x89PNG\r\n\x1a\n", b"<html><body></body></html>"])
def test_more_than_a_tenth_damaged_is_asked_about_and_nothing_forgotten(
    source_pile: Path, target_pile: Path, tmp_path: Path, damage: bytes
) -> None:
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    before, whole = pairs_of(work), (source_pile / "talks.html").read_bytes()
    for name in ("talks.html", "centre.html"):
        (source_pile / name).write_bytes(damage)
    with pytest.raises(InputError, match=r"2 of the 4 source pages.*--accept-deletions"):
        run(source_pile, target_pile, work)
    assert pairs_of(work) == before
    # A single one costs itself only.
    (source_pile / "talks.html").write_bytes(whole)
    summary = run(source_pile, target_pile, work)
    assert [failure.document for failure in summary.failures] == ["centre.html"]
    assert pairs_of(work) == {pair for pair in before if "centre.html" not in pair}


def test_damaged_pages_are_forgotten_when_that_is_asked(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    for name in ("talks.html", "centre.html"):
        (source_pile / name).write_bytes(b"")
    summary = run(source_pile, target_pile, work, accept_deletions=True)
    assert {failure.document for failure in summary.failures} == {"talks.html", "centre.html"}
    assert {source for source, _ in pairs_of(work)} == {"figures.txt"}


def test_a_row_that_becomes_wrong_is_not_taken_for_an_unchanged_page(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work, table = tmp_path / "work", source_pile / "pages.csv"
    names = sorted(path.name for path in source_pile.iterdir())

    def tell(**days: str) -> None:
        rows = (f"{name},{days.get(name.partition('.')[0], '')}" for name in names)
        table.write_text("\n".join(["path,published", *rows]) + "\n", encoding="utf-8")

    for path in source_pile.iterdir():
        os.utime(path, (0, 0))
    tell()
    assert not run(table, target_pile, work).failures
    before = pairs_of(work)
    tell(talks="soon", centre="sooner")
    with pytest.raises(InputError, match=r"can no longer be read \(.*not a date"):
        run(table, target_pile, work)
    tell(talks="soon")
    (failure,) = run(table, target_pile, work).failures
    assert failure.document == "talks.html"
    line = names.index("talks.html") + 2
    assert failure.message.startswith(f"{table}:{line}: not a date: 'soon'")
    tell()
    assert not run(table, target_pile, work).failures
    assert pairs_of(work) == before


def test_up_to_a_tenth_gone_is_told(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    for number in range(6):
        (source_pile / f"more-{number}.txt").write_text(f"这是第{number}号通知，请遵照执行。")
    run(source_pile, target_pile, work)
    (source_pile / "more-3.txt").unlink()
    summary = run(source_pile, target_pile, work)
    assert summary.source.documents == 9
    assert any(
        "1 known source page is gone and forgotten (more-3.txt)" in n for n in summary.notices
    )


@pytest.mark.parametrize("languages", [None, ("zh-Hans", "en")])
def test_a_page_of_two_languages_takes_no_partner_from_another(
    source_pile: Path, target_pile: Path, tmp_path: Path, languages: tuple[str, str] | None
) -> None:
    both = [text for pair in zip(CHINESE, ENGLISH, strict=True) for text in pair]
    (source_pile / "both.html").write_text(page(*both), encoding="utf-8")
    (source_pile / "alone.html").write_text(page(*CHINESE), encoding="utf-8")
    (target_pile / "en-alone.html").write_text(page(*ENGLISH), encoding="utf-8")
    work = tmp_path / "work"
    run(source_pile, target_pile, work, options=RunOptions(languages=languages))
    assert {("alone.html", "en-alone.html"), ("both.html", "both.html#en")} <= pairs_of(work)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Стороны подписали договор о сотрудничестве в области науки.", "Cyrillic letters"),
        ("وقعت الدولتان مذكرة تفاهم بشأن التعاون العلمي.", "Arabic letters"),
        ("Οι δύο πλευρές υπέγραψαν συμφωνία για την επιστήμη.", "Greek"),
        ("Zxq wvk jjq rrt pqq zzk vvx qqj kkw xxz ttq bbv nnk llq mmz.", "not known"),
    ],
)
def test_pages_in_other_letters_are_set_aside_by_name(
    source_pile: Path, target_pile: Path, tmp_path: Path, text: str, reason: str
) -> None:
    (source_pile / "other.txt").write_text(text, encoding="utf-8")
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    assert reason in left_over(work)["other.txt"]


def test_a_copy_of_the_same_text_is_hardly_a_translation() -> None:
    from aligner.pipeline import align_sentences  # noqa: PLC0415 - beside the pile, not of it

    copied = "The host said that the meeting of next year would take place in Chengdu."
    found = align_sentences([*CHINESE[:2], copied], [*ENGLISH[:2], copied])
    assert [bead.probability > 0.9 for bead in found.alignment] == [True, True, False]
    (reason, *_) = found.alignment.beads[-1].reasons
    assert "the same text" in reason


def test_names_with_line_ends_and_wide_spaces_can_be_ruled_on(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    odd = "会谈\u3000 记录\n一.html"
    (source_pile / "talks.html").rename(source_pile / odd)
    listed = pair_pages(source_pile, target_pile).pairs
    shown = next(pair.source for pair in listed if pair.target == "en-talks.html")
    assert "\n" not in shown
    for name in (shown, odd, "会谈 记录\\n一.html"):
        table = tmp_path / "decisions.csv"
        table.write_text(
            f'source,target,decision\n"{name}",en-talks.html,forbid\n', encoding="utf-8"
        )
        found = pair_pages(source_pile, target_pile, decisions=table)
        assert "en-talks.html" not in {pair.target for pair in found.pairs}
        assert found.decisions == (PairDecision(shown, "en-talks.html", Ruling.FORBID, "", ""),)


def test_pages_behind_the_cut_of_a_web_archive_are_not_gone(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    archive, work = tmp_path / "crawl.warc", tmp_path / "work"
    with archive.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        for path in sorted(source_pile.glob("*.html")):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
            body = BytesIO(path.read_bytes())
            address = f"http://example.cn/{path.name}"
            record = writer.create_warc_record(address, "response", body, http_headers=headers)
            writer.write_record(record)
            record.raw_stream.close()
    known = pairs_of_run(archive, target_pile, work)
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    summary = run(archive, target_pile, work)
    assert pairs_of(work) == known
    assert any("cut short" in failure.message for failure in summary.failures)
    assert not any("gone" in notice for notice in summary.notices)


def pairs_of_run(source: Path, target: Path, work: Path) -> set[tuple[str, str]]:
    run(source, target, work)
    return pairs_of(work)


@pytest.mark.parametrize("place", ["", "sub/work"])
def test_a_workspace_in_a_pile_is_no_page(source_pile: Path, target_pile: Path, place: str) -> None:
    work = source_pile / place
    for _ in range(2):
        summary = run(source_pile, target_pile, work)
        assert summary.source.documents == 4
        assert summary.failures == ()
        assert len(pairs_of(work)) == 3


def test_what_is_passed_over_by_name_is_told(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    for name in ("style.css", "data.json", "more.json"):
        (source_pile / name).write_text("{}", encoding="utf-8")
    notices = run(source_pile, target_pile, tmp_path / "work").notices
    told = [notice for notice in notices if "passed over by name" in notice]
    assert len(told) == 1
    assert told[0].startswith(f"{source_pile}: 3 files")
    assert told[0].endswith("(2 .json, 1 .css)")


def test_two_names_of_one_id_do_not_stop_a_run(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    for name in ("a\nb.html", "a\\nb.html"):
        (source_pile / name).write_text(page(*CHINESE), encoding="utf-8")
    summary = run(source_pile, target_pile, tmp_path / "work")
    assert summary.source.documents == 5
    assert [failure.document for failure in summary.failures] == ["a\\nb.html (2)"]
