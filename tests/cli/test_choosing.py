"""Languages, weights and encoders other than the usual ones."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.core import load_weights, save_weights

GERMAN = (
    "Die Werkstatt am Fluss ist seit gestern wieder offen.",
    "Der Meister und seine drei Gehilfen bauen dort Boote für die Fischer der Stadt.",
    "Warum hat es so lange gedauert?",
    "Das Dach war undicht. Die Maschinen mussten ersetzt werden.",
    "Im Sommer wird ein neues Boot auf den See gebracht.",
)
FRENCH = (
    "L'atelier au bord de la rivière est de nouveau ouvert depuis hier.",
    "Le maître et ses trois compagnons y construisent des bateaux pour les pêcheurs de la ville.",
    "Pourquoi cela a-t-il duré si longtemps ?",
    "Le toit n'était pas étanche, et les machines ont dû être remplacées.",
    "En été, un nouveau bateau sera mis à l'eau sur le lac.",
)
NOTE = "probabilities are not calibrated"


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def rungs(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [line.rpartition(":")[0] for line in result.stdout.splitlines()]


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    return _written(tmp_path / "a.txt", GERMAN), _written(tmp_path / "b.txt", FRENCH)


def _written(path: Path, lines: tuple[str, ...]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_two_other_languages_are_aligned_and_named(texts: tuple[Path, Path]) -> None:
    expected = ["[0]:[0]", "[1]:[1]", "[2]:[2]", "[3, 4]:[3]", "[5]:[4]"]
    assert rungs(aligner("align", *texts)) == expected
    memory = aligner("align", *texts, "--format", "tmx").stdout
    assert 'srclang="de"' in memory
    assert 'xml:lang="fr"' in memory


def test_languages_can_be_told(texts: tuple[Path, Path]) -> None:
    memory = aligner("align", *texts, "--format", "tmx", "--languages", "gsw", "fr-CH").stdout
    assert 'srclang="gsw"' in memory
    assert 'xml:lang="fr-CH"' in memory


def test_one_language_told_twice_is_refused(texts: tuple[Path, Path]) -> None:
    result = aligner("align", *texts, "--languages", "de", "de-CH")
    assert result.exit_code == 3
    assert "both in language 'de'" in result.stderr


def test_a_language_that_is_none_is_refused(texts: tuple[Path, Path]) -> None:
    result = aligner("align", *texts, "--languages", "German", "fr")
    assert result.exit_code == 2
    assert "'German'" in result.stderr


@pytest.fixture
def piles(texts: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    for text, side in zip(texts, ("source", "target"), strict=True):
        (tmp_path / side).mkdir()
        text.rename(tmp_path / side / text.name)
    return tmp_path / "source", tmp_path / "target"


@pytest.mark.parametrize("told", [(), ("--languages", "de", "fr")])
def test_folders_of_two_other_languages_are_run(
    piles: tuple[Path, Path], tmp_path: Path, small_glossary: Path, told: tuple[str, ...]
) -> None:
    work = tmp_path / "work"
    result = aligner("run", *piles, "-w", work, "-g", small_glossary, "--json", *told)
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert (summary["pairs"], summary["left_over"]) == (1, [])
    assert summary["findings"] is None
    assert "the term check reads Chinese and English: it is left out" in result.stderr
    assert "Boote" in aligner("search", "bateaux", "-w", work).stdout


def test_folders_of_two_other_languages_are_paired(piles: tuple[Path, Path]) -> None:
    for told in ((), ("--languages", "de", "fr")):
        table = aligner("pair", *piles, *told).stdout
        assert table.splitlines()[1].startswith("a.txt\tb.txt\t")


def test_telling_the_languages_later_reads_the_pages_again(
    piles: tuple[Path, Path], tmp_path: Path
) -> None:
    done = []
    for told in ((), (), ("--languages", "de-AT", "fr")):
        result = aligner("run", *piles, "-w", tmp_path / "work", "--json", *told)
        done.append(json.loads(result.stdout)["stages"][0]["done"])
    assert done == [2, 0, 2]


def test_pages_of_unknown_languages_are_not_taken_for_one(
    piles: tuple[Path, Path], tmp_path: Path
) -> None:
    _written(piles[0] / "a.txt", ("Nová dílna u řeky je od včerejška zase otevřena všem lidem.",))
    _written(piles[1] / "b.txt", ("Az új műhely a folyónál tegnap óta ismét nyitva áll.",))
    result = aligner("run", *piles, "-w", tmp_path / "work", "--json")
    assert result.exit_code == 0, result.stderr


def test_the_usual_encoder_can_be_named_without_a_remark(texts: tuple[Path, Path]) -> None:
    result = aligner("align", *texts, "--encoder", "use.v1")
    assert result.stderr == ""
    assert result.stdout == aligner("align", *texts).stdout


def test_another_encoder_than_that_of_the_weights_is_remarked_upon(
    texts: tuple[Path, Path], tmp_path: Path
) -> None:
    weights = tmp_path / "weights.json"
    other = replace(load_weights(), encoder="other.v1")
    weights.write_text(save_weights(other), encoding="utf-8")
    result = aligner("align", *texts, "--weights", weights, "--encoder", "use.v1")
    assert rungs(result) == rungs(aligner("align", *texts))
    (remark,) = result.stderr.splitlines()
    assert remark.startswith("note: ")
    assert NOTE in remark
    assert "other.v1" in remark
    alone = aligner("align", *texts, "--weights", weights)
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert "trained with the encoder other.v1" in alone.stderr


@pytest.mark.parametrize(
    ("encoder", "status", "words"),
    [
        ("labse", 2, "unknown encoder"),
        ("sentence-transformers:./none", 3, "no such folder"),
        ("sentence-transformers:LaBSE@0123456789abcdef", 2, "--encoder"),
    ],
)
def test_an_encoder_that_is_none_is_told_in_one_line(
    piles: tuple[Path, Path], tmp_path: Path, encoder: str, status: int, words: str
) -> None:
    pages = piles[0] / "a.txt", piles[1] / "b.txt"
    run = ("run", *piles, "-w", tmp_path / "work")
    for command in (("align", *pages), run, ("train", _gold(tmp_path))):
        result = aligner(*command, "--encoder", encoder)
        assert (result.exit_code, result.stdout) == (status, ""), result.stderr
        (line,) = result.stderr.splitlines()
        assert words in line
    assert not (tmp_path / "work").exists()


def _gold(folder: Path) -> Path:
    _written(folder / "gold" / "x.de", GERMAN)
    _written(folder / "gold" / "x.fr", FRENCH)
    _written(folder / "gold" / "x.gold", tuple(f"[{i}]:[{i}]" for i in range(len(GERMAN))))
    return folder / "gold"


@pytest.mark.parametrize(
    "name", ["sentence-transformers:evil/model", "sentence-transformers:/", "x\x1b]0;title\x07"]
)
def test_an_encoder_that_only_weights_name_is_not_loaded(
    texts: tuple[Path, Path], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.encoders.load.encoders", {})
    weights = tmp_path / "weights.json"
    made = replace(load_weights(), encoder=name)
    weights.write_text(save_weights(made), encoding="utf-8")
    result = aligner("align", *texts, "--weights", weights)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "loaded only if you name it" in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.filterwarnings("ignore")
def test_weights_for_a_model_in_a_folder_follow_it_to_another_place(
    texts: tuple[Path, Path], tiny_model: Path, tmp_path: Path
) -> None:
    weights = tmp_path / "weights.json"
    family = "sentence-transformers"
    trained = aligner(
        *("train", _gold(tmp_path), "-o", weights),
        *("--encoder", f"{family}:{tiny_model}"),
    )
    assert trained.exit_code == 0, trained.stderr
    assert load_weights(str(weights)).encoder.startswith(f"{family}:tiny_model@")

    moved = shutil.copytree(tiny_model, tmp_path / tiny_model.name)
    segmented = (*texts, "--segmented")
    first, second = (
        aligner("align", *segmented, "--weights", weights, "--encoder", f"{family}:{folder}")
        for folder in (tiny_model, moved)
    )
    assert rungs(first) == rungs(second)
    assert NOTE not in first.stderr + second.stderr

    unplaced = aligner("align", *segmented, "--weights", weights)
    assert unplaced.exit_code == 2
    assert f"--encoder {family}:FOLDER" in unplaced.stderr


@pytest.mark.filterwarnings("ignore")
def test_a_run_with_another_encoder_says_so_and_encodes_anew(
    piles: tuple[Path, Path], tiny_model: Path, tmp_path: Path
) -> None:
    run = ("run", *piles, "-w", tmp_path / "work", "--json")
    first = json.loads(aligner(*run).stdout)
    result = aligner(*run, "--encoder", f"sentence-transformers:{tiny_model}")
    assert result.exit_code == 0, result.stderr
    second = json.loads(result.stdout)
    assert NOTE in second["notices"][0]
    assert [stage["done"] for stage in second["stages"]][:2] == [0, 2]
    assert first["signature"] != second["signature"]
    assert "encode:sentence-transformers:tiny_model@" in second["signature"]
