"""Tell apart files of text that are markup: HTML, other XML, MIME, subtitles."""

import re

from aligner.tables import FileKind

_MENTIONED = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|\?xml[^>]*>\s*<(?:!doctype\s+)?html)[\s>]",
    re.IGNORECASE,
)
_HEAD = 1024
_PROLOG = re.compile(r"(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+)+", re.DOTALL)
_ROOT = re.compile(r"<(?:(?P<prefix>[A-Za-z_][\w.-]*):)?(?P<name>[A-Za-z_][\w.-]*)(?=[\s/>])")
_HTML_TAG = re.compile(
    r"</?(?:a|abbr|article|b|big|blockquote|body|br|caption|center|dd|div|dl|dt|em|figure|font"
    r"|footer|form|frameset|h[1-6]|head|header|hr|html|i|iframe|img|li|link|main|meta|nav|ol|p|pre"
    r"|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|title|tr|u|ul)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_FEWEST_TAGS, _WIDEST_SPACING = 6, 400
_WITH_LIBREOFFICE = frozenset({"wordDocument", "package", "Workbook"})
_BITEXT = "it is no document, and aligned already: `aligner read --bitext` shows and converts it"
_GLOSSARY = "give it with --glossary: it is no document"
_XML_KINDS = {
    "tmx": FileKind("a translation memory (TMX)", _BITEXT),
    "xliff": FileKind("a translation file (XLIFF)", _BITEXT),
    "martif": FileKind("a term base (TBX)", _GLOSSARY),
    "tbx": FileKind("a term base (TBX)", _GLOSSARY),
    "mtf": FileKind("a term base (MultiTerm)", _GLOSSARY),
    "svg": FileKind("a drawing (SVG)", "save its text as plain text"),
    "rss": FileKind("a news feed (RSS)", "save the pages it lists"),
    "feed": FileKind("a news feed (Atom)", "save the pages it lists"),
    "tt": FileKind("subtitles (TTML)", "save them as .srt or .vtt"),
}
_OTHER_WAY = "save the document itself as HTML, DOCX or plain text"
_BEGINNINGS = tuple(
    (re.compile(pattern), FileKind(name, way_out))
    for pattern, name, way_out in (
        (r"\[Script Info\]", "subtitles (ASS, SSA)", "save them as .srt or .vtt"),
        (r"\\documentclass\b|\\input\b|%[^\n]*\n+\\documentclass\b", "LaTeX", "convert it to DOCX"),
        (
            r"BEGIN:V(?:CALENDAR|CARD)",
            "a calendar or addresses",
            "save its text as plain text",
        ),
        (r"-----BEGIN [A-Z ]+-----", "a key or a signature", "remove it from the folder"),
        (r"WARC/\d", "a web archive", "give it the suffix .warc"),
    )
)
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+")
# Not every program says what version of MIME it writes.
_CONTENT_TYPE = re.compile(
    r"^content-type:\s*(?:multipart|text|message)/[\w.+-]+", re.IGNORECASE | re.MULTILINE
)
_MOST_HEADER = 1 << 14
_CUE = re.compile(
    r"(?:\d{1,6}[ \t]*\r?\n)?\d{1,3}:\d\d(?::\d\d)?[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d"
)


def markup_reader(sample: str) -> str | FileKind | None:
    """Reader of a file that is markup, or what it is; None for other text.

    Parameters
    ----------
    sample : str
        Beginning of the file, without white space in front.

    Examples
    --------
    >>> markup_reader("<?xml version='1.0'?><rss version='2.0'>").name
    'a news feed (RSS)'
    """
    for pattern, kind in _BEGINNINGS:
        if pattern.match(sample):
            return kind
    if not sample.startswith("<"):
        return "html.v4" if _MENTIONED.search(sample[:_HEAD]) or _is_tagged(sample) else None
    prolog = _PROLOG.match(sample)
    root = _ROOT.match(sample, prolog.end() if prolog else 0)
    if root is None:
        return "html.v4" if _MENTIONED.search(sample[:_HEAD]) else None
    return _by_root(root, sample)


def _by_root(root: re.Match[str], sample: str) -> str | FileKind | None:
    name = root["name"]
    if root["prefix"] == "office" and name == "document":
        return "odt.v1"
    if (root["prefix"] and name in _WITH_LIBREOFFICE) or name == "Workbook":
        return "libreoffice.v1"
    if name.lower() in _XML_KINDS:
        return _XML_KINDS[name.lower()]
    if _HTML_TAG.match(sample, root.start()) or _MENTIONED.search(sample[:_HEAD]):
        return "html.v4"
    if sample.startswith("<?xml") or re.search(rf"</(?:\w+:)?{re.escape(name)}\s*>", sample):
        return FileKind(f"XML (<{name[:40]}>)", _OTHER_WAY)
    return "html.v4" if _is_tagged(sample) else None


def _is_tagged(sample: str) -> bool:
    """Whether a text is strewn with the tags of HTML."""
    found = sum(1 for _ in _HTML_TAG.finditer(sample))
    return found >= _FEWEST_TAGS and len(sample) <= _WIDEST_SPACING * found


def mime_reader(sample: str) -> str | None:
    """Reader of a message or a page saved as one (MHTML), None for other text."""
    header = _HEADER.match(sample.replace("\r\n", "\n"), 0, _MOST_HEADER)
    if header is None:
        return None
    return "mime.v1" if _CONTENT_TYPE.search(header[0]) else None


def is_subtitles(sample: str) -> bool:
    """Whether a text is subtitles of the kind SRT or WebVTT."""
    return re.match(r"WEBVTT(?:[ \t\r\n]|$)", sample) is not None or _CUE.match(sample) is not None
