"""What is said for and against a pair."""

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from aligner.pairing.reasons import _published

if TYPE_CHECKING:
    from aligner.pairing.reasons import Comparison


def page(script: str, day: int) -> SimpleNamespace:
    return SimpleNamespace(script=script, published=date(2021, 5, day))


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (page("han", 3), page("latin", 5), "published 2 days later"),
        (page("han", 3), page("latin", 2), "published 1 day before the Chinese text"),
        (page("latin", 2), page("han", 3), "published 1 day before the Chinese text"),
        (page("latin", 3), page("latin", 2), "published 1 day before the source"),
        (page("latin", 3), page("latin", 3), "published on the same day"),
    ],
)
def test_lags_are_told_from_the_text_that_came_first(
    source: SimpleNamespace, target: SimpleNamespace, said: str
) -> None:
    compared = cast("Comparison", SimpleNamespace(source=source, target=target))
    assert _published(compared, False) == said  # noqa: FBT003 - as the table of reasons calls it
