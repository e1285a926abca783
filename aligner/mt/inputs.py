"""Files of test sets with human translations, and of system outputs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import ConfigError, FormatError
from aligner.exporters import UNIT_FORMATS, format_of_suffix, read_units
from aligner.languages import is_language_tag
from aligner.pipeline import names_of
from aligner.signature import digest_values
from aligner.tables import numbered_lines
from aligner.text import base_language, one_line
from aligner.values import TranslationUnit

# Of translation units, or a text with a unit a line.
_TEXT_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """A test set: sources with human translations, in order.

    Parameters
    ----------
    path : Path
    units : tuple of TranslationUnit
    """

    path: Path
    units: tuple[TranslationUnit, ...]

    @property
    def digest(self) -> str:
        """Digest of the texts, their languages and their documents."""
        return digest_values(
            *(
                [u.source_language, u.target_language, u.source_text, u.target_text, *names_of(u)]
                for u in self.units
            )
        )

    @property
    def references(self) -> list[str]:
        """The human translations."""
        return [unit.target_text for unit in self.units]

    @property
    def language(self) -> str:
        """Language of the translations."""
        return Counter(unit.target_language for unit in self.units).most_common(1)[0][0]


def read_reference_set(path: Path, reference: Path | None = None) -> ReferenceSet:
    """Test set of a file of translation units, or of two text files with a unit a line.

    Parameters
    ----------
    path : Path
        A file of translation units; the source text if `reference` is given;
        else one of two text files called by their languages (``test.zh`` and
        ``test.en``), of which the Chinese one is the source, or what both are
        called without the language.
    reference : Path, optional

    Raises
    ------
    ConfigError
        If a reference is given for a file that has its own.
    FormatError
        If a file cannot be read, holds no unit, or the two files differ in length.
    """
    if reference is not None and _is_bitext(path):
        raise ConfigError(
            f"{path} holds sources and translations; leave {reference} out, or name a text file "
            "of the sources"
        )
    pair = (path, reference) if reference is not None else _moses_pair(path)
    units = tuple(read_units(path)) if pair is None else tuple(_paired_lines(*pair))
    if not units:
        raise FormatError("no translation unit to score against", str(path))
    return ReferenceSet(path, units)


def _is_bitext(path: Path) -> bool:
    """Whether a file holds two texts side by side; of a system's output the targets count."""
    return format_of_suffix(path) is not None and path.suffix.lower() != _TEXT_SUFFIX


def _moses_pair(path: Path) -> tuple[Path, Path] | None:
    """The two text files that a name stands for, None for a file of units."""
    if format_of_suffix(path) is not None:
        return None
    stem = path.with_suffix("") if _language(path) in {"zh", "en"} else path
    sides: dict[str, list[Path]] = {"zh": [], "en": []}
    if stem.parent.is_dir():
        for file in sorted(stem.parent.iterdir()):
            if file.stem == stem.name and _language(file) in sides:
                sides[_language(file)].append(file)
    if path.is_file() and _language(path) in sides:
        sides[_language(path)] = [path]
    elif path.is_file():
        return None
    if not any(sides.values()) and not path.exists():
        raise FormatError(
            f"no such file, nor {stem.name}.zh and {stem.name}.en beside each other", str(path)
        )
    if not all(len(files) == 1 for files in sides.values()):
        known = ", ".join(sorted(made.suffix for made in UNIT_FORMATS.values()))
        raise FormatError(
            f"neither a file of translation units ({known}) nor one of two "
            f"text files like {stem.name}.zh and {stem.name}.en; name the other file with "
            "--reference",
            str(path),
        )
    return sides["zh"][0], sides["en"][0]


def _language(path: Path) -> str:
    """Language that the suffix of a file names, ``""`` for none."""
    tag = path.suffix[1:]
    return base_language(tag) if is_language_tag(tag) else ""


def _paired_lines(source: Path, target: Path) -> Iterator[TranslationUnit]:
    sources, targets = _lines(source), _lines(target)
    if len(sources) != len(targets):
        raise FormatError(
            f"{len(sources)} lines, but {target} has {len(targets)}; "
            "a test set has a line of each for every unit",
            str(source),
        )
    ours, theirs = (path.suffix[1:] if _language(path) else "und" for path in (source, target))
    for number, (text, translation) in enumerate(zip(sources, targets, strict=True), start=1):
        yield TranslationUnit(str(number), ours, theirs, text, translation, probability=1.0)


def _lines(path: Path) -> list[str]:
    return [line for _, line in numbered_lines(path)]


def read_output(path: Path, test_set: ReferenceSet) -> list[str]:
    """Output of a system for every unit: a line each, or the targets of a file of units.

    Raises
    ------
    FormatError
        If the file cannot be read or does not have one text a unit, with the
        line from which it does not, where that can be told.
    """
    if not _is_bitext(path):
        return _checked(_lines(path), path, test_set)
    units = list(read_units(path))
    lines = _checked([unit.target_text for unit in units], path, test_set)
    for number, (own, unit) in enumerate(zip(units, test_set.units, strict=True), start=1):
        if one_line(own.source_text) != one_line(unit.source_text):
            raise FormatError(
                f"unit {number} has another source text than unit {number} of {test_set.path}; "
                "put the units in the order of the test set",
                str(path),
            )
    return lines


def _checked(lines: list[str], path: Path, test_set: ReferenceSet) -> list[str]:
    """The lines, if there are as many as units."""
    expected = len(test_set.units)
    if len(lines) == expected:
        return lines
    plural = "" if len(lines) == 1 else "s"
    counts = f"{len(lines)} line{plural} for the {expected} units of {test_set.path}"
    slip = None
    if not lines:
        counts, hint = "no lines", f"the system must give one for each of the {expected} units"
    elif len(lines) == expected + 1 and not lines[-1].strip():
        hint = "the last line is empty: delete it"
    else:
        slip = first_slip(lines, test_set.references)
        hint = _slip_hint(slip, lines, test_set)
    raise FormatError(f"{counts}; {hint}", str(path), None if slip is None else slip[0])


def _slip_hint(slip: tuple[int, bool] | None, lines: Sequence[str], test_set: ReferenceSet) -> str:
    if slip is None:
        return "give one line for each unit, an empty one where there is no output"
    number, surplus = slip
    if not surplus and number > len(lines):
        return f"the output seems to end before unit {number}"
    if not surplus:
        return f"the line for unit {number} seems to be missing before this one"
    if number > len(test_set.units):
        return "all lines from this one on seem to be too many"
    return "this line seems to be too many: was a unit split into two lines?"


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
