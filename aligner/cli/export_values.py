"""What the options of `aligner export` take: names, a licence, tags, shares of splits."""

import re
from collections.abc import Callable

import click

from aligner.corpus import SplitShares
from aligner.errors import ConfigError
from aligner.languages import require_tag

_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*")


def names_of(
    known: tuple[str, ...],
) -> Callable[[click.Context, click.Parameter, str | None], frozenset[str]]:
    """A callback that splits names at commas and refuses those that are not known."""

    def split(_: click.Context, __: click.Parameter, value: str | None) -> frozenset[str]:
        names = frozenset(filter(None, (value or "").split(",")))
        if wrong := sorted(names - {*known}):
            message = f"unknown: {', '.join(wrong)}; known: {', '.join(known)}"
            raise click.BadParameter(message)
        return names

    return split


def licence_of(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The identifier of a licence, which is no sentence."""
    if value is not None and not _LICENCE.fullmatch(value):
        message = f"{value!r} is not an identifier such as cc-by-4.0 or other"
        raise click.BadParameter(message)
    return value


def tags_of(
    _: click.Context, __: click.Parameter, value: tuple[str, str] | None
) -> tuple[str, str] | None:
    """The language tags of both sides."""
    for tag in value or ():
        require_tag(tag)
    return value


def shares_of(_: click.Context, __: click.Parameter, value: str | None) -> SplitShares | None:
    """The shares of three splits."""
    if value is None:
        return None
    if value == "none":
        return SplitShares(1.0, 0.0, 0.0)
    try:
        train, validation, test = map(float, value.split(","))
        return SplitShares(train, validation, test)
    except (ValueError, ConfigError) as error:
        message = f"{value!r} is not three numbers that add up to 1, as in 0.8,0.1,0.1; nor none"
        raise click.BadParameter(message) from error
