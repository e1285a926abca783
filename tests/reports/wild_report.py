"""Texts that a report must survive, and a small report in which all is one text."""

from datetime import date

from composed_report import make_finding
from hypothesis import strategies as st

from aligner.reports import TermReport
from aligner.reports.term_report import (
    Context,
    DriftNote,
    InconsistencyNote,
    MixtureNote,
    RenderingUse,
    ScoreRow,
    TermPage,
    WaivedFinding,
)
from aligner.values import OccurrenceStatus, Waiver, WaiverKind

__all__ = ["WILD", "small_report"]

WILD = st.one_of(
    st.text(
        st.characters(codec=None) | st.sampled_from("<>&\"'=+-@|\x00\x1b\ud800\udfff\ufffe\u202e"),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(
        [
            '=HYPERLINK("x")',
            "+1",
            "-1",
            "@SUM(A1)",
            "#N/A",
            "{{ x }}",
            "]]>",
            "</script>",
            "<b>",
            "שלום עולם",
            "W" * 3000,
            "\U00020000" * 20,
            '"><img src=x>',
            "&amp;",
            "\r\n=1",
            "\ud83d\ude00",
        ]
    ),
)


def small_report(text: str = "商标") -> TermReport:
    """A report that has one of everything, all of it the same text."""
    finding = make_finding(1, text=text)
    told = text if text.strip() else "x"
    waiver = Waiver(told, WaiverKind.FALSE_ALARM, told, told)
    score = ScoreRow(text, 4, 3, 0.5, (0.2, 0.8))
    day = date(2020, 1, 31)
    context = Context(text, text, day, text, text, (0, len(text)), None)
    use = RenderingUse(text, OccurrenceStatus.PREFERRED, 3, day, day, (context,))
    page = TermPage(
        concept=text,
        source_terms=(text,),
        expected=(text,),
        score=score,
        forbidden=(text,),
        domain=text,
        note=text,
        renderings=(use,),
        periods=(("2019", {text: 2}), ("2020", {f"{text}2": 1})),
        drift=DriftNote(day, day, text, text, 1, 2, 0.01),
        mixture=MixtureNote("alternating", ((text, 2), ("b", 1))),
        n_findings=1,
    )
    return TermReport(
        findings=(finding,),
        further=(finding,),
        doubtful=(finding,),
        waived=(WaivedFinding(finding, waiver),),
        stale=(waiver,),
        known=(text,),
        overall=score,
        by_document=(score,),
        by_domain=(score,),
        by_year=(score,),
        terms=(page,),
        inconsistent_terms=(InconsistencyNote(text, 3, ((text, 2), ("b", 1)), 0.6, (0.2, 0.9)),),
        n_documents=1,
        glossary=text,
        signature=text,
    )
