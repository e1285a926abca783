"""Bytes to text: byte order mark, declared charset, UTF-16, UTF-8, GB18030, Windows-1252."""

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from aligner.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
# Browsers read these names as the larger charset; so do we.
_READ_AS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
}
_HEAD = 4096
# A file may hold this share of bytes that no charset explains, and no more.
_MOST_UNDECODABLE = 0.001
# Controls that text does not hold; a file full of them is not text.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
_BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
)
# Characters that text in either language is full of, and misread text is not.
_COMMON = re.compile(
    "[的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
    "方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条"
    "为個國時來們對會發動過說產種後學經進電裡現實體機當點從業應開還義間樣與關線內數質氣條"
    "，。、：；？！“”‘’《》（）　—–…•·©®àáâäçèéêëíîïñóôöùúûü]",
)
# A declared charset stands unless another one explains the bytes this much better.
_DOUBT_FACTOR, _DOUBT_MARGIN = 2.0, 0.05
_SAMPLE = 65536
# Share of common characters that undeclared Windows-1252 must show.
_LEAST_WESTERN = 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file.

    Parameters
    ----------
    text : str
    encoding : str
        The charset it was decoded with.
    broken : tuple of int
        Numbers, from 1, of the lines that could not be read whole.
    """

    text: str
    encoding: str
    broken: tuple[int, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """Text of a file, by the first charset that fits.

    Tried in turn: byte order mark, the charset the page declares, UTF-8,
    GB18030, Windows-1252.  A declaration is not believed when the bytes do not decode by
    it, or decode to what misread text looks like.  When nothing fits, the
    best candidate may replace a tiny share of the bytes.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.

    Raises
    ------
    FormatError
        If the file is empty or binary, or if more than one byte in a thousand
        cannot be decoded; the message names the first such byte.
    """
    if not data.strip():
        raise FormatError("the file is empty: remove it or save it again", path)
    encoding = _marked(data)
    if encoding is None:
        _refuse_binary(data, path)
    candidates = list(dict.fromkeys(_candidates(data, encoding)))
    for candidate in candidates:
        text = _strict(data, candidate)
        if text is not None and not _is_doubtful(data, text, candidate):
            return Decoded(text.removeprefix("\ufeff"), candidate)
    return _with_replacements(data, candidates) or _western(data) or _refuse(data, candidates, path)


def _marked(data: bytes) -> str | None:
    """Charset that a byte order mark shows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return None


def _refuse_binary(data: bytes, path: str) -> None:
    """Raise if the bytes are not those of a text file."""
    sample = data[: 16 * _HEAD]
    controls = len(_BINARY.findall(sample))
    if data.startswith(_BINARY_STARTS) or controls > _MOST_CONTROLS * len(sample):
        raise FormatError("not a text file: save it as HTML, plain text or CSV", path)


def _candidates(data: bytes, marked: str | None) -> "Iterator[str]":
    """Charsets to try, the likeliest first."""
    if marked is not None:
        yield marked
    declared = _DECLARED.search(data[:_HEAD])
    if declared:
        name = _python_name(declared.group(1).decode("ascii"))
        if name is not None:
            yield name
    yield from ("utf-8", "gb18030")


def _python_name(declared: str) -> str | None:
    """Python's name of a declared charset, None when it is unknown or not a charset of text."""
    try:
        info = codecs.lookup(declared)
        b"a".decode(info.name)
    except (LookupError, UnicodeError):
        return None
    # A page that can be searched for its declaration is not in UTF-16.
    if info.name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode")):
        return "utf-8"
    return _READ_AS.get(info.name, info.name)


def _strict(data: bytes, encoding: str) -> str | None:
    """The text if all bytes decode by a charset."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _is_doubtful(data: bytes, text: str, encoding: str) -> bool:
    """Whether another charset explains the bytes far better than the one that decoded them."""
    if encoding.startswith("utf") or text.isascii():
        return False
    common = _commonness(text)
    rivals = {"utf-8": _tolerant_utf8(data), "gb18030": _strict(data, "gb18030")}
    if encoding == "gb18030":
        rivals["cp1252"] = _strict(data, "cp1252")
    return any(
        rival is not None and _commonness(rival) > _DOUBT_FACTOR * common + _DOUBT_MARGIN
        for name, rival in rivals.items()
        if name != encoding
    )


def _commonness(text: str) -> float:
    """Share of common characters among those outside ASCII."""
    sample = text[:_SAMPLE]
    foreign = sum(1 for character in sample if not character.isascii())
    return len(_COMMON.findall(sample)) / foreign if foreign else 0.0


def _tolerant_utf8(data: bytes) -> str | None:
    """The text as UTF-8 if all but a tiny share of it is."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    return text if bad <= _MOST_UNDECODABLE * len(data) else None


def _with_replacements(data: bytes, candidates: list[str]) -> Decoded | None:
    """The text by the charset that leaves the fewest bytes undecoded, if they are few."""
    most = max(1.0, _MOST_UNDECODABLE * len(data))
    texts = [(data.decode(name, "replace"), name) for name in candidates]
    for text, encoding in sorted(texts, key=lambda item: item[0].count("\ufffd")):
        if text.count("\ufffd") <= most and not _is_doubtful(data, text, encoding):
            return Decoded(text.removeprefix("\ufeff"), encoding)
    return None


def _western(data: bytes) -> Decoded | None:
    """The text as Windows-1252 if it looks like text then."""
    text = _strict(data, "cp1252")
    return Decoded(text, "cp1252") if text and _commonness(text) > _LEAST_WESTERN else None


def _refuse(data: bytes, candidates: list[str], path: str) -> NoReturn:
    """Raise, naming the first byte that the likeliest charset cannot decode."""
    offset = _first_bad_byte(data, candidates[0])
    raise FormatError(
        f"not decodable as {', '.join(candidates)}: the first bad byte for {candidates[0]} is at "
        f"offset {offset}; save the file as UTF-8",
        path,
        data.count(b"\n", 0, offset) + 1,
    )


def _first_bad_byte(data: bytes, encoding: str) -> int:
    """Offset of the first byte that a charset cannot decode."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def decode_lines(data: bytes, path: str) -> Decoded:
    """Text of a hand-kept table: unreadable bytes break single lines and do not change the charset.

    A byte order mark decides; without one, zero bytes show UTF-16, then UTF-8
    is tried, then GB18030.  A file that is mostly UTF-8 stays so.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.

    Raises
    ------
    FormatError
        If the bytes are no text in any of them.
    """
    known = _marked(data) or (_wide(data) if b"\x00" in data else None)
    for encoding in (known,) if known else ("utf-8", "gb18030"):
        text = _strict(data, encoding)
        if text is None:
            if encoding == "gb18030" or (not known and not _is_mostly_utf8(data)):
                continue
            text = data.decode(encoding, errors="replace")
        if "\x00" not in text:
            return Decoded(text.removeprefix("\ufeff"), encoding, _broken_lines(text))
    raise FormatError("not a text table: save it as UTF-8", path)


def _wide(data: bytes) -> str:
    """Byte order of UTF-16 without a mark: Latin letters have their zero on one side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most lines with more than ASCII are UTF-8."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return 2 * sum(_strict(line, "utf-8") is not None for line in lines) > len(lines)


def _broken_lines(text: str) -> tuple[int, ...]:
    """Numbers, from 1, of the lines with a sign that stands for unreadable bytes."""
    if "\ufffd" not in text:
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(number for number, line in enumerate(lines, start=1) if "\ufffd" in line)
