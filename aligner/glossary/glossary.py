"""The glossary value: concept entries, where they were read, and problems met."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.signature import digest_values
from aligner.values import Severity, TermStatus

if TYPE_CHECKING:
    from aligner.values import ConceptEntry, Term

# The words that digests were made of before the statuses had the names of ISO 30042: results
# stored for a glossary stay valid as long as its digest does.
_DIGEST_WORDS = {
    TermStatus.PREFERRED: "preferred",
    TermStatus.ADMITTED: "allowed",
    TermStatus.DEPRECATED: "forbidden",
}


@dataclass(frozen=True, slots=True)
class GlossaryProblem:
    """Something odd in a glossary that does not stop its use.

    Parameters
    ----------
    code : str
        Class of the problem: ``"duplicate-row"``, ``"allowed-and-forbidden"`` ...
    message : str
        One sentence with the forms it is about.
    concept : str
        Id of the concept entry, ``""`` when there is none.
    path : str
        File the glossary was read from.
    line : int
        Line of the entry, from 1; 0 when unknown.
    severity : Severity
        A note may well be meant.
    """

    code: str
    message: str
    concept: str = ""
    path: str = ""
    line: int = 0
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Glossary:
    """Concept entries in order; equal glossaries have equal entries.

    Parameters
    ----------
    entries : tuple of ConceptEntry
        With unique ids.
    digest : str
        Digest of the entries, made when not given.
    path : str
        File read, for messages.
    lines : tuple of int
        Line of each entry in that file; empty when unknown.
    sheets : tuple of str
        Sheet of each entry in a workbook; empty for other files.
    problems : tuple of GlossaryProblem
        What was odd while reading: rows left out, merged or renamed.
    columns : tuple of (str, str)
        Headings of a table and what each was taken for, ``""`` if for nothing.
    unread : tuple of (str, int)
        Kinds of content that the reader has no place for, and how often each
        was met.
    """

    entries: "tuple[ConceptEntry, ...]"
    digest: str = ""
    path: str = field(default="", kw_only=True)
    lines: tuple[int, ...] = field(default=(), kw_only=True)
    sheets: tuple[str, ...] = field(default=(), kw_only=True)
    problems: tuple[GlossaryProblem, ...] = field(default=(), kw_only=True)
    columns: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    unread: tuple[tuple[str, int], ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", digest_values([_plain(e) for e in self.entries]))
        ids = [entry.id for entry in self.entries]
        if len(set(ids)) != len(ids):
            repeated = next(i for i in ids if ids.count(i) > 1)
            raise InputError(f"two concept entries have the id {repeated!r}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glossary) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        name = f" {str(self.path)!r}" if self.path else ""
        return f"<Glossary{name}: {len(self)} concepts>"

    def line_of(self, index: int) -> int:
        """Line of the entry at an index, 0 when unknown."""
        return self.lines[index] if index < len(self.lines) else 0

    def path_of(self, index: int) -> str:
        """File of the entry at an index, with the sheet if it has several: ``g.xlsx[IP]``."""
        sheet = self.sheets[index] if index < len(self.sheets) else ""
        return f"{self.path}[{sheet}]" if sheet else self.path


def _plain(entry: "ConceptEntry") -> list[object]:
    """An entry as JSON-like values, for the digest."""
    terms = [_plain_term(term) for term in entry.terms]
    texts = [entry.domain, entry.note, entry.reliability, entry.definition]
    return [entry.id, terms, *texts, entry.weak]


def _plain_term(term: "Term") -> list[object]:
    """A term as JSON-like values."""
    days = [day.isoformat() if day else None for day in (term.valid_from, term.valid_until)]
    marks = [term.abbreviation, term.case_sensitive]
    texts = [term.text, term.language, term.use_instead, term.note]
    return [*texts, _DIGEST_WORDS[term.status], term.match.value, *marks, *days]
