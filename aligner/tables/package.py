"""Documents that are zip archives of XML, opened with guards: OOXML, OpenDocument, EPUB."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn, Self

from lxml import etree

from aligner.errors import FormatError
from aligner.inputs import open_input
from aligner.tables.kinds import OLE
from aligner.tables.xml import attribute, local_name, parse_xml, refuse_declarations

MEBI = 1 << 20
_MOST_PARTS = 20_000
_MOST_UNPACKED = 512 * MEBI
# One XML part becomes a tree some ten times its size in memory.
_LARGEST_TREE = 64 * MEBI
# Office's own files shrink to a tenth or so; a bomb to a thousandth.
_HIGHEST_RATIO, _UNSUSPECTED = 200, 16 * MEBI
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """What a file should be: its name for messages, its suffix, the root of its main part.

    The last two are of Office Open XML alone.
    """

    name: str
    suffix: str
    old_suffix: str = ""
    root: str = ""


WORD = OfficeKind("a Word document", ".docx", ".doc", "document")
EXCEL = OfficeKind("an Excel workbook", ".xlsx", ".xls", "workbook")
POWERPOINT = OfficeKind("a PowerPoint presentation", ".pptx", ".ppt", "presentation")
OPEN_DOCUMENT = OfficeKind("an OpenDocument file", ".odt")
EPUB = OfficeKind("an EPUB book", ".epub")


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part points to.

    Parameters
    ----------
    id : str
        As the pointing part calls it.
    kind : str
        Last word of the relation's type: ``"styles"``, ``"header"`` ...
    target : str
        Name of the part.
    """

    id: str
    kind: str
    target: str


class ZippedFile:
    """A zip archive of parts that is not a bomb; parts are read when they are asked for.

    Parameters
    ----------
    source : bytes or Path
        Content of the file, or where it is.
    path : str
        For messages.
    kind : OfficeKind

    Raises
    ------
    FormatError
        With advice: not such a file, an old or protected one, damaged, or
        one whose parts would unpack to more than 512 MiB or to more than 200
        times the size of the file.
    """

    def __init__(self, source: bytes | Path, path: str, kind: OfficeKind) -> None:
        self.path = path
        self.kind = kind
        self._refuse_foreign(source)
        try:
            stream = io.BytesIO(source) if isinstance(source, bytes) else source
            self._zip = zipfile.ZipFile(stream)
            self._parts = {_key(info.filename): info for info in self._zip.infolist()}
        except _FAULTS as error:
            self._refuse_damaged(error)
        self._refuse_bomb()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def root(self, name: str) -> etree._Element | None:
        """Root of the tree of an XML part, None if there is no such part.

        Raises
        ------
        FormatError
            If the part is damaged, larger than 64 MiB or declares a document type.
        """
        data = self.data(name)
        if data is None:
            return None
        refuse_declarations(data, self.path)
        try:
            return parse_xml(data)
        except (etree.XMLSyntaxError, ValueError) as error:
            message = f"the part {name} is damaged: {error}; {self.way_out()}"
            raise FormatError(message, self.path) from error

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Unpacked bytes of a part that exists, to be read piece by piece."""
        try:
            with self._zip.open(self._parts[_key(name)]) as stream:
                yield stream
        except _FAULTS as error:
            if isinstance(error, FormatError):
                raise
            self._refuse_damaged(error)

    def data(self, name: str) -> bytes | None:
        """Unpacked bytes of a part, None if there is no such part.

        Raises
        ------
        FormatError
            If the part is damaged or larger than 64 MiB.
        """
        info = self._parts.get(_key(name))
        if info is None:
            return None
        if info.file_size > _LARGEST_TREE:
            message = f"the part {name} is too large to read: split the document in two"
            raise FormatError(message, self.path)
        with self.stream(name) as stream:
            return stream.read(_LARGEST_TREE)

    def refuse(self) -> NoReturn:
        """Raise because the file is something else."""
        raise FormatError(f"not {self.kind.name}: {self.way_out()}", self.path)

    def way_out(self) -> str:
        """What to do with a file that cannot be read, for messages."""
        return f"open it in the program it was made with and save it as {self.kind.suffix}"

    def _refuse_foreign(self, source: bytes | Path) -> None:
        """Raise if the file is empty, old or protected."""
        try:
            data = source if isinstance(source, bytes) else _head(source)
        except OSError as error:
            raise FormatError(f"cannot be read: {error.strerror}", self.path) from error
        if not data.strip():
            raise FormatError("the file is empty: remove it or save it again", self.path)
        if not data.startswith(OLE):
            return
        if _ENCRYPTED in data:
            message = f"protected by a password: save it as {self.kind.suffix} without one"
        else:
            message = f"a file in the old {self.kind.old_suffix} format: {self.way_out()}"
        raise FormatError(message, self.path)

    def _refuse_damaged(self, error: Exception) -> NoReturn:
        """Raise because the archive cannot be unpacked."""
        if isinstance(error, zipfile.BadZipFile) and "not a zip file" in str(error):
            self.refuse()
        reason = str(error) or type(error).__name__
        raise FormatError(f"damaged: {reason}; {self.way_out()}", self.path) from error

    def _refuse_bomb(self) -> None:
        """Raise if unpacking the parts could exhaust the machine."""
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        if len(infos) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
            size = f"{len(infos)} parts of {unpacked // MEBI} MiB"
            message = f"{size} when unpacked: too large; split it and save the parts"
            raise FormatError(message, self.path)
        if unpacked > max(_UNSUSPECTED, _HIGHEST_RATIO * packed):
            message = f"unpacks to {unpacked // max(packed, 1)} times its size: {self.way_out()}"
            raise FormatError(message, self.path)
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
            message = f"protected by a password: save it as {self.kind.suffix} without one"
            raise FormatError(message, self.path)
        if any(info.compress_type not in _METHODS for info in infos):
            self.refuse()


class OfficeFile(ZippedFile):
    """A file of Office Open XML (ECMA-376 part 2): parts that point to each other.

    Parameters
    ----------
    source : bytes or Path
        Content of the file, or where it is.
    path : str
        For messages.
    kind : OfficeKind

    Raises
    ------
    FormatError
        As for `ZippedFile`, and if the main part is not of the kind.
    """

    def __init__(self, source: bytes | Path, path: str, kind: OfficeKind) -> None:
        super().__init__(source, path, kind)
        self.main = self._main()

    def relations(self, name: str) -> list[Relation]:
        """Parts that a part points to and that exist; ``""`` for the file as a whole."""
        folder, base = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for element in root if root is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, attribute(element, "Target")))
            kind = attribute(element, "Type").rpartition("/")[2]
            if attribute(element, "TargetMode") != "External" and _key(target) in self._parts:
                found.append(Relation(attribute(element, "Id"), kind, target.lstrip("/")))
        return found

    def related(self, kind: str) -> list[etree._Element]:
        """Roots of the parts of one kind that the main part points to, each once, in order."""
        names = [part.target for part in self.relations(self.main) if part.kind == kind]
        roots = (self.root(name) for name in dict.fromkeys(names))
        return [root for root in roots if root is not None]

    def _main(self) -> str:
        """Name of the part that holds the document."""
        for part in self.relations(""):
            root = self.root(part.target) if part.kind == "officeDocument" else None
            if root is not None and local_name(root) == self.kind.root:
                return part.target
        return self.refuse()


def _key(name: str) -> str:
    """Name of a part as names are compared: without regard to case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _head(path: Path) -> bytes:
    """As much of a file as tells what it is."""
    with open_input(path, takes_pipes=False) as stream:
        return stream.read(MEBI)
