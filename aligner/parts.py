"""Protocols of the swappable parts, and their registries.

A part is chosen by a versioned name (``"use.v1"``) and loaded when it is first
used: importing this module loads no part.  When the behaviour of a part
changes, it gets a new version beside the old one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import IO, TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from aligner.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.values import Document, SpanVectors, TranslationUnit

__all__ = [
    "Encoder",
    "Exporter",
    "Reader",
    "Registry",
    "Splitter",
    "encoders",
    "exporters",
    "readers",
    "splitters",
]

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
    """

    kind: str
    paths: Mapping[str, str]

    def names(self) -> tuple[str, ...]:
        """Names in alphabetical order."""
        return tuple(sorted(self.paths))

    def get(self, name: str) -> "Callable[[], PartT]":
        """Factory of a part.

        Raises
        ------
        UnknownNameError
            With the names that are known.
        """
        try:
            path = self.paths[name]
        except KeyError:
            raise UnknownNameError(self.kind, name, self.names()) from None
        module, _, attribute = path.partition(":")
        return cast("Callable[[], PartT]", getattr(import_module(module), attribute))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())


readers: Registry[Reader] = Registry(
    "reader",
    {
        "html.v1": "aligner.readers.from_html:HtmlReader",
        "text.v1": "aligner.readers.from_text:TextReader",
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
)

exporters: Registry[Exporter] = Registry(
    "exporter",
    {
        "jsonl.v1": "aligner.exporters.to_jsonl:JsonlExporter",
        "tmx.v1": "aligner.exporters.to_tmx:TmxExporter",
        "tsv.v1": "aligner.exporters.to_tsv:TsvExporter",
    },
)
