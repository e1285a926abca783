"""A glossary as a table in our columns."""

import csv
import io
from itertools import pairwise
from pathlib import Path

from aligner.files import whole_file
from aligner.terms.columns import COLUMNS, join_cell
from aligner.terms.from_table import read_table
from aligner.terms.glossary import Glossary, GlossaryProblem
from aligner.values import ConceptEntry, Term, TermStatus

__all__ = ["table_bytes", "write_glossary_tsv"]


def write_glossary_tsv(glossary: Glossary, path: Path) -> tuple[GlossaryProblem, ...]:
    """What the table could not hold, after writing it as TSV with our columns.

    The table is read back and compared: an entry that does not come back as it
    was (terms of other languages, days that only a TBX file holds) is named.
    """
    data = table_bytes(glossary)
    with whole_file(path) as stream:
        stream.write(data)
    if not glossary.entries:
        return ()
    back = {entry.id: entry for entry in read_table(data, str(path)).entries}
    return tuple(
        GlossaryProblem("lost", "the table cannot hold all of this entry", entry.id, str(path))
        for entry in glossary.entries
        if back.get(entry.id) != entry
    )


def table_bytes(glossary: Glossary) -> bytes:
    """The glossary as a TSV file: UTF-8, a header, one concept a row."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(entry) for entry in glossary.entries)
    return stream.getvalue().encode()


def _cells(entry: ConceptEntry) -> list[str]:
    """One concept entry as the cells of a row, in the order of the columns."""
    chinese = [term.text for term in entry.forms("zh")]
    english = entry.forms("en", TermStatus.PREFERRED, TermStatus.ALLOWED)
    full = [term.text for term in english if not term.abbreviation]
    forbidden = entry.forms("en", TermStatus.FORBIDDEN)
    cells = {
        "id": entry.id,
        "zh": join_cell(chinese[:1]),
        "zh_aliases": join_cell(chinese[1:]),
        "en_preferred": join_cell(full[:1]),
        "en_allowed": join_cell(full[1:]),
        "en_abbreviation": join_cell([t.text for t in english if t.abbreviation]),
        "en_forbidden": join_cell([t.text for t in forbidden]),
        "forbidden_from": _days(forbidden),
        "domain": entry.domain,
        "weak": "yes" if entry.weak else "",
        "case": "exact" if any(t.case_sensitive for t in english) else "",
        "reliability": entry.reliability,
        "note": entry.note,
    }
    return [cells[column] for column in COLUMNS]


def _days(forbidden: tuple[Term, ...]) -> str:
    """The days from which forms are forbidden: one for all, or one for each."""
    days = [t.valid_from.isoformat() if t.valid_from else "" for t in forbidden]
    same = all(left == right for left, right in pairwise(days))
    return "|".join(days[:1] if same else days)
