"""How much longer a damaged input takes to read at twice its size."""

import time
from collections.abc import Callable, Iterable

# Shorter times say nothing of growth.
_SHORT = 0.05
# Two archives or PDF documents in a row are read as the last of them.
_WHOLES = (b"PK\x03\x04", b"%PDF-")


def doubled(data: bytes) -> bytes:
    """An input with everything twice, which texts and tables survive."""
    return data + b"\n" + data


def worst_growth(attempt: Callable[[bytes], tuple[str, str]], cases: Iterable[bytes]) -> str:
    """The worst ratio of times at twice the size, ``-`` if all are too short to tell."""
    worst = 0.0
    for data in cases:
        if data.startswith(_WHOLES):
            continue
        (once, _), (twice, result) = _timed(attempt, data), _timed(attempt, doubled(data))
        if result == "read" and twice >= _SHORT:
            worst = max(worst, twice / max(once, _SHORT / 10))
    return f"{worst:.1f}" if worst else "-"


def _timed(attempt: Callable[[bytes], tuple[str, str]], data: bytes) -> tuple[float, str]:
    """Processor time of the faster of two attempts, and what came of it."""
    best, result = float("inf"), ""
    for _ in range(2):
        start = time.process_time()
        result, _why = attempt(data)
        best = min(best, time.process_time() - start)
    return best, result
