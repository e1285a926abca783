"""A text checked by a glossary, and what comes of it."""

from datetime import date
from pathlib import Path

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import TranslationUnit

__all__ = ["IP_TERMS", "TODAY", "check", "codes", "statuses"]

IP_TERMS = Path(__file__).parents[3] / "corpora" / "glossary" / "ip_terms.tsv"
TODAY = date(2024, 5, 1)


def check(
    glossary: Glossary,
    *pairs: tuple[str, str],
    day: date | None = TODAY,
    probability: float = 1.0,
) -> TermCheck:
    units = [
        TranslationUnit(f"u{i}", "zh-Hans", "en", source, target, probability)
        for i, (source, target) in enumerate(pairs)
    ]
    return check_bitext(
        units, glossary, published=day, source_document="a.html", target_document="b.html"
    )


def codes(result: TermCheck) -> list[str]:
    """Classes of what is likely a problem."""
    return [finding.code.value for finding in result.findings if finding.is_likely]


def statuses(result: TermCheck) -> dict[str, str]:
    return {o.source_term: o.status.value for o in result.occurrences}
