"""Labels, headings and items in English, whose full stops end no sentence."""

import re

from aligner.patterns import lazy_pattern
from aligner.splitters import abbreviations as short

_NUMERAL = r"(?:[A-Z]\.?)?\d{1,3}(?:[./-]\d+)*[A-Za-z]?|[ivxl]{1,6}|[IVXLC]{1,6}|[A-Za-z]"
# The mark of a list item, or the number of a part, which stays with what follows.
_LABEL = lazy_pattern(
    r"(?!Q\.E\.D)"
    rf"(?:[\s“\"(\[]*(?:(?:{short.PARTS})\.? |Nos?\. ?|§+ ?)?(?:{_NUMERAL})(?:\(\w{{1,4}}\))*\.)"
    rf"{{1,3}}|(?:{short.PARTS.upper()}) (?:[IVXLC]+|\d{{1,3}}|[A-Z])\.|"
    r"(?:Notes?|Remark|Proof|Example)\.",
)
# The day of a diary: "Oct. 3. Fine day", "Sat., 4 Feb. Went to town".
_DIARY = lazy_pattern(
    rf"(?:{short.WEEKDAY})\.|(?:(?:{short.WEEKDAY})\.?,? )?"
    rf"(?:(?:{short.MONTH})\.? \d{{1,2}}|\d{{1,2}} (?:{short.MONTH}))\."
)
_LONGEST_LABEL = 40
# Who speaks in a play, or what follows is about, before a text in small letters: "DOCTOR. Sit
# down.", unlike what may be said in capitals.
_SPEAKER = lazy_pattern(
    r"(?!(?:AMEN|DONE|END|FIRE|HELP|NEVER|NOTHING|OKAY|STOP|WAIT|YES|NOTICE|WARNING|CAUTION|"
    r"ATTENTION|DANGER|IMPORTANT|REMINDER|URGENT|ALERT|KEEP|NO|DO|CLOSED|OPEN|SOLD)\b)"
    r"(?:[A-Z]{3,}|(?:MRS?|MS|DR)\.? [A-Z]{2,})(?: [A-Z]{2,}){0,2}\."
)
_SPOKEN = lazy_pattern(r"\s+[“\"‘'(]?[A-Z][a-z']*[ ,.!?][^.]")
# The heading of a clause, behind a number of several levels: "5.2 Payment. The Buyer shall".
_CLAUSE_HEADING = lazy_pattern(
    r"(?:(?:Section|Clause|Article) )?\d{1,2}(?:\.\d{1,2}){1,3}\.? "
    r"[A-Z][a-z]+(?:,? (?:[A-Z][a-z]+|of|and|or|the|to|for|in|on|by)){0,5}\."
)
_LONGEST_HEADING = 70
# The mark of an item within a sentence: "by: a. To teach; b. To learn", "1. Ash, 2. Elm".
_LETTER_ITEM = lazy_pattern(
    r"(?:[,;]|(?<! [a-z] )\b(?:and|or)|:(?= [ai]$))\s+(?:[a-z]|[ivx]{1,5})$"
)
_LISTED = lazy_pattern(r"(?:;|(?:\S+ ){3}[A-Za-z]+:)\s*(?:(?:and|or) )?$")
# A heading before the first item: "Attachments: 1. Program", "Annex 2: 1. Fees".
_HEADED = lazy_pattern(r"\s*[A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}(?:(?: \d{1,2})?:\s+|:)$")
# Items of what is attached stay together, whatever ends them.
_ATTACHED = lazy_pattern(
    r"\s*(?:Attachment|Annex(?:e)?|Appendix|Appendice|Enclosure)s?(?: \d{1,2})?:\s*\d",
    re.IGNORECASE,
)
_SECOND_ITEM = lazy_pattern(r".*?(?:[,;]|\band)\s+2\.")
_ITEM_NEXT = lazy_pattern(r"\s+([1-9]\d?)([.)]) [A-Z]")
# A move of chess, and what stands before its number in prose: "at move 40. Kd2 was".
_MOVE = (
    r"(?:[KQRBN][a-h1-8]?x?[a-h][1-8]|[a-h](?:x[a-h])?[1-8](?:=[QRBN])?|[O0]-[O0](?:-[O0])?)[+#]?"
)
_MOVE_NEXT = lazy_pattern(rf"\s?{_MOVE}(?![\w@-])")
_MOVE_OR_NUMBER_NEXT = lazy_pattern(rf"\s(?:\d{{1,3}}\.|{_MOVE}(?![\w@-]))")
_MOVE_BEFORE = lazy_pattern(rf"(?:^|[\s.]){_MOVE}$")
_NUMBER_OF_MOVE = lazy_pattern(r"(?<!\bmove )(?<!\bmoves )\b\d{1,3}$")
# Characters of a move, with its number.
_LONGEST_MOVE = 12
# Characters before the mark of an item in which the one before it is looked for.
BETWEEN_ITEMS = 300
# What is told apart by letters: "gate C", "vitamin K".
LETTERED_THINGS = (
    "vitamin|plan|class|type|grade|group|hepatitis|influenza|room|zone|version|option|point|"
    "team|model|category|list|series|block|phase|level|war|motor|shaft|valve|pump|gear|wheel|"
    "switch|circuit|layer|lens|node|vertex|vector|matrix|set|line|circle|triangle|angle|"
    "plane|axis|curve|region|area|site|patient|sample|cohort|arm|gene|protein|factor|variant|"
    "column|row|gate|exit|terminal|platform|building|appendix|candidate|company|product|"
    "drive|track|channel|route|bus|drawer|junction|reagent|slot|lane|bay|hall|wing|ward|tank|"
    "cell|port|pin|wire|cable|tube|flask|card|door|tower|station|dock|pier|deck|seat|chart|"
    "graph|diagram|string|district|sector|segment|side|corner|position|choice|key|in"
)
# The next of them: "from B to C. Point D lies".
_THING_NEXT = lazy_pattern(rf"\s+(?=[A-Z])(?i:{LETTERED_THINGS}) [A-Z]\b(?!\.)")
_INITIAL_NEXT = lazy_pattern(r"(?:[A-Z]|[IVXLC]+|\d+)\.?(?: |$)")


