"""Bytes of a text file to text, in the charsets that glossaries come in."""

from aligner.errors import FormatError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_REPLACED = "\ufffd"


def decode_text(data: bytes, path: str) -> tuple[str, tuple[int, ...]]:
    """Text of the bytes, and the numbers of lines that could not be read whole.

    A byte order mark decides; without one, zero bytes show UTF-16, then UTF-8
    is tried, then GB18030.  A file that is mostly UTF-8 stays so: a few broken
    bytes make broken lines, not another charset.

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
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data:
        encoding = _wide(data)
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            if name == "utf-8" and not _is_mostly_utf8(data):
                continue
            if name == "gb18030":
                break
            text = data.decode(name, errors="replace")
        if "\x00" not in text:
            return text, _broken_lines(text)
    raise FormatError("not a text table: save it as UTF-8", path)


def _wide(data: bytes) -> str:
    """Byte order of UTF-16 without a mark: Latin letters have their zero on one side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most lines with more than ASCII are UTF-8."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return 2 * sum(map(_is_utf8, lines)) > len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _broken_lines(text: str) -> tuple[int, ...]:
    """Numbers, from 1, of the lines with a sign that stands for unreadable bytes."""
    if _REPLACED not in text:
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(number for number, line in enumerate(lines, start=1) if _REPLACED in line)
