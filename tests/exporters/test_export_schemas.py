"""What is written is valid by the formats' own schemas, and opens in another reader.

The schemas are not part of the project: ``ALIGNER_SCHEMAS`` names a folder that
holds them somewhere below (Debian's ``omegat`` and ``php-symfony-translation``).
"""

import os
from pathlib import Path

import pytest
from lxml import etree

from aligner.exporters import export_units, file_suffix
from aligner.values import TranslationUnit
from tests.exporters.test_export_formats import UNITS


def schema(name: str) -> Path:
    folder = os.environ.get("ALIGNER_SCHEMAS")
    if not folder:
        pytest.skip("ALIGNER_SCHEMAS does not name a folder of schemas")
    found = next(iter(sorted(Path(folder).rglob(name))), None)
    if found is None:
        pytest.skip(f"no {name} below ALIGNER_SCHEMAS")
    return found


def xml_schema(name: str) -> etree.XMLSchema:
    """A schema whose import of xml.xsd is served from the folder, not from the network."""
    root = etree.parse(schema(name)).getroot()
    for element in root.iter("{*}import"):
        location = element.get("schemaLocation", "")
        element.set("schemaLocation", schema(location.rpartition("/")[2]).as_uri())
    return etree.XMLSchema(root)


def written(folder: Path, format_name: str) -> Path:
    path = folder / f"units{file_suffix(format_name)}"
    odd = TranslationUnit("", "zh", "en", "", " ", 0.0, (("a name, 有空格", "x"), ("", "")))
    export_units([*UNITS, odd], path, format_name=format_name)
    return path


def test_tmx_is_valid_by_its_dtd(tmp_path: Path) -> None:
    rules = etree.DTD(str(schema("tmx14.dtd")))
    assert rules.validate(etree.parse(written(tmp_path, "tmx"))), rules.error_log


def test_xliff_1_2_is_valid_by_its_strict_schema(tmp_path: Path) -> None:
    rules = xml_schema("xliff-core-1.2-strict.xsd")
    assert rules.validate(etree.parse(written(tmp_path, "xliff12"))), rules.error_log


def test_xliff_2_1_has_a_valid_core(tmp_path: Path) -> None:
    rules = xml_schema("xliff-core-2.0.xsd")
    # The core of 2.1 is that of 2.0 under another number.
    root = etree.parse(written(tmp_path, "xliff")).getroot()
    root.set("version", "2.0")
    assert rules.validate(root), rules.error_log


@pytest.mark.parametrize(("format_name", "module"), [("tmx", "tmx"), ("xliff12", "xliff")])
def test_another_reader_finds_the_same_texts(tmp_path: Path, format_name: str, module: str) -> None:
    storage = pytest.importorskip(f"translate.storage.{module}")
    stores = {"tmx": "tmxfile", "xliff": "Xliff1File"}
    kind = getattr(storage, stores[module], None) or storage.xlifffile
    store = kind.parsefile(str(written(tmp_path, format_name)))
    first = store.units[0]
    assert (str(first.source), str(first.target)) == (UNITS[0].source_text, UNITS[0].target_text)
