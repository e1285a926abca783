"""Protocols of the pluggable parts, and their registries.

A part is chosen by a versioned name (``"use.v1"``) and loaded on first use: importing this
module loads no part. When the behaviour of a part changes, its version is raised: signatures
and stored results tell the new from the old, which is not kept. A family builds a part from
the argument after its name and a colon (``"sentence-transformers:FOLDER"``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Generic, Protocol, TypeVar, cast, runtime_checkable

from aligner.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aligner.values import Document, SpanVectors, TokenStates, TranslationUnit


PartT = TypeVar("PartT")

# What is used where no name is given.
DEFAULT_WEIGHTS = "mixed.v6"
DEFAULT_ENCODER = "use.v1"


class Reader(Protocol):
    """Reads the bytes of one file into a Document of typed blocks."""

    def read(self, data: bytes, *, document_id: str) -> "Document":
        """Read one page; raises `FormatError` with the document id if it cannot be read."""
        ...


@runtime_checkable
class SourceReader(Reader, Protocol):
    """A reader whose spans do not refer to the decoded file, but to a text made from it."""

    def source(self, data: bytes, *, document_id: str) -> str:
        """The text that spans refer to."""
        ...


class Splitter(Protocol):
    """Splits the text of a block into spans of segments."""

    name: str

    def split(self, text: str) -> Sequence[tuple[int, int]]:
        """Sentence spans in order, without overlap, leaving out only white space."""
        ...


class Encoder(Protocol):
    """Encodes runs of neighbouring segments as unit vectors."""

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


class TokenEncoder(Protocol):
    """Texts to unit vectors of their tokens, in context."""

    name: str

    def encode_tokens(self, texts: Sequence[str], *, language: str) -> "TokenStates":
        """Vectors of the tokens of some texts of one document, each text encoded alone."""
        ...


class Exporter(Protocol):
    """Writes translation units in one file format."""

    name: str

    def write(self, units: "Iterable[TranslationUnit]", stream: IO[bytes]) -> int:
        """Write a stream of units and return how many were written."""
        ...


@dataclass(frozen=True, slots=True)
class Registry(Generic[PartT]):
    """Versioned names of the parts of one kind, each loaded on first use.

    Parameters
    ----------
    kind : str
        Kind of the parts, for messages.
    paths : mapping of str to str
        Name to ``"package.module:factory"``.
    families : mapping of str to str
        Name of a family to the same; its factory takes the text after the colon.
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
            With the known names.
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
    """Import the object at ``"package.module:factory"``."""
    module, _, attribute = path.partition(":")
    return cast("Callable[..., object]", getattr(import_module(module), attribute))


readers: Registry[Reader] = Registry(
    "reader",
    {
        "docx.v2": "aligner.readers.docx:DocxReader",
        "epub.v1": "aligner.readers.epub:EpubReader",
        "html.v4": "aligner.readers.html.reader:HtmlReader",
        "libreoffice.v1": "aligner.readers.libreoffice:LibreOfficeReader",
        "markdown.v1": "aligner.readers.markdown:MarkdownReader",
        "mime.v1": "aligner.readers.mime:MimeReader",
        "odt.v1": "aligner.readers.opendocument:OpenDocumentReader",
        "pdf.v1": "aligner.readers.pdf.reader:PdfReader",
        "pptx.v1": "aligner.readers.slides:SlidesReader",
        "rtf.v1": "aligner.readers.rtf:RtfReader",
        "subtitles.v1": "aligner.readers.subtitles:SubtitlesReader",
        "text.v3": "aligner.readers.text.reader:TextReader",
        "xlsx.v1": "aligner.readers.sheets:SheetsReader",
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

token_encoders: Registry[TokenEncoder] = Registry(
    "token encoder",
    {"e5-tokens.v1": "aligner.encoders.e5_tokens:E5TokenEncoder"},
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
