"""Lines that give themselves away, dates, origins, languages."""

from datetime import date
from pathlib import Path

import pytest

from aligner.languages import detect_language
from aligner.languages.dates import date_in_address, find_date
from aligner.readers.marks import line_kind, read_origin


def _lines() -> list[list[str]]:
    text = (Path(__file__).parent / "lines.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize(("kind", "line"), _lines())
def test_lines_by_their_wording(kind: str, line: str) -> None:
    assert (line_kind(line) or "text") == kind


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2023-04-28 10:22", "2023年4月28日", "2023/4/28", "2023.04.28",
        "Updated: 4 28,2023",
        "April 28, 2023", "Apr. 28 2023", "28 April 2023", "28th of no, 28-Apr-2023", "04/28/2023",
        "二〇二三年四月二十八日", "二○二三年四月二十八日",
    ],
)  # fmt: skip
def test_dates_in_text(text: str) -> None:
    assert find_date(text) == date(2023, 4, 28)


@pytest.mark.parametrize(
    "text", ["2023-13-01", "2023-02-30", "13/13/2023", "no date", "1234567890"]
)
def test_what_is_no_date(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://www.example.org/art/2023/4/28/art_53_1.html", date(2023, 4, 28)),
        ("202304/t20230428_12345.html", date(2023, 4, 28)),
        ("col_1340_2023-04-28.html", date(2023, 4, 28)),
        ("art_1340_191133.html", None),
        ("20231345.html", None),
    ],
)
def test_dates_in_addresses(address: str, day: date | None) -> None:
    assert date_in_address(address) == day


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("发布时间：2023-04-28 来源：某报 字号：大 中 小", "某报"),
        ("(Source: IP Daily)", "IP Daily"),
        ("Updated: April 4, 2023 Source: Example Office Editor: A", "Example Office"),
        ("来源：“某报”", "某报"),
        ("作者：张三", ""),
    ],
)
def test_origins(line: str, origin: str) -> None:
    assert read_origin(line) == origin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("国务院发布公报", "zh-Hans"),
        ("國務院發布公報", "zh-Hant"),
        ("某局与WIPO、EPO代表会谈", "zh-Hans"),
        ("Notice", "en"),
        ("The office has said that it will go on with the plan and the review of it", "en"),
        ("The Chinese name 知识产权 stands in this sentence of the English page", "en"),
        ("Le président a dit que la ville est belle et que les gens sont contents de vivre", "fr"),
        (
            "Die Stadt hat den Park für alle geöffnet, und der Eintritt ist auch im Winter frei",
            "de",
        ),
        ("De stad is in het weekend open en het park was in de zomer een goed idee", "nl"),
        ("A cidade a que o grupo chegou é a mais antiga do país e as casas são altas", "pt"),
        ("Haus, Hof", "en"),
        ("これはペンです", "ja"),
        ("이것은 펜입니다", "ko"),
        ("นี่คือปากกา", "th"),
        ("Привет мир", "und-Cyrl"),
        ("Компания Acme и её партнёры подписали договор.", "und-Cyrl"),
        ("وقعت الدولتان مذكرة تفاهم.", "und-Arab"),
        ("Οι δύο πλευρές υπέγραψαν συμφωνία.", "el"),
        ("双方签署了协议（Договор）。", "zh-Hans"),
        ("The signal α exceeds β in all cases.", "en"),
        ("12:30", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language
