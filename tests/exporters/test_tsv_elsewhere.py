"""Tab-separated files as other programs read them, by what the documentation says."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner.docs
from aligner.exporters import export_units
from aligner.values import TranslationUnit

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def reading() -> str:
    """The program that the documentation gives for reading such a file."""
    page = (Path(aligner.docs.__file__).parent / "formats.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return str(found)


def as_pandas_reads(path: Path) -> "pd.DataFrame":
    names: dict[str, object] = {}
    exec(reading().replace("releases.tsv", str(path)), names)  # noqa: S102 - our own page
    frame = names["units"]
    assert isinstance(frame, pd.DataFrame)
    return frame


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_pandas_reads_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "pandas.tsv"
    units = [
        TranslationUnit(str(n), "zh", "en", source, target, 0.25, (("comment", note),))
        for n, (source, target, note) in enumerate(texts)
    ]
    export_units(units, path, format_name="tsv")
    frame = as_pandas_reads(path)
    assert list(frame["source_text"]) == [source for source, *_ in texts]
    assert list(frame["target_text"]) == [target for _, target, _ in texts]
    assert list(frame["comment"]) == [note for *_, note in texts]


@pytest.mark.parametrize(
    "text", ['"', 'He said: "so', '""', "NA", "null", "", "=1+1", "a\tb", "a\nb", "\\n", "\u2028"]
)
def test_texts_that_tables_stumble_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.tsv"
    unit = TranslationUnit("1", "zh", "en", text, f"{text}{text}", 1.0)
    export_units([unit, unit], path, format_name="tsv")
    assert list(as_pandas_reads(path)["source_text"]) == [text, text]
    # Whoever splits at line ends and tabs finds the same fields.
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows == [line.split("\t") for line in path.read_text("utf-8").split("\n")[:-1]]
