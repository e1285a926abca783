"""Whether the blocks of a document hold all of its text."""

from aligner.values import Document


def assert_covered(document: Document, source: str) -> None:
    """Fail unless the blocks are in order, apart, and leave out nothing but white space."""
    covered = [False] * len(source)
    previous = 0
    for block in document.blocks:
        assert previous <= block.start < block.stop <= len(source)
        previous = block.stop
        covered[block.start : block.stop] = [True] * (block.stop - block.start)
    assert all(own or character.isspace() for own, character in zip(covered, source, strict=True))
