"""Checked texts gathered into one report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.pipeline.checked_text import CheckedText
from aligner.pipeline.term_report import ReportBuilder, View
from aligner.reports import TermReport, term_report_json
from aligner.reports.by_risk import riskiest
from aligner.terms import TermCheck
from aligner.values import (
    ConceptEntry,
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    Term,
    TermOccurrence,
    TermStatus,
    TranslationUnit,
    Waiver,
    WaiverKind,
)

GLOSSARY = Glossary(
    (
        ConceptEntry(
            "secret",
            (
                Term("商业秘密", "zh"),
                Term("trade secret", "en"),
                Term("commercial secret", "en", TermStatus.DEPRECATED),
            ),
            domain="law",
        ),
    )
)
UNIT = TranslationUnit("u", "zh-Hans", "en", "保护商业秘密。", "Trade secrets are protected.", 0.99)
STATUSES = st.sampled_from(OccurrenceStatus)


def occurrence(status: OccurrenceStatus, form: str) -> TermOccurrence:
    return TermOccurrence("secret", "u", "商业秘密", (2, 6), status, form, form, (0, 13))


def finding(number: int, severity: Severity, confidence: float) -> Finding:
    return Finding(
        id=f"{number:04}",
        code=FindingCode.OTHER_RENDERING,
        severity=severity,
        message="商业秘密 seems to be rendered otherwise",
        concept="secret",
        source_term="商业秘密",
        expected=("trade secret",),
        found="commercial secret",
        unit="u",
        source_document="a",
        target_document="b",
        source_text=UNIT.source_text,
        target_text=UNIT.target_text,
        confidence=confidence,
    )


def text(
    day: date | None, *occurrences: TermOccurrence, findings: tuple[Finding, ...] = ()
) -> CheckedText:
    def units() -> Mapping[str, TranslationUnit]:
        return {"u": UNIT}

    return CheckedText("a", f"b{day}", day, TermCheck(findings, occurrences), units)


def report(
    *texts: CheckedText,
    waivers: Sequence[Waiver] = (),
    view: View | None = None,
    **options: object,
) -> TermReport:
    builder = ReportBuilder(GLOSSARY, waivers, view)
    for one in texts:
        builder.add(one)
    return builder.build(glossary="g.tsv", signature="s", **options)  # type: ignore[arg-type]


def test_an_office_that_changed_its_habit() -> None:
    old = occurrence(OccurrenceStatus.FORBIDDEN, "commercial secret")
    new = occurrence(OccurrenceStatus.PREFERRED, "trade secret")
    texts = [text(date(2017, month, 1), old) for month in range(1, 9)]
    texts += [text(date(2019, month, 1), new) for month in range(1, 9)]
    made = report(*texts)
    (page,) = made.terms
    assert page.drift is not None
    assert (page.drift.before, page.drift.since) == ("commercial secret", "trade secret")
    assert (page.drift.last_before, page.drift.first_since) == (date(2017, 8, 1), date(2019, 1, 1))
    assert dict(page.periods)["2017-03"] == {"commercial secret": 1}
    assert [(use.text, use.count) for use in page.renderings] == [
        ("commercial secret", 8),
        ("trade secret", 8),
    ]
    assert all(len(use.contexts) == 3 for use in page.renderings)
    assert page.renderings[0].last_used == date(2017, 8, 1)
    assert (page.source_terms, page.expected) == (("商业秘密",), ("trade secret",))
    assert page.forbidden == ("commercial secret",)
    assert [row.name for row in made.by_year] == ["2017", "2019"]
    assert [row.name for row in made.by_domain] == ["law"]
    assert made.n_documents == len(made.by_document) == 16


def test_a_rendering_that_is_not_accepted_is_shown_as_the_text_has_it() -> None:
    """Its form may name a body by the name that it has since."""
    old = replace(
        occurrence(OccurrenceStatus.FORBIDDEN, "Head of the New Office"),
        rendering="Head of the Old Office",
    )
    (page,) = report(text(None, old)).terms
    assert [use.text for use in page.renderings] == ["head of the old office"]


def test_waivers_and_a_baseline_hold_findings_back() -> None:
    findings = tuple(finding(n, Severity.WARNING, 0.5) for n in range(4))
    waivers = [
        Waiver("0001", WaiverKind.ACCEPTED, "a quotation", "Li"),
        Waiver("9999", WaiverKind.FALSE_ALARM, "gone", "Li"),
    ]
    made = report(
        text(None, findings=findings), waivers=waivers, baseline=frozenset({"0002", "7777"})
    )
    assert [f.id for f in made.findings] == ["0000", "0003"]
    assert [w.finding.id for w in made.waived] == ["0001"]
    assert [w.finding for w in made.stale] == ["9999"]


def test_what_is_not_looked_for_stays_known() -> None:
    """A report of some classes serves as the baseline of the next, which checks them all."""
    findings = tuple(finding(n, Severity.WARNING, 0.9) for n in range(3))
    other = replace(finding(7, Severity.NOTE, 0.9), code=FindingCode.CASE)
    checked = text(None, findings=(*findings, other))
    old = frozenset({"0001", "0007", "7777"})
    some = report(
        checked, view=View(classes=frozenset({FindingCode.OTHER_RENDERING})), baseline=old
    )
    assert (some.known, some.passed_over, some.n_known) == (("0001",), ("0007",), 1)
    assert json.loads(term_report_json(some))["known"] == ["0001", "0007"]
    every = report(checked, baseline=old)
    assert (every.known, every.passed_over) == (("0001", "0007"), ())
    builder = ReportBuilder(Glossary(()))
    builder.add(text(None, findings=(findings[1],)))
    bare = builder.build(glossary="", signature="s", baseline=old)
    assert (bare.known, bare.passed_over) == (("0001",), ("0007", "7777"))
    assert report(checked, view=View(classes=frozenset({other.code}))).passed_over == ()


def test_the_riskiest_comes_first() -> None:
    findings = (
        finding(1, Severity.WARNING, 0.9),
        finding(2, Severity.ERROR, 0.6),
        finding(3, Severity.WARNING, 0.95),
    )
    made = report(text(None, findings=findings))
    assert [f.id for f in riskiest(made.findings)] == ["0002", "0003", "0001"]


def test_what_is_likely_harmless_is_shown_only_when_asked_for() -> None:
    findings = (finding(1, Severity.WARNING, 0.9), finding(2, Severity.NOTE, 0.2))
    checked = text(None, findings=findings)
    usual, strict = report(checked), report(checked, view=View(strict=True))
    assert ([f.id for f in usual.findings], [f.id for f in usual.further]) == (["0001"], ["0002"])
    assert ([f.id for f in strict.findings], strict.further) == (["0001", "0002"], ())
    sure = report(checked, view=View(least=0.95))
    assert ([f.id for f in sure.findings], len(sure.further)) == ([], 2)


def test_classes_are_switched_off() -> None:
    checked = text(None, findings=(finding(1, Severity.WARNING, 0.9),))
    code = checked.check.findings[0].code
    others = frozenset(FindingCode) - {code}
    assert report(checked, view=View(classes=others)).findings == ()
    assert len(report(checked, view=View(classes=frozenset({code}))).findings) == 1


def test_a_waiver_of_a_class_that_is_not_checked_is_not_stale() -> None:
    held, doubted = (finding(n, Severity.WARNING, 0.9) for n in (1, 2))
    waivers = [Waiver(f"000{n}", WaiverKind.ACCEPTED, "as it is", "Li") for n in (1, 2, 3)]
    checked = text(None, findings=(held,))
    checked = replace(checked, check=replace(checked.check, doubtful=(doubted,)))
    view = View(classes=frozenset(FindingCode) - {held.code})
    made = report(checked, waivers=waivers, view=view)
    assert [waiver.finding for waiver in made.stale] == ["0003"]
    assert made.waived == ()


def test_a_waiver_made_elsewhere_holds_and_is_never_stale() -> None:
    waivers = [Waiver(name, WaiverKind.ACCEPTED, "as it is", "Li") for name in ("0001", "0002")]
    builder = ReportBuilder(GLOSSARY, waivers[1:], elsewhere=waivers[:1])
    builder.add(text(None, findings=(finding(1, Severity.WARNING, 0.9),)))
    made = builder.build(glossary="", signature="")
    assert [(w.finding.id, w.waiver) for w in made.waived] == [("0001", waivers[0])]
    assert made.stale == (waivers[1],)
    builder = ReportBuilder(GLOSSARY, (), elsewhere=waivers)
    assert builder.build(glossary="", signature="").stale == ()


def test_a_text_without_terms_was_checked_too() -> None:
    found = text(None, occurrence(OccurrenceStatus.PREFERRED, "trade secret"))
    empty = replace(text(None), target="other")
    made = report(found, empty, replace(empty, target="third"))
    assert (made.n_documents, len(made.by_document)) == (3, 1)


def test_a_waived_occurrence_counts_as_accepted() -> None:
    wrong = occurrence(OccurrenceStatus.OTHER_RENDERING, "secret")
    found = replace(
        finding(1, Severity.WARNING, 0.9),
        unit=wrong.unit,
        concept=wrong.concept,
        source_span=wrong.source_span,
    )
    checked = text(None, wrong, findings=(found,))
    waiver = Waiver("0001", WaiverKind.ACCEPTED, "a quotation", "Li")
    scores = report(checked).overall, report(checked, waivers=[waiver]).overall
    assert [row and row.adherence for row in scores] == [0.0, 1.0]


def waived(found: TermOccurrence, *others: TermOccurrence) -> TermReport:
    """The report on occurrences of which the finding on the first is waived."""
    on_it = replace(
        finding(1, Severity.NOTE, 0.6),
        unit=found.unit,
        concept=found.concept,
        source_span=found.source_span,
    )
    waiver = Waiver("0001", WaiverKind.ACCEPTED, "known", "Li")
    return report(text(None, found, *others, findings=(on_it,)), waivers=[waiver])


def apart(made: TermOccurrence, number: int) -> TermOccurrence:
    """The same a few characters on."""
    start, stop = made.source_span
    return replace(made, source_span=(start + number, stop + number))


def test_a_waived_abbreviation_stays_an_abbreviation() -> None:
    short = replace(occurrence(OccurrenceStatus.ABBREVIATION, "trade secret"), rendering="TS")
    made = waived(short, apart(short, 1), apart(short, 2))
    (page,) = made.terms
    assert [(r.text, r.status, r.count) for r in page.renderings] == [
        ("TS", OccurrenceStatus.ABBREVIATION, 3)
    ]


def test_what_is_waived_is_rendered_as_the_text_has_it() -> None:
    old = replace(
        occurrence(OccurrenceStatus.FORBIDDEN, "head of the new office"),
        rendering="Head of the Old Office",
    )
    (page,) = waived(old).terms
    assert [(r.text, r.status) for r in page.renderings] == [
        ("head of the old office", OccurrenceStatus.ALLOWED)
    ]


def test_what_is_waived_and_omitted_is_no_rendering() -> None:
    kept = occurrence(OccurrenceStatus.PREFERRED, "trade secret")
    gone = replace(kept, status=OccurrenceStatus.OMITTED, form="", rendering="")
    made = waived(gone, apart(kept, 1), apart(kept, 2))
    assert made.overall is not None
    assert (made.overall.adherence, made.overall.consistency) == (1.0, 1.0)
    (page,) = made.terms
    shown = {(r.text, r.status) for r in page.renderings}
    assert ("", OccurrenceStatus.ALLOWED) not in shown


def test_mixed_use_is_named() -> None:
    def used(form: str, month: int) -> CheckedText:
        return text(date(2020, month, 1), occurrence(OccurrenceStatus.PREFERRED, form))

    forms = ["trade secret", "commercial secret"] * 5
    (page,) = report(*(used(form, month) for month, form in enumerate(forms, 1))).terms
    assert page.mixture is not None
    assert page.mixture.kind == "alternating"
    back = ["trade secret"] * 4 + ["commercial secret"] * 4 + ["trade secret"] * 4
    (page,) = report(*(used(form, month) for month, form in enumerate(back, 1))).terms
    assert page.mixture is not None
    assert page.mixture.kind == "there and back"


@given(st.lists(st.tuples(STATUSES, st.sampled_from(["trade secret", "secret"])), max_size=20))
def test_counts_add_up(found: list[tuple[OccurrenceStatus, str]]) -> None:
    occurrences = [occurrence(*item) for item in found]
    made = report(*(text(date(2020, 1, 1), o) for o in occurrences))
    if not found:
        assert made.overall is None
        return
    assert made.overall is not None
    assert made.overall.n == len(found)
    assert sum(row.n for row in made.by_year) == len(found)
    assert sum(use.count for page in made.terms for use in page.renderings) == len(found)
