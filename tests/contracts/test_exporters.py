"""What every registered exporter promises, whichever format it writes."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import parts
from aligner.exporters import UNIT_FORMATS, read_units
from aligner.values import TranslationUnit

NAMES = parts.exporters.names()
# XML cannot hold all characters; what is lost is counted in the unit.
XML_NAMES = {"tmx.v1", "xliff.v1", "xliff12.v1", "xlsx.v1"}
# A workbook is put together at its end.
STREAMED = sorted({*NAMES} - {"xlsx.v1"})

# Characters that one format or another must treat with care, and any others.
awkward = st.sampled_from(
    [
        *[
            "&",
            "<",
            ">",
            '"',
            "'",
            "]]>",
            "<!--",
            "\\",
            r"\n",
            r"\u0041",
            "=1+1",
            "专利",
            "𠮷",
            "😀",
        ],
        *" \t\n\r\x00\x1b\x85\u2028\ufffe\ufeff\u0301",
    ],
)
texts = st.lists(awkward | st.text(max_size=4), max_size=8).map("".join)
names = st.sampled_from(["source-document", "target-date", "kind", "signature", "note"])
units = st.builds(
    TranslationUnit,
    id=st.text("0123456789abcdef", min_size=1, max_size=16),
    source_language=st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
    target_language=st.sampled_from(["en", "en-GB", "fr"]),
    source_text=texts,
    target_text=texts,
    probability=st.floats(0, 1).map(abs),
    properties=st.lists(st.tuples(names, texts), max_size=4).map(tuple),
)


def written(name: str, values: list[TranslationUnit]) -> bytes:
    stream = io.BytesIO()
    assert parts.exporters.get(name)().write(values, stream) == len(values)
    return stream.getvalue()


def read_back(name: str, data: bytes, folder: Path) -> list[TranslationUnit]:
    path = folder / f"units{UNIT_FORMATS[name.partition('.')[0]].suffix}"
    path.write_bytes(data)
    return list(read_units(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("units")


@pytest.mark.parametrize("name", NAMES)
def test_the_part_knows_its_name(name: str) -> None:
    assert parts.exporters.get(name)().name == name


@pytest.mark.parametrize("name", NAMES)
def test_no_units_make_a_file_that_reads_as_none(name: str, folder: Path) -> None:
    assert read_back(name, written(name, []), folder) == []


@pytest.mark.parametrize("name", NAMES)
@given(values=st.lists(units, max_size=3))
def test_what_is_read_back_writes_the_same_bytes(
    name: str, folder: Path, values: list[TranslationUnit]
) -> None:
    data = written(name, values)
    again = read_back(name, data, folder)
    assert len(again) == len(values)
    assert written(name, again) == data


@pytest.mark.parametrize("name", sorted(set(NAMES) - XML_NAMES))
@given(values=st.lists(units, max_size=3))
def test_units_read_back_exactly(name: str, folder: Path, values: list[TranslationUnit]) -> None:
    assert read_back(name, written(name, values), folder) == values


@pytest.mark.parametrize("name", STREAMED)
def test_units_are_written_while_they_come(name: str) -> None:
    stream = io.BytesIO()
    sizes = []

    def coming() -> Iterator[TranslationUnit]:
        for number in range(30_000):
            sizes.append(len(stream.getvalue()) if number % 10_000 == 0 else 0)
            yield TranslationUnit(str(number), "zh-Hans", "en", "甲" * 50, "A" * 50, 0.5)

    assert parts.exporters.get(name)().write(coming(), stream) == 30_000
    assert 0 < sizes[10_000] < sizes[20_000]
