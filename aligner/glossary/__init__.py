"""Glossaries: the value, the file formats it is read from and written to, lint and convert."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.glossary.columns import COLUMNS
    from aligner.glossary.files import Conversion, convert_glossary, read_glossary, write_glossary
    from aligner.glossary.formats import FORMATS
    from aligner.glossary.glossary import Glossary, GlossaryProblem
    from aligner.glossary.lint import lint_glossary
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Conversion",
    "Glossary",
    "GlossaryProblem",
    "convert_glossary",
    "lint_glossary",
    "read_glossary",
    "write_glossary",
]
