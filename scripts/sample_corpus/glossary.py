"""The glossary facts the annotation is checked against."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import FormatError

__all__ = ["AnnotatedTerms", "read_annotated_terms"]

_COLUMNS = ("zh", "zh_aliases", "weak")
_FALSE = {"", "0", "no", "false"}


@dataclass(frozen=True, slots=True)
class AnnotatedTerms:
    """The source terms of a glossary, found longest first.

    Parameters
    ----------
    terms : frozenset of str
        Terms and aliases whose every occurrence must be annotated.
    weak : frozenset of str
        Terms too general for that; they only keep shorter terms from matching
        inside them.
    """

    terms: frozenset[str]
    weak: frozenset[str]

    def occurrences(self, text: str) -> list[tuple[int, str]]:
        """Start and term of each longest match, from left to right, weak ones left out."""
        longest_first = sorted(self.terms | self.weak, key=lambda t: (-len(t), t))
        pattern = re.compile("|".join(map(re.escape, longest_first)))
        matches = ((m.start(), m[0]) for m in pattern.finditer(text))
        return [(start, term) for start, term in matches if term in self.terms]


def read_annotated_terms(path: Path) -> AnnotatedTerms:
    """The source terms of a glossary TSV with the columns zh, zh_aliases and weak."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [c for c in _COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise FormatError(f"columns missing: {', '.join(missing)}", str(path), 1)
        rows = [(_forms(row), row["weak"].strip().lower() not in _FALSE) for row in reader]
    weak = frozenset(form for forms, is_weak in rows if is_weak for form in forms)
    strong = frozenset(form for forms, is_weak in rows if not is_weak for form in forms)
    return AnnotatedTerms(strong - weak, weak)


def _forms(row: dict[str, str]) -> list[str]:
    """Term and aliases of a row."""
    forms = [row["zh"], *row["zh_aliases"].split("|")]
    return [form.strip() for form in forms if form.strip()]
