"""The charsets that some bytes may be in, and how probable each makes their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aligner.tables.decoding import GAP_ERRORS, strict_text
from aligner.tables.plausibility import improbability, strangeness

# Charsets that nobody declared, with what each costs for being rarer than UTF-8.
_UNDECLARED = (
    ("gb18030", 3.0),
    ("big5hkscs", 4.0),
    ("cp1252", 5.0),
    ("cp949", 7.0),
    ("cp932", 7.0),
    ("euc_jp", 8.0),
)
_WIDE_COST, _WIDE_COST_WITHOUT_ASCII, AGAINST_DECLARED = 5.0, 11.0, 6.0
# Charsets of seven bits that change by escapes.
ESCAPED = ((b"\x1b$", "iso2022_jp_2"), (b"\x1b$", "iso2022_kr"), (b"~{", "hz"))
# Bytes that a reading is judged by.
SAMPLE = 16_384
# Each character of several sound bytes speaks for UTF-8.
_SOUND = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NATS_OF_SOUND = 5.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read some bytes, a sample of its text, and how improbable that is."""

    encoding: str
    sample: str
    nats: float
    strangeness: float


def readings_of(data: bytes, declared: str | None) -> list[Reading]:
    """Ways to read the bytes, the most probable first."""
    found: dict[str, Reading] = {}
    for encoding, cost in _candidates(data, declared):
        sample = _sampled(data, encoding)
        text = sample.decode(encoding, GAP_ERRORS)
        # Samples of a large file differ in size.
        share = min(len(data), SAMPLE) / len(sample)
        nats = share * improbability(text) + cost
        reading = Reading(encoding, text, nats, strangeness(text))
        found[encoding] = min(reading, found.get(encoding, reading), key=lambda one: one.nats)
    return sorted(found.values(), key=lambda reading: reading.nats)


def _candidates(data: bytes, declared: str | None) -> Iterator[tuple[str, float]]:
    """Charsets to try, each with what speaks against it before its text is seen."""
    if declared is not None:
        yield declared, 0.0
    against = 0.0 if declared is None else AGAINST_DECLARED
    sound = len(_SOUND.findall(data[:SAMPLE])) if strict_text(data, "utf-8") is not None else 0
    yield "utf-8", against - _NATS_OF_SOUND * sound
    for encoding, cost in _UNDECLARED:
        yield encoding, cost + against
    for mark, encoding in ESCAPED:
        if mark in data:
            yield encoding, against
    # Without a zero there is not even a line end or a blank in it.
    is_likely = b"\x00" in data or data.isascii()
    cost = _WIDE_COST if is_likely else _WIDE_COST_WITHOUT_ASCII
    yield "utf-16-le", cost + against
    yield "utf-16-be", cost + against


@lru_cache(maxsize=2)
def _high_lines(data: bytes) -> bytes:
    """Lines with bytes outside ASCII, from all over a file."""
    lines = [line for line in data.split(b"\n") if not line.isascii()] or [data]
    step = max(1, sum(map(len, lines)) // SAMPLE)
    kept = b"\n".join(lines[::step])
    return kept[: 4 * SAMPLE]


def _sampled(data: bytes, encoding: str) -> bytes:
    """The part of the bytes that a reading is judged by."""
    if len(data) <= SAMPLE:
        return data
    return data[:SAMPLE] if encoding.startswith("utf-16") else _high_lines(data)
