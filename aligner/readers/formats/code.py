"""Tell code and data from prose, by the look of the lines."""

import re

from aligner.patterns import lazy_pattern
from aligner.tables import FileKind

_WAY_OUT = "save the text that is meant as plain text or HTML"
CODE = FileKind("source code", _WAY_OUT)
_JSON = FileKind("JSON", _WAY_OUT)
_ENCODED = FileKind("encoded data", "decode it, or save the document anew")
_MESSAGES = FileKind(
    "a message catalogue (gettext)", "convert it to TMX, which `aligner read --bitext` shows"
)
_SETTINGS = FileKind("settings (YAML, INI)", _WAY_OUT)

_STRING = r'"(?:[^"\\]|\\.){0,200}"'
_JSON_START = lazy_pattern(
    rf"\{{\s*(?:{_STRING}\s*:|\}}\s*$)|\[\s*(?:\{{\s*{_STRING}\s*:|\[\s*(?:[\[\"]|-?\d)|{_STRING}\s*[,\]]\s*[\[\"\]{{\d])"
)
_CATALOGUE = lazy_pattern(r"(?:#[^\n]*\n|\s)*msgid\s+\"")
_BLOB_LINE = lazy_pattern(r"[A-Za-z0-9+/]{40,}={0,2}|(?:[0-9A-Fa-f]{2,8}[ :]?){16,}.{0,20}")
_QUOTED_BYTE = lazy_pattern(r"=(?:[0-9A-F]{2}|$)", re.MULTILINE)
_MOSTLY = 0.5
_QUOTED_SHARE = 0.04
# Lines that only code has.  A comment counts for neither side.
_COMMENT = lazy_pattern(r"(?://|/\*|\*/|\*(?:\s|$)|#(?:\s|$|!)|--\s|;;|<!--|%\s)")
_CODE_LINES = (
    r"#\s*(?:include\s*[<\"]|define\s+\w|ifn?def\s|endif\b|pragma\s)",
    r"(?:import|using|package|require|use)\s+(?:[\w.:\\/*]+|.*[{'\"<].*);$",
    r"import\s+[\w.]+(?:\s+as\s+\w+)?$|from\s+[\w.]+\s+import\s",
    r"(?:export|public|private|protected|static|final|async|const|let|var|auto)\s.*[{;(,=]$",
    (
        r"(?:def|class|function|func|fn|sub|interface|struct|enum|namespace|module)\s+[A-Za-z_$].*"
        r"(?:[{(:]|\))$"
    ),
    r"(?:if|elif|for|while|switch|foreach|catch|with|return)\b(?:\s*\(.*\)|.*\)\s*[{:;]|.*\{)$",
    r"(?:else|try|finally|do|begin|end|fi|done|esac)\s*[{:;]?$",
    r"return(?:\s+[\w.\[\]'\"-]+(?:\(.*\))?)?;?$",
    r"[\w.$*>\[\]'\"-]+\s*(?::?=|\+=|-=|=>|<-)\s*\S.*",
    r"[\w.$:>-]+\([^()]*(?:\([^()]*\)[^()]*)*\)?\s*[;,{]$|[\w.$]+\([\w\s.,='\"\[\]]*\)$",
    r"[})\]]+[;,)]*(?:\s*(?:else|catch|finally|while)\b.*)?$",
    r"[ -~]*[ -~]\{$",
    r"(?:[a-z-]{2,30})\s*:\s*[ -~]{1,120};$",
    r"\s*\"[\w .-]+\"\s*:\s*[ -~]*,?$",
    r"\"[^\"]*\"\s*=\s*\".*\";$",
    r"[.#@\w][ -~]{0,60}\{[ -~]*\}$",
    r"<[?%]",
    r"(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+(?:TABLE|INDEX|VIEW)|DROP|ALTER)\s",
    r"@\w+(?:\(.*\))?$|\$\w+\s*=|<\w+[^>]*/?>$",
)
_CODE_LINE = lazy_pattern("|".join(_CODE_LINES))
# Lines that open a file of code, behind whatever comment.
_OPENING = lazy_pattern(
    r"^(?:import [\w.]+(?: as \w+)?;?|import [\w.*{}, ]+ from .+|from [\w.]+ import .+"
    r"|#include\s*[<\"].+|using [\w.]+;|package [\w.]+;|use [\w:]+;|[\w.]+ = require\(.+)[ \t\r]*$",
    re.MULTILINE,
)
_FEWEST_OPENINGS = 2
_SETTING = lazy_pattern(r"(?:- )?[a-z][a-z0-9_.-]*\s*[:=](?:\s*[ -~\x80-\xff]*)$|\[[\w .:-]+\]$")
# A setting whose value is not: some words in a row, the end of a sentence, or much Chinese.
_TOLD_SETTING = lazy_pattern(
    r"(?:- )?[a-z][a-z0-9_.-]*\s*:\s*"
    r"(?:(?:[A-Za-z][A-Za-z'-]*,?\s+){3}[A-Za-z]"
    r"|[^\"'\[{<|>&*!/#].*(?:[a-z)][.!?]|\xe3\x80\x82|\xef\xbc[\x81\x9f]|\xa1\xa3)$"
    r"|[\x80-\xff]{16})"
)
_MOST_TOLD = 0.5
_SCRIPT = lazy_pattern(r"#!\s?/|<\?php\b")
_FEWEST_LINES = 5
_LEAST_CODE, _LEAST_SETTINGS = 0.4, 0.8
# Of minified code, this share of characters and this many are signs of code.
_SIGN = lazy_pattern(r"[{};=]|\(\)|\|\||&&|=>")
_LEAST_SIGNS, _SIGN_SHARE = 30, 0.03


