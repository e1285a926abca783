"""Where lines that should be one a unit stop being so."""

from collections.abc import Sequence

# Beyond so many lines too few or too many nothing is told: the files are no pair.
_MOST_SLIPS = 20
# More lines than these are not compared any further.
_MOST_LINES = 5000
# How far the search goes beyond what the counts demand: a line lost, another added.
_SLACK = 2
_GRAM = 3
# A line and its reference have about 0.4 of their letters in common, strangers 0.1.
_LIKENESS = 0.2
# What leaving a line out costs, so that weak resemblance does not tempt to it.
_SKIP = 0.3


def first_slip(lines: Sequence[str], references: Sequence[str]) -> tuple[int, bool] | None:
    """First place where a line is too many or is lacking.

    The lines are aligned with the references by the letters they share; all
    may be skipped.

    Parameters
    ----------
    lines : sequence of str
        Output of a system.
    references : sequence of str
        What the lines should resemble, one for one.

    Returns
    -------
    slip : (int, bool) or None
        Number of the line from 1, and whether it is too many (else one is lacking
        before it); None when nothing can be told.

    Examples
    --------
    >>> references = ["The office opened.", "Patents were granted.", "He left for Geneva."]
    >>> first_slip(["The office opened.", "He left for Geneva."], references)
    (2, False)
    """
    excess = len(lines) - len(references)
    if not excess or abs(excess) > _MOST_SLIPS:
        return None
    lines, references = lines[:_MOST_LINES], references[:_MOST_LINES]
    steps, likeness = _align(lines, references, excess)
    matched = sum(step == (1, 1) for step in steps)
    if not matched or likeness / matched < _LIKENESS:
        return None
    # Lines and references are equally many up to there.
    slips = (n for n, step in enumerate(steps, start=1) if step != (1, 1))
    number = next(slips)
    return number, steps[number - 1] == (1, 0)


def _align(
    lines: Sequence[str], references: Sequence[str], excess: int
) -> tuple[list[tuple[int, int]], float]:
    """Steps of the best way through both files, and the likeness of what it puts together."""
    ours, theirs = [_grams(text) for text in lines], [_grams(text) for text in references]
    low, high = min(excess, 0) - _SLACK, max(excess, 0) + _SLACK
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    alike: dict[tuple[int, int], float] = {}
    for i in range(len(ours) + 1):
        for j in range(max(0, i - high), min(len(theirs), i - low) + 1):
            options = []
            if (i - 1, j - 1) in best:
                alike[i, j] = _likeness(ours[i - 1], theirs[j - 1])
                options.append((best[i - 1, j - 1] + alike[i, j], (1, 1)))
            if (i - 1, j) in best:
                options.append((best[i - 1, j] - _SKIP, (1, 0)))
            if (i, j - 1) in best:
                options.append((best[i, j - 1] - _SKIP, (0, 1)))
            if options:
                best[i, j], came[i, j] = max(options)
    i, j = len(ours), len(theirs)
    steps, likeness = [], 0.0
    while (i, j) in came:
        step = came[i, j]
        likeness += alike[i, j] if step == (1, 1) else 0.0
        steps.append(step)
        i, j = i - step[0], j - step[1]
    return steps[::-1], likeness


def _grams(text: str) -> frozenset[str]:
    """Runs of letters of a text, spaces and case aside."""
    letters = "".join(text.lower().split())
    return frozenset(letters[i : i + _GRAM] for i in range(max(len(letters) - _GRAM + 1, 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice coefficient."""
    return 2 * len(one & other) / (len(one) + len(other))
