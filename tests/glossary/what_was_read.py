"""What a glossary was read with: forms that are accepted or forbidden, and problems."""

from aligner.glossary import Glossary
from aligner.values import TermStatus

__all__ = ["forms", "problems"]


def forms(glossary: Glossary, language: str) -> list[tuple[list[str], list[str]]]:
    """Accepted and forbidden forms of each entry in a language."""
    return [
        (
            [
                term.text
                for term in entry.forms(language, TermStatus.PREFERRED, TermStatus.ADMITTED)
            ],
            [term.text for term in entry.forms(language, TermStatus.DEPRECATED)],
        )
        for entry in glossary.entries
    ]


def problems(glossary: Glossary) -> list[tuple[str, int]]:
    """Their codes and lines."""
    return [(problem.code, problem.line) for problem in glossary.problems]
