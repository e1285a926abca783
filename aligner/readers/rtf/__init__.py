"""Rich Text Format: what Word, WordPad, WPS and LibreOffice write as .rtf, and often as .doc."""

from aligner.readers.rtf.reader import RtfReader

__all__ = ["RtfReader"]
