"""Two files reviewed at once: their workspace, and the file that is saved."""

import io
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from made_workspace import MOVED, Server, make_moved, reviewing

from aligner.cli.main import cli
from aligner.errors import ConfigError
from aligner.exporters import read_units
from aligner.glossary import read_glossary
from aligner.pipeline import (
    BitextForm,
    RunOptions,
    StageKeys,
    align_files,
    require_room,
    write_bitext,
)
from aligner.pipeline.realign import Realigner
from aligner.review import Output, put_pair, reviewed_pair
from aligner.review.desk import Desk
from aligner.review.views import Move
from aligner.values import Bead
from aligner.workspace import Workspace, check_workspace_files

NAMES = dict(zip(("source", "target"), MOVED, strict=True))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("pair")
    make_moved(root)
    return root / "zh" / MOVED[0], root / "en" / MOVED[1]


def correct(server: Server, text: str) -> None:
    move = {"kind": "correct", "side": "target", "segment": 1, "text": text}
    assert server.ask("/api/move", {**NAMES, "author": "Li", "move": move})[0] == 200


def targets(path: Path) -> list[str]:
    return [unit.target_text for unit in read_units(path)]


@pytest.mark.parametrize("suffix", ["tmx", "xlf"])
def test_a_pair_is_reviewed_and_saved(
    files: tuple[Path, Path], tmp_path: Path, suffix: str
) -> None:
    output, folder = tmp_path / f"pair.{suffix}", tmp_path / "work"
    with reviewing(*map(str, files), "-o", str(output), "-w", str(folder)) as server:
        assert server.ask("/api/me")[1]["saves"] == output.name
        correct(server, "The head of the office spoke.")
        assert "The head of the office spoke." not in targets(output)
        assert server.ask("/api/save", {})[0] == 200
        assert "The head of the office spoke." in targets(output)
        correct(server, "The commissioner was there.")
        assert server.stop() == 0
    assert "The commissioner was there." in targets(output)
    output.unlink()
    with reviewing(*map(str, files), "-o", str(output), "-w", str(folder)) as server:
        assert "The commissioner was there." in [
            segment["text"] for segment in server.ask(sheet_of())[1]["target_segments"]["items"]
        ]
        assert server.stop() == 0
    assert "The commissioner was there." in targets(output)
    assert check_workspace_files(folder) == ()


def sheet_of() -> str:
    return f"/api/sheet?source={NAMES['source']}&target={NAMES['target']}"


def test_without_a_place_a_temporary_one_is_named(files: tuple[Path, Path]) -> None:
    with reviewing(*map(str, files), "--format", "tsv") as server:
        correct(server, "It was said on stdout.")
        status, content, _ = server.ask("/api/save", {})
        assert status == 422
        assert "no file to save to" in content["error"]
        assert server.stop() == 0
        assert server.process.stdout is not None
        assert server.process.stderr is not None
        assert "It was said on stdout." in server.process.stdout.read()
        found = re.search(r"--workspace (\S+)", server.process.stderr.read())
    assert found
    folder = Path(found[1])
    assert folder.stat().st_mode & 0o077 == 0
    with Workspace.open(folder) as workspace:
        assert len(workspace.edits(*MOVED)) == 1


