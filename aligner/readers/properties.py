"""Title and date that office programs store beside the text."""

import re
from collections.abc import Mapping
from datetime import date

from lxml import etree

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.text.reader import Properties
from aligner.tables import OfficeFile, local_name

_NO_TITLE = re.compile(
    r"(?:Microsoft Word|PowerPoint|Document|Presentation|Workbook|Slide|Untitled)\b.*"
    r"|(?:文档|演示文稿|工作簿|新建|无标题)\b.*"
    r"|.*\.(?:docx?|wps|odt|rtf|pptx?|xlsx?)",
    re.IGNORECASE,
)
# Names that programs give where a person would be named.
_PROGRAM = re.compile(
    r"python-|openpyxl|apache poi|docx4j|aspose|pandoc|libreoffice|openoffice", re.IGNORECASE
)
# When the templates that libraries start from were last saved by their authors.
_TEMPLATES = frozenset({"2013-12-23T23:15:00", "2013-01-27T09:15:58"})
_TO_THE_MINUTE, _TO_THE_SECOND = 16, 19


def core_properties(file: OfficeFile) -> Properties:
    """Title and date in the core properties of an Office Open XML file (ECMA-376 part 2)."""
    names = [part.target for part in file.relations("") if part.kind == "core-properties"]
    try:
        root = file.root(names[0]) if names else None
    except FormatError:
        # Damaged properties are no reason to refuse a document.
        return Properties()
    values = texts_of(root)
    return Properties(
        shown_title(values.get("title", "")),
        day_of_change(
            values.get("created", ""), values.get("modified", ""), values.get("lastModifiedBy", "")
        ),
    )


def texts_of(root: etree._Element | None) -> Mapping[str, str]:
    """Clean texts of the elements right below a root, by local name."""
    elements = [] if root is None else [e for e in root if isinstance(e.tag, str)]
    return {local_name(element): clean_text(element.text or "") for element in elements}


def shown_title(title: str) -> str:
    """A stored title, ``""`` if it is a placeholder or a file name.

    Examples
    --------
    >>> shown_title("Microsoft Word - 通知.doc"), shown_title("年度报告")
    ('', '年度报告')
    """
    return "" if _NO_TITLE.fullmatch(title) else title


def day_of_change(created: str, modified: str, editor: str) -> date | None:
    """The day on which a person last changed a document; None if no person is known to have.

    The day of creation is that of the template, and programs that make documents leave
    both days as they found them, or set the day on which they ran.

    Parameters
    ----------
    created, modified : str
        In the form of ISO 8601, ``""`` if not stored.
    editor : str
        Who changed it last, ``""`` if not stored.

    Examples
    --------
    >>> day_of_change("2013-12-23T23:15:00Z", "2024-05-06T08:00:00Z", "Li Na")
    datetime.date(2024, 5, 6)
    >>> day_of_change("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z", "")
    """
    if not editor or _PROGRAM.search(editor) or modified[:_TO_THE_SECOND] in _TEMPLATES:
        return None
    if modified[:_TO_THE_MINUTE] <= created[:_TO_THE_MINUTE]:
        return None
    return find_date(modified.partition("T")[0])
