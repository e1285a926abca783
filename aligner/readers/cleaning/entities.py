"""Character references of a page made into characters."""

import re
from html import unescape

from aligner.offsets import Traced

_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# What pages escape twice: spaces, quotation marks, dashes, never ``&lt;``, which
# a text about markup may show on purpose.
_ESCAPED_TWICE = re.compile(
    r"&(?:(?:amp|#38|#x26);)*(?P<last>(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|ensp|emsp|thinsp|quot"
    r"|apos|amp|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|copy|reg|trade|deg|permil|[lr]aquo"
    r"|yen|euro);)"
)


def resolve_entities(text: Traced) -> Traced:
    """The text with the characters that references stand for, as browsers show it.

    Examples
    --------
    >>> resolve_entities(Traced.of("A&amp;B &bogus; &#20013;")).text
    'A&B &bogus; 中'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ENTITY, lambda match: unescape(match.group()))


def resolve_twice_escaped(text: Traced) -> Traced:
    """The text without the references that a page shows because ``&`` was escaped again.

    Examples
    --------
    >>> resolve_twice_escaped(Traced.of("&ldquo;R&amp;amp;D&rdquo; &lt;p&gt; A&B;")).text
    '“R&D” &lt;p&gt; A&B;'
    """
    if "&" not in text.text:
        return text
    return text.sub(_ESCAPED_TWICE, lambda match: unescape(f"&{match['last']}"))