def test_an_output_that_cannot_be_written_is_told_before_the_review(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    output = tmp_path / "no folder" / "pair.tmx"
    arguments = ["align", *map(str, files), "--review", "--no-browser", "-o", str(output)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code != 0
    assert "http://" not in result.output


@pytest.mark.parametrize("to_file", [True, False])
def test_an_alignment_that_cannot_be_reviewed_is_not_lost(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, to_file: bool
) -> None:
    long = "aligner.cli.pair_review.require_room"
    monkeypatch.setattr(long, lambda name, n: require_room(name, n + 100_000))
    output = tmp_path / "pair.tsv"
    arguments = ["align", *map(str, files), "--review", "--no-browser", "--format", "tsv"]
    result = CliRunner().invoke(cli, [*arguments, *(["-o", str(output)] if to_file else [])])
    assert result.exit_code == 4
    assert "too long to be reviewed" in result.stderr
    assert "the alignment is written without a review" in result.stderr
    written = output.read_text(encoding="utf-8") if to_file else result.stdout
    assert "The meeting was held in Beijing on May 3." in written


def test_a_terminal_is_refused_before_anything_is_aligned(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise click.UsageError("a terminal")

    monkeypatch.setattr("aligner.cli.align.require_no_terminal", refuse)
    monkeypatch.setattr("aligner.cli.align.align_files", None)
    result = CliRunner().invoke(cli, ["align", *map(str, files), "--review", "--format", "xlsx"])
    assert result.exit_code == 2
    assert "a terminal" in result.stderr


def test_decisions_stay_when_a_file_changes(files: tuple[Path, Path], tmp_path: Path) -> None:
    folder, keys = tmp_path / "work", StageKeys(RunOptions())
    put_pair(folder, align_files(*files), keys)
    with Desk.open(folder) as desk:
        bead = desk.sheet(*MOVED).beads[1]
        desk.move(*MOVED, Move("merge", bead.id, direction="next"), "ann")
        desk.move(*MOVED, Move("split-segment", side="target", segment=0, place=11), "ann")
    changed = tmp_path / MOVED[0]
    text = files[0].read_text(encoding="utf-8").replace("会议于", "据介绍，会议于")
    changed.write_text(text, encoding="utf-8")
    put_pair(folder, align_files(changed, files[1]), keys)
    with Desk.open(folder) as desk:
        sheet = desk.sheet(*MOVED)
    assert sheet.lost == ()
    assert sheet.source_segments[0].text.startswith("据介绍")
    assert sheet.target_segments[0].text == "The meeting"
    (kept,) = (bead for bead in sheet.beads if bead.ruling)
    assert kept[1:3] == (1, 3)


def test_a_ladder_is_what_the_reviewer_left(files: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "work"
    put_pair(folder, align_files(*files), StageKeys(RunOptions()))
    with Desk.open(folder) as desk:
        beads = desk.sheet(*MOVED).beads
        desk.move(*MOVED, Move("not-a-translation", beads[0].id), "ann")
        desk.move(*MOVED, Move("delete", beads[1].id), "ann")
        desk.move(*MOVED, Move("not-moved", beads[3].moved[0].id), "ann")
        desk.move(*MOVED, Move("moved", beads[4].moved[0].id), "ann")
    lines = written(folder, BitextForm("ladder")).splitlines()
    assert lines[0].startswith("[2]:[2]:")
    assert [line for line in lines if line.endswith("moved")] == ["[4]:[9]:1.000:moved"]


@pytest.mark.parametrize("format_name", ["ladder", "tsv"])
def test_what_a_reviewer_confirmed_is_written_however_sure_the_rest_must_be(
    files: tuple[Path, Path], tmp_path: Path, format_name: str
) -> None:
    folder = tmp_path / "work"
    put_pair(folder, align_files(*files), StageKeys(RunOptions()))
    with Desk.open(folder) as desk:
        beads = desk.sheet(*MOVED).beads
        desk.move(*MOVED, Move("confirm", beads[0].id), "ann")
        desk.move(*MOVED, Move("moved", beads[4].moved[0].id), "ann")
    lines = written(folder, BitextForm(format_name, min_probability=2.0)).splitlines()
    # The pair and the moved one, whose sides also stand by themselves; a table has a head.
    assert len(lines) == 4 + (format_name == "tsv")


def written(folder: Path, form: BitextForm) -> str:
    stream = io.BytesIO()
    write_bitext(reviewed_pair(folder, Output(*MOVED, None, form)), stream, form)
    return stream.getvalue().decode()


@pytest.fixture
def birds(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two files that only a glossary connects, and the glossary."""
    names = {"海东青": "gerfalcon", "灰背隼": "merlin", "红脚隼": "vesper", "雀鹰": "musket"}
    texts = {
        "a.txt": "\n\n".join(f"他说起{name}。" for name in names),
        "b.txt": "\n\n".join(f"He spoke of {name}s." for name in names.values()),
        "birds.tsv": "zh\ten\n" + "".join(f"{a}\t{b}\n" for a, b in names.items()),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "birds.tsv"


def test_what_is_aligned_again_in_a_review_keeps_the_anchors(
    birds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    files, glossary = birds[:2], birds[2]
    terms = read_glossary(glossary)
    bitext = align_files(*files, glossary=glossary)
    folder = tmp_path / "work"
    put_pair(folder, bitext, StageKeys(RunOptions(), terms))
    with Desk.open(folder, glossary=glossary) as desk:
        move = Move("anchor", desk.sheet("a.txt", "b.txt").beads[0].id, segment=0, place=0)
        desk.move("a.txt", "b.txt", move, "ann")
    with Workspace.open(folder) as workspace:
        (found,) = workspace.bitexts()
    documents, confirmed = (bitext.source, bitext.target), [Bead(0, 1, 0, 1)]
    assert found.alignment == Realigner(*documents, glossary=terms).realign(confirmed).alignment
    assert found.alignment != Realigner(*documents).realign(confirmed).alignment
    assert f"glossary:{terms.digest}" in found.signature


def test_a_pair_is_aligned_again_beside_another_glossary(
    birds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    folder, files, glossary = tmp_path / "work", birds[:2], birds[2]
    put_pair(folder, align_files(*files), StageKeys(RunOptions()))
    beside = align_files(*files, glossary=glossary)
    put_pair(folder, beside, StageKeys(RunOptions(), read_glossary(glossary)))
    with Workspace.open(folder) as workspace:
        (found,) = workspace.bitexts()
    assert found.alignment == beside.alignment
    assert found.signature == beside.signature


def test_a_workspace_of_other_pairs_is_left_alone(files: tuple[Path, Path], tmp_path: Path) -> None:
    folder, keys = tmp_path / "work", StageKeys(RunOptions())
    put_pair(folder, align_files(*files), keys)
    other = tmp_path / "other.html"
    other.write_bytes(files[0].read_bytes())
    with pytest.raises(ConfigError, match="holds other pairs"):
        put_pair(folder, align_files(other, files[1]), keys)


@pytest.mark.parametrize(
    ("name", "start"), [("a.tmx", "<?xml"), ("a.txt", "[0]:[0]"), ("a.tsv", "id\t")]
)
def test_the_suffix_of_the_output_chooses_its_format(
    files: tuple[Path, Path], tmp_path: Path, name: str, start: str
) -> None:
    output = tmp_path / name
    result = CliRunner().invoke(cli, ["align", *map(str, files), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert output.read_text(encoding="utf-8").startswith(start)
