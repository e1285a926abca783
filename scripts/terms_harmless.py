"""More harmless changes for the term check: the same term in other grammar."""

import random
import re
from collections.abc import Sequence

from terms_data import content_words
from terms_seeds import Maker, Site, Trial, make_trial

from aligner.values import TermStatus

__all__ = ["MORE_CONTROLS"]

# Nouns with their verbs: the base form and the participle.
_VERBS = {
    "application": ("apply for", "applied for"), "protection": ("protect", "protected"),
    "examination": ("examine", "examined"), "registration": ("register", "registered"),
    "management": ("manage", "managed"), "regulation": ("regulate", "regulated"),
    "enforcement": ("enforce", "enforced"), "investment": ("invest in", "invested in"),
    "supervision": ("supervise", "supervised"), "transfer": ("transfer", "transferred"),
    "assessment": ("assess", "assessed"), "development": ("develop", "developed"),
    "disclosure": ("disclose", "disclosed"), "settlement": ("settle", "settled"),
    "issuance": ("issue", "issued"), "payment": ("pay", "paid"),
    "operation": ("operate", "operated"),
    "inspection": ("inspect", "inspected"), "submission": ("submit", "submitted"),
    "calculation": ("calculate", "calculated"), "collection": ("collect", "collected"),
    "insurance": ("insure", "insured"), "processing": ("process", "processed"),
    "planning": ("plan", "planned"), "declaration": ("declare", "declared"),
    "allocation": ("allocate", "allocated"), "production": ("produce", "produced"),
    "distribution": ("distribute", "distributed"), "implementation": ("implement", "implemented"),
    "review": ("review", "reviewed"), "control": ("control", "controlled"),
}  # fmt: skip
_ADJECTIVE = re.compile(r"\w+(?:al|ive|ic|ous|ed|ign|able|ary|ent)")


def _parts(site: Site) -> tuple[str, tuple[str, str], str] | None:
    """The object of a nominal term, its verb, and an object as a plural."""
    words = site.occurrence.rendering.split()
    if len(words) < 2 or words[-1].lower() not in _VERBS or "of" in words:  # noqa: PLR2004
        return None
    things = " ".join(words[:-1])
    return things, _VERBS[words[-1].lower()], things if things.endswith("s") else things + "s"


def _passive(site: Site, *_: object) -> Trial | None:
    parts = _parts(site)
    return parts and make_trial(site, site.put(f"{parts[2]} being {parts[1][1]}"))


def _verb(site: Site, *_: object) -> Trial | None:
    parts = _parts(site)
    return parts and make_trial(site, site.put(f"to {parts[1][0]} {parts[2]}"))


def _nominal(site: Site, *_: object) -> Trial | None:
    parts = _parts(site)
    if parts is None:
        return None
    noun = site.occurrence.rendering.split()[-1].lower()
    return make_trial(site, site.put(f"the {noun} of their {parts[2]}"))


def _relative(site: Site, *_: object) -> Trial | None:
    parts = _parts(site)
    if parts is not None:
        return make_trial(site, site.put(f"{parts[2]} that are {parts[1][1]}"))
    words = site.occurrence.rendering.split()
    if len(words) != 2 or not _ADJECTIVE.fullmatch(words[0]):  # noqa: PLR2004
        return None
    verb = "are" if words[1].endswith("s") else "is"
    return make_trial(site, site.put(f"{words[1]} that {verb} {words[0]}"))


def _ellipsis(site: Site, chance: random.Random, vocabulary: Sequence[str]) -> Trial | None:
    words = site.occurrence.rendering.split()
    if len(words) < 2 or not all(w.isalpha() and w.islower() for w in words):  # noqa: PLR2004
        return None
    other = chance.choice(vocabulary)
    return make_trial(site, site.put(f"{words[0]} and {other} {' '.join(words[1:])}"))