def code_kind(sample: str, *, is_page: bool) -> FileKind | None:
    """What a text is if it is code or data, None if it may be prose.

    Parameters
    ----------
    sample : str
        Beginning of the file, each byte a character.
    is_page : bool
        Whether its name is that of an HTML page, which may hold scripts.

    Examples
    --------
    >>> code_kind('[{"title": "Notice"}]', is_page=False).name
    'JSON'
    """
    if _JSON_START.match(sample):
        return _JSON
    if is_page and "<" in sample:
        return None
    if _CATALOGUE.match(sample):
        return _MESSAGES
    if _SCRIPT.match(sample) or _has_code_lines(sample) or _is_minified(sample):
        return CODE
    return _SETTINGS if _has_settings(sample) else None


def _has_code_lines(sample: str) -> bool:
    openings = sum(1 for _ in _OPENING.finditer(sample))
    return openings >= _FEWEST_OPENINGS or _share(_CODE_LINE, sample) >= _LEAST_CODE


def _has_settings(sample: str) -> bool:
    """Whether lines are settings, and not notes or talk behind names in lower case."""
    is_alike = _share(_SETTING, sample) >= _LEAST_SETTINGS
    return is_alike and _share(_TOLD_SETTING, sample) < _MOST_TOLD


def _share(pattern: re.Pattern[str], sample: str) -> float:
    """Share of the lines that a pattern matches, comments aside; 0.0 for very few lines."""
    told = [line for line in _lines(sample) if not _COMMENT.match(line)]
    matched = sum(pattern.match(line) is not None for line in told)
    return matched / len(told) if len(told) >= _FEWEST_LINES else 0.0


def _is_minified(sample: str) -> bool:
    signs = sum(1 for _ in _SIGN.finditer(sample)) if sample.isascii() else 0
    return signs >= max(_LEAST_SIGNS, _SIGN_SHARE * len(sample))


def encoded_kind(sample: str) -> FileKind | None:
    """Encoded data (Base64, quoted-printable, hexadecimal) as a kind, None for other text."""
    lines = _lines(sample)
    blobs = sum(len(line) for line in lines if _BLOB_LINE.fullmatch(line))
    if blobs > _MOSTLY * len(sample):
        return _ENCODED
    quoted = sum(1 for _ in _QUOTED_BYTE.finditer(sample))
    is_quoted = quoted >= _FEWEST_LINES and quoted > _QUOTED_SHARE * len(sample)
    return _ENCODED if is_quoted else None


def _lines(sample: str) -> list[str]:
    """Lines that are not blank; only line feeds and carriage returns end one."""
    return [line.strip() for line in re.split("[\r\n]+", sample) if line.strip()]
