"""Bytes to text: the charset that a mark or a page names, or that gives the likeliest text."""

import codecs
import math
import re
from dataclasses import dataclass

from aligner.errors import FormatError
from aligner.tables.charset_readings import AGAINST_DECLARED, ESCAPED, SAMPLE, Reading, readings_of
from aligner.tables.decoding import GAP_ERRORS, strict_text, text_with_gaps
from aligner.tables.kinds import OLE, ZIP, binary_kind
from aligner.tables.plausibility import improbability, strangeness
from aligner.text import has_han

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
    "hz": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
}
_SEARCHED = 1 << 16
# Controls that text does not hold; a file full of them is not text.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
# So many characters of several bytes, all of them sound, are UTF-8 beyond doubt.
_SURELY_UTF8 = 40
# A shorter text in ASCII may be a few Chinese characters in UTF-16.
_SURELY_ASCII = 200
# Text that was misread once, and saved as UTF-8 then.
_MISREAD = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u2122]")
_FEWEST_MISREAD, _MISREAD_SHARE = 3, 0.3
_MISREAD_PROBABILITY = 0.1
# Nats of the average character outside ASCII above which a text is misread.
_STRANGE = 11.0
# Nats that halve the odds of the second best charset; in a few characters anything may be.
_HALVING, _HALVING_OF_FEW, _FEW = 1.5, 3.0, 8
# What is less probable is not told apart; a number has no room for it.
_MOST_HALVINGS = 1000.0
_CERTAIN = 0.95


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
    probability : float
        That the charset is the right one.
    rival : str
        The charset that is nearly as likely, ``""`` if there is none.
    is_sound : bool
        Whether all bytes are sound UTF-8; what is wrong with the text was so before it was saved.
    """

    text: str
    encoding: str
    broken: tuple[int, ...] = ()
    probability: float = 1.0
    rival: str = ""
    is_sound: bool = False

    @property
    def doubt(self) -> str:
        """Why the text may be wrong, for a message; ``""`` where nothing speaks against it."""
        count = self.text.count("\ufffd")
        if self.is_sound and count:
            were = "character was" if count == 1 else "characters were"
            return f"{count} {were} lost before it was saved: get the original file"
        if count:
            noun = "character" if count == 1 else "characters"
            way_out = "get the original file" if self.encoding == "utf-8" else "save it as UTF-8"
            return f"{count} {noun} could not be read as {self.encoding}: {way_out}"
        if self.rival:
            return f"read as {self.encoding}, but it may be {self.rival}: save it as UTF-8"
        if self.probability < _CERTAIN:
            return (
                "looks misread: it was decoded in a wrong charset and then saved as UTF-8; "
                "get the original file"
            )
        return ""


def decode(data: bytes, path: str) -> Decoded:
    """Text of a file.

    A byte order mark decides.  Otherwise that charset is taken, among the declared one and
    those that are common, whose text is the most probable; a declaration counts for
    something, but does not decide.  A charset may leave a tiny share of the bytes
    undecoded, each gap shown by one replacement character.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.

    Raises
    ------
    FormatError
        If the file is empty or binary, or if no charset gives a text; the message names
        the first byte that cannot be decoded.
    """
    if not data.strip():
        raise FormatError("the file is empty: remove it or save it again", path)
    marked = _marked(data)
    if marked is None:
        _refuse_kind(data, path)
    elif marked == "utf-8" and (sound := strict_text(data, marked)) is not None:
        return _doubted(sound.removeprefix("\ufeff"))
    elif (text := text_with_gaps(data, marked)) is not None:
        return Decoded(text.removeprefix("\ufeff"), marked)
    declared = _declared(data)
    if declared in {None, "utf-8"} and _is_surely_utf8(data):
        return _doubted(data.decode())
    readings = readings_of(data, declared or marked)
    for reading in readings:
        text = text_with_gaps(data, reading.encoding)
        if text is None:
            continue
        # Sound UTF-8 may hold rare signs; that other charsets do is no chance.
        is_sound = reading.encoding == "utf-8" and "\ufffd" not in text
        if is_sound or reading.strangeness < _STRANGE + _slack(reading, declared):
            return _judged(text, reading, readings)
        break
    raise _unreadable(data, declared or "utf-8", path)


def _marked(data: bytes) -> str | None:
    """Charset that a byte order mark shows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return None


