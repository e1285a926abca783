"""Variants of accepted forms that the glossary forbids: what is listed counts."""

from aligner.languages import EnglishText, read_english
from aligner.terms.matching.lemmas import lemma_keys
from aligner.terms.matching.searching import TargetMatch, plain_quotes
from aligner.values import MatchMode, TermStatus


def without_overruled(matches: list[TargetMatch], text: EnglishText) -> list[TargetMatch]:
    """Matches without variants of accepted forms where their concept forbids those very words.

    ``patent of invention`` may be forbidden, although it is ``invention patent`` turned round.

    Parameters
    ----------
    matches : list of TargetMatch
    text : EnglishText
        In which they were found.
    """
    accepted = {_place(m) for m in matches if not _is_deprecated(m)}
    contested = [m for m in matches if _is_deprecated(m) and _place(m) in accepted]
    if not contested:
        return matches
    meant = {_place(m) for m in contested if _is_as_listed(m, text) and _is_written(m, text)}
    return [
        match
        for match in matches
        if (_place(match) in meant and (_is_deprecated(match) or _is_as_listed(match, text)))
        or (_place(match) not in meant and match not in contested)
    ]


def _place(match: TargetMatch) -> tuple[int, int, int]:
    return match.first, match.last, match.form.concept


def _is_deprecated(match: TargetMatch) -> bool:
    return match.form.term.status is TermStatus.DEPRECATED


def _is_written(match: TargetMatch, text: EnglishText) -> bool:
    """Whether no possessive stands there that the form has not: "the City's Council"."""
    inside = plain_quotes(text.surface(match.first, match.last))
    return "'s " not in inside or "'s " in plain_quotes(match.form.term.text)


def _is_as_listed(match: TargetMatch, text: EnglishText) -> bool:
    """Whether the words are the form as it is listed, not a variant of it."""
    first, last, form = match
    if not form.words or "".join(form.words) == "".join(text.keys[first:last]):
        return True
    if form.term.match is not MatchMode.LEMMA:
        return False
    return lemma_keys(text)[first:last] == lemma_keys(read_english(form.term.text))