def _possessive(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    hinge = re.fullmatch(r"(\w+) of (?:the )?(\w+(?: \w+)?)", rendering)
    if hinge:
        return make_trial(site, site.put(f"{hinge[2]}'s {hinge[1]}"))
    words = rendering.split()
    if len(words) != 2 or not all(w.isalpha() for w in words):  # noqa: PLR2004
        return None
    return make_trial(site, site.put(f"{words[0]}'s {words[1]}"))


def _owner(site: Site, *_: object) -> Trial | None:
    if re.match(r"['’(]", site.target[site.span[1] :].lstrip()):
        return None
    return make_trial(site, site.put(site.occurrence.rendering + "'s"))


def _line_break(site: Site, *_: object) -> Trial | None:
    rendering = site.occurrence.rendering
    if " " not in rendering:
        return None
    return make_trial(site, site.put(rendering.replace(" ", "\n", 1)))


def _soft_hyphen(site: Site, chance: random.Random, _: Sequence[str]) -> Trial | None:
    long = [w for w in content_words(site.occurrence.rendering) if len(w) > 5]  # noqa: PLR2004
    if not long:
        return None
    word = chance.choice(long)
    soft = word[:3] + "\u00ad" + word[3:]
    return make_trial(site, site.put(site.occurrence.rendering.replace(word, soft, 1)))


def _with_short_name(site: Site, *_: object) -> Trial | None:
    words = content_words(site.occurrence.rendering)
    if len(words) < 2 or site.target[site.span[1] :].lstrip().startswith("("):  # noqa: PLR2004
        return None
    short = "".join(w[0].upper() for w in words)
    return make_trial(site, site.put(f"{site.occurrence.rendering} ({short})"))


def _short_name_inside(site: Site, *_: object) -> Trial | None:
    words = site.occurrence.rendering.split()
    if len(words) < 3 or not all(w.isalpha() for w in words):  # noqa: PLR2004
        return None
    short = "".join(w[0].upper() for w in words[:-1])
    return make_trial(site, site.put(f"{' '.join(words[:-1])} ({short}) {words[-1]}"))


def _short_form_later(site: Site, *_: object) -> Trial | None:
    """A name in full before, and only its head later on."""
    words = site.occurrence.rendering.split()
    is_name = len(words) > 1 and all(w[0].isupper() for w in words)
    if not is_name or "of" in words or site.family[0] is site.occurrence:
        return None
    if any(t.status is TermStatus.DEPRECATED for t in site.entry.forms("en")):
        return None
    before = re.sub(r"\b(?:the|an?)\s+$", "", site.target[: site.span[0]], flags=re.IGNORECASE)
    new = before + f"the {words[-1]}" + site.target[site.span[1] :]
    return make_trial(site, site.text.edited(site.unit, new))


def _pronoun_later(site: Site, *_: object) -> Trial | None:
    """A name in the unit before, and only a pronoun in this one."""
    order = {unit.id: i for i, unit in enumerate(site.text.units)}
    before = [site.unit - order[o.unit] for o in site.family]
    if len(site.siblings) > 1 or not {1, 2}.intersection(before):
        return None
    start, stop = site.span
    text = re.sub(r"\b(?:the|an?)\s+$", "", site.target[:start], flags=re.IGNORECASE)
    behind = re.sub(r"^['’]s?(?=\s)", "", site.target[stop:])
    many = site.occurrence.rendering.endswith("s")
    if behind != site.target[stop:]:
        word = "their" if many else "its"
    elif re.search(r"\b(?:of|for|on|in|to|with|by|at|from|under|into)\s+$", text):
        word = "them" if many else "it"
    else:
        word = "they" if many else "it"
    word = word.capitalize() if not text.strip() or text.rstrip().endswith((".", ":")) else word
    return make_trial(site, site.text.edited(site.unit, text + word + behind))


MORE_CONTROLS: dict[str, Maker] = {
    "passive": _passive,
    "verb form": _verb,
    "nominalisation": _nominal,
    "relative clause": _relative,
    "ellipsis": _ellipsis,
    "possessive inside": _possessive,
    "possessive behind": _owner,
    "line break": _line_break,
    "soft hyphen": _soft_hyphen,
    "short name behind": _with_short_name,
    "short name inside": _short_name_inside,
    "short form later": _short_form_later,
    "pronoun later": _pronoun_later,
}
