"""What must hold for a composition, checked with file and line."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from aligner.errors import FormatError
from aligner.text import has_han
from sample_corpus.compositions import Composition, Sentence, Side
from sample_corpus.glossary import AnnotatedTerms
from sample_corpus.terms import term_problems

__all__ = ["find_problems"]

_PAGE_KEYS = ("file", "date", "layout", "encoding", "origin")
_OPTIONAL_KEYS = {"name", "source-abstract", "attribution"}
_VALUES = {
    "layout": {"portal", "article", "text"},
    "encoding": {"utf-8", "gb18030"},
    "abstract": {"yes", "no"},
    "attribution": {"yes", "no"},
}
_SUFFIXES = {"text": {".txt"}, "portal": {".html", ".htm"}, "article": {".html", ".htm"}}
_PAGE_NUMBER = re.compile(r"\d{5,}")

_SOURCE_END = re.compile("[。！？…][”’」』）》]*")
# A quotation goes on in the words that say who spoke: “……。”某某说。
_REPORTING = "”[^。！？”]{1,40}?(?:说|道|表示|介绍)(?:[。，：]|$)"
_SOURCE_INNER_END = re.compile(f"[。！？](?!{_REPORTING})[”’」』）》]*")
_TARGET_END = re.compile(r"[.!?:;][”’\"')\]]*")
# A full stop inside an English segment: one that a capital follows and no
# abbreviation, initial or number precedes.
_TARGET_INNER_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bProf)(?<!\bNo)(?<!\bNos)(?<!\bCo)(?<!\bSt)"
    r"(?<!\bLtd)(?<!\bInc)(?<!\bArt)(?<!\b[A-Z])(?<!\b[IVX]{2})(?<!\b[IVX]{3})(?<!\b\d)(?<!\b\d\d)"
    r"[.!?][”’\"')\]]* +[“‘\"'(\[]?[A-Z]",
)


def find_problems(
    compositions: Sequence[Composition],
    terms: AnnotatedTerms | None,
) -> list[FormatError]:
    """Everything that is wrong, in order of file; an empty list when all is well.

    Parameters
    ----------
    compositions : sequence of Composition
    terms : AnnotatedTerms or None
        The glossary terms that must be annotated; None skips that check.
    """
    problems = list(_duplicates(compositions))
    for composition in compositions:
        faults = list(_header_problems(composition))
        problems.extend(faults)
        if faults:
            continue  # the checks below trust the headers
        problems.extend(_side_problems(composition))
        problems.extend(_sentence_problems(composition))
        problems.extend(term_problems(composition, terms))
    return problems


def _duplicates(compositions: Sequence[Composition]) -> Iterator[FormatError]:
    """Pages that two compositions would write, and sentences that stand in two of them."""
    seen: dict[str, Composition] = {}
    for composition in compositions:
        keys = [f"page {composition.headers.get(f'{s}-file')}" for s in composition.sides]
        keys += [text for text in _long_texts(composition) if not _is_stock(text)]
        for key in dict.fromkeys(keys):
            other = seen.setdefault(key, composition)
            if other is not composition:
                yield _problem(composition, f"also in {other.path.name}: {key}")


def _long_texts(composition: Composition) -> list[str]:
    """Source and target texts of a composition, without repeats inside it."""
    return [s.text for side in Side for s in composition.sentences(side)]


def _is_stock(text: str) -> bool:
    """Whether a text is a short or opening phrase that several releases may share."""
    return text.endswith(("：", ":")) or len(text) < (20 if has_han(text) else 60)


def _header_problems(composition: Composition) -> Iterator[FormatError]:
    """Missing, unknown and impossible headers."""
    if not composition.sides:
        yield _problem(composition, "neither source-file nor target-file is given")
    needed = [f"{side}-{key}" for side in composition.sides for key in _PAGE_KEYS]
    for key in ["name", *needed]:
        if key not in composition.headers:
            yield _problem(composition, f"header {key!r} is missing")
    for key, value in composition.headers.items():
        if key not in {*needed, *_OPTIONAL_KEYS}:
            yield _problem(composition, f"unknown header {key!r}")
        allowed = _VALUES.get(key.rpartition("-")[2])
        if allowed and value not in allowed:
            yield _problem(composition, f"{key} is {value!r}, not one of {sorted(allowed)}")
        if key.endswith("-date") and not _is_date(value):
            yield _problem(composition, f"{key} is {value!r}, not a date such as 2023-04-20")
    if composition.headers.get("name") != composition.path.stem:
        yield _problem(composition, "the name must be that of the file")


def _is_date(value: str) -> bool:
    """Whether a value is a date of the form 2023-04-20."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _side_problems(composition: Composition) -> Iterator[FormatError]:
    """Suffixes that contradict layouts, telling file names, pages without title."""
    for side in composition.sides:
        file = PurePosixPath(composition.header(side, "file"))
        if file.suffix not in _SUFFIXES[composition.header(side, "layout")]:
            yield _problem(composition, f"{file}: suffix does not fit the layout")
        if composition.kinds[side][:1] != ("title",):
            yield _problem(composition, f"the {side} side does not start with a title")
        if composition.kinds[side].count("title") > 1:
            yield _problem(composition, f"the {side} side has two titles")
    for side in Side:
        if side not in composition.sides and composition.sentences(side):
            yield _problem(composition, f"{side} sentences but no {side}-file header")
    if composition.is_pair:
        names = (PurePosixPath(composition.header(side, "file")).name for side in Side)
        numbers = [set(_PAGE_NUMBER.findall(name)) for name in names]
        if numbers[0] & numbers[1]:
            yield _problem(composition, "the two file names share a number and tell the pairing")


def _sentence_problems(composition: Composition) -> Iterator[FormatError]:
    """Sentences that are none, or stand on the wrong side."""
    for side in Side:
        sentences = composition.sentences(side)
        last = {s.block: s for s in sentences}
        for sentence in sentences:
            for message in _shape_problems(
                sentence, side, is_last=last[sentence.block] is sentence
            ):
                yield FormatError(message, str(composition.path), sentence.line)
        for a, b in pairwise(sentences):
            if a.text == b.text and not _is_stock(a.text):
                yield FormatError("the sentence is repeated", str(composition.path), b.line)


def _shape_problems(sentence: Sentence, side: Side, *, is_last: bool) -> Iterator[str]:
    """What keeps a line from being one sentence of its language."""
    text = sentence.text
    if text != " ".join(text.split(" ")).strip() or "  " in text or not text.isprintable():
        # The ideographic space is not printable either: templates set indents.
        yield "stray white space or control characters"
    if side is Side.TARGET and has_han(text):
        yield "Chinese characters on an en| line"
    if side is Side.SOURCE and not has_han(text):
        yield "no Chinese characters on a zh| line"
    end = _SOURCE_END if side is Side.SOURCE else _TARGET_END
    if not is_last and not re.search(f"(?:{end.pattern})$", text):
        yield "no end mark, but the block goes on"
    if _has_inner_end(text, side):
        yield "a sentence ends inside the line; give each sentence its own line"


def _has_inner_end(text: str, side: Side) -> bool:
    """Whether a sentence ends before the end of the text."""
    if side is Side.TARGET:
        return _TARGET_INNER_END.search(text) is not None
    return any(match.end() < len(text) for match in _SOURCE_INNER_END.finditer(text))


def _problem(composition: Composition, message: str) -> FormatError:
    """A problem of the composition as a whole."""
    return FormatError(message, str(composition.path))
