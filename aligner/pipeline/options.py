"""Options of a run, the weights and the encoder they choose, and how a run reports its progress."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from aligner.core import Resources, Weights, load_weights
from aligner.encoders import encoder_name, load_token_encoder
from aligner.errors import ConfigError, MissingExtraError
from aligner.languages import require_tag
from aligner.lexicon import BilingualTable
from aligner.parts import DEFAULT_WEIGHTS, TokenEncoder, encoders
from aligner.splitters import Segmentation

Evidence = Literal["fast", "best"]

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Choices that change the result; each is part of the keys of the stages it touches.

    Parameters
    ----------
    weights : str
        Versioned name of the aligner's weights, or the path of a weights file;
        they name the encoder whose vectors they were trained on.
    encoder : str or None
        Encoder to use in place of that one; probabilities are calibrated for
        that one only.  Weights trained with a model in a folder do not know
        the folder, which is then given here.
    languages : (str, str) or None
        BCP 47 tags of all source and of all target texts, where they are known
        better than can be read off the texts.
    pair_threshold : float
        Least probability of a document pair, 0 to 1; below it a document is
        left without a partner.
    evidence : {"fast", "best"}
        With ``"best"`` a second look is taken at doubtful beads, with the states of
        their tokens, if the package of the token encoder is installed.
    lexicon : str or None
        Path of a bilingual lexicon to use in place of the shipped one.
    segmentation : Path or None
        An SRX file, whose rules split the texts of the languages that it names.
    abbreviations : Path or None
        A list of abbreviations that end no sentence.
    """

    weights: str = DEFAULT_WEIGHTS
    encoder: str | None = None
    languages: tuple[str, str] | None = None
    pair_threshold: float = 0.5
    evidence: Evidence = "fast"
    lexicon: str | None = None
    segmentation: Path | None = None
    abbreviations: Path | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.pair_threshold <= 1.0:
            message = f"a pair threshold must be between 0 and 1, not {self.pair_threshold}"
            raise ConfigError(message)
        for tag in self.languages or ():
            require_tag(tag)

    @property
    def source_language(self) -> str | None:
        """Tag of all source texts; None if each text is to tell."""
        return self.languages and self.languages[0]

    @property
    def target_language(self) -> str | None:
        """Tag of all target texts; None if each text is to tell."""
        return self.languages and self.languages[1]


class Mapper(Protocol):
    """Applies a function to many tasks, here or in other processes, keeping their order."""

    def __call__(
        self,
        function: Callable[[TaskT], ResultT],
        tasks: Iterable[TaskT],
    ) -> Iterator[ResultT]:
        """Results in the order of the tasks; functions and tasks must pickle."""
        ...


def map_here(
    function: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT],
) -> Iterator[ResultT]:
    """Results of the tasks, one after the other in this process."""
    return map(function, tasks)


class Progress(Protocol):
    """Receives the progress of a run, to show it in whatever way it likes."""

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """A stage starts: `total` items to do, `unchanged` ones kept from before.

        One that starts before another ends is a part of it.
        """
        ...

    def advance(self, n: int = 1) -> None:
        """So many items of the stage are done."""
        ...

    def end(self) -> None:
        """The stage that started last is done."""
        ...

    def notice(self, message: str) -> None:
        """Something the user should know while the run goes on."""
        ...


class SilentProgress:
    """A Progress that shows nothing."""

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        """Nothing is shown."""

    def advance(self, n: int = 1) -> None:
        """Nothing is shown."""

    def end(self) -> None:
        """Nothing is shown."""

    def notice(self, message: str) -> None:
        """Nothing is shown."""


def chosen_encoder(options: RunOptions) -> str:
    """What the encoder is loaded by: as asked for, else the one that the weights name.

    Raises
    ------
    ConfigError
        If the weights name one that is not part of this program: a file of weights is
        data, and what it names may be anybody's model.
    """
    return options.encoder or _shipped_encoder(options.weights)


def _shipped_encoder(weights: str) -> str:
    """The encoder that weights name, if it is part of this program."""
    name = load_weights(weights).encoder
    if name not in encoders:
        raise ConfigError(
            f"{weights}: these weights were trained with the encoder {name}, which is loaded "
            "only if you name it: add --encoder, with its folder (--encoder "
            "sentence-transformers:FOLDER), or use other weights"
        )
    return name


def chosen_tokens(options: RunOptions) -> TokenEncoder | None:
    """The token encoder for a second look; None without one."""
    if options.evidence == "fast" or missing_evidence(options):
        return None
    return load_token_encoder()


def chosen_resources(options: RunOptions) -> Resources:
    """What the aligner consults beside vectors and weights.

    Raises
    ------
    InputError
        If the lexicon cannot be read.
    """
    lexicon = None if options.lexicon is None else _lexicon(Path(options.lexicon))
    return Resources(lexicon, chosen_tokens(options))


def chosen_segmentation(options: RunOptions) -> Segmentation | None:
    """The project's own rules for splitting; None without any.

    Raises
    ------
    FormatError
        If they cannot be read or used.
    """
    if options.segmentation is None and options.abbreviations is None:
        return None
    return _segmentation(options.segmentation, options.abbreviations)


def look_again(options: RunOptions) -> None:
    """Make what begins now read files anew that were edited since they were read.

    What has begun goes on with what it has read: its keys name that.
    """
    for path in (options.lexicon, options.segmentation, options.abbreviations):
        stamp = None if path is None else _stamp(Path(path))
        if stamp is not None and _stamps.setdefault(str(path), stamp) != stamp:
            _stamps[str(path)] = stamp
            _segmentation.cache_clear()
            _lexicon.cache_clear()


# Files of options, with what they looked like when they were last asked for.
_stamps: dict[str, tuple[int, int]] = {}


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file; None where it cannot be looked at, which its reader will say."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@cache
def _segmentation(rules: Path | None, abbreviations: Path | None) -> Segmentation:
    return Segmentation.read(rules, abbreviations)


@cache
def _lexicon(path: Path) -> BilingualTable:
    return BilingualTable.read(path)


def missing_evidence(options: RunOptions) -> str:
    """Why the best evidence that was asked for cannot be had; ``""`` if it can or was not."""
    if options.evidence == "fast":
        return ""
    if chosen_weights(options).second is None:
        return (
            f"the weights {options.weights} know no second look; the fast evidence is used "
            "(train them with --evidence best)"
        )
    try:
        load_token_encoder()
    except MissingExtraError as error:
        return f"{error}; the fast evidence is used"
    return ""


def chosen_weights(options: RunOptions) -> Weights:
    """The weights, for vectors of the encoder that was asked for.

    Raises
    ------
    FormatError
        If there are no such weights.
    ConfigError
        If there is no such encoder.
    """
    weights = load_weights(options.weights)
    if options.encoder is None:
        _shipped_encoder(options.weights)
        return weights
    return replace(weights, encoder=encoder_name(options.encoder))


def options_note(options: RunOptions) -> str:
    """A warning when probabilities or evidence are not what was asked for, or ``""``."""
    return "; ".join(filter(None, (_calibration_note(options), missing_evidence(options))))


def _calibration_note(options: RunOptions) -> str:
    trained_for, used = load_weights(options.weights).encoder, chosen_weights(options).encoder
    if used == trained_for:
        return ""
    return (
        f"the weights {options.weights} were trained for {trained_for}: with {used}, "
        f"probabilities are not calibrated (aligner train --encoder makes weights for it)"
    )
