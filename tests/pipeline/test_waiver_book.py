"""Waivers whose ids may be cut short."""

import pytest

from aligner.errors import ConfigError
from aligner.pipeline.waiver_book import WaiverBook
from aligner.values import (
    Finding,
    FindingCode,
    Severity,
    Waiver,
    WaiverKind,
)


def _waiver(finding: str, reason: str = "known") -> Waiver:
    return Waiver(finding, WaiverKind.ACCEPTED, reason, "Li")


def _finding(identifier: str) -> Finding:
    return Finding(
        id=identifier,
        code=FindingCode.OMITTED,
        severity=Severity.WARNING,
        message="",
        concept="c",
        source_term="商标",
        expected=("trademark",),
        found="",
        unit="1",
        source_document="a.html",
        target_document="",
        source_text="有商标。",
        target_text="There\nis one.",
    )


def test_a_waiver_is_found_by_the_first_digits() -> None:
    book = WaiverBook([_waiver("12ab"), _waiver("cd34ffff"), _waiver("99")])
    assert book.of("12abcdef") == _waiver("12ab")
    assert book.of("cd340000") is None
    assert book.unused(["12abcdef", "cd34ffff"]) == (_waiver("99"),)
    whole = book.whole([_finding("cd34ffff"), _finding("12abcdef")])
    assert [w.finding for w in whole] == ["12abcdef", "cd34ffff"]
    assert whole[0].about == "omitted | 商标 | a.html | 有商标。 | There is one."


def test_a_whole_id_counts_before_its_first_digits() -> None:
    book = WaiverBook([_waiver("12ab", "short"), _waiver("12abcdef", "whole")])
    assert book.of("12abcdef") == _waiver("12abcdef", "whole")


def test_digits_of_several_ids_are_refused() -> None:
    with pytest.raises(ConfigError, match="2 ids begin with '12'"):
        WaiverBook([_waiver("12")]).unused(["12ab", "12cd"])
