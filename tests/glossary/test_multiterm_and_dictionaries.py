"""Glossaries of MultiTerm, and term dictionaries of machine translation."""

from pathlib import Path

import pytest

from aligner.errors import ConfigError, FormatError
from aligner.glossary import read_glossary, write_glossary
from aligner.glossary.dictionaries import read_dictionary
from aligner.glossary.multiterm import read_multiterm
from tests.glossary.what_was_read import forms, problems

MULTITERM = """<?xml version="1.0" encoding="UTF-8"?>
<mtf><conceptGrp><concept>7</concept>
<transacGrp><transac type="origination">me</transac><date>2021-03-15</date></transacGrp>
<descripGrp><descrip type="领域">水利</descrip></descripGrp>
<descripGrp><descrip type="Picture">a.png</descrip></descripGrp>
<languageGrp><language type="中文" lang="ZH-CN"/>
<termGrp><term>水闸</term></termGrp><termGrp><term> </term></termGrp></languageGrp>
<languageGrp><language type="English"/>
<termGrp><term>sluice</term><descripGrp><descrip type="Part of Speech">noun</descrip></descripGrp>
</termGrp>
<termGrp><term>flood door</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp>
</termGrp>
<termGrp><term>water gate</term><descripGrp><descrip type="Note">禁用</descrip></descripGrp>
</termGrp>
<termGrp><term>gate</term><descripGrp><descrip type="Status">blue</descrip></descripGrp></termGrp>
</languageGrp></conceptGrp>
<conceptGrp><concept>8</concept></conceptGrp></mtf>"""


def test_multiterm(tmp_path: Path) -> None:
    path = tmp_path / "g.xml"
    path.write_text(MULTITERM, encoding="utf-8")
    glossary = read_glossary(path)
    (entry,) = glossary.entries
    assert (entry.id, entry.domain) == ("7", "水利")
    assert forms(glossary, "zh") == [(["水闸"], [])]
    assert forms(glossary, "en") == [(["sluice"], ["flood door", "water gate"])]
    assert entry.forms("en")[0].note == "noun"
    assert [term.language for term in entry.terms] == ["zh-CN", "en", "en", "en"]
    assert dict(glossary.unread) == {"Picture": 1}
    assert [code for code, _ in problems(glossary)] == ["ban-in-note", "bad-term", "empty-term"]


def test_multiterm_is_data_from_outside(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE mtf [<!ENTITY a "b">]><mtf><conceptGrp/></mtf>'
    with pytest.raises(FormatError, match="entities"):
        read_multiterm(bomb, "g.xml")
    glossary = read_multiterm(MULTITERM.encode(), "g.xml")
    with pytest.raises(ConfigError, match="multiterm is only read; use tsv"):
        write_glossary(glossary, tmp_path / "out.xml", "multiterm")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        '{"水闸": "sluice", "堤坝": ["dike", "embankment"]}',
        '{"sluice": "水闸", "dike": "堤坝", "embankment": "堤坝"}',
        '[{"zh": "水闸", "en": "sluice"}, {"zh": "堤坝", "en": ["dike", "embankment"]}]',
        '[["水闸", "sluice"], ["堤坝", "dike", "embankment"]]',
        (
            '{"source": "水闸", "target": "sluice"}\n{"source": "堤坝", "target": "dike"}\n'
            '{"source": "堤坝", "target": "embankment"}'
        ),
        (
            '{"zh": "水闸开了。", "en": "It opened.", "terms": {"水闸": "sluice"}}\n'
            '{"zh": "长堤坝。", "en": "A dike.", "terms": {"堤坝": ["dike", "embankment"]}}'
        ),
    ],
)
def test_dictionaries_of_machine_translation(text: str) -> None:
    glossary = read_dictionary(text.encode(), "g.json")
    assert forms(glossary, "zh") == [(["水闸"], []), (["堤坝"], [])]
    assert forms(glossary, "en") == [(["sluice"], []), (["dike", "embankment"], [])]


def test_a_bad_line_of_a_dictionary_is_named_and_the_rest_is_read() -> None:
    glossary = read_dictionary('{"水闸": "sluice"}\n{"堤\n{"堤坝": "dike"}\n'.encode(), "g.jsonl")
    assert len(glossary) == 2
    assert problems(glossary) == [("bad-row", 2)]
    for bad in ("{", '{"a": 1}', "[]", "[" * 100_000):
        with pytest.raises(FormatError, match=r"g\.json"):
            read_dictionary(bad.encode(), "g.json")
