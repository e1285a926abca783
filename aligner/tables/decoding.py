"""Decoding that leaves a replacement character where a charset explains no byte."""

import codecs
import re

# A file may hold this share of places that no charset explains, and no more.
_MOST_UNDECODABLE = 0.001
_LONGEST_GAP = 4
_GAP = re.compile("\ufffd+")
_EURO_BYTE = 0x80
# The name of this way to handle errors, for `bytes.decode`.
GAP_ERRORS = "gap"


def strict_text(data: bytes, encoding: str) -> str | None:
    """The text if all bytes decode by a charset."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _fill_gap(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that a charset cannot decode."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    # In the GBK of Windows and of browsers, this byte is the euro sign.
    if byte == _EURO_BYTE and error.encoding in {"gb18030", "gbk"}:
        return "€", error.start + 1
    pair = error.object[error.start : error.start + 2]
    if error.encoding == "big5hkscs":
        # What Windows added to Big5 and Hong Kong did not.
        try:
            return pair.decode("cp950"), error.start + 2
        except UnicodeDecodeError:
            pass
    return "\ufffd", max(error.start + 1, error.end if error.encoding == "utf-8" else 0)


codecs.register_error(GAP_ERRORS, _fill_gap)


def text_with_gaps(data: bytes, encoding: str) -> str | None:
    """The text by a charset, None if too much of it is missing."""
    text = data.decode(encoding, GAP_ERRORS)
    if "\ufffd" not in text:
        return text
    gaps = _GAP.findall(text)
    own = data.count("\ufffd".encode()) if encoding == "utf-8" else 0
    most = max(1.0, _MOST_UNDECODABLE * len(data)) + own
    if len(gaps) > most or max(map(len, gaps)) > _LONGEST_GAP + own:
        return None
    return _GAP.sub("\ufffd", text)
