"""JSON Lines: one unit a line, keys in a fixed order."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from aligner.tables import LINE_BREAKERS, hex_escape
from aligner.values import TranslationUnit

# `json.dumps` leaves these as they are; a reader that splits at every Unicode
# line end, or a strict UTF-8 decoder, would stumble over them.
_RISKY = re.compile(f"[{LINE_BREAKERS}]")


@dataclass(frozen=True, slots=True)
class JsonlExporter:
    """Units as JSON objects, one a line, UTF-8, line feed at the end of each.

    Keys come in the order of `TranslationUnit`'s fields.  ``properties`` is an
    object; where a unit repeats a name (some tools do) it is an array of
    ``[name, value]``, so that nothing is lost.
    """

    name: str = "jsonl.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        count = 0
        for unit in units:
            text = json.dumps(_record(unit), ensure_ascii=False, allow_nan=False)
            stream.write(_RISKY.sub(hex_escape, text).encode() + b"\n")
            count += 1
        return count


def _record(unit: TranslationUnit) -> dict[str, object]:
    """One unit as a JSON object."""
    named = dict(unit.properties)
    return {
        "id": unit.id,
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "source_text": unit.source_text,
        "target_text": unit.target_text,
        "probability": unit.probability,
        "properties": named if len(named) == len(unit.properties) else unit.properties,
    }
