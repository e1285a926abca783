"""What tests of growth take for growth in proportion."""

import pytest

from tests.growth import assert_linear


def test_growth_in_proportion_passes() -> None:
    assert_linear(lambda n: sum(range(n)), int, 100_000)


def test_growth_with_the_square_fails() -> None:
    with pytest.raises(AssertionError, match="4 times as much takes"):
        assert_linear(lambda n: sum(range(n * n)), int, 300)
