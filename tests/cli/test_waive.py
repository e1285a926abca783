"""What a person said of a finding holds in later checks."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.values import Waiver, WaiverKind
from aligner.workspace import Workspace


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def work(source_pile: Path, target_pile: Path, tmp_path: Path) -> Path:
    assert aligner("run", source_pile, target_pile, "-w", tmp_path / "work").exit_code == 0
    return tmp_path / "work"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "strict.tsv"
    path.write_text(
        "zh\ten_preferred\ten_forbidden\n"
        "合作谅解备忘录\tMoU on cooperation\tmemorandum of understanding on cooperation\n",
        encoding="utf-8",
    )
    return path


def checked(*arguments: object, path: Path) -> tuple[int, dict[str, Any]]:
    result = aligner("terms", "check", *arguments, "--json", path)
    return result.exit_code, json.loads(path.read_text("utf-8"))


def test_a_waived_finding_fails_no_more(work: Path, glossary: Path, tmp_path: Path) -> None:
    check = ("-w", work, "-g", glossary)
    status, report = checked(*check, path=tmp_path / "first.json")
    (finding,) = report["findings"]
    assert status == 1
    waived = aligner("terms", "waive", "-w", work, finding["id"][:8], "--reason", "agreed")
    assert waived.exit_code == 0
    status, report = checked(*check, path=tmp_path / "second.json")
    assert (status, report["findings"]) == (0, [])
    (entry,) = report["waived"]
    assert (entry["finding"]["id"], entry["waiver"]["reason"]) == (finding["id"], "agreed")

    table = tmp_path / "waivers.tsv"
    table.write_text(aligner("terms", "waive", "-w", work).stdout, encoding="utf-8")
    assert aligner("terms", "waive", "-w", work, finding["id"], "--clear").exit_code == 0
    assert checked(*check, path=tmp_path / "third.json")[0] == 1
    # A table serves as well, and the workspace remembers it.
    assert checked(*check, "--waivers", table, path=tmp_path / "fourth.json")[0] == 0
    assert checked(*check, path=tmp_path / "fifth.json")[0] == 0


def test_a_waiver_is_not_stale_where_its_finding_is_not_looked_for(
    work: Path, glossary: Path, tmp_path: Path
) -> None:
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "first.json")
    (finding,) = report["findings"]
    aligner("terms", "waive", "-w", work, finding["id"], "--reason", "agreed")
    units = tmp_path / "units.tsv"
    units.write_text("zh\ten\n天气很好。\tThe weather is fine.\n", encoding="utf-8")
    for arguments in (
        ("-w", work, "-g", glossary, "--classes", "omitted"),
        ("-w", work, "-g", glossary, "--bitext", units),
        ("-w", work),
    ):
        result = aligner("terms", "check", *arguments)
        assert result.exit_code == 0, result.output
        assert "stale" not in result.stdout
    # The finding is gone: that is said.
    glossary.write_text("zh\ten\n天气预报图\tweather map\n", encoding="utf-8")
    assert "1 stale waivers" in aligner("terms", "check", "-w", work, "-g", glossary).stdout


def test_a_waiver_of_an_earlier_format_learns_what_it_is_about(
    work: Path, glossary: Path, tmp_path: Path
) -> None:
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "first.json")
    (finding,) = report["findings"]
    with Workspace.open(work) as workspace:
        workspace.put_waivers([Waiver(finding["id"], WaiverKind.ACCEPTED, "agreed", "Ann")])
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "second.json")
    (entry,) = report["waived"]
    assert finding["source_text"] in entry["waiver"]["about"]


@pytest.mark.parametrize("by_table", [False, True])
def test_a_stale_waiver_says_what_it_was_about(
    work: Path, glossary: Path, tmp_path: Path, *, by_table: bool
) -> None:
    source_pile, target_pile = tmp_path / "source", tmp_path / "target"
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "first.json")
    (finding,) = report["findings"]
    table = tmp_path / "waivers.tsv"
    table.write_text(
        f"id\tdecision\treason\tauthor\n{finding['id'][:8]}\taccepted\tagreed\tAnn\n", "utf-8"
    )
    if by_table:
        aligner("terms", "check", "-w", work, "-g", glossary, "--waivers", table)
    else:
        aligner("terms", "waive", "-w", work, finding["id"], "--reason", "agreed")
    # A renamed page keeps the finding, under another id.
    page = source_pile / finding["source_document"]
    page.rename(page.with_stem("renamed"))
    again = aligner("run", source_pile, target_pile, "-w", work, "--accept-deletions")
    assert again.exit_code == 0, again.output
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "second.json")
    (again,) = report["findings"]
    (stale,) = report["stale"]
    assert again["id"] != finding["id"] == stale["finding"]
    for known in ("source_term", "found", "source_document", "source_text", "target_text"):
        assert finding[known] in stale["about"]
    page = tmp_path / "page.html"
    result = aligner("terms", "check", "-w", work, "-g", glossary, "--html", page)
    assert f"stale {finding['id'][:8]}: forbidden | {finding['source_term']}" in result.stdout
    assert "can be deleted" not in page.read_text("utf-8")
    assert "may stand above under another ID" in page.read_text("utf-8")
    # What it was about travels with the table.
    listed = aligner("terms", "waive", "-w", work).stdout
    assert finding["source_text"] in listed


def test_a_table_may_have_the_first_digits_of_ids(
    work: Path, glossary: Path, tmp_path: Path
) -> None:
    _, report = checked("-w", work, "-g", glossary, path=tmp_path / "first.json")
    (finding,) = report["findings"]
    table, units = tmp_path / "waivers.tsv", tmp_path / "units.tmx"
    rows = ((finding["id"][:8], "ok"), ("0badcafe", "whose?"))
    lines = [f"{name}\tfalse-alarm\t{reason}\tAnn" for name, reason in rows]
    table.write_text("\n".join(["id\tdecision\treason\tauthor", *lines]), encoding="utf-8")
    assert aligner("export", "-w", work, "--format", "tmx", "-o", units).exit_code == 0
    for place in (("--bitext", units), ("-w", work)):
        result = aligner("terms", "check", *place, "-g", glossary, "--waivers", table)
        assert result.exit_code == 0
        assert "1 waived" in result.stdout
        assert "1 waivers of unknown findings: 0badcafe" in result.stdout
        assert "stale" not in result.stdout
    kept = aligner("terms", "waive", "-w", work).stdout
    assert finding["id"] in kept
    assert "0badcafe" not in kept


def test_a_baseline_holds_back_what_is_known(work: Path, glossary: Path, tmp_path: Path) -> None:
    check = ("-w", work, "-g", glossary)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert checked(*check, path=first)[0] == 1
    status, report = checked(*check, "--baseline", first, path=second)
    assert (status, report["findings"]) == (0, [])
    # What was held back is known to the next report too.
    assert checked(*check, "--baseline", second, path=tmp_path / "third.json")[0] == 0


@pytest.mark.parametrize("part", ["--classes=omitted", "--classes=-forbidden", "no glossary"])
def test_what_a_check_passes_over_stays_known(
    work: Path, glossary: Path, tmp_path: Path, part: str
) -> None:
    first, second, third = (tmp_path / f"{n}.json" for n in range(3))
    check = ("-w", work, "-g", glossary)
    assert checked(*check, path=first)[0] == 1
    partial = ("-w", work) if part == "no glossary" else (*check, part)
    assert checked(*partial, "--baseline", first, path=second)[1]["n_known"] == 0
    assert checked(*partial, "--baseline", second, path=third)[1]["findings"] == []
    assert checked(*check, "--baseline", third, path=tmp_path / "last.json")[0] == 0


def test_a_baseline_must_be_a_report(work: Path, glossary: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    result = aligner("terms", "check", "-w", work, "-g", glossary, "--baseline", other)
    assert result.exit_code == 3
    assert f"{other}" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ffffff", "--reason", "x"), "no id begins with 'ffffff'"),
        (("ffffff",), "needs a reason"),
        (("ffffff", "--clear"), "no finding is waived whose id begins with 'ffffff'"),
    ],
)
def test_slips_are_told(work: Path, arguments: tuple[str, ...], message: str) -> None:
    result = aligner("terms", "waive", "-w", work, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_two_reports_want_two_files(work: Path, glossary: Path, tmp_path: Path) -> None:
    path = tmp_path / "report"
    result = aligner("terms", "check", "-w", work, "-g", glossary, "--html", path, "--json", path)
    assert result.exit_code == 2
    assert "different" in result.stderr
    assert not path.exists()


def test_a_file_is_checked_with_what_a_workspace_has_learned(
    work: Path, glossary: Path, tmp_path: Path
) -> None:
    bitext = tmp_path / "units.tsv"
    aligner("export", "-w", work, "--format", "tsv", "-o", bitext)
    checked("-w", work, "-g", glossary, path=tmp_path / "whole.json")
    status, report = checked(
        "-w", work, "--bitext", bitext, "-g", glossary, path=tmp_path / "part.json"
    )
    assert status == 1
    assert [f["code"] for f in report["findings"]] == ["forbidden"]


def test_without_a_glossary_only_inconsistent_terms_are_looked_for(
    work: Path, tmp_path: Path
) -> None:
    status, report = checked("-w", work, path=tmp_path / "report.json")
    assert (status, report["findings"], report["overall"]) == (0, [], None)
