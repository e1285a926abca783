"""TBX: what we write is built as the standards say; what others write is read.

The rules are those of the public schemas of TBX-Basic (core structure and the
Schematron rules of the modules min and basic for version 3; the document type
of version 2), written down here as content models and value lists.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import FormatError
from aligner.glossary import Glossary
from aligner.glossary.tbx import LANG, NAMESPACE, NAMESPACES, read_tbx
from aligner.glossary.tbx_writing import TbxStyle, tbx_bytes
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus
from tests.public_schemas import public_schema

AUX = r"(?:(?:descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref) )*"
DCT_ENTRY = r"(?:(?:note|adminGrp|descripGrp|transacGrp|min:\w+|basic:\w+) )*"
HEADER = {
    "fileDesc": r"(?:titleStmt )?(?:publicationStmt )?(?:sourceDesc )+",
    "titleStmt": r"title (?:note )*",
    "sourceDesc": r"(?:p )+",
    "encodingDesc": r"(?:p )+",
    "text": r"body (?:back )?",
}
# Children of each element, in order, as an expression over their names.
MODELS = {
    TbxStyle.DCA: {
        **HEADER,
        "tbx": r"tbxHeader text ",
        "tbxHeader": r"fileDesc (?:encodingDesc )?(?:revisionDesc )?",
        "body": r"(?:conceptEntry )+",
        "conceptEntry": AUX + r"(?:langSec )+",
        "langSec": AUX + r"(?:termSec )+",
        "termSec": r"term (?:(?:termNote|termNoteGrp) )*" + AUX,
    },
    TbxStyle.DCT: {
        **HEADER,
        "tbx": r"tbxHeader text ",
        "tbxHeader": r"fileDesc (?:encodingDesc )?(?:revisionDesc )?",
        "body": r"(?:conceptEntry )+",
        "conceptEntry": DCT_ENTRY + r"(?:langSec )+",
        "langSec": DCT_ENTRY + r"(?:termSec )+",
        "termSec": r"term (?:(?:min|basic):\w+ )*" + DCT_ENTRY,
    },
    TbxStyle.VERSION_2: {
        **HEADER,
        "martif": r"martifHeader text ",
        "martifHeader": r"fileDesc (?:encodingDesc )?(?:revisionDesc )?",
        "body": r"(?:termEntry )+",
        "termEntry": AUX + r"(?:langSet )+",
        "langSet": AUX + r"(?:tig )+",
        "tig": r"term (?:termNote )*" + AUX,
    },
}
ATTRIBUTES = {
    "tbx": {"type", "style", LANG},
    "martif": {"type", LANG},
    "conceptEntry": {"id"},
    "termEntry": {"id"},
    "langSec": {LANG},
    "langSet": {LANG},
    "descrip": {"type"},
    "termNote": {"type"},
}
# Where a data category may stand, and its values if they are listed.
PLACES = {
    "subjectField": {"conceptEntry", "termEntry"},
    "definition": {"conceptEntry", "termEntry", "langSec", "langSet"},
    "administrativeStatus": {"termSec", "tig"},
    "termType": {"termSec", "tig"},
}
VALUES = {
    "administrativeStatus": {
        "admittedTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "supersededTerm-admn-sts",
        "preferredTerm-admn-sts",
    },
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
}
MODULES = {
    "min": {"subjectField", "administrativeStatus", "partOfSpeech", "customerSubset"},
    "basic": {"definition", "termType", "context", "source", "note", "geographicalUsage"},
}
XML_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def name_of(element: "etree._Element") -> str:
    qualified = etree.QName(element)
    prefix = {uri: name for name, uri in NAMESPACES.items()}.get(qualified.namespace or "", "")
    return f"{prefix}:{qualified.localname}" if prefix else qualified.localname


def faults(data: bytes, style: TbxStyle) -> list[str]:
    """What a document has that the standard does not."""
    root = etree.fromstring(data)
    ids = [str(element.get("id")) for element in root.iter() if element.get("id") is not None]
    found = [f"id {name}" for name in ids if not XML_ID.fullmatch(name) or ids.count(name) > 1]
    for element in root.iter():
        found += structure_faults(element, style)
        found += category_faults(element)
    return found


def structure_faults(element: "etree._Element", style: TbxStyle) -> Iterator[str]:
    """Children, attributes and namespace that are not as they should be."""
    name = name_of(element)
    children = "".join(f"{name_of(child)} " for child in element)
    if not re.fullmatch(MODELS[style].get(name, ""), children):
        yield f"{name} holds {children}"
    wrong = set(map(str, element.attrib)) - ATTRIBUTES.get(name, set())
    if wrong and name != "p":
        yield f"{name} has {wrong}"
    if (style is TbxStyle.VERSION_2) == (etree.QName(element).namespace is not None):
        yield f"namespace of {name}"
    tags = [child.get(LANG) for child in element if child.get(LANG)]
    if len(set(tags)) != len(tags):
        yield f"languages {tags}"


def category_faults(element: "etree._Element") -> Iterator[str]:
    """Data categories of the wrong module, place or value."""
    module, colon, plain = name_of(element).partition(":")
    category = plain if colon else element.get("type", "")
    if colon and plain not in MODULES[module]:
        yield f"{plain} is not of its module"
    parent = element.getparent()
    if category in PLACES and (parent is None or name_of(parent) not in PLACES[category]):
        yield f"{category} below {parent}"
    if category in VALUES and element.text not in VALUES[category]:
        yield f"{category} {element.text}"


def rich() -> Glossary:
    """Everything the model holds, with languages in turns and ids of all kinds."""
    day = date(2018, 8, 28)
    terms = (
        Term("国家知识产权局", "zh"),
        Term("CNIPA", "en", TermStatus.ADMITTED, abbreviation=True, case_sensitive=True),
        Term("国知局", "zh", TermStatus.ADMITTED, valid_from=day, valid_until=date(2030, 1, 1)),
        Term("CNIPA", "fr"),
        Term("SIPO", "en", TermStatus.DEPRECATED, valid_from=day, use_instead="CNIPA", note="old"),
        Term("S(IP)O", "en", TermStatus.DEPRECATED, match=MatchMode.REGEX),
    )
    made = ConceptEntry("2nd 概念", terms, "org", "a & b < c", "A", weak=True, definition="局")
    plain = ConceptEntry("patent", (Term("专利", "zh-Hans"), Term("patent", "en-GB")))
    return Glossary((made, plain))


@pytest.mark.parametrize("style", list(TbxStyle))
def test_what_we_write_is_built_as_the_standard_says(style: TbxStyle) -> None:
    data = tbx_bytes(rich(), style)
    assert faults(data, style) == []
    root = etree.fromstring(data)
    assert root.get("type") == "TBX-Basic"
    assert root.get("style") == (None if style is TbxStyle.VERSION_2 else style.value)
    assert (NAMESPACE in data.decode()) == (style is not TbxStyle.VERSION_2)
    has_doctype = b'<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">' in data
    assert has_doctype == (style is TbxStyle.VERSION_2)


@pytest.mark.parametrize("style", list(TbxStyle))
def test_everything_comes_back(style: TbxStyle) -> None:
    back = read_tbx(tbx_bytes(rich(), style), "g.tbx")
    for entry, other in zip(rich().entries, back.entries, strict=True):
        assert sorted(entry.terms, key=str) == sorted(other.terms, key=str)
        assert (entry.id, entry.domain, entry.note) == (other.id, other.domain, other.note)
        assert (entry.reliability, entry.weak) == (other.reliability, other.weak)
        assert entry.definition == other.definition
    assert (back.problems, back.unread) == ((), ())


def test_the_check_finds_what_is_wrong() -> None:
    data = tbx_bytes(rich())
    assert faults(data.replace(b"preferredTerm-admn-sts", b"best"), TbxStyle.DCA)
    assert faults(data.replace(b"subjectField", b"administrativeStatus"), TbxStyle.DCA)
    assert faults(data.replace(b"<term>", b"<note>x</note><term>"), TbxStyle.DCA)
    assert faults(data, TbxStyle.DCT)


BOMB = """<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<tbx><text><body><conceptEntry><langSec><termSec><term>&b;</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    text = BOMB.replace("1.0", f'1.0" encoding="{encoding}', 1)
    with pytest.raises(FormatError, match="entities"):
        read_tbx(text.encode(encoding), "g.tbx")


