"""The words of the page: the same labels in every language, and nothing that is left in English."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

import aligner
from aligner.terms.checking.findings import Documents, FindingPlace, make_finding, suspect
from aligner.terms.matching.validity import when_wrong
from aligner.values import (
    BeadRuling,
    EditAction,
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    Term,
    TermStatus,
    TranslationUnit,
)

ROOM = Path(aligner.__file__).parent / "review"
STATIC = ROOM / "static"
LANGUAGES = ("en", "zh")
DAY = date(2018, 8, 28)
# What stands in messages and reasons for values.
VALUES = {
    "move.side": "source",
    "side": "source",
    "name": "source",
    "kind": "number",
    "language": "Chinese",
    "word": "without",
    "also": "",
    "_where(move)": "before",
    "read.unit.probability": "0.20",
    "len(unmet)": "3",
    "share": "12%",
}
REFUSED_IN = ("moves", "moved", "segment_moves", "open_pair", "desk", "desk_terms", "guard")


def content(language: str) -> dict[str, object]:
    return dict(json.loads((STATIC / f"words.{language}.json").read_text(encoding="utf-8")))


def labels(language: str) -> dict[str, str]:
    found = content(language)["words"]
    assert isinstance(found, dict)
    return found


def said(language: str) -> list[tuple[str, str]]:
    found = content(language)["said"]
    assert isinstance(found, list)
    return [(pattern, text) for pattern, text in found]


def translated(text: str, language: str) -> str:
    for pattern, template in said(language):
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return re.sub(
                r"\$(\d)", lambda number: translated(found[int(number[1])], language), template
            )
    return text


def test_every_language_has_the_same_labels_with_the_same_values() -> None:
    english, chinese = (labels(language) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for name, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", chinese[name]))
        assert chinese[name]


def test_every_label_that_the_page_uses_is_there_and_no_other() -> None:
    scripts = "\n".join(p.read_text(encoding="utf-8") for p in STATIC.glob("*.js"))
    page = (STATIC / "review.html").read_text(encoding="utf-8")
    used = set(re.findall(r'\bword\("([\w.-]+)"', scripts))
    used |= set(re.findall(r'data-(?:word|title|placeholder|aria-label)="([\w.-]+)"', page))
    assert used <= labels("en").keys()
    # Names that are put together, or chosen, in the scripts.
    quoted = set(re.findall(r'"([\w.-]+)"', scripts)) | used
    parts = tuple(set(re.findall(r"word\(`([\w.-]+)\$", scripts)) | {"tool."})
    assert {name for name in labels("en") if name not in quoted and not name.startswith(parts)} == (
        set()
    )


def test_whatever_a_finding_or_an_edit_can_be_has_a_label() -> None:
    kinds = {"verdict": OccurrenceStatus, "severity": Severity, "action": EditAction}
    names = {f"{name}.{value.value}" for name, kind in kinds.items() for value in kind}
    names |= {f"ruling.{ruling.value}" for ruling in BeadRuling}
    assert names <= labels("en").keys()


def texts_in(node: ast.AST) -> list[str]:
    """The sentences of a statement, with something in the place of values."""
    found = []
    inside = {
        id(value)
        for part in ast.walk(node)
        if isinstance(part, ast.JoinedStr)
        for value in part.values
    }
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            found.append("".join(map(piece, part.values)))
        elif (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and id(part) not in inside
        ):
            found.append(part.value)
    return [text for text in found if len(text.split()) > 1]


def piece(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    assert isinstance(value, ast.FormattedValue)
    return VALUES.get(ast.unparse(value.value), "source 3")


def reasons() -> list[str]:
    tree = ast.parse((ROOM.parent / "core" / "explain.py").read_text(encoding="utf-8"))
    yields = (node for node in ast.walk(tree) if isinstance(node, ast.Yield))
    return [text for node in yields for text in texts_in(node)]


def refusals() -> list[str]:
    trees = (ast.parse((ROOM / f"{name}.py").read_text(encoding="utf-8")) for name in REFUSED_IN)
    nodes = (node for tree in trees for node in ast.walk(tree) if is_refusal(node))
    return list(dict.fromkeys(text for node in nodes for text in texts_in(node)))


def doubts() -> list[str]:
    """Why the findings of a unit are not judged."""
    path = ROOM.parent / "terms" / "checking" / "check.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    returns = (
        node
        for function in functions
        if function.name == "_doubt"
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
    )
    return [text for node in returns for text in texts_in(node)]


def findings() -> Iterator[Finding]:
    """A finding of every class that has a message, with and without a form to use."""
    unit = TranslationUnit("1", "zh", "en", "专利的\n说明书", "1\n2 3", 1.0)
    place = FindingPlace(unit, (0, 7), (0, 3))
    documents = Documents("a", "b")
    for code in FindingCode:
        if code in {FindingCode.GLOSSARY_GAP, FindingCode.SUSPECT_ALIGNMENT}:
            continue
        for expected in ((), ("4",)):
            yield make_finding(code, "c", place, documents, expected=expected, confidence=1.0)
    bans = (TermStatus.DEPRECATED, TermStatus.PREFERRED)
    days = ((DAY, None), (None, DAY), (DAY, DAY))
    for status, (start, stop) in product(bans, days):
        term = Term("3", "en", status, valid_from=start, valid_until=stop)
        yield make_finding(
            *(FindingCode.FORBIDDEN, "c", place, documents),
            expected=("4",),
            confidence=1.0,
            wrong_when=when_wrong(term),
        )
    yield make_finding(
        *(FindingCode.OTHER_CONCEPT, "c", place, documents),
        expected=("4",),
        confidence=1.0,
        exchanged_with="5",
    )
    found = make_finding(FindingCode.OMITTED, "c", place, documents, expected=(), confidence=1.0)
    yield from (suspect(unit, [found], reason) for reason in doubts())


def is_refusal(node: ast.AST) -> bool:
    """Whether a statement says why something is not done."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "message"
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "_refused"
    return isinstance(node, ast.Raise)


