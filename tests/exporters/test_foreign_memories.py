"""Memories of other programs: several languages in a unit, and the dialects of XLIFF."""

from pathlib import Path

import pytest

from aligner.errors import FormatError
from aligner.exporters import format_of_suffix, read_units
from aligner.values import TranslationUnit

ZH, TW = "审查员驳回了申请。", "審查員駁回了申請。"
EN, DE = "The examiner refused it.", "Abgelehnt."


def tu(*variants: tuple[str, str], attributes: str = "") -> str:
    texts = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants)
    return f"<tu{attributes}>{texts}</tu>\n"


def tmx(path: Path, *units: str, source: str = "en-GB") -> Path:
    header = (
        f'<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
        f'adminlang="en" srclang="{source}" datatype="plaintext"/>'
    )
    text = f'<tmx version="1.4">{header}<body>\n{"".join(units)}</body></tmx>'
    path.write_text(text, encoding="utf-8")
    return path


def read(
    path: Path, languages: tuple[str, str] | None = None
) -> tuple[list[TranslationUnit], list[str]]:
    notices: list[str] = []
    return list(read_units(path, languages=languages, notice=notices.append)), notices


def sides(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(unit.source_language, unit.target_language) for unit in units]


def test_chinese_and_english_are_taken_of_units_in_more_languages(tmp_path: Path) -> None:
    path = tmx(
        tmp_path / "a.tmx",
        tu(("en-GB", EN), ("de-DE", DE), ("zh-CN", ZH), attributes=' tuid="one"'),
        tu(("zh-CN", ZH), ("en-GB", EN), ("fr-FR", "Rejeté.")),
        tu(("en-GB", EN), ("de-DE", DE)),
        tu(("fr", "Oui."), ("de", "Ja."), ("it", "Sì.")),
        tu(("zh-CN", ZH)),
        tu(),
    )
    units, notices = read(path)
    assert sides(units) == [("zh-CN", "en-GB"), ("zh-CN", "en-GB"), ("en-GB", "de-DE")]
    assert units[0].id == "one"
    assert len({unit.id for unit in units}) == 3
    assert [notice.partition(": ")[2].partition(" is ")[0] for notice in notices] == [
        *("1 unit in fr, de, it", "1 unit in no language", "1 unit in zh-CN"),
    ]
    assert "line 5" in notices[0]


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        (("de", "en"), [("de-DE", "en-GB", DE, EN)]),
        (("EN_gb", "zh-TW"), [("en-GB", "zh-TW", EN, TW)]),
        (("zh-Hans", "en"), [("zh-CN", "en-GB", ZH, EN)]),
        (("zh-Hant", "de-AT"), [("zh-TW", "de-DE", TW, DE)]),
        (("fr", "en"), []),
    ],
)
def test_languages_choose(
    tmp_path: Path, languages: tuple[str, str], found: list[tuple[str, ...]]
) -> None:
    every = (("en-GB", EN), ("de-DE", DE), ("zh-CN", ZH), ("zh-TW", TW))
    units, notices = read(tmx(tmp_path / "a.tmx", tu(*every)), languages)
    assert [
        (u.source_language, u.target_language, u.source_text, u.target_text) for u in units
    ] == found
    assert bool(notices) == (not found)


def test_varieties_of_chinese_are_kept_apart_and_said(tmp_path: Path) -> None:
    three = tu(("zh-CN", ZH), ("en", EN), ("zh-TW", TW), attributes=' tuid="one"')
    units, notices = read(tmx(tmp_path / "a.tmx", three, source="zh-CN"))
    assert [(u.source_language, u.source_text, u.target_text) for u in units] == [
        ("zh-CN", ZH, EN),
        ("zh-TW", TW, EN),
    ]
    assert units[0].id == "one" != units[1].id
    assert "simplified and traditional Chinese (zh-CN, zh-TW)" in notices[0]
    two = tmx(tmp_path / "b.tmx", tu(("zh-CN", ZH), ("en", EN)), tu(("zh-HK", TW), ("en", EN)))
    assert "zh-CN, zh-HK" in read(two)[1][0]
    assert read(tmx(tmp_path / "c.tmx", tu(("zh-CN", ZH), ("en", EN))))[1] == []


US = "The application was filed in color."
GB = "The application was filed in colour."


@pytest.mark.parametrize(
    ("languages", "taken", "said"),
    [
        (None, GB, "1 unit with several texts in one language (en-GB, en-US)"),
        (("zh", "en"), GB, "1 unit with several texts in one language (en-GB, en-US)"),
        (("zh", "en-AU"), GB, "1 unit with several texts in one language (en-GB, en-US)"),
        (("zh", "en-US"), US, ""),
        (("zh", "EN_gb"), GB, ""),
    ],
)
def test_varieties_of_english_are_chosen_and_said(
    tmp_path: Path, languages: tuple[str, str] | None, taken: str, said: str
) -> None:
    same = tu(("zh-CN", ZH), ("en-US", EN), ("en-GB", EN))
    path = tmx(tmp_path / "a.tmx", tu(("zh-CN", ZH), ("en-GB", GB), ("en-US", US)), same)
    units, notices = read(path, languages)
    assert [unit.target_text for unit in units] == [taken, EN]
    assert bool(notices) == bool(said)
    assert all(said in notice for notice in notices)


