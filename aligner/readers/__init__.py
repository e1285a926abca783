"""Bytes to Documents of typed Blocks."""

from aligner.readers.folder import list_documents, read_lines
from aligner.readers.language import detect_language
from aligner.readers.read import read_document

__all__ = ["detect_language", "list_documents", "read_document", "read_lines"]
