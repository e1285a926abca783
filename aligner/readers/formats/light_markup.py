"""Tell the markup that is typed by hand, subtitles by lines and the like from prose."""

import re

from aligner.patterns import lazy_pattern
from aligner.tables import FileKind

_CONVERT = "convert it to DOCX or HTML"
_SUBTITLES = "save them as .srt or .vtt"
# Signs of each kind, how many of them are needed, what it is, and the way out.
_SIGNS = tuple(
    (lazy_pattern(pattern, re.MULTILINE), fewest, FileKind(name, way_out))
    for pattern, fewest, name, way_out in (
        (
            (
                r"\\(?:begin|end|(?:sub)*section|chapter|item|cite|ref|label|emph|usepackage)\b"
                r"|\\text(?:bf|it|tt)\b"
            ),
            3,
            "LaTeX",
            "convert it to DOCX",
        ),
        (
            (
                r"^={2,5} ?[^=\n]+={2,5}[ \t\r]*$|'''[^'\n]+'''|\[\[[^\]\n]+\]\]|^\{\|"
                r"|^\|-[ \t\r]*$|^\|\}|<ref[ >]"
            ),
            3,
            "the markup of a wiki",
            _CONVERT,
        ),
        (
            r"^\.\. [\w-]+::|^\.\. _[^:\n]+:|:\w+:`[^`\n]+`|``[^`\n]+``",
            2,
            "reStructuredText",
            _CONVERT,
        ),
        (
            (
                r"^={1,5} \S[^=\n]*$|^:[\w-]+:[ \t\r]*$"
                r"|^(?:include|image)::|^\[(?:source|NOTE|TIP|quote|abstract|options=|cols=)[^\]\n]*\]"
            ),
            3,
            "AsciiDoc",
            _CONVERT,
        ),
        (
            r"^#\+[A-Za-z_]+:|^:(?:PROPERTIES|END|ID):|^\*+ (?:TODO|DONE) ",
            2,
            "notes of Org",
            _CONVERT,
        ),
        (
            r"^\.(?:TH|SH|SS|PP|LP|TP|IP|BR?|I|RS|RE|nf|fi|br|sp)(?:[ \t\r]|$)",
            3,
            "a manual page (troff)",
            _CONVERT,
        ),
        (
            r"^(?:diff --git |@@ -\d+(?:,\d+)? \+\d+|(?:---|\+\+\+) [ab]/)",
            2,
            "a list of changes (diff)",
            "give the files themselves",
        ),
        (r"\\u[0-9a-fA-F]{4}", 8, "encoded data", "decode it, or save the document anew"),
        (
            r"&lt;/?(?:p|br|div|span|b|a|t[dr]|li|h[1-6])\b",
            3,
            "HTML whose signs are escaped",
            "save the page itself",
        ),
        (r"^\{\d+\}\{\d+\}", 2, "subtitles (MicroDVD)", _SUBTITLES),
        (
            r"^\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}[ \t\r]*$",
            2,
            "subtitles (SBV)",
            _SUBTITLES,
        ),
        (
            r"^\[\d{1,3}:\d\d\.\d{2,3}\]",
            3,
            "lines with their times (LRC)",
            "save them without the times, or as .srt",
        ),
        (
            r"\AFrom \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} [\d:]{5,8} ",
            1,
            "a mailbox",
            "save its messages one by one, as .eml",
        ),
    )
)
_HEADING = lazy_pattern(r"^#{1,6} +\S", re.MULTILINE)
_OTHER_MARKDOWN = lazy_pattern(
    r"^(?:```|~~~)|\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\s]+\)|^\|?[ \t]*:?-{3,}:?[ \t]*\|",
    re.MULTILINE,
)
_FEWEST_HEADINGS = 2


def light_kind(sample: str) -> FileKind | None:
    r"""What a text is if it is strewn with the signs of such markup, None if it may be prose.

    Parameters
    ----------
    sample : str
        Beginning of the file, each byte a character.

    Examples
    --------
    >>> light_kind("{0}{25}Hello.\n{30}{60}Welcome.").name
    'subtitles (MicroDVD)'
    """
    for pattern, fewest, kind in _SIGNS:
        if _are_there(pattern, sample, fewest):
            return kind
    return None


def is_markdown(sample: str) -> bool:
    r"""Whether a text has the headings of Markdown, and more than one sign of it.

    Examples
    --------
    >>> is_markdown("# Notice\n\n## Fees\n\nA fee is due."), is_markdown("# 1 filer")
    (True, False)
    """
    headings = sum(1 for _ in _HEADING.finditer(sample))
    return headings >= _FEWEST_HEADINGS or (headings > 0 and _are_there(_OTHER_MARKDOWN, sample, 1))


def _are_there(pattern: re.Pattern[str], sample: str, fewest: int) -> bool:
    """Whether a pattern is found so many times."""
    found = pattern.finditer(sample)
    return all(next(found, None) is not None for _ in range(fewest))