def test_varieties_of_the_source_are_chosen_and_said(tmp_path: Path) -> None:
    path = tmx(tmp_path / "a.tmx", tu(("zh-CN", ZH), ("zh-TW", TW), ("en", EN)))
    units, notices = read(path, ("zh", "en"))
    assert [unit.source_text for unit in units] == [ZH]
    assert "(zh-CN, zh-TW): the one that stands first is taken" in notices[0]
    assert read(path, ("zh-TW", "en"))[1] == []


HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><xliff version="1.2" '
    'xmlns="urn:oasis:names:tc:xliff:document:1.2" {more}><file original="a.docx" '
    'source-language="zh-CN" target-language="en-US" datatype="x">{start}<body>{body}</body>'
    "</file></xliff>"
)
STUDIO = HEAD.format(
    more='xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:version="1.0"',
    start='<header><file-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"/>'
    '<reference><internal-file form="base64">UEsDBA==</internal-file></reference></header>',
    body='<trans-unit id="s" translate="no"><source><x id="0"/></source></trans-unit>'
    '<group><trans-unit id="u"><source><g id="1">会议开幕。<x id="2"/>代表出席。未译。</g></source>'
    '<seg-source><g id="1"><mrk mtype="seg" mid="1">会议开幕。</mrk>'
    '<mrk mtype="seg" mid="2"><x id="2"/>代表出席。</mrk><mrk mtype="seg" mid="3">未译。</mrk></g>'
    '</seg-source><target><g id="1"><mrk mtype="seg" mid="1">The meeting opened.</mrk>'
    '<mrk mtype="seg" mid="2"><x id="2"/>Delegates <g id="3">attended</g>.</mrk>'
    '<mrk mtype="seg" mid="3"/></g></target><sdl:seg-defs><sdl:seg id="1" '
    'conf="ApprovedTranslation"/><sdl:seg id="2" conf="Draft"/><sdl:seg id="3"/></sdl:seg-defs>'
    "</trans-unit></group>",
)
MEMOQ = HEAD.format(
    more='xmlns:mq="MQXliff"',
    start="",
    body='<trans-unit id="1" mq:status="ManuallyConfirmed"><source xml:space="preserve">会议开幕。'
    '</source><target xml:space="preserve">The meeting opened.</target>'
    "<mq:insertedmatch><source>会议</source><target>meeting</target></mq:insertedmatch>"
    '</trans-unit><trans-unit id="2" mq:status="PartiallyEdited"><source>代表<bpt id="1">&lt;b&gt;'
    '</bpt>出席。<ept id="1">&lt;/b&gt;</ept></source><target>Delegates attended.</target>'
    '</trans-unit><trans-unit id="3" mq:status="NotStarted"><source>未译。</source><target/>'
    "</trans-unit>",
)
PHRASE = HEAD.format(
    more='xmlns:m="http://www.memsource.com/mxlf/2.0" m:version="2.4"',
    start="",
    body='<group id="0"><trans-unit id="p:0" m:confirmed="1" m:locked="false"><source>会议开幕。'
    "</source><target>The meeting opened.</target><alt-trans origin='memsource-tm'>"
    "<target>Meeting.</target></alt-trans></trans-unit></group>"
    '<group id="1"><trans-unit id="p:1" m:confirmed="0"><source>{b&gt;代表&lt;b}出席{1}。</source>'
    "<target>{b&gt;Delegates&lt;b} attended {2}{1}.</target><m:tunit-metadata><m:mark id='b'/>"
    "<m:mark id='1'/></m:tunit-metadata></trans-unit></group>"
    '<group id="2"><trans-unit id="p:2" m:confirmed="0"><source>未译。</source><target></target>'
    "</trans-unit></group>",
)
WORDFAST = HEAD.format(
    more='xmlns:gs4tr="http://www.gs4tr.org/schema/xliff-ext"',
    start="",
    body='<trans-unit id="1" gs4tr:editStatus="confirmed"><source>会议开幕。</source><target '
    'state="translated">The meeting opened.</target></trans-unit><trans-unit id="2" '
    'gs4tr:editStatus="draft"><source>代表<bx id="1"/>出席。<ex id="1"/></source>'
    "<target>Delegates attended.</target></trans-unit>"
    '<trans-unit id="3"><source>未译。</source></trans-unit>',
)


@pytest.mark.parametrize(
    ("suffix", "text", "states", "second"),
    [
        (".sdlxliff", STUDIO, ["ApprovedTranslation", "Draft"], "Delegates attended."),
        (".mqxliff", MEMOQ, ["ManuallyConfirmed", "PartiallyEdited"], "Delegates attended."),
        (".mxliff", PHRASE, ["confirmed", "unconfirmed"], "Delegates attended {2}."),
        (".txlf", WORDFAST, ["translated", "draft"], "Delegates attended."),
    ],
)
def test_files_of_translation_tools_are_read(
    tmp_path: Path, suffix: str, text: str, states: list[str], second: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    found = format_of_suffix(path)
    assert found is not None
    assert found.name == "xliff12"
    units, _ = read(path)
    assert [(unit.source_text, unit.target_text) for unit in units] == [
        ("会议开幕。", "The meeting opened."),
        ("代表出席。", second),
    ]
    assert sides(units) == [("zh-CN", "en-US")] * 2
    assert [dict(unit.properties)["state"] for unit in units] == states


def test_unknown_suffixes_are_refused_with_all_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"\.mqxliff.*\.sdlxliff.*\.txlf"):
        read(tmp_path / "a.xyz")
