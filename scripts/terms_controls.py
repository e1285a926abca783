"""Harmless changes to bilingual documents, one at a time: none of them is a new finding."""

import re
from dataclasses import replace
from datetime import date

from terms_data import content_words
from terms_seeds import Maker, Site, Trial, invented, make_trial

from aligner.values import TermStatus

__all__ = ["CONTROLS", "put_pronoun"]

_BEFORE = date(2009, 6, 1)


def _harmless(site: Site, new: str) -> Trial | None:
    """A trial of another way to write a form, unless the glossary forbids just that."""
    forbidden = {t.text.casefold() for t in site.entry.forms("en", TermStatus.DEPRECATED)}
    return None if new.casefold() in forbidden else make_trial(site, site.put(new))


def _not_yet_forbidden(site: Site, *_: object) -> Trial | None:
    made = invented(site, TermStatus.DEPRECATED)
    # A form of its own beside the document's usual one would be inconsistent.
    if made is None or len(site.family) > 2:  # noqa: PLR2004
        return None
    return make_trial(site, site.put(made[1], replace(made[0], day=_BEFORE)))


def _plural(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    if not re.search(r"[a-z]{3}$", rendering) or rendering.endswith(("ss", "us", "is", "ics")):
        return None
    if rendering.endswith("s"):
        new = re.sub(r"ies$", "y", rendering) if rendering.endswith("ies") else rendering[:-1]
    elif re.search(r"[^aeiou]y$", rendering):
        new = rendering[:-1] + "ies"
    else:
        new = rendering + ("es" if rendering.endswith(("ch", "sh", "x")) else "s")
    return _harmless(site, new)


def _hyphen(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    new = rendering.replace("-", " ") if "-" in rendering else rendering.replace(" ", "-", 1)
    return None if new == rendering else _harmless(site, new)


_OCEAN = (
    (r"isation", "ization"), (r"ization", "isation"), (r"\b([Ll]ab)our", r"\1or"),
    (r"\b([Cc])entre", r"\1enter"), (r"\b([Cc])enter", r"\1entre"),
    (r"\b([Ll])icence", r"\1icense"),
    (r"\b([Pp])rogramme", r"\1rogram"), (r"([Dd])efence", r"\1efense"), (r"([Cc])o-op", r"\1oop"),
    (r"\b([Cc])heque", r"\1heck"), (r"ising\b", "izing"), (r"ised\b", "ized"),
)  # fmt: skip


def _spelling(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    for old, new in _OCEAN:
        changed = re.sub(old, new, rendering)
        if changed != rendering:
            return _harmless(site, changed)
    return None


def _capitals(site: Site, *_: object) -> Trial | None:
    if len(site.target.split()) > 15:  # noqa: PLR2004 - no heading
        return None
    return make_trial(site, site.text.edited(site.unit, site.target.upper()))


def _title_case(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    if rendering != rendering.lower():
        return None
    return make_trial(site, site.put(" ".join(w[0].upper() + w[1:] for w in rendering.split())))


def _quotes(site: Site, *_: object) -> Trial | None:
    return make_trial(site, site.put(f"\u201c{site.occurrence.rendering}\u201d"))


def _abbreviation(site: Site, *_: object) -> Trial | None:
    """The first rendering defines a short name, a later one uses it."""
    full = site.occurrence.rendering
    if site.occurrence is not site.family[-1] or len(content_words(full)) < 3:  # noqa: PLR2004
        return None
    first = site.family[0]
    order = {unit.id: i for i, unit in enumerate(site.text.units)}
    if first.unit == site.occurrence.unit or first.target_span is None or "(" in full:
        return None
    if first.rendering.lower() != full.lower():
        # Behind a short name there is nothing to define.
        return None
    short = "".join(w[0].upper() for w in content_words(full)) + "Q"
    stop = first.target_span[1]
    target = site.text.units[order[first.unit]].target_text
    defined = f"{target[:stop]} ({short}){target[stop:]}"
    return make_trial(site, site.put(short, site.text.edited(order[first.unit], defined)))


# Where a pronoun may stand for a whole phrase: as the subject of a verb that is to be
# told without a parser, as the object of a preposition, or as an owner.
_SUBJECT_BEHIND = re.compile(
    r"(?:^|[.!?:;,]\s+|\b(?:that|which|when|where|if|while|because|since|before|after|as)\s+)"
    r"[-#\s]*$"
)
_OBJECT_BEHIND = re.compile(
    r"\b(?:of|for|on|in|to|with|by|at|from|under|into|through|against|upon|within)\s+$"
)
_VERB = re.compile(
    r"\s+(?:also\s+)?(?:is|are|was|were|has|have|had|will|would|may|can|could|should|shall|must)\b"
)
_PHRASE_END = re.compile(
    r"\s*[.;:)]|\s+(?:in|on|at|by|for|from|to|with|under|during|as|if|when|where|that|which|is|are"
    r"|was|were|has|have|will|may|can)\b"
)
_OWNER = re.compile(r"['’]s?(?=\s+\w)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)[-#\s]*$")


def put_pronoun(site: Site, *_: object) -> Trial | None:
    """The second of two renderings in a unit becomes a pronoun, English or not."""
    if len(site.siblings) < 2 or site.occurrence is not site.siblings[-1]:  # noqa: PLR2004
        return None
    first = site.siblings[0].target_span
    if first is None or first[0] > site.span[0]:
        return None
    before, after = _around(site)
    owner = _OWNER.match(after)
    words = ("it", "them") if _OBJECT_BEHIND.search(before) else ("it", "they")
    word = (("its", "their") if owner else words)[site.occurrence.rendering.endswith("s")]
    if _SENTENCE_START.search(before):
        word = word.capitalize()
    after = after[owner.end() :] if owner else after
    return make_trial(site, site.text.edited(site.unit, before + word + after))


def _pronoun(site: Site, *_: object) -> Trial | None:
    """The second of two renderings in a unit becomes a pronoun, where one can stand."""
    before, after = _around(site)
    is_subject, is_object = _SUBJECT_BEHIND.search(before), _OBJECT_BEHIND.search(before)
    can_stand = (
        (_OWNER.match(after) and (is_subject or is_object))
        or (_VERB.match(after) and is_subject)
        or (_PHRASE_END.match(after) and is_object)
    )
    return put_pronoun(site) if can_stand else None


def _around(site: Site) -> tuple[str, str]:
    """The text before a rendering and its article, and the text behind it."""
    start, stop = site.span
    before = re.sub(r"(?:\b(?:the|an?)\s+)?$", "", site.target[:start], flags=re.IGNORECASE)
    return before, site.target[stop:]


def _word_order(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    hinge = re.fullmatch(r"(\w+(?: \w+)?) of (?:the )?(\w+(?: \w+)?)", rendering)
    if hinge:
        return _harmless(site, f"{hinge[2]} {hinge[1]}")
    words = rendering.split()
    if len(words) not in {2, 3} or any(not w.isalpha() for w in words):
        return None
    return _harmless(site, f"{words[-1]} of {' '.join(words[:-1])}")


def _allowed(site: Site, *_: object) -> Trial | None:
    made = invented(site, TermStatus.ADMITTED)
    if made is None or len(site.family) > 2:  # noqa: PLR2004 - else it is inconsistent
        return None
    return make_trial(site, site.put(made[1], made[0]))


def _script(site: Site, *_: object) -> Trial | None:
    import opencc  # noqa: PLC0415 - loads dictionaries

    unit = site.text.units[site.unit]
    way = "t2s" if unit.source_language == "zh-Hant" else "s2t"
    source = opencc.OpenCC(way).convert(unit.source_text)
    return make_trial(site, site.text.edited(site.unit, unit.target_text, source))


CONTROLS: dict[str, Maker] = {
    "forbidden out of its dates": _not_yet_forbidden,
    "plural": _plural,
    "hyphen": _hyphen,
    "GB/US": _spelling,
    "heading in capitals": _capitals,
    "title case": _title_case,
    "quotes": _quotes,
    "defined abbreviation": _abbreviation,
    "pronoun on second mention": _pronoun,
    "word order": _word_order,
    "allowed variant": _allowed,
    "other script": _script,
}
