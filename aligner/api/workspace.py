"""The results of a run, to read row by row or as frames."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.api.paths import AnyPath
from aligner.api.tables import BeadRow, DocumentRow, RowT, Table
from aligner.claims import reviewed_bitexts
from aligner.corpus import ExportFilters, FilterOptions, corpus_languages, corpus_units
from aligner.exporters import COLUMNS
from aligner.values import Bitext, DocumentPair, Finding, TranslationUnit
from aligner.workspace import Side
from aligner.workspace import Workspace as Store

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


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
