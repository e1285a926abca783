"""What a Python program calls: paths or sentences in, values out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from aligner.bulk import local_mapper
from aligner.claims import reviewed_bitexts
from aligner.corpus import ExportFilters, FilterOptions, corpus_languages, corpus_units
from aligner.exporters import COLUMNS, units_from_bitext
from aligner.glossary import Glossary
from aligner.glossary import read_glossary as _read_glossary
from aligner.pipeline import (
    Evidence,
    PairedPiles,
    ReportOptions,
    RunOptions,
    RunSummary,
    align_sentences,
    pair_pages,
    report_on_file,
    report_on_units,
)
from aligner.pipeline import align_files as _align_files
from aligner.pipeline import run as _run
from aligner.reports import TermReport
from aligner.values import Bitext, DocumentPair, Finding, TranslationUnit
from aligner.workspace import Side
from aligner.workspace import Workspace as Store

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import pandas as pd

RowT = TypeVar("RowT")

AnyPath = str | PathLike[str]


def align(  # noqa: PLR0913 - all but the sentences by name
    source_sentences: Sequence[str],
    target_sentences: Sequence[str],
    *,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
) -> Bitext:
    """Align two lists of sentences that translate each other.

    Parameters
    ----------
    source_sentences, target_sentences : sequence of str
        In the order of the text.  Sentence i is segment i of the result, empty
        sentences included.
    languages : (str, str), optional
        BCP 47 tags of the two sides, as in ``("zh", "en")``; detected if not given.
    weights : str or path, optional
        Weights of the aligner: the name of a shipped set, or a file that
        ``aligner train`` made.
    encoder : str, optional
        Encoder to use in place of the one the weights were trained for, as in
        ``"sentence-transformers:MODEL"``.
    evidence : {"fast", "best"}
        With ``"best"`` doubtful beads get a second look at the tokens of their
        segments, which needs the extra ``tokens``.
    lexicon : str or path, optional
        A bilingual lexicon that ``aligner train --lexicon`` made, to use in place of
        the shipped one.

    Returns
    -------
    Bitext
        Its `alignment` holds the beads in order, each with its probability;
        `source_text` and `target_text` give the text of a bead.

    Raises
    ------
    aligner.errors.AlignerError
        If a side has no text, or both are in one language.

    Examples
    --------
    >>> import aligner
    >>> bitext = aligner.align(
    ...     ["会议于周一开幕。", "来自三十个国家的代表出席了会议，会议将持续一周。"],
    ...     ["The meeting opened on Monday.", "Delegates from 30 countries attended.",
    ...      "It will last for a week."],
    ... )
    >>> bitext
    <Bitext of 'source' (zh-Hans, 2 segments) and 'target' (en, 3 segments): 2 beads>
    >>> [bead.kind for bead in bitext.alignment]
    ['1-1', '1-2']
    >>> bitext.target_text(bitext.alignment.beads[1])
    'Delegates from 30 countries attended. It will last for a week.'
    """
    sides = {"source_sentences": source_sentences, "target_sentences": target_sentences}
    for name, sentences in sides.items():
        if isinstance(sentences, str):
            raise TypeError(f"{name} is one string; pass a list of sentences")
    return align_sentences(
        source_sentences,
        target_sentences,
        options=_options(
            languages, weights=weights, encoder=encoder, evidence=evidence, lexicon=lexicon
        ),
    )


def align_files(  # noqa: PLR0913 - two files; the rest has defaults
    source: AnyPath,
    target: AnyPath | None = None,
    *,
    segmented: bool = False,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
) -> Bitext:
    """Align two files that translate each other, or the two languages of one.

    Parameters
    ----------
    source : str or path
        A document: HTML, DOCX, PDF, plain text and others.
    target : str or path, optional
        Another; without it the source must hold both languages, its paragraphs taking
        turns or standing side by side in a table.
    segmented : bool, default=False
        Whether the files are text with one segment a line; segment i is then
        line i, counted from 0, empty lines included.
    languages, weights, encoder, evidence, lexicon
        As for `align`.
    segmentation : str or path, optional
        SRX 2.0 file, by whose rules the texts of the languages it names are split.
    abbreviations : str or path, optional
        Text file of abbreviations that end no sentence, one a line with its full stop.

    Returns
    -------
    Bitext
        Every segment knows its block and offsets in its page.

    Raises
    ------
    aligner.errors.AlignerError
        If a file cannot be read or has no text, or both are in one language.

    Examples
    --------
    >>> import aligner
    >>> aligner.align_files("zh/talks.html", "en/talks.html")
    <Bitext of 'talks.html' (zh-Hans, 4 segments) and 'talks.html' (en, 4 segments): 4 beads>
    """
    return _align_files(
        Path(source),
        None if target is None else Path(target),
        segmented=segmented,
        options=_options(
            languages,
            weights=weights,
            encoder=encoder,
            evidence=evidence,
            lexicon=lexicon,
            segmentation=segmentation,
            abbreviations=abbreviations,
        ),
    )


def pair(  # noqa: PLR0913 - two piles; the rest has defaults
    source_pile: AnyPath,
    target_pile: AnyPath,
    *,
    decisions: AnyPath | None = None,
    threshold: float = 0.5,
    languages: tuple[str, str] | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    lexicon: AnyPath | None = None,
    jobs: int = 1,
) -> PairedPiles:
    """Find which target page translates which source page.

    Parameters
    ----------
    source_pile, target_pile : str or path
        Folders, archives (.zip, .warc), patterns (``"pages/*.html"``) or tables
        of pages.
    decisions : str or path, optional
        Table of pairs that reviewers force or forbid.
    threshold : float, default=0.5
        Least probability of a pair; below it a page is left without a partner.
    languages, lexicon
        As for `align`.
    segmentation, abbreviations : str or path, optional
        As for `align_files`.
    jobs : int, default=1
        Processes to use.  With more than one, a script needs the usual
        ``if __name__ == "__main__":``.

    Returns
    -------
    PairedPiles
        `pairs`, best read as ``pair.source, pair.target, pair.probability,
        pair.reasons``; pages without a partner in `left_over`; unreadable ones
        in `failures`.

    Examples
    --------
    >>> import aligner
    >>> paired = aligner.pair("zh", "en")
    >>> paired
    <PairedPiles: 3 pairs, 2 pages without a partner, 0 unreadable>
    >>> for found in paired.pairs:
    ...     print(found.source, found.target, round(found.probability, 3))
    centre.html centre.html 1.0
    figures.txt figures.txt 1.0
    talks.html talks.html 1.0
    """
    with local_mapper(jobs) as mapper:
        return pair_pages(
            Path(source_pile),
            Path(target_pile),
            decisions=_path(decisions),
            options=_options(
                languages,
                threshold=threshold,
                segmentation=segmentation,
                abbreviations=abbreviations,
                lexicon=lexicon,
            ),
            mapper=mapper,
        )


def run(  # noqa: PLR0913 - two piles and a workspace; the rest has defaults
    source_pile: AnyPath,
    target_pile: AnyPath,
    workspace: AnyPath,
    *,
    glossary: AnyPath | None = None,
    decisions: AnyPath | None = None,
    threshold: float = 0.5,
    languages: tuple[str, str] | None = None,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    accept_deletions: bool = False,
    jobs: int = 1,
) -> RunSummary:
    """Read, pair, align and check two piles of pages; the results are in the workspace.

    The same call again does only what changed, and completes a run that was
    stopped.

    Parameters
    ----------
    source_pile, target_pile : str or path
        As for `pair`.
    workspace : str or path
        Folder for the results, made if it does not exist; read it with `Workspace`.
    glossary : str or path, optional
        Its terms are anchors of the alignment, and are checked.
    decisions, threshold, jobs
        As for `pair`.
    languages, weights, encoder, evidence, lexicon
        As for `align`.
    segmentation, abbreviations
        As for `align_files`.
    accept_deletions : bool, default=False
        Whether more than a tenth of the documents that the workspace knows may be
        forgotten because their pages are gone; otherwise that is an error.

    Returns
    -------
    RunSummary
        Counts of documents, pairs, beads and findings, pages without a partner,
        and what looks wrong.

    Examples
    --------
    >>> import aligner
    >>> aligner.run("zh", "en", "work", glossary="terms.tsv")
    <RunSummary: 3 pairs, 15 beads, 1 term findings, 2 pages without a partner, 0 unreadable>
    >>> aligner.Workspace("work")
    <Workspace 'work': 4 source and 4 target documents, 3 pairs, 15 beads>
    """
    with local_mapper(jobs) as mapper:
        return _run(
            Path(source_pile),
            Path(target_pile),
            Path(workspace),
            glossary=_path(glossary),
            decisions=_path(decisions),
            options=_options(
                languages,
                weights=weights,
                encoder=encoder,
                evidence=evidence,
                lexicon=lexicon,
                segmentation=segmentation,
                abbreviations=abbreviations,
                threshold=threshold,
            ),
            accept_deletions=accept_deletions,
            mapper=mapper,
        )


def read_glossary(path: AnyPath, *, languages: tuple[str, str] | None = None) -> Glossary:
    """Read a glossary from a file.

    Parameters
    ----------
    path : str or path
        TSV, CSV, XLSX, TBX, or what memoQ, OmegaT, DeepL and others write; the
        format is told by the file.
    languages : (str, str), optional
        Where the file does not name the languages of its columns; told by their
        script if not given.

    Returns
    -------
    Glossary
        `entries` are the concepts; `problems` is what looked odd while reading.

    Examples
    --------
    >>> import aligner
    >>> glossary = aligner.read_glossary("terms.tsv")
    >>> glossary
    <Glossary 'terms.tsv': 4 concepts>
    >>> [term.text for term in glossary.entries[0].terms]
    ['知识产权', 'intellectual property']
    """
    return _read_glossary(Path(path), languages=languages)


def check_terms(
    translations: Bitext | Iterable[TranslationUnit] | AnyPath,
    glossary: Glossary | AnyPath | None,
) -> TermReport:
    """Check whether translations render the terms of a glossary as it says.

    Parameters
    ----------
    translations : Bitext, iterable of TranslationUnit, or path
        Chinese sources with English targets.  A path is a file of translation
        units: TMX, XLIFF, TSV, CSV, JSON Lines, XLSX, DOCX tables, Parquet.
    glossary : Glossary or path, or None
        None only looks for frequent terms with inconsistent renderings.

    Returns
    -------
    TermReport
        `findings` have a `code`, a `severity`, a `message` and the two texts.

    Examples
    --------
    >>> import aligner
    >>> bitext = aligner.align(
    ...     ["该公司申请了三项外观设计。", "审查于周一开始。"],
    ...     ["The company applied for three exterior drawings.",
    ...      "The examination began on Monday."],
    ... )
    >>> for finding in aligner.check_terms(bitext, "terms.tsv").findings:
    ...     print(finding.code, finding.source_term, finding.expected)
    omitted 外观设计 ('industrial design',)
    """
    known = glossary if isinstance(glossary, Glossary | None) else read_glossary(glossary)
    request = ReportOptions(known)
    if isinstance(translations, str | PathLike):
        return report_on_file(Path(translations), request)
    if isinstance(translations, Bitext):
        translations = units_from_bitext(translations)
    return report_on_units(translations, request)


class DocumentRow(NamedTuple):
    """A document of a workspace.

    Parameters
    ----------
    side : str
        ``"source"`` or ``"target"``.
    id : str
        Path inside its pile.
    language : str
        BCP 47 tag.
    title : str
    published : datetime.date or None
    url, origin, number : str
        Address, source and number that the page gives; ``""`` when unknown.
    segments : int
        How many it has.
    """

    side: str
    id: str
    language: str
    title: str
    published: date | None
    url: str
    origin: str
    number: str
    segments: int


class BeadRow(NamedTuple):
    """A bead of a workspace with its texts, as reviewers left it.

    Parameters
    ----------
    source_document, target_document : str
        Document ids.
    source_text, target_text : str
        One of them is ``""`` for a segment without translation.
    kind : str
        ``"1-1"``, ``"2-1"``, ``"1-0"`` ...
    probability : float
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segments, counted from 0.
    """

    source_document: str
    target_document: str
    source_text: str
    target_text: str
    kind: str
    probability: float
    source_start: int
    source_stop: int
    target_start: int
    target_stop: int


class Table(Generic[RowT]):
    """Rows of one kind in a workspace, read anew each time they are iterated over.

    Parameters
    ----------
    title : str
        What the rows are, for messages.
    read : callable
        Gives an iterator of the rows.
    columns : mapping of str to callable
        Columns of the frame, each with what takes its value from a row.
    """

    def __init__(
        self,
        title: str,
        read: Callable[[], Iterator[RowT]],
        columns: Mapping[str, Callable[[RowT], object]],
    ) -> None:
        self._title = title
        self._read = read
        self._columns = dict(columns)

    def __iter__(self) -> Iterator[RowT]:
        return self._read()

    def __repr__(self) -> str:
        return f"<Table of {self._title}>"

    def to_frame(self) -> "pd.DataFrame":
        """All rows as a pandas frame; dates are of type ``datetime64``."""
        import pandas as pd  # noqa: PLC0415 - most programs need no frame

        rows = [tuple(value(row) for value in self._columns.values()) for row in self]
        frame = pd.DataFrame(rows, columns=list(self._columns))
        for name in frame.columns.intersection([*_DATES]):
            frame[name] = pd.to_datetime(frame[name])
        return frame


class Workspace:
    """The results of a run, to read.

    Each table can be iterated over, row by row without holding all in memory,
    or turned into a pandas frame with ``to_frame()``.

    Parameters
    ----------
    path : str or path
        Folder of a workspace, as `run` or ``aligner run --workspace`` made it.

    Attributes
    ----------
    path : Path
    documents : Table of DocumentRow
        All documents of both sides.
    pairs : Table of DocumentPair
        Documents that translate each other.  Columns: source, target,
        probability, relation, reasons (joined with semicolons).
    beads : Table of BeadRow
        Every bead of every pair, segments without translation included.
    findings : Table of Finding
        Open term findings of the last check.  Columns: id, code, severity,
        message, concept, source_term, expected (joined with semicolons), found,
        unit, source_document, target_document, source_text, target_text,
        confidence.
    units : Table of TranslationUnit
        The corpus as ``aligner export`` writes it without filters.  Columns:
        those of its Parquet files.

    Raises
    ------
    aligner.errors.WorkspaceError
        If the folder holds no workspace.

    Notes
    -----
    The files are open only while something is read, and other programs may write
    meanwhile.  In a ``with`` statement they stay open until its end.

    Examples
    --------
    >>> import aligner
    >>> summary = aligner.run("zh", "en", "work")
    >>> work = aligner.Workspace("work")
    >>> for found in work.pairs:
    ...     print(found.source, found.target, found.relation)
    centre.html centre.html translation
    figures.txt figures.txt translation
    talks.html talks.html translation
    >>> beads = work.beads.to_frame()
    >>> beads.groupby("source_document")["kind"].count().to_dict()
    {'centre.html': 6, 'figures.txt': 5, 'talks.html': 4}
    >>> work.documents.to_frame().query("side == 'source'")[["id", "published", "segments"]]
                id  published  segments
    0  centre.html 2021-03-12         6
    1     fair.txt 2021-09-02         3
    2  figures.txt 2021-07-15         5
    3   talks.html 2021-05-20         4
    """

    documents: Table[DocumentRow]
    pairs: Table[DocumentPair]
    beads: Table[BeadRow]
    findings: Table[Finding]
    units: Table[TranslationUnit]

    def __init__(self, path: AnyPath) -> None:
        self.path = Path(path)
        self._held: Store | None = None
        with self._reading():
            pass
        self.documents = self._table(
            "documents", _documents, {name: _field(name) for name in DocumentRow._fields}
        )
        self.pairs = self._table("pairs", Store.pairs, _PAIR_COLUMNS)
        self.beads = self._table("beads", _beads, {name: _field(name) for name in BeadRow._fields})
        self.findings = self._table("findings", _findings, _FINDING_COLUMNS)
        self.units = self._table("units", _units, _UNIT_COLUMNS)

    def bitexts(self) -> Iterator[Bitext]:
        """All pairs with their texts, alignments and reviewers' decisions, one by one."""
        with self._reading() as store:
            yield from reviewed_bitexts(store)

    def __enter__(self) -> "Self":
        self._held = Store.open(self.path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def __repr__(self) -> str:
        with self._reading() as store:
            sides: tuple[Side, Side] = ("source", "target")
            n_source, n_target = (len(store.document_ids(side)) for side in sides)
            n_pairs = sum(1 for _ in store.pairs())
            n_beads, _ = store.count_beads(under=0.0)
        return (
            f"<Workspace {str(self.path)!r}: {n_source} source and {n_target} target documents, "
            f"{n_pairs} pairs, {n_beads} beads>"
        )

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        """The store: the one that is open already, or one opened for this reading."""
        if self._held is not None:
            yield self._held
            return
        with Store.open(self.path) as store:
            yield store

    def _table(
        self,
        name: str,
        read: Callable[[Store], Iterator[RowT]],
        columns: Mapping[str, Callable[[RowT], object]],
    ) -> Table[RowT]:
        def rows() -> Iterator[RowT]:
            with self._reading() as store:
                yield from read(store)

        return Table(f"{name} in {str(self.path)!r}", rows, columns)


def _documents(store: Store) -> Iterator[DocumentRow]:
    sides: tuple[Side, Side] = ("source", "target")
    for side in sides:
        for document_id in store.document_ids(side):
            segmented = store.document(side, document_id)
            document = segmented.document
            yield DocumentRow(
                side=side,
                id=document.id,
                language=document.language,
                title=document.title,
                published=document.published,
                url=document.url,
                origin=document.origin,
                number=document.number,
                segments=len(segmented.segments),
            )


def _beads(store: Store) -> Iterator[BeadRow]:
    for bitext in reviewed_bitexts(store):
        for bead in bitext.alignment:
            yield BeadRow(
                source_document=bitext.source.document.id,
                target_document=bitext.target.document.id,
                source_text=bitext.source_text(bead),
                target_text=bitext.target_text(bead),
                kind=bead.kind,
                probability=bead.probability,
                source_start=bead.source_start,
                source_stop=bead.source_stop,
                target_start=bead.target_start,
                target_stop=bead.target_stop,
            )


def _findings(store: Store) -> Iterator[Finding]:
    waived = {waiver.finding for waiver in store.waivers()}
    return (finding for finding in store.findings() if finding.id not in waived)


def _units(store: Store) -> Iterator[TranslationUnit]:
    filters = ExportFilters(FilterOptions())
    return corpus_units(store, filters, languages=corpus_languages(store))


_DATES = ("published", "source_date", "target_date")


def _field(name: str) -> Callable[[object], object]:
    """What takes a field from a row, as a plain value that fits into a cell."""

    def value(row: object) -> object:
        found = getattr(row, name)
        if isinstance(found, tuple):
            return "; ".join(found)
        return str(found) if isinstance(found, str) else found

    return value


def _property(name: str) -> Callable[[TranslationUnit], object]:
    """What takes a property from a unit, None where it has none."""
    return lambda unit: dict(unit.properties).get(name)


_PAIR_COLUMNS = {
    name: _field(name) for name in ("source", "target", "probability", "relation", "reasons")
}
_FINDING_COLUMNS = {
    name: _field(name)
    for name in (
        *("id", "code", "severity", "message", "concept", "source_term", "expected", "found"),
        *("unit", "source_document", "target_document", "source_text", "target_text"),
        "confidence",
    )
}
# The last column of a Parquet file holds what other programs' units have.
_UNIT_COLUMNS = {
    name: _field(name)
    if name in TranslationUnit.__dataclass_fields__
    else _property(name.replace("_", "-"))
    for name in COLUMNS[:-1]
}


def _options(  # noqa: PLR0913 - all but the languages by name
    languages: tuple[str, str] | None,
    *,
    weights: AnyPath | None = None,
    encoder: str | None = None,
    evidence: Evidence = "fast",
    lexicon: AnyPath | None = None,
    segmentation: AnyPath | None = None,
    abbreviations: AnyPath | None = None,
    threshold: float = 0.5,
) -> RunOptions:
    """The choices of a caller; the weights are those of `RunOptions` if none are named."""
    choice = RunOptions(
        encoder=encoder,
        languages=languages,
        pair_threshold=threshold,
        evidence=evidence,
        lexicon=None if lexicon is None else str(lexicon),
        segmentation=_path(segmentation),
        abbreviations=_path(abbreviations),
    )
    return choice if weights is None else replace(choice, weights=str(weights))


def _path(path: AnyPath | None) -> Path | None:
    return None if path is None else Path(path)
