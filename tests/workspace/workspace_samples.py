"""Small documents, pairs and alignments that the tests of the workspace share."""

from datetime import date, timedelta

from aligner.values import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    Document,
    DocumentPair,
    Finding,
    FindingCode,
    OccurrenceStatus,
    Segment,
    SegmentedDocument,
    Severity,
    TermOccurrence,
)
from aligner.workspace import Side, Workspace

SENTENCES = (
    ("专利审查会议在北京召开。", "A meeting on patent examination was held in Beijing."),
    ("与会代表讨论了专利权的保护。", "The delegates discussed the protection of patent rights."),
    ("双方同意加强合作。", "Both sides agreed to cooperate more closely."),
)


def document(
    document_id: str,
    language: str,
    sentences: tuple[str, ...],
    *,
    digest: str = "1",
    published: date | None = None,
) -> SegmentedDocument:
    """A page with a byline and a paragraph of its own for every sentence."""
    texts = ("Byline", *sentences)
    kinds = (BlockKind.BYLINE, *(BlockKind.PARAGRAPH for _ in sentences))
    blocks = tuple(
        Block(kind, text, 100 * n, 100 * n + 90)
        for n, (kind, text) in enumerate(zip(kinds, texts, strict=True))
    )
    segments = tuple(Segment(n, 0, len(text), text) for n, text in enumerate(sentences, start=1))
    head = Document(document_id, language, blocks, digest, published=published, title="题 \x00")
    return SegmentedDocument(head, segments)


def put(workspace: Workspace, side: Side, value: SegmentedDocument, stage_key: str = "") -> None:
    """Put a document with its segments."""
    workspace.put_document(side, value.document, value, stage_key=stage_key)


def source(number: int, *, digest: str = "1", extra: str = "") -> SegmentedDocument:
    """Source document of a number; later numbers are published earlier."""
    sentences = (f"第{number}号通知。", *(zh for zh, _ in SENTENCES)) + ((extra,) if extra else ())
    published = None if number == 0 else date(2024, 12, 31) - timedelta(days=number)
    return document(f"{number:03}.html", "zh-Hans", sentences, digest=digest, published=published)


def target(number: int, *, digest: str = "1") -> SegmentedDocument:
    """Target document of a number."""
    sentences = (f"Notice No. {number}.", *(en for _, en in SENTENCES))
    return document(f"en/{number:03}.html", "en", sentences, digest=digest)


def pair(number: int, probability: float = 0.9) -> DocumentPair:
    """The pair of a number."""
    return DocumentPair(
        f"{number:03}.html", f"en/{number:03}.html", probability, ("same date", "数字 3/3")
    )


def alignment(*, sure: float = 0.875) -> Alignment:
    """One to one, but for the last two sentences."""
    beads = (Bead(0, 1, 0, 1, 1.0), Bead(1, 2, 1, 2, sure), Bead(2, 4, 2, 4, 1 / 3))
    return Alignment(beads, 4, 4)


def finding(number: int) -> Finding:
    """A finding in the pair of a number."""
    return Finding(
        id=f"f{number}",
        code=FindingCode.OTHER_RENDERING,
        severity=Severity.WARNING,
        message="专利 is rendered as letters patent",
        concept="c1",
        source_term="专利",
        expected=("patent", "Patent"),
        found="letters patent",
        unit="u1",
        source_document=pair(number).source,
        target_document=pair(number).target,
        source_text="专利。",
        target_text="Letters patent.",
        source_span=(0, 2),
        target_span=None if number % 2 else (0, 14),
        confidence=0.75,
        details=(("rule", "variant"),),
    )


def occurrence(number: int) -> TermOccurrence:
    """A term occurrence in the pair of a number."""
    return TermOccurrence(
        "c1",
        f"u{number}",
        "专利",
        (0, 2),
        OccurrenceStatus.PREFERRED,
        "patents",
        "patent",
        (3, 10),
    )
