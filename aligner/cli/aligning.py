"""The options on how texts are aligned, which several commands take as one value."""

from pathlib import Path

from aligner.cli import options
from aligner.pipeline import Evidence, RunOptions


def _choice(  # noqa: PLR0913 - one parameter an option
    *,
    weights: str,
    encoder: str | None,
    evidence: Evidence,
    lexicon: str | None,
    segmentation: Path | None,
    abbreviations: Path | None,
) -> RunOptions:
    return RunOptions(
        weights=weights,
        encoder=encoder,
        evidence=evidence,
        lexicon=lexicon,
        segmentation=segmentation,
        abbreviations=abbreviations,
    )


alignment_options = options.gathered(
    "choice",
    _choice,
    options.weights_option,
    options.encoder_option,
    options.evidence_option,
    options.lexicon_option,
    options.segmentation_option,
    options.abbreviations_option,
)
