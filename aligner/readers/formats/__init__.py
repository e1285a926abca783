"""What a file is, by its content: which reader reads it, or what is to be done about it."""

from aligner.readers.formats.recognition import reader_name

__all__ = ["reader_name"]
