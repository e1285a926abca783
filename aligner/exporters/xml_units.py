"""What the XML formats share: what XML cannot hold, and the values beside the texts."""

import re
from itertools import chain

from aligner.values import TranslationUnit

PROBABILITY = "probability"
REMOVED_CONTROLS = "removed-controls"

# Everything outside the production Char of XML 1.0.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def extra_values(unit: TranslationUnit) -> list[tuple[str, str]]:
    """Probability and properties of a unit, then how many characters XML made it lose."""
    values = (unit.id, unit.source_text, unit.target_text, *chain(*unit.properties))
    n_removed = sum(len(_NOT_XML.findall(value)) for value in values)
    kept = [(clean(name), clean(value)) for name, value in unit.properties]
    lost = [(REMOVED_CONTROLS, str(n_removed))] if n_removed else []
    return [(PROBABILITY, repr(unit.probability)), *kept, *lost]
