"""Tokens of Rich Text Format, and the charsets its fonts and code pages name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|(?P<symbol>[^A-Za-z0-9'\r\n])|(?P<paragraph>[\r\n]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
WESTERN = "cp1252"
_CODE_PAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "cp950",
    951: "big5hkscs",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
    874: "cp874",
    10000: "mac_roman",
    437: "cp437",
    850: "cp850",
    **{page: f"cp{page}" for page in range(1250, 1259)},
}
_FONT_CHARSETS = {
    0: WESTERN,
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
WIDE = frozenset({"gb18030", "cp950", "big5hkscs", "cp932", "cp949", "utf-8"})


class Token(NamedTuple):
    """One token: a control word with its number, a brace, or bytes of text.

    Parameters
    ----------
    word : str
        Control word or symbol, ``"{"`` or ``"}"``, ``""`` for text.
    number : int or None
    text : bytes
    """

    word: str
    number: int | None = None
    text: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Tokens in order, in linear time; what is no token is passed over."""
    position = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token("", text=match["text"])
        elif kind == "byte":
            yield Token("", text=bytes([int(match["byte"], 16)]))
        elif kind == "brace":
            yield Token(match["brace"].decode())
        elif kind == "paragraph":
            yield Token("par")
        elif kind == "symbol":
            yield Token(match["symbol"].decode("latin-1"))
        else:
            word = match["word"].decode()
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                # Raw bytes of a picture.
                position += max(number or 0, 0)
                continue
            yield Token(word, number)


def code_page(number: int | None) -> str | None:
    """Python's name of a Windows code page, None if it is not known."""
    return _CODE_PAGES.get(number or 0)


def font_charset(number: int | None) -> str | None:
    """Python's name of the charset of a font; None if it is that of the document."""
    return _FONT_CHARSETS.get(number or 0)


def decode_run(data: bytes, codec: str, document_codec: str) -> str:
    """Text of a run of bytes in the codec of its font.

    Fonts of Western charset are often given to Chinese text; two bytes outside ASCII in a
    row are then in the code page of the document.
    """
    if data.isascii():
        return data.decode("ascii")
    if codec == WESTERN and document_codec in WIDE and re.search(rb"[\x81-\xfe]{2}", data):
        codec = document_codec
    return data.decode(codec, "replace")
