"""Protocols of the swappable parts, and their registries.

A part is chosen by a versioned name (``"use.v1"``) and loaded when it is first
used: importing this module loads no part.  When the behaviour of a part
changes, it gets a new version beside the old one.  A family makes a part of
what stands behind its name and a colon (``"sentence-transformers:FOLDER"``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from aligner.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.values import Document, SpanVectors, TranslationUnit


PartT = TypeVar("PartT")


class Reader(Protocol):
    """Bytes of one file to one Document of typed blocks."""

    def read(self, data: bytes, *, document_id: str) -> "Document":
        """Read one page; `FormatError` names the document when it cannot be read."""
        ...


class Splitter(Protocol):
    """One block's text to the spans of its segments."""

    name: str

    def split(self, text: str) -> Sequence[tuple[int, int]]:
        """Spans in order, without overlap, that leave out only white space."""
        ...


class Encoder(Protocol):
    """Segments to unit vectors of every run of neighbouring segments."""

    name: str

    def encode_spans(
        self,
        texts: Sequence[str],
        *,
        language: str,
        max_run: int,
    ) -> "SpanVectors":
        """Vectors of the runs of 1 to `max_run` segments of one document."""
        ...


class Exporter(Protocol):
    """Translation units to one file format."""

    name: str

    def write(self, units: "Iterable[TranslationUnit]", stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        ...


@dataclass(frozen=True, slots=True)
class Registry(Generic[PartT]):
    """Versioned names of the parts of one kind, each loaded when it is first used.

    Parameters
    ----------
    kind : str
        What the parts are, for messages.
    paths : mapping of str to str
        Name to ``"package.module:factory"``.
    families : mapping of str to str
        Name of a family to the same; its factory takes what stands behind
        the colon.
    """

    kind: str
    paths: Mapping[str, str]
    families: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Versioned names in alphabetical order."""
        return tuple(sorted(self.paths))

    def get(self, name: str) -> "Callable[[], PartT]":
        """Factory of a part.

        Raises
        ------
        UnknownNameError
            With the names that are known.
        """
        if name in self.paths:
            return cast("Callable[[], PartT]", _loaded(self.paths[name]))
        family, _, argument = name.partition(":")
        if argument and family in self.families:
            return cast("Callable[[], PartT]", partial(_loaded(self.families[family]), argument))
        known = (*self.names(), *(f"{family}:..." for family in sorted(self.families)))
        raise UnknownNameError(self.kind, name, known)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())


def _loaded(path: str) -> "Callable[..., object]":
    """What stands at ``"package.module:factory"``, imported now."""
    module, _, attribute = path.partition(":")
    return cast("Callable[..., object]", getattr(import_module(module), attribute))


readers: Registry[Reader] = Registry(
    "reader",
    {
        "docx.v1": "aligner.readers.docx:DocxReader",
        "html.v2": "aligner.readers.html.reader:HtmlReader",
        "pdf.v1": "aligner.readers.pdf.reader:PdfReader",
        "text.v2": "aligner.readers.text.reader:TextReader",
    },
)

splitters: Registry[Splitter] = Registry(
    "splitter",
    {
        "zh.v1": "aligner.splitters.chinese:ChineseSplitter",
        "en.v1": "aligner.splitters.english:EnglishSplitter",
        "generic.v1": "aligner.splitters.generic:GenericSplitter",
    },
)

encoders: Registry[Encoder] = Registry(
    "encoder",
    {"use.v1": "aligner.encoders.use:UseEncoder"},
    families={
        "sentence-transformers": "aligner.encoders.transformer:SentenceTransformersEncoder",
    },
)

exporters: Registry[Exporter] = Registry(
    "exporter",
    {
        "jsonl.v1": "aligner.exporters.jsonl:JsonlExporter",
        "parquet.v1": "aligner.exporters.parquet:ParquetExporter",
        "tmx.v1": "aligner.exporters.tmx:TmxExporter",
        "tsv.v1": "aligner.exporters.tsv:TsvExporter",
        "xliff.v1": "aligner.exporters.xliff_writing:Xliff21Exporter",
        "xliff12.v1": "aligner.exporters.xliff_writing:Xliff12Exporter",
        "xlsx.v1": "aligner.exporters.xlsx:XlsxExporter",
    },
)
