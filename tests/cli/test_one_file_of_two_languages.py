"""``aligner align`` with a file that holds both languages."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import aligner as api
from aligner.cli.main import cli
from aligner.errors import InputError

PAIRS = [
    ("图书馆开放夜场", "Evening Hours of the Library"),
    ("读者可以凭借阅证免费入场，无需预约。", "Readers may enter free with a library card."),
    ("夜场每周五开放，时间为十八时至二十二时。", "It is open every Friday from 6 to 10 p.m."),
]


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    body = "".join(f"<p>{chinese}</p><p>{english}</p>" for chinese, english in PAIRS)
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize("again", [False, True])
def test_its_two_sides_are_aligned_and_that_is_said(page: Path, *, again: bool) -> None:
    result = aligner("align", page, *[page] * again)
    assert result.exit_code == 0
    assert [line.rsplit(":", 1)[0] for line in result.stdout.splitlines()] == [
        f"[{n}]:[{n}]" for n in range(3)
    ]
    assert f"note: {page}: its text in zh-Hans is aligned with that in en" in result.stderr
    assert "warning" not in result.stderr


def test_the_wanted_languages_decide_which_is_the_source(page: Path) -> None:
    result = aligner("align", page, "--languages", "en", "zh", "--format", "tsv")
    assert "Evening Hours of the Library\t图书馆开放夜场" in result.stdout


def test_beside_a_page_of_one_language_the_other_side_is_taken(page: Path, tmp_path: Path) -> None:
    english = tmp_path / "en.txt"
    english.write_text("\n".join(text for _, text in PAIRS) + "\n", encoding="utf-8")
    result = aligner("align", page, english, "--format", "tsv")
    for chinese, text in PAIRS:
        assert f"{chinese}\t{text}" in result.stdout
    assert f"warning: {page}: a text of two languages: only what is in zh-Hans" in result.stderr


def test_a_file_of_one_language_needs_a_second(tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text("One language only.\nAnd no other.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["align", str(path)])
    assert result.exit_code != 0
    with pytest.raises(InputError, match="one language"):
        api.align_files(path)


def test_segmented_text_needs_two_files(page: Path) -> None:
    result = aligner("align", page, "--segmented")
    assert result.exit_code == 2
    assert "two files" in result.stderr
    with pytest.raises(InputError, match="second file"):
        api.align_files(page, segmented=True)


def test_reading_it_says_so(page: Path) -> None:
    assert "note: two languages, zh-Hans and en" in aligner("read", page).stderr


def test_the_languages_given_tell_what_few_words_do_not(tmp_path: Path) -> None:
    path = tmp_path / "gate.txt"
    texts = [
        "入场须知 Entry Rules",
        "请出示证件。 Show your card.",
        "好。 OK.",
        "请走三号门。 Use Gate Three.",
    ]
    texts.append("请勿拍照。 No photos please.")
    path.write_text("\n".join(texts), encoding="utf-8")
    refused = CliRunner().invoke(cli, ["align", str(path)])
    assert "name both with --languages" in refused.stderr
    result = aligner("align", path, "--languages", "zh", "en", "--format", "tsv")
    assert "请走三号门。\tUse Gate Three." in result.stdout