@pytest.mark.parametrize("text", [*reasons(), *refusals()])
def test_what_the_program_says_is_said_in_chinese(text: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", translated(text, "zh")), text


def test_the_page_shows_no_message_of_a_finding_as_it_comes() -> None:
    scripts = "\n".join(p.read_text(encoding="utf-8") for p in STATIC.glob("*.js"))
    shown = re.findall(r"(\w*)\(?\bfinding\.message", scripts)
    assert shown
    assert set(shown) == {"translated"}


@pytest.mark.parametrize("text", [finding.message for finding in findings()])
def test_a_finding_about_a_term_is_wholly_in_chinese(text: str) -> None:
    shown = translated(text, "zh")
    assert not re.search(r"[A-Za-z]", shown), shown
    assert set(re.findall(r"\d+%?|专利", shown)) == set(re.findall(r"\d+%?|专利", text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "source 5 with no target is possible too (0.27)",
            "也可能是source 5无对应内容(0.27)",
        ),
        (
            "about 12 source segments without counterpart; moved: found at target 3",
            "约 12 句原文无对应内容；在别处找到：target 3",
        ),
        ("closer with source 4 as well", "加上source 4后意思更接近"),
        (
            "专利 is rendered as “patents”, which is not to be used; use another form",
            "“专利”译为“patents”，此译法禁用；请用其他译法",
        ),
        (
            "the number is the same, its unit or currency is not: 5万美元 against RMB 50,000",
            "数字相同，单位或币种不同：原文 5万美元，译文 RMB 50,000",
        ),
        (
            "商标注册 is left out or shortened; the full name is “trademark registration”",
            "“商标注册”未译出或仅用简称；全称为“trademark registration”",
        ),
        (
            "商标注册: other rendering; expected “trademark registration”",
            "“商标注册”使用了其他译法；应为“trademark registration”",
        ),
        (
            "the numbers differ: 1.2亿 (120,000,000) against 1.2 billion (1,200,000,000)",
            "数字不一致：原文 1.2亿 (120,000,000)，译文 1.2 billion (1,200,000,000)",
        ),
    ],
)
def test_values_go_where_they_belong(text: str, shown: str) -> None:
    assert translated(text, "zh") == shown


def test_patterns_mean_the_same_to_python_and_the_browser() -> None:
    for language in LANGUAGES:
        for pattern, template in said(language):
            groups = re.compile(pattern).groups
            assert {int(n) for n in re.findall(r"\$(\d)", template)} <= set(range(1, groups + 1))
            assert "(?P" not in pattern
            assert "\\Z" not in pattern
