"""Names of TBX: of ISO 30042:2019 (version 3) and of TBX-Basic in version 2.

Data categories stand in attributes (style DCA, and version 2) or are elements
of the modules ``min`` and ``basic`` (style DCT).
"""

from enum import StrEnum

from aligner.values import TermStatus

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
NAMESPACES = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# TBX-Basic has no place for what we also know about a term; such facts stand in
# notes, as "x-aligner:key=value", which every reader of TBX may show.
NOTE_PREFIX = "x-aligner:"
FACTS = frozenset(
    {"case", "id", "match", "reliability", "use-instead", "valid-from", "valid-until", "weak"}
)
# Data category: element that carries it in style DCA, module in style DCT.
CATEGORIES = {
    "subjectField": ("descrip", "min"),
    "definition": ("descrip", "basic"),
    "administrativeStatus": ("termNote", "min"),
    "termType": ("termNote", "basic"),
}
STATUS_NAMES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "deprecatedTerm-admn-sts",
}
STATUS_VALUES = {
    **{name: status for status, name in STATUS_NAMES.items()},
    "supersededTerm-admn-sts": TermStatus.DEPRECATED,
    # The same without the suffix, as normativeAuthorization has it.
    "preferredTerm": TermStatus.PREFERRED,
    "standardizedTerm": TermStatus.PREFERRED,
    "admittedTerm": TermStatus.ADMITTED,
    "deprecatedTerm": TermStatus.DEPRECATED,
    "supersededTerm": TermStatus.DEPRECATED,
    # TBX-Min and the exports of term bases.
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "notRecommended": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "deprecated": TermStatus.DEPRECATED,
    "forbidden": TermStatus.DEPRECATED,
}


class TbxStyle(StrEnum):
    """Version and style of a TBX document."""

    DCA = "dca"
    DCT = "dct"
    VERSION_2 = "version-2"
