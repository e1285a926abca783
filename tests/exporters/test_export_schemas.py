"""What is written is valid, by grammars beside this file and by the formats' own schemas.

Those are not part of the project (Debian's ``omegat`` and ``php-symfony-translation``
have them, but for ``metadata.xsd`` of XLIFF 2.1, which OASIS publishes).
"""

from pathlib import Path

import pytest
from lxml import etree

from aligner.exporters import UNIT_FORMATS, export_units
from aligner.values import TranslationUnit
from tests.exporters.test_export_formats import UNITS
from tests.public_schemas import public_schema

GRAMMARS = Path(__file__).parent / "grammars"


def xml_schema(name: str) -> etree.XMLSchema:
    """A schema whose import of xml.xsd is served from the folder, not from the network."""
    root = etree.parse(public_schema(name)).getroot()
    for element in root.iter("{*}import"):
        location = element.get("schemaLocation", "")
        element.set("schemaLocation", public_schema(location.rpartition("/")[2]).as_uri())
    return etree.XMLSchema(root)


ODD = TranslationUnit("", "zh", "en", "", " ", 0.0, (("a name, 有空格", "x"), ("", "")))
CORPORA = {"some units": (*UNITS, ODD), "no unit": ()}
corpora = pytest.mark.parametrize("name", CORPORA)


def written(folder: Path, format_name: str, name: str) -> etree._ElementTree:
    path = folder / f"units{UNIT_FORMATS[format_name].suffix}"
    export_units(CORPORA[name], path, format_name=format_name)
    return etree.parse(path)


@corpora
@pytest.mark.parametrize("format_name", ["tmx", "xliff", "xliff12"])
def test_what_is_written_follows_the_grammar(tmp_path: Path, format_name: str, name: str) -> None:
    rules = etree.RelaxNG(file=str(GRAMMARS / f"{format_name}.rng"))
    assert rules.validate(written(tmp_path, format_name, name)), rules.error_log


@pytest.mark.parametrize("format_name", ["tmx", "xliff", "xliff12"])
def test_the_grammars_refuse_what_is_wrong(tmp_path: Path, format_name: str) -> None:
    rules = etree.RelaxNG(file=str(GRAMMARS / f"{format_name}.rng"))
    tree = written(tmp_path, format_name, "some units")
    for element in tree.getroot().iter():
        element.set("wrong", "1")
        assert not rules.validate(tree)
        del element.attrib["wrong"]
    assert rules.validate(tree)


@corpora
def test_tmx_is_valid_by_its_dtd(tmp_path: Path, name: str) -> None:
    rules = etree.DTD(str(public_schema("tmx14.dtd")))
    assert rules.validate(written(tmp_path, "tmx", name)), rules.error_log


@corpora
def test_xliff_1_2_is_valid_by_its_strict_schema(tmp_path: Path, name: str) -> None:
    rules = xml_schema("xliff-core-1.2-strict.xsd")
    assert rules.validate(written(tmp_path, "xliff12", name)), rules.error_log


@corpora
def test_xliff_2_1_is_valid_by_the_schemas_of_its_core_and_of_its_metadata(
    tmp_path: Path, name: str
) -> None:
    # The core schema of 2.1 is that of 2.0, under its old name; it looks into no module.
    core, metadata = xml_schema("xliff?core?2.0.xsd"), xml_schema("metadata.xsd")
    root = written(tmp_path, "xliff", name).getroot()
    assert core.validate(root), core.error_log
    found = list(root.iter("{urn:oasis:names:tc:xliff:metadata:2.0}metadata"))
    assert bool(found) == bool(CORPORA[name])
    for element in found:
        assert metadata.validate(element), metadata.error_log
