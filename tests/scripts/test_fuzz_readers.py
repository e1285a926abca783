"""The fuzzing script makes the same cases again, and tells failures from refusals."""

import time

import fuzz_readers
import pytest
from fuzz_growth import worst_growth

from aligner import parts
from aligner.errors import FormatError
from aligner.values import Document


class _Reader:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, data: bytes, *, document_id: str) -> Document:  # noqa: ARG002 - never looked at
        raise self.error


def test_a_case_is_made_from_seed_and_number_alone() -> None:
    sources = [b"<p>one</p>", "第二页。".encode()]
    first = [fuzz_readers.case(1, number, sources) for number in range(20)]
    assert first == [fuzz_readers.case(1, number, sources) for number in range(20)]
    assert len(set(first)) > 10


@pytest.mark.parametrize(
    ("error", "result"), [(FormatError("no text", "x"), "refused"), (ValueError("bad"), "crashed")]
)
def test_a_refusal_is_no_crash(error: Exception, result: str) -> None:
    assert fuzz_readers.attempt(_Reader(error), b"x")[0] == result


def test_a_page_is_read() -> None:
    reader = parts.readers.get("html.v4")()
    assert fuzz_readers.attempt(reader, b"<p>A page.</p>") == ("read", "")


@pytest.mark.parametrize(("data", "growth"), [(b"0123456789", 2.1), (b"PK\x03\x04", None)])
def test_twice_the_text_is_twice_the_work_and_archives_say_nothing(
    data: bytes, growth: float | None
) -> None:
    def attempt(data: bytes) -> tuple[str, str]:
        end = time.process_time() + 0.01 * len(data)
        while time.process_time() < end:
            pass
        return "read", ""

    told = worst_growth(attempt, [data])
    assert told == "-" if growth is None else float(told) == pytest.approx(growth, abs=0.4)
