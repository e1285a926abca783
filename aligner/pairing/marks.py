"""Language-independent keys: numbers, dates, document numbers, Latin words, addresses."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from aligner.languages import (
    han_numbers,
    latin_numbers,
    take_han_dates,
    take_latin_dates,
    to_simplified,
)
from aligner.pairing.writing import is_chinese
from aligner.patterns import lazy_pattern
from aligner.values import Alignment

_TOKEN = lazy_pattern(r"[A-Za-z](?:[A-Za-z0-9&+]|[.-](?=[A-Za-z0-9]))*[A-Za-z0-9]")
_BRACKETED = lazy_pattern(
    r"[〔\[(]\s?((?:19|20)\d\d)\s?[〕\])]\s?(?:(?:第\s?)?(\d{1,6})\s?号|No\.?\s?(\d{1,6})\b)",
)
_NUMBER_FIRST = lazy_pattern(
    r"\bNo\.?\s?(\d{1,6})\s?(?:[〔\[(]\s?|of\s|,\s)((?:19|20)\d\d)\b[〕\])]?",
    re.IGNORECASE,
)
_PLAIN = lazy_pattern(r"第\s?(\d{2,6})\s?号|\bNo\.?\s?(\d{2,6})\b", re.IGNORECASE)

_LANGUAGE_MARK = lazy_pattern(r"(?:^|[-_.])(?:zh|cn|chi|chs|cht|en|eng|english|chinese)(?=[-_.]|$)")
_DIGITS = lazy_pattern(r"\d{5,}")
_DATE_DIGITS = lazy_pattern(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?")
_EMPTY_STEMS = frozenset({"", "index", "content", "page", "default"})
# A figure may be in the bead before or after.
_REACH = 1


def han_tokens(text: str) -> tuple[str, ...]:
    """Distinct Latin words and acronyms in a Chinese text, in lower case.

    Examples
    --------
    >>> han_tokens("受理PCT国际专利申请，WIPO与5G")
    ('pct', 'wipo')
    """
    return tuple(dict.fromkeys(match.group().lower() for match in _TOKEN.finditer(text)))


def latin_tokens(text: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """Words of an English text that also occur in Chinese texts of the collection."""
    return frozenset(
        token for match in _TOKEN.finditer(text) if (token := match.group().lower()) in vocabulary
    )


def take_document_numbers(text: str) -> tuple[tuple[str, ...], str]:
    """Keys of the document numbers in a text, and the text with them blanked out.

    Examples
    --------
    >>> take_document_numbers("国知办函〔2018〕597号")[0]
    ('2018/597', 'no597')
    >>> take_document_numbers("Notice No. 597 (2018)")[0]
    ('2018/597', 'no597')
    """
    keys: list[str] = []

    def note(year: str, number: str) -> str:
        number = number.lstrip("0") or "0"
        keys.extend([f"{year}/{number}"] if year else [])
        keys.append(f"no{number}")
        return " "

    rest = _BRACKETED.sub(lambda match: note(match[1], match[2] or match[3]), text)
    rest = _NUMBER_FIRST.sub(lambda match: note(match[2], match[1]), rest)
    rest = _PLAIN.sub(lambda match: note("", match[1] or match[2]), rest)
    return tuple(dict.fromkeys(keys)), rest


def address_keys(document_id: str, url: str) -> tuple[str, ...]:
    """Keys of a page's file name and address that its translation may share.

    These are the name without suffix and language code, and long runs of digits that are
    not dates.

    Examples
    --------
    >>> address_keys("2023/release-07.zh.html", "")
    ('release-07',)
    >>> address_keys("art_3038_178652.html", "")
    ('art_3038_178652', '178652')
    """
    keys: list[str] = []
    for path in (document_id, *(urlsplit(address).path for address in url.split() or ("",))):
        name = PurePosixPath(path.lower()).name
        stem = _LANGUAGE_MARK.sub("", name.partition(".html")[0].partition(".txt")[0])
        stem = (
            stem.rsplit(".", 1)[0] if stem.endswith((".htm", ".jsonl", ".pdf", ".docx")) else stem
        )
        if stem not in _EMPTY_STEMS:
            keys.append(stem)
        keys.extend(run for run in _DIGITS.findall(stem) if not _DATE_DIGITS.fullmatch(run))
    return tuple(dict.fromkeys(keys))


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """Figures of one kind compared bead by bead; counts are weighted by bead probability.

    Parameters
    ----------
    shared : float
        Keys on both sides of a bead.
    opposed : float
        Unmatched keys of the side with fewer keys, where the other side has unmatched keys
        nearby too.
    """

    shared: float = 0.0
    opposed: float = 0.0


_Keys = frozenset[str]


def take_figures(text: str, *, chinese: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the numbers and of the dates of a text, without document numbers.

    Parameters
    ----------
    text : str
        In NFKC form and simplified characters.
    chinese : bool
    """
    _, rest = take_document_numbers(text)
    dates, rest = take_han_dates(rest) if chinese else take_latin_dates(rest)
    return (han_numbers(rest) if chinese else latin_numbers(rest)), dates


def match_figures(
    alignment: Alignment, source_texts: Sequence[str], target_texts: Sequence[str]
) -> tuple[FigureMatch, FigureMatch]:
    """Compare numbers and dates bead by bead.

    Parameters
    ----------
    alignment : Alignment
    source_texts, target_texts : sequence of str
        The segments of both sides.
    """
    runs = [
        [source_texts[bead.source_start : bead.source_stop] for bead in alignment],
        [target_texts[bead.target_start : bead.target_stop] for bead in alignment],
    ]
    kinds = zip(*(_keys(side) for side in runs), strict=True)
    probabilities = [bead.probability for bead in alignment]
    numbers, dates = (_matched(probabilities, *sides) for sides in kinds)
    return numbers, dates


def _keys(runs: Sequence[Sequence[str]]) -> tuple[list[_Keys], list[_Keys]]:
    """Keys of the numbers and of the dates of each bead, of one side."""
    texts = ["\n".join(run) for run in runs]
    chinese = is_chinese("".join(texts))
    plain = (unicodedata.normalize("NFKC", text) for text in texts)
    found = [take_figures(to_simplified(t) if chinese else t, chinese=chinese) for t in plain]
    return [frozenset(numbers) for numbers, _ in found], [frozenset(dates) for _, dates in found]


def _matched(
    probabilities: Sequence[float], source: Sequence[_Keys], target: Sequence[_Keys]
) -> FigureMatch:
    """Keys of one kind, bead by bead."""
    shared = opposed = 0.0
    for index, probability in enumerate(probabilities):
        left, right = source[index], target[index]
        if not left or not right:
            continue
        shared += probability * len(left & right)
        missing = len(left - _near(target, index)), len(right - _near(source, index))
        opposed += probability * min(missing)
    return FigureMatch(shared, opposed)


def _near(beads: Sequence[_Keys], index: int) -> _Keys:
    """Keys of a bead and its neighbours."""
    return frozenset().union(*beads[max(0, index - _REACH) : index + _REACH + 1])
