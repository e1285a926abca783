"""A project's own rules: SRX files and abbreviations."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.splitters import Segmentation, split_document, split_signature
from aligner.splitters.icu import python_pattern
from aligner.splitters.srx import SrxRules
from aligner.values import Block, BlockKind, Document

FOLDER = Path(__file__).parent / "srx"
HEAD = '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="yes"/><body>'
MAPS = '<maprules><languagemap languagepattern=".*" languagerulename="x"/></maprules>'


def srx(*rules: str, maps: str = MAPS) -> bytes:
    listed = "".join(f"\n{rule}" for rule in rules)
    body = f'<languagerules><languagerule languagerulename="x">{listed}\n</languagerule>'
    return f"{HEAD}{body}</languagerules>{maps}</body></srx>".encode()


def rule(before: str, after: str = "", *, cut: str = "yes") -> str:
    sides = f"<beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak>"
    return f'<rule break="{cut}">{sides}</rule>'


def pieces(path: str, language: str, text: str) -> list[str]:
    splitter = SrxRules.parse((FOLDER / path).read_bytes(), path).splitter(language)
    assert splitter is not None
    return [text[start:stop] for start, stop in splitter.split(text)]


@pytest.mark.parametrize(
    ("path", "language", "text"),
    [
        ("omegat.srx", "en", "See Reg. Five.| It is new.| Done"),
        ("omegat.srx", "EN-GB", "It is w.r.t. Maria.| So?”| Yes"),
        ("omegat.srx", "zh-Hans", "一是保护；|二是服务。|“好。”|完"),
        ("omegat.srx", "fr", "See Reg.| Five.| It is"),
        ("first_only.srx", "zh-Hant", "一是保护；|二是服务。|He came. She left。|完"),
        ("okapi.srx", "en-US", "It took APPROX. Ten days.| It ended.| [Yes]"),
        ("okapi.srx", "en_US", "He met J. Smith and X.| Quist."),
    ],
)
def test_rules_apply_as_in_the_tools_that_wrote_them(path: str, language: str, text: str) -> None:
    assert pieces(path, language, text.replace("|", "")) == [p.strip() for p in text.split("|")]


def test_a_language_without_rules_is_split_as_usual() -> None:
    rules = SrxRules.parse((FOLDER / "okapi.srx").read_bytes(), "okapi.srx")
    assert rules.splitter("zh-Hans") is None
    block = Block(BlockKind.PARAGRAPH, "会议召开。代表参加了会议。", 0, 13)
    document = Document("d", "zh", (block,), "0")
    assert split_document(document, Segmentation(rules)) == split_document(document)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tmx/>", "not SRX but <tmx>"),
        (b"rules", "not SRX"),
        (b'<srx version="1.0"><rule/></srx>', "SRX 1.0"),
        (b'<srx version="2.0"/>', "without a rule"),
        (b'<!DOCTYPE srx><srx version="2.0"/>', "document type"),
        (srx(rule(r"a"), rule(r"\p{javaLowerCase}x")), r"line 3, language rule 'x'.*only Java"),
        (srx(rule(r"(a"), rule("b")), r"line 2, language rule 'x'.*before the break"),
        (srx(rule("b", r"\y")), r"line 2, language rule 'x'.*after the break"),
        (srx(rule(r"[\z]")), "in a character class"),
        (srx(rule("", r"(?:a|aa)+c")), r"line 2, language rule 'x'.*too long"),
        (srx(rule("a"), maps=MAPS.replace('"x"', '"y"')), "no language rule is named 'y'"),
        (srx(rule("a"), maps=MAPS.replace('".*"', '"("')), "language pattern"),
    ],
)
def test_files_that_cannot_be_used_are_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=rf"r\.srx\S* .*{message}"):
        SrxRules.parse(data, "r.srx")


def test_a_rule_that_takes_too_long_on_a_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = SrxRules.parse(srx(rule(r"^b(?:x|xx)+y")), "r.srx")
    monkeypatch.setattr("aligner.splitters.srx._LONGEST", 0.05)
    splitter = rules.splitter("en")
    assert splitter is not None
    with pytest.raises(FormatError, match=r"line 2.*too long on a paragraph"):
        splitter.split("x" * 60 + "y")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\x{4e2d}", "中"),
        (r"\x{1F600}", "\U0001f600"),
        (r"\Qa.b*\E", "a.b*"),
        (r"\h", "\u3000"),
        (r"[\h]", "\u3000"),
        (r"[\v]", "\u2028"),
        (r"\cI", "\t"),
        (r"[[:alpha:]]", "é"),
        (r"\p{Lu}", "É"),
        (r"[\p{L}&&[^a]]", "b"),
        (r"a++", "aaa"),
        (r"\u3002", "。"),
        (r"[.\]]", "]"),
        (r"x\Z", "x"),
        (r"x\z", "x"),
    ],
)
def test_constructs_of_other_engines_mean_the_same(pattern: str, text: str) -> None:
    import regex  # noqa: PLC0415 - beside what is tested

    assert regex.compile(python_pattern(pattern), regex.VERSION1).fullmatch(text)


@given(st.text(alphabet="aB. ！。?\n", max_size=60))
def test_spans_leave_out_nothing_but_space(text: str) -> None:
    for path in ("omegat.srx", "okapi.srx"):
        splitter = SrxRules.parse((FOLDER / path).read_bytes(), path).splitter("en")
        assert splitter is not None
        spans = splitter.split(text)
        assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
        assert spans == sorted(spans)


def test_abbreviations_of_a_project_end_no_sentence(tmp_path: Path) -> None:
    path = tmp_path / "abbreviations.txt"
    path.write_text("# of this office\nGaz.\n\n  Stat. Inst.\n", encoding="utf-8")
    text = "It is in Gaz. Five and Stat. Inst. Seven. The Gaz. Board met. Topgaz. It ended."
    document = Document("d", "en", (Block(BlockKind.PARAGRAPH, text, 0, len(text)),), "0")
    found = split_document(document, Segmentation.read(None, path)).texts
    assert found == (
        "It is in Gaz. Five and Stat. Inst. Seven.",
        "The Gaz. Board met.",
        "Topgaz.",
        "It ended.",
    )


@pytest.mark.parametrize("line", ["Gazette", ".", "a b c"])
def test_lines_that_are_no_abbreviations_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "abbreviations.txt"
    path.write_text(f"Gaz.\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"abbreviations\.txt:2: "):
        Segmentation.read(None, path)


def test_signatures_name_the_rules_by_their_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a.srx", tmp_path / "b.srx"
    first.write_bytes(srx(rule("a")))
    second.write_bytes(srx(rule("a")))
    labels = {split_signature(Segmentation.read(path, None)) for path in (first, second)}
    assert len(labels) == 1
    second.write_bytes(srx(rule("b")))
    assert split_signature(Segmentation.read(second, None)) not in labels
    assert split_signature() == split_signature(Segmentation())


def test_rules_travel_to_other_processes() -> None:
    segmentation = Segmentation.read(FOLDER / "okapi.srx", None)
    assert pickle.loads(pickle.dumps(segmentation)) == segmentation  # noqa: S301 - our own
