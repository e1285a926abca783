"""Language tags in the forms that translation tools expect.

A tool does not offer a translation memory whose tags differ from those of the
project, and tools differ in which tags they treat as equal: some know only languages (zh, en), some
want the script (zh-Hans), most want a region (zh-CN, en-US).
"""

import re
from collections.abc import Mapping

from aligner.errors import ConfigError
from aligner.text import base_language, is_tag

PROFILES = ("plain", "script", "region")

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_USUAL_REGION: Mapping[str, str] = {"en": "US", "de": "DE", "fr": "FR", "ja": "JP", "ko": "KR"}
_REGION_LENGTH = 2
# Two-letter codes that are not also English words or common abbreviations.
_CODES = (
    "ar|bg|bn|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|it|ja|ka|kk|km|ko|lo|lt|lv|mn|ms|my|nl|"
    "pl|pt|ro|ru|sk|sl|sr|sv|sw|ta|th|tr|uk|ur|uz|vi|zh"
)
_TAG = re.compile(rf"(?:{_CODES})(?:[-_](?:[a-z]{{4}}|[a-z]{{2}}|\d{{3}})){{0,2}}", re.IGNORECASE)


def profile_tag(tag: str, profile: str) -> str:
    """A BCP 47 tag in the form of a profile.

    Chinese of unknown script counts as simplified, English of unknown region as
    American: a tool that wants a script or region takes no tag without one.

    >>> [profile_tag("zh-Hans", name) for name in PROFILES]
    ['zh', 'zh-Hans', 'zh-CN']
    >>> [profile_tag("en-GB", name) for name in PROFILES]
    ['en', 'en', 'en-GB']
    """
    language = base_language(tag)
    rest = tag.replace("_", "-").split("-")[1:]
    traditional = bool(_TRADITIONAL & {part.lower() for part in rest})
    region = next((part.upper() for part in rest if len(part) == _REGION_LENGTH), "")
    if language == "zh":
        region = region or ("TW" if traditional else "CN")
        script = "Hant" if traditional else "Hans"
    else:
        region = region or _USUAL_REGION.get(language, "")
        script = ""
    detail = {"plain": "", "script": script, "region": region}[profile]
    return f"{language}-{detail}" if detail else language


def is_language_tag(text: str) -> bool:
    """Whether a text is a BCP 47 tag of a language that is often translated."""
    return _TAG.fullmatch(text.strip()) is not None


def require_tag(tag: str) -> None:
    """Refuse what does not have the form of a language tag: names would end up in exports.

    Raises
    ------
    ConfigError
        That says how tags are written.
    """
    if not is_tag(tag):
        raise ConfigError(f"not a language tag: {tag!r}; write de, fr, zh-Hans ...")
