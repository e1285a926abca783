"""Weights and encoder of a run, as its options choose them."""

from dataclasses import replace

from aligner.core import Weights, load_weights
from aligner.encoders import encoder_name
from aligner.pipeline.options import RunOptions


def chosen_encoder(options: RunOptions) -> str:
    """What the encoder is loaded by: as asked for, else the one that the weights name."""
    return options.encoder or load_weights(options.weights).encoder


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
        return weights
    return replace(weights, encoder=encoder_name(options.encoder))


def calibration_note(options: RunOptions) -> str:
    """What a person should know of an encoder that the weights were not trained for, or ``""``."""
    trained_for, used = load_weights(options.weights).encoder, chosen_weights(options).encoder
    if used == trained_for:
        return ""
    return (
        f"the weights {options.weights} were trained for {trained_for}: with {used}, "
        f"probabilities are not calibrated (aligner train --encoder makes weights for it)"
    )
