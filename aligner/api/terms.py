"""What a program calls: read a glossary, check terms."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from aligner.api.paths import AnyPath
from aligner.exporters import units_from_bitext
from aligner.glossary import Glossary
from aligner.glossary import read_glossary as _read_glossary
from aligner.pipeline import ReportOptions, report_on_file, report_on_units
from aligner.reports import TermReport
from aligner.values import Bitext, TranslationUnit


def read_glossary(path: AnyPath, *, languages: tuple[str, str] | None = None) -> Glossary:
    """Read a glossary from a file.

    Parameters
    ----------
    path : str or path
        TSV, CSV, XLSX, TBX, or what memoQ, OmegaT, DeepL and others write; the
        format is told by the file.
    languages : (str, str), optional
        Where the file does not name the languages of its columns; told by their
        script if not given.

    Returns
    -------
    Glossary
        `entries` are the concepts; `problems` is what looked odd while reading.

    Raises
    ------
    aligner.errors.AlignerError
        If the file is not a glossary, or has no entry that can be used.

    Examples
    --------
    >>> import aligner
    >>> glossary = aligner.read_glossary("terms.tsv")
    >>> glossary
    <Glossary 'terms.tsv': 4 concepts>
    >>> [term.text for term in glossary.entries[0].terms]
    ['知识产权', 'intellectual property']
    """
    return _read_glossary(Path(path), languages=languages)


def check_terms(
    translations: Bitext | Iterable[TranslationUnit] | AnyPath,
    glossary: Glossary | AnyPath | None,
) -> TermReport:
    """Check whether translations render the terms of a glossary as it says.

    Parameters
    ----------
    translations : Bitext, iterable of TranslationUnit, or path
        Chinese with English, or English with Chinese.  A path is a file of translation
        units: TMX, XLIFF, TSV, CSV, JSON Lines, XLSX, DOCX tables, Parquet.
    glossary : Glossary or path, or None
        None only looks for frequent terms with inconsistent renderings.

    Returns
    -------
    TermReport
        `findings` have a `code`, a `severity`, a `message` and the two texts.

    Raises
    ------
    aligner.errors.AlignerError
        If a file cannot be read, or the translations are not between Chinese and English.

    Examples
    --------
    >>> import aligner
    >>> bitext = aligner.align(
    ...     ["该公司申请了三项外观设计。", "审查于周一开始。"],
    ...     ["The company applied for three exterior drawings.",
    ...      "The examination began on Monday."],
    ... )
    >>> for finding in aligner.check_terms(bitext, "terms.tsv").findings:
    ...     print(finding.code, finding.source_term, finding.expected)
    omitted 外观设计 ('industrial design',)
    """
    known = glossary if isinstance(glossary, Glossary | None) else read_glossary(glossary)
    request = ReportOptions(known)
    if isinstance(translations, str | PathLike):
        return report_on_file(Path(translations), request)
    if isinstance(translations, Bitext):
        translations = units_from_bitext(translations)
    return report_on_units(translations, request)
