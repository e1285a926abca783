"""Signatures: one line that identifies how a result was made (parts, versions, options, data)."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aligner.errors import FormatError

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_VALUE = re.compile(r"[^|\s]+")


def digest_bytes(data: bytes) -> str:
    """Short content digest: the first 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def digest_values(*values: object) -> str:
    """Digest of JSON-like values, reproducible across machines and runs."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Signature:
    """Ordered ``key:value`` fields; `parse` is the inverse of ``str``.

    Parameters
    ----------
    fields : tuple of (str, str)
        Keys are unique lower-case words; values contain neither bars nor white space.
    """

    fields: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        keys = [key for key, _ in self.fields]
        if len(set(keys)) != len(keys):
            message = f"signature repeats a key: {', '.join(keys)}"
            raise FormatError(message)
        for key, value in self.fields:
            if not _KEY.fullmatch(key) or not _VALUE.fullmatch(value):
                message = f"not a signature field: {key!r}:{value!r}"
                raise FormatError(message)

    @classmethod
    def of(cls, fields: Mapping[str, object] | Iterable[tuple[str, object]]) -> "Signature":
        """Build from a mapping, keeping its order."""
        items = fields.items() if isinstance(fields, Mapping) else fields
        return cls(tuple((key, str(value)) for key, value in items))

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Parse the output of ``str``.

        Raises
        ------
        FormatError
            If a field has no colon.
        """
        fields = []
        for field in line.strip().split("|"):
            key, colon, value = field.partition(":")
            if not colon:
                message = f"not a signature: {line!r}"
                raise FormatError(message)
            fields.append((key, value))
        return cls(tuple(fields))

    def digest(self) -> str:
        """Digest of the whole line, used as a key for caches and stages."""
        return digest_bytes(str(self).encode())

    def __str__(self) -> str:
        return "|".join(f"{key}:{value}" for key, value in self.fields)
