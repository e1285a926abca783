"""Reads pages saved as one file (MHTML, RFC 2557) and e-mails in parts (RFC 2045)."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

from aligner.errors import FormatError
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.html.reader import HtmlReader
from aligner.readers.text.reader import TextReader
from aligner.signature import digest_bytes
from aligner.tables import decode
from aligner.values import Document

_DEEPEST = 16
_PAGE, _TEXT = "text/html", "text/plain"
_SNAPSHOT = "snapshot-content-location"
_LARGEST_HEADER = 10_000


class MimeReader:
    """Reads the page or the text in a MIME message; pictures and attachments are left out."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one message.

        Spans are character offsets into the string that `source` returns.

        Parameters
        ----------
        data : bytes
        document_id : str
            Also searched for a publication date.

        Raises
        ------
        FormatError
            If there is neither a page nor a text in it, or it cannot be read.
        """
        message = _message(data, document_id)
        part = _body(message, document_id)
        reader = HtmlReader() if part.get_content_type() == _PAGE else TextReader()
        document = reader.read(_bytes(part), document_id=document_id)
        address = _header(message, _SNAPSHOT) or _header(part, "content-location")
        found = replace(document, digest=digest_bytes(data))
        if address.startswith("http"):
            return replace(found, url=found.url or address)
        return _mailed(found, message)

    def source(self, data: bytes, *, document_id: str) -> str:
        """The decoded page or text, which spans refer to."""
        return decode(_bytes(_body(_message(data, document_id), document_id)), document_id).text


def _message(data: bytes, path: str) -> EmailMessage:
    try:
        return message_from_bytes(data, policy=policy.default)
    except RecursionError:
        pass
    raise FormatError("too many messages within messages: save the innermost one on its own", path)


def _mailed(document: Document, message: EmailMessage) -> Document:
    """A document with the subject of the e-mail it came in, and its day where it gives none."""
    if not _header(message, "from"):
        return document
    title = _header(message, "subject") or document.title
    try:
        day = parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, OverflowError):
        return replace(document, title=title)
    return replace(document, title=title, published=document.published or day)


def _header(message: EmailMessage, name: str) -> str:
    """A header, clean; ``""`` if there is none or it cannot be read."""
    try:
        return clean_text(str(message.get(name, ""))[:_LARGEST_HEADER])
    except Exception:  # noqa: BLE001 - the parser of headers fails in many ways on damaged ones
        return ""


def _body(message: EmailMessage, path: str) -> EmailMessage:
    """The part that holds the page; failing that, the one that holds the text."""
    parts = list(_parts(message, 0))
    for wanted in (_PAGE, _TEXT):
        for part in parts:
            if part.get_content_type() == wanted and _bytes(part).strip():
                return part
    message_text = "no page and no text in it: open it and save it as HTML or plain text"
    raise FormatError(message_text, path)


def _parts(message: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """Parts that are shown, in order."""
    if depth > _DEEPEST:
        return
    if message.is_multipart():
        for part in message.get_payload():
            yield from _parts(cast("EmailMessage", part), depth + 1)
    elif not _header(message, "content-disposition").lower().startswith("attachment"):
        yield message


def _bytes(part: EmailMessage) -> bytes:
    """Bytes of a part, its transfer encoding undone; UTF-8 where it names its charset rightly."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return b""
    try:
        return data.decode(part.get_content_charset() or "").encode("utf-8-sig")
    except (LookupError, ValueError):
        return data
