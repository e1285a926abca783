"""What e-mail puts around a text: fields above it, a signature below."""

import re
from collections.abc import Sequence

from aligner.values import BlockKind

_FIELD = re.compile(
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|发件人|收件人|抄送|发送时间|时间|日期|主题|主旨)\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:Subject|主题|主旨)\s*[:：]\s*(?:(?:Re|Fwd?|回复|转发)\s*[:：]\s*)*(?P<value>.+)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:From|发件人)\s*[:：]", re.IGNORECASE)
_FEWEST_FIELDS = 2
_SIGNATURE = "--"
_MOST_SIGNED = 10


def mark_mail(texts: Sequence[str], kinds: list[BlockKind | None]) -> None:
    """Make the fields of an e-mail bylines and its signature boilerplate.

    Parameters
    ----------
    texts : sequence of str
    kinds : list of BlockKind or None
        Of the texts; changed in place.
    """
    fields = _fields(texts)
    kinds[:fields] = [BlockKind.BYLINE] * fields
    for index in range(max(0, len(texts) - _MOST_SIGNED), len(texts)):
        if texts[index] == _SIGNATURE:
            kinds[index:] = [BlockKind.BOILERPLATE] * (len(texts) - index)
            return


def mail_subject(texts: Sequence[str]) -> str:
    """Subject of an e-mail, ``""`` if the text is none."""
    matches = map(_SUBJECT.fullmatch, texts[: _fields(texts)])
    return next((match["value"] for match in matches if match), "")


def _fields(texts: Sequence[str]) -> int:
    """How many lines at the start are fields of an e-mail."""
    count = next((i for i, text in enumerate(texts) if not _FIELD.fullmatch(text)), len(texts))
    has_sender = any(_SENDER.match(text) for text in texts[:count])
    return count if count >= _FEWEST_FIELDS and has_sender else 0
