"""What a term check says of the units it was given."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli

_CHINESE = "审查员说明了理由。"
_ENGLISH = "The inspector gave the reasons for it."
_FRENCH = "La société a reçu une sanction administrative pour publicité mensongère."


def _check(folder: Path, memory: str, *options: str, suffix: str = "csv") -> Result:
    path, glossary = folder / f"m.{suffix}", folder / "g.tsv"
    path.write_text(memory, encoding="utf-8")
    glossary.write_text("zh\ten\ten_deprecated\n审查员\texaminer\tinspector\n", encoding="utf-8")
    arguments = ["terms", "check", "--bitext", str(path), "-g", str(glossary), *options]
    return CliRunner().invoke(cli, arguments)


def _tmx(*units: tuple[str, str, str, str], language: str = "*all*") -> str:
    body = "".join(
        f'<tu tuid="u{n}"><tuv xml:lang="{a}"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="{b}"><seg>{other}</seg></tuv></tu>'
        for n, (a, one, b, other) in enumerate(units)
    )
    return f'<tmx version="1.4"><header srclang="{language}"/><body>{body}</body></tmx>'


_EN_FIRST = f"en,zh\n{_ENGLISH},{_CHINESE}\n"


def test_the_direction_of_a_check_is_said(tmp_path: Path) -> None:
    turned = _check(tmp_path, _EN_FIRST)
    assert "1 unit is checked as translated from English into Chinese" in turned.stderr
    assert "--languages zh en" in turned.stderr
    straight = _check(tmp_path, f"zh,en\n{_CHINESE},{_ENGLISH}\n")
    assert "1 unit is checked as translated from Chinese into English" in straight.stderr


def test_a_memory_of_no_stated_source_says_how_it_is_checked(tmp_path: Path) -> None:
    memory = _tmx(("en", _ENGLISH, "zh", _CHINESE))
    assert "from English into Chinese" in _check(tmp_path, memory, suffix="tmx").stderr


@pytest.mark.parametrize(
    ("memory", "suffix"),
    [
        (_EN_FIRST, "csv"),
        (_EN_FIRST.replace(",", "\t"), "tsv"),
        (_tmx(("en", _ENGLISH, "zh", _CHINESE)), "tmx"),
    ],
)
def test_the_languages_named_turn_units_of_every_format(
    tmp_path: Path, memory: str, suffix: str
) -> None:
    result = _check(tmp_path, memory, "--languages", "zh", "en", suffix=suffix)
    assert "inspector" in result.stdout
    assert result.exit_code == 1


def test_units_without_the_languages_named_are_passed_over_and_told(tmp_path: Path) -> None:
    told = _check(tmp_path, _EN_FIRST, "--languages", "fr", "de").stderr
    assert "1 unit in en, zh is passed over: without fr and de" in told
    assert "nothing is checked" in told


@pytest.mark.parametrize(("memory", "suffix"), [("zh,en\n", "csv"), (_tmx(), "tmx")])
def test_an_empty_memory_is_told(tmp_path: Path, memory: str, suffix: str) -> None:
    assert "nothing is checked" in _check(tmp_path, memory, suffix=suffix).stderr


@pytest.mark.parametrize(
    ("chinese", "english", "told"),
    [
        (_ENGLISH, _CHINESE, "no Chinese under zh, zh-Hans under en"),
        (_FRENCH, "Der Inhaber muss die Gebühren zahlen.", "no Chinese under zh"),
        (_CHINESE, "Полученное решение было отменено.", "und-Cyrl under en"),
    ],
)
def test_texts_that_are_not_in_the_languages_named_are_told(
    tmp_path: Path, chinese: str, english: str, told: str
) -> None:
    assert told in _check(tmp_path, f"zh,en\n{chinese},{english}\n").stderr


def test_short_texts_tell_their_language_together(tmp_path: Path) -> None:
    memory = _tmx(*[("zh", _CHINESE, "en", _FRENCH)] * 3, language="zh")
    assert "the texts under en seem to be in fr" in _check(tmp_path, memory, suffix="tmx").stderr


def test_names_left_as_they_are_are_no_other_language(tmp_path: Path) -> None:
    memory = f"zh,en\nCNIPA,CNIPA\n2023 WIPO,2023 WIPO\n{_CHINESE},{_ENGLISH}\n"
    assert "not checked rightly" not in _check(tmp_path, memory).stderr


def test_units_that_lack_a_text_are_told(tmp_path: Path) -> None:
    memory = _tmx(("zh", _CHINESE, "en", _ENGLISH), ("zh", _CHINESE, "en", ""), language="zh")
    told = _check(tmp_path, memory, suffix="tmx").stderr
    assert "1 unit has no text on one side (the first is u1)" in told


@pytest.mark.parametrize(
    "options",
    [
        ("--classes", "omitted", "--fail-on", "forbidden"),
        ("--classes", "omitted", "--fail-on", "omitted,number"),
        ("--classes=-number", "--fail-on", "number"),
        ("--fail-on", ""),
        ("--fail-on", " , "),
    ],
)
def test_a_gate_that_never_closes_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = _check(tmp_path, f"zh,en\n{_CHINESE},{_ENGLISH}\n", *options)
    assert result.exit_code == 2
    assert "--fail-on" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--classes", "forbidden", "--fail-on", "forbidden"),
        ("--classes=-number", "--fail-on", "error"),
    ],
)
def test_a_gate_of_classes_that_are_checked_closes(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = _check(tmp_path, f"zh,en\n{_CHINESE},{_ENGLISH}\n", *options)
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("memory", "suffix", "rows"),
    [
        (f"zh,en\n{_CHINESE},He shall pay, and the inspector shall say why.\n", "csv", "row 2"),
        (f"zh;en\n{_CHINESE};He shall pay; the inspector shall say why.\n", "csv", "row 2"),
        (f"zh\ten\n{_CHINESE}\tHe shall pay.\tBut why?\n", "tsv", "row 2"),
        (f"{_CHINESE},{_ENGLISH}\n" * 2 + f"{_CHINESE},He pays, she pays.\n", "csv", "row 3"),
        (f"zh,en\n{_CHINESE},He pays, she pays.\n" + f"{_CHINESE},a,b\n" * 6, "csv", "and 2 more"),
    ],
)
def test_rows_with_more_cells_than_columns_are_told(
    tmp_path: Path, memory: str, suffix: str, rows: str
) -> None:
    told = _check(tmp_path, memory, suffix=suffix).stderr
    assert "more cells than columns in row" in told
    assert rows in told


@pytest.mark.parametrize(
    "memory",
    [
        f'zh,en\n{_CHINESE},"He shall pay, and the inspector shall say why."\n',
        f"zh,en,note\n{_CHINESE},{_ENGLISH},checked\n",
        f"zh,en\n{_CHINESE},{_ENGLISH},,\n",
        f"{_CHINESE},{_ENGLISH},a\n" * 3 + f"{_CHINESE},{_ENGLISH}\n",
    ],
)
def test_rows_as_wide_as_the_columns_are_not_told(tmp_path: Path, memory: str) -> None:
    assert "more cells" not in _check(tmp_path, memory).stderr