def test_parameter_entities_are_refused() -> None:
    text = '<!DOCTYPE tbx [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><tbx/>'
    with pytest.raises(FormatError, match="entities"):
        read_tbx(text.encode(), "g.tbx")


def test_a_term_with_a_bad_rule_is_left_out_and_the_rest_is_read() -> None:
    text = tbx_bytes(rich()).decode()
    back = read_tbx(text.replace("=2018-08-28", "=some day", 1).encode(), "g.tbx")
    (problem,) = back.problems
    assert problem.code == "bad-term"
    assert "some day" in problem.message
    assert problem.line > 1
    assert len(back.entries) == 2


def test_a_file_without_terms_says_what_to_do() -> None:
    text = "<tbx><text><body><conceptEntry><langSec/></conceptEntry></body></text></tbx>"
    with pytest.raises(FormatError, match=r"no usable entry.*give each concept entry a term"):
        read_tbx(text.encode(), "g.tbx")


OMEGAT = Path("/usr/share/omegat/OmegaT.jar")


@pytest.mark.skipif(not OMEGAT.exists(), reason="OmegaT, which has the schema, is not installed")
def test_version_2_is_valid_by_the_schema_that_omegat_has(tmp_path: Path) -> None:
    with zipfile.ZipFile(OMEGAT) as archive:
        for name in ("schemas/tbx.xsd", "schemas/xml.xsd"):
            archive.extract(name, tmp_path)
    schema = etree.XMLSchema(etree.parse(tmp_path / "schemas" / "tbx.xsd"))
    schema.assertValid(etree.fromstring(tbx_bytes(rich(), TbxStyle.VERSION_2)))


@pytest.mark.parametrize("style", [TbxStyle.DCA, TbxStyle.DCT])
def test_version_3_is_valid_by_the_public_schemas(style: TbxStyle) -> None:
    core = public_schema("TBXcoreStructV03_TBX-Basic_integrated.rng")
    root = etree.fromstring(tbx_bytes(rich(), style))
    etree.RelaxNG(file=str(core)).assertValid(root)
    modules = {
        NAMESPACES[name]: etree.RelaxNG(file=str(public_schema(f"{name.capitalize()}.rng")))
        for name in NAMESPACES
    }
    for element in root.iter():
        rules = modules.get(etree.QName(element).namespace or "")
        if rules is not None:
            rules.assertValid(etree.fromstring(etree.tostring(element, with_tail=False)))
