"""What a program calls: paths or sentences in, values and frames out."""

from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner
from aligner.cli.main import cli
from aligner.errors import InputError, PairingError, WorkspaceError
from aligner.values import Waiver, WaiverKind
from aligner.workspace import Workspace as Store

ZH = ["会议于周一开幕。", "来自三十个国家的代表出席了会议，会议将持续一周。", ""]
EN = ["The meeting opened on Monday.", "Delegates from 30 countries attended.", "It lasts a week."]


@pytest.fixture
def work(tmp_path: Path, source_pile: Path, target_pile: Path, small_glossary: Path) -> Path:
    """A workspace in which one English page uses a wrong term."""
    page = target_pile / "en-centre.html"
    text = page.read_text("utf-8")
    assert "intellectual property" in text.lower()
    page.write_text(text.replace("ntellectual property", "nventive goods"), "utf-8")
    aligner.run(source_pile, str(target_pile), tmp_path / "work", glossary=str(small_glossary))
    return tmp_path / "work"


def test_public_names_are_listed_and_others_refused() -> None:
    assert set(aligner.__all__) <= set(dir(aligner))
    with pytest.raises(AttributeError, match="no attribute 'algin'"):
        _ = aligner.algin  # type: ignore[attr-defined]  # what is tested


def test_types_ship_with_the_package() -> None:
    assert (Path(aligner.__file__).parent / "py.typed").is_file()


def test_sentences_keep_their_numbers() -> None:
    bitext = aligner.align(ZH, EN)
    assert bitext.source.texts == tuple(ZH)
    assert bitext.target.texts == tuple(EN)
    assert [bead.kind for bead in bitext.alignment] == ["1-1", "1-2", "1-0"]


def test_languages_can_be_given() -> None:
    bitext = aligner.align(ZH[:1], EN[:1], languages=("zh-CN", "en-AU"))
    assert bitext.source.document.language == "zh-CN"
    assert bitext.target.document.language == "en-AU"


def test_a_string_is_no_list_of_sentences() -> None:
    with pytest.raises(TypeError, match="target_sentences is one string"):
        aligner.align(ZH, "The meeting opened on Monday.")


def test_sentences_that_cannot_be_aligned() -> None:
    with pytest.raises(InputError, match="the source sentences have no text"):
        aligner.align(["", " "], EN)
    with pytest.raises(PairingError, match="both in language 'en'"):
        aligner.align(EN, EN)


def test_files_by_name_or_path(source_pile: Path, target_pile: Path) -> None:
    source, target = source_pile / "talks.html", target_pile / "en-talks.html"
    assert aligner.align_files(str(source), str(target)) == aligner.align_files(source, target)


def test_units_are_those_of_the_export(work: Path) -> None:
    printed = CliRunner().invoke(cli, ["export", "-w", str(work), "--format", "jsonl"]).stdout
    units = list(aligner.Workspace(work).units)
    assert len(units) == printed.count("\n") == len(aligner.Workspace(work).units.to_frame())
    assert units[0].source_text in printed


def test_frames_hold_what_is_iterated_over(work: Path) -> None:
    tables = aligner.Workspace(str(work))
    documents = tables.documents.to_frame()
    assert documents["published"].dtype.kind == "M"
    assert list(documents["id"]) == [row.id for row in tables.documents]
    assert list(documents.columns) == list(next(iter(tables.documents))._fields)
    beads = tables.beads.to_frame()
    assert list(beads["probability"]) == [row.probability for row in tables.beads]
    assert sum(len(bitext.alignment) for bitext in tables.bitexts()) == len(beads)
    pairs = tables.pairs.to_frame()
    assert set(pairs["relation"]) == {"translation"}
    assert pairs["reasons"][0] == "; ".join(next(iter(tables.pairs)).reasons)
    units = tables.units.to_frame()
    assert units["target_date"].dtype.kind == "M"
    properties = dict(next(iter(tables.units)).properties)
    assert units["source_span"][0] == properties["source-span"]


def test_waived_findings_are_left_out(work: Path) -> None:
    tables = aligner.Workspace(work)
    found = list(tables.findings)
    assert found
    frame = tables.findings.to_frame()
    assert frame["expected"][0] == "; ".join(found[0].expected)
    assert list(frame["code"]) == [finding.code.value for finding in found]
    with Store.open(work) as store:
        store.put_waivers([Waiver(found[0].id, WaiverKind.ACCEPTED, "meant", "Li")])
    assert list(tables.findings) == found[1:]


def test_workspace_stays_open_in_a_with_statement(work: Path) -> None:
    with aligner.Workspace(work) as tables:
        (work / "workspace.sqlite").rename(work / "elsewhere.sqlite")
        assert len(list(tables.pairs)) == 3
    with pytest.raises(WorkspaceError):
        list(tables.pairs)


def test_no_workspace_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        aligner.Workspace(tmp_path)
    assert not list(tmp_path.iterdir())


def test_terms_are_checked_in_bitexts_units_and_files(
    work: Path, tmp_path: Path, small_glossary: Path
) -> None:
    units = list(aligner.Workspace(work).units)
    glossary = aligner.read_glossary(small_glossary)
    memory = tmp_path / "memory.tmx"
    arguments = ["export", "-w", str(work), "--format", "tmx", "-o", str(memory)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    by_units = aligner.check_terms(units, glossary)
    by_file = aligner.check_terms(memory, str(small_glossary))
    assert by_units.findings
    assert [asdict(finding) for finding in by_file.findings] == [
        asdict(finding) for finding in by_units.findings
    ]
    bitext = next(aligner.Workspace(work).bitexts())
    report = aligner.check_terms(bitext, glossary)
    assert report.findings or report.further


def test_values_show_on_one_line(
    work: Path, source_pile: Path, target_pile: Path, small_glossary: Path
) -> None:
    bitext = aligner.align(ZH[:2], EN)
    shown = [
        bitext,
        bitext.alignment,
        aligner.Workspace(work),
        aligner.Workspace(work).beads,
        aligner.read_glossary(small_glossary),
        aligner.check_terms(bitext, None),
        aligner.pair(source_pile, target_pile),
    ]
    for value in shown:
        assert repr(value).startswith(f"<{type(value).__name__}")
        assert "\n" not in repr(value)
        assert len(repr(value)) < 200