def _refuse_kind(data: bytes, path: str) -> None:
    """Raise if the bytes are not those of a text file."""
    kind = binary_kind(data)
    if kind is not None:
        message = f"not a text file but {kind.name}: save it as HTML, plain text or CSV"
        raise FormatError(message, path)
    sample = data[:_SEARCHED]
    controls = len(_BINARY.findall(sample))
    is_full = controls > _MOST_CONTROLS * len(sample)
    if data.startswith((OLE, ZIP)) or (is_full and not _is_wide(data)):
        raise FormatError("not a text file: save it as HTML, plain text or CSV", path)


def _is_wide(data: bytes) -> bool:
    """Whether bytes full of zeros are a text in UTF-16."""
    sample = data[:SAMPLE]
    return any(
        "\x00" not in (text := sample.decode(name, "replace"))
        and improbability(text) < _STRANGE * len(text)
        for name in ("utf-16-le", "utf-16-be")
    )


def _declared(data: bytes) -> str | None:
    """Charset that a page declares, None if it declares none that is known."""
    found = _DECLARED.search(data[:_SEARCHED])
    return _python_name(found.group(1).decode("ascii")) if found else None


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


def _is_surely_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, and too many of them for that to be chance."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    if data.isascii():
        is_plain = not any(mark in data for mark, _ in ESCAPED) and not _BINARY.search(data)
        return is_plain and len(data) >= _SURELY_ASCII
    return len(data) - len(text) >= _SURELY_UTF8


def _doubted(text: str) -> Decoded:
    """A text in UTF-8, which may have been misread before it was saved so."""
    sample = text[:SAMPLE]
    foreign = sum(1 for character in sample if not character.isascii())
    misread = 2 * sum(1 for _ in _MISREAD.finditer(sample))
    is_western = misread >= 2 * _FEWEST_MISREAD and misread >= _MISREAD_SHARE * foreign
    is_chinese = has_han(sample) and strangeness(sample) >= _STRANGE
    probability = _MISREAD_PROBABILITY if is_western or is_chinese else 1.0
    return Decoded(text, "utf-8", probability=probability, is_sound=True)


def _slack(reading: Reading, declared: str | None) -> float:
    """How much stranger a text may look in the charset that its page declares."""
    return AGAINST_DECLARED if reading.encoding == declared else 0.0


def _judged(text: str, reading: Reading, readings: list[Reading]) -> Decoded:
    """A text with the probability of its charset among all that were tried."""
    text = text.removeprefix("\ufeff")
    # Charsets often agree on the bytes at hand.
    others = [other for other in readings if other.sample != reading.sample]
    foreign = sum(1 for character in text if not character.isascii())
    halving = _HALVING if foreign >= _FEW else _HALVING_OF_FEW
    halvings = ((reading.nats - other.nats) / halving for other in others)
    odds = [2.0 ** min(n, _MOST_HALVINGS) for n in halvings]
    probability = 1 / (1 + math.fsum(odds))
    if probability >= _CERTAIN:
        return Decoded(text, reading.encoding)
    rival = min(others, key=lambda other: other.nats).encoding
    return Decoded(text, reading.encoding, (), probability, rival)


def _unreadable(data: bytes, encoding: str, path: str) -> FormatError:
    """An error that names the first byte that the likeliest charset cannot decode."""
    offset = _first_bad_byte(data, encoding)
    return FormatError(
        f"in no charset that is known: the first byte that is not {encoding} is at offset "
        f"{offset}; save the file as UTF-8",
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

    A byte order mark decides; without one, zero bytes show UTF-16.  A file that is mostly
    UTF-8 stays so; otherwise the charset whose text is the most probable is taken.

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
    if known is None:
        is_utf8 = strict_text(data, "utf-8") is not None or _is_mostly_utf8(data)
        known = "utf-8" if is_utf8 else readings_of(data, None)[0].encoding
    text = data.decode(known, GAP_ERRORS)
    if "\x00" not in text:
        return Decoded(text.removeprefix("\ufeff"), known, _broken_lines(text))
    raise FormatError("not a text table: save it as UTF-8", path)


def _wide(data: bytes) -> str:
    """Byte order of UTF-16 without a mark: Latin letters have their zero on one side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most lines with more than ASCII are UTF-8."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return 2 * sum(strict_text(line, "utf-8") is not None for line in lines) > len(lines)


def _broken_lines(text: str) -> tuple[int, ...]:
    """Numbers, from 1, of the lines with a sign that stands for unreadable bytes."""
    if "\ufffd" not in text:
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(number for number, line in enumerate(lines, start=1) if "\ufffd" in line)
