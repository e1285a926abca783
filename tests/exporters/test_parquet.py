"""Parquet files hold what they are given, in columns that programs can filter by."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from aligner.errors import FormatError, MissingExtraError
from aligner.exporters import export_units, parquet, read_units
from aligner.values import TranslationUnit

pyarrow = pytest.importorskip("pyarrow", reason="the extra is not installed")
pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")

USUAL = TranslationUnit(
    "8d3f0c5a1b2e4f60",
    "zh-Hans",
    "en",
    "局长会见了外方代表团。\x00",
    "The commissioner met the delegation.",
    0.98,
    (("source-document", "2023/会见.html"), ("source-date", "2023-05-04"), ("kind", "1-1")),
)
STRANGE = TranslationUnit(
    "0011", "zh-Hant", "en-GB", "", " ", 1.0, (("kind", "1-1"), ("note", "a"), ("note", ""))
)


def written(folder: Path, *units: TranslationUnit) -> Path:
    path = folder / "units.parquet"
    assert export_units(units, path, format_name="parquet") == len(units)
    return path


def test_every_unit_reads_back_as_it_was(tmp_path: Path) -> None:
    assert list(read_units(written(tmp_path, USUAL, STRANGE))) == [USUAL, STRANGE]
    assert list(read_units(written(tmp_path))) == []


def test_usual_properties_are_columns(tmp_path: Path) -> None:
    frame = pd.read_parquet(written(tmp_path, USUAL, STRANGE))
    assert list(frame.columns) == list(parquet.COLUMNS)
    assert frame["source_document"].tolist()[0] == "2023/会见.html"
    assert frame["probability"].dtype == float
    assert frame["kind"].isna().tolist() == [False, True]
    usual, strange = frame["properties"].tolist()
    assert usual is None
    assert strange[0] == {"name": "kind", "value": "1-1"}


def test_the_same_units_make_the_same_bytes(tmp_path: Path) -> None:
    units = [USUAL, STRANGE] * 1200
    first = written(tmp_path, *units).read_bytes()
    assert written(tmp_path, *units).read_bytes() == first


def test_the_file_says_what_all_of_it_is(tmp_path: Path) -> None:
    signed = replace(USUAL, properties=(*USUAL.properties, ("signature", "split:zh.v1")))
    path = written(tmp_path, STRANGE, signed, USUAL)
    said = json.loads(pyarrow.parquet.read_metadata(path).metadata[b"aligner"])
    assert said.pop("version")
    assert said == {
        "languages": [["zh-Hans", "en"], ["zh-Hant", "en-GB"]],
        "signatures": ["split:zh.v1"],
    }


def test_types_of_columns_are_told(tmp_path: Path) -> None:
    schema = pyarrow.parquet.read_schema(written(tmp_path))
    types = {field.name: str(field.type) for field in schema}
    assert types.pop("probability") == "double"
    assert types.pop("properties").startswith("list<")
    assert set(types.values()) == {"string"}


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    broken = TranslationUnit("1", "zh", "en", "甲\ud800", "A", 1.0)
    (unit,) = read_units(written(tmp_path, broken))
    assert unit.source_text == "甲?"


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "units.parquet"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"units\.parquet: not a Parquet file"):
        list(read_units(path))


def test_other_tables_are_refused_with_the_row(tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    pd.DataFrame({"id": ["1"], "text": ["x"]}).to_parquet(path)
    with pytest.raises(FormatError, match="row 1 is not a translation unit"):
        list(read_units(path))


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"no \.parquet file"):
        list(read_units(tmp_path))


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(parquet, "import_module", absent)
    with pytest.raises(MissingExtraError, match=r"pip install 'aligner\[parquet\]'"):
        parquet.load_pyarrow()


def test_an_old_file_reads_as_ever() -> None:
    golden = Path(__file__).parent / "golden" / "units.parquet"
    assert list(read_units(golden)) == [USUAL, STRANGE]


def test_the_columns_are_those_of_the_old_file(tmp_path: Path) -> None:
    golden = Path(__file__).parent / "golden" / "units.parquet"
    made = pd.read_parquet(io.BytesIO(written(tmp_path, USUAL, STRANGE).read_bytes()))
    pd.testing.assert_frame_equal(pd.read_parquet(golden), made)
