"""The fuzzers of inputs make the same cases again, tell crashes, and make them smaller."""

import random

import fuzz_inputs
import pytest
from fuzz_targets import Target

from aligner.errors import FormatError, InternalError


def target(error: Exception | None) -> Target:
    def attempt(data: bytes) -> None:
        if error is not None and b"x" in data:
            raise error

    def change(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
        return data + bytes([chance.randrange(256)])

    return Target(lambda: [b"abc"], change, attempt)


def test_a_case_is_made_from_seed_and_number_alone() -> None:
    made = [fuzz_inputs.case(target(None), [b"abc"], 1, number) for number in range(20)]
    assert made == [fuzz_inputs.case(target(None), [b"abc"], 1, number) for number in range(20)]
    assert len(set(made)) > 10


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (None, "read"),
        (FormatError("bad", "x"), "refused"),
        (InternalError("bad"), "crashed"),
        (ValueError("bad"), "crashed"),
    ],
)
def test_only_errors_of_our_own_are_refusals(error: Exception | None, result: str) -> None:
    assert fuzz_inputs.attempt(target(error), b"x")[0] == result


def test_a_failing_case_is_made_small() -> None:
    assert fuzz_inputs.smaller(b"abcdexfghijk" * 3, lambda data: b"x" in data, 200) == b"x"


@pytest.mark.parametrize("name", fuzz_inputs.ALL)
def test_samples_are_read(name: str) -> None:
    made = fuzz_inputs.ALL[name]
    results = {fuzz_inputs.attempt(made, data)[0] for data in made.samples()[:12]}
    assert "read" in results
    assert "crashed" not in results
