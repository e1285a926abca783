"""Test sets with human translations, and what systems made of them, as files hold them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import ConfigError, FormatError
from aligner.exporters import read_units
from aligner.languages import is_language_tag
from aligner.mt.lines import first_slip
from aligner.pipeline import names_of
from aligner.signature import digest_values
from aligner.tables import numbered_lines
from aligner.text import base_language, one_line
from aligner.values import TranslationUnit

# Files of two texts side by side: of a system's output too, its targets are meant.
_BITEXTS = frozenset({".csv", ".docx", ".jsonl", ".tmx", ".tsv", ".xlf", ".xliff", ".xlsx"})
_READABLE = _BITEXTS | {".txt"}


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
    if reference is not None and path.suffix.lower() in _BITEXTS:
        raise ConfigError(
            f"{path} holds sources and translations; leave {reference} out, or name a text file "
            "of the sources"
        )
    pair = (path, reference) if reference is not None else _moses_pair(path)
    units = tuple(read_units(path)) if pair is None else tuple(_paired_lines(*pair))
    if not units:
        raise FormatError("no translation unit to score against", str(path))
    return ReferenceSet(path, units)


def _moses_pair(path: Path) -> tuple[Path, Path] | None:
    """The two text files that a name stands for, None for a file of units."""
    if path.suffix.lower() in _READABLE:
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
        raise FormatError(
            f"neither a file of translation units ({', '.join(sorted(_READABLE))}) nor one of two "
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
    if path.suffix.lower() not in _BITEXTS:
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