def is_label(plain: str, start: int, end: int) -> bool:
    """Whether all so far is a mark or heading, which stays with what follows."""
    length = end - start
    if length > _LONGEST_HEADING:
        return False
    if length > _LONGEST_LABEL:
        return _CLAUSE_HEADING.fullmatch(plain, start, end) is not None
    return (
        _LABEL.fullmatch(plain, start, end) is not None
        or _CLAUSE_HEADING.fullmatch(plain, start, end) is not None
        or (_DIARY.fullmatch(plain, start, end) and _DIARY.match(plain)) is not None
        or _is_speaker(plain, start, end)
    )


def _is_speaker(plain: str, start: int, end: int) -> bool:
    """Whether all so far is the name of who speaks, in a text that begins with one."""
    return (
        _SPEAKER.fullmatch(plain, start, end) is not None
        and _SPEAKER.match(plain) is not None
        and _SPOKEN.match(plain, end) is not None
    )


def is_item(word: str, before: str, tail: str) -> bool:
    """Whether a word is the mark of a list item within a sentence."""
    if not word.isdecimal():
        return _LETTER_ITEM.search(before + word) is not None
    if _LISTED.search(before):
        return True
    if word == "1":
        return _HEADED.match(before) is not None or _SECOND_ITEM.match(tail) is not None
    return f" {int(word) - 1}. " in f" {before}"


def numbers_move(head: str, tail: str) -> bool:
    """Whether the number of a move of chess stands before it: ``14... Nd5``."""
    return (
        _MOVE_NEXT.match(tail) is not None
        and _NUMBER_OF_MOVE.search(head[-_LONGEST_MOVE:]) is not None
    )


def judges_move(head: str, tail: str) -> bool:
    """Whether a mark tells how good a move of chess is, and another one follows: ``Rxg7+!``."""
    return (
        _MOVE_OR_NUMBER_NEXT.match(tail) is not None
        and _MOVE_BEFORE.search(head[-_LONGEST_MOVE:]) is not None
    )


def begins_item(plain: str, start: int, tail: str) -> bool | None:
    """Whether the item that follows is cut off from the one before; None where none follows."""
    item = _ITEM_NEXT.match(tail)
    if item is None:
        return None
    is_attached = _ATTACHED.match(plain, start) is not None
    if is_attached or plain.startswith(f"{int(item[1]) - 1}{item[2]} ", start):
        return not is_attached
    return None


def next_is_lettered(before: str, tail: str) -> bool:
    """Whether the next one that a letter tells apart follows: ``solvent A. Solvent B``."""
    if _THING_NEXT.match(tail):
        return True
    word, _, behind = tail.lstrip().partition(" ")
    last = before.rsplit(maxsplit=1)[-1:]
    if not last or word.lower().removesuffix("s") != last[0].lower():
        return False
    # A name may be that of both: "Blank J. Blank".
    return last[0].islower() or _INITIAL_NEXT.match(behind) is not None
