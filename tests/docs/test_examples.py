"""The examples of the tutorials and of README.md print what these say they print."""

import pytest
from refresh_examples import PAGES, masked, refreshed


@pytest.mark.slow  # runs the whole sample corpus twice
def test_the_examples_are_true() -> None:
    texts = {path: path.read_text("utf-8") for path in PAGES}
    now = refreshed(texts)
    stale = [
        path.name
        for path, text in now.items()
        if masked(text).splitlines() != masked(texts[path]).splitlines()
    ]
    assert not stale, "bring them up to date: scripts/docs"
    assert all("```console\n$ " in text for text in texts.values())
