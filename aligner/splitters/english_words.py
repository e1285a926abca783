"""How sentences begin in English."""

from aligner.patterns import lazy_pattern
from aligner.splitters.english_common import is_no_name

# Words that start a sentence and do not follow an abbreviation within one.
STARTERS = (
    "A(?! ?[\\d.])|Accordingly|According|After|Afterwards|All|Although|Among|An|And|Another|"
    "Any|Anyone|As|At|Because|Before|Between|Both|But|By|Consequently|Copies|Currently|Despite|Did|Do|Does|During|"
    "About|Almost|Approximately|Each|Eight|Earlier|Either|Even|Every|Everyone|Everything|Few|Finally|Five|Four|Following|For|From|"
    "Furthermore|Given|Had|Half|Has|Have|He|Hence|Her|Here|His|How|However|I(?!\\.)|If|In|Indeed|Instead|Is|It|"
    "Its|Last|Later|Let|Like|Likewise|Many|Meanwhile|More|Moreover|Most|Much|My|Nearly|Neither|"
    "Nevertheless|Next|Nine|No|Nobody|None|Nonetheless|Nor|Not|Nothing|Now|Of|Often|On|Once|One|Only|"
    "Or|Other|Others|Our|Over|Participants|Perhaps|Please|Rather|Recently|Roughly|See|Seven|Several|Shall|She|"
    "Should|Similarly|Since|Six|So|Some|Someone|Something|Sometimes|Soon|Still|Such|Ten|Than|That|The|"
    "Their|Then|There|Thereafter|Therefore|These|They|This|Those|Though|Three|Through|Thus|To|"
    "Today|Two|Under|Unless|Unlike|Until|Upon|Usually|Was|We|Were|What|When|Where|Whether|While|"
    "Who|Whose|Why|With|Within|Without|Would|Yes|Yet|You|Your|"
    "Hers|Ours|Theirs|Mine|Yours|Anybody|Everybody|Somebody|Enough|Fewer|Nowadays|Yesterday|Tomorrow|"
    "Tonight|Whenever|Wherever|Together|Again|Also|Always|Never|Maybe|Besides|Behind|Above|Below|"
    "Across|Against|Along|Around|Inside|Outside|Into|Throughout|Towards?|Whereas|Which|Whoever|"
    "Otherwise|Overall|Specifically|Generally|Typically|Additionally|Conversely|Alternatively|"
    "Initially|Subsequently|Ultimately|Eventually|Suddenly|Unfortunately|Fortunately|Clearly|"
    "Certainly|Probably|Possibly|Apparently|Naturally|Actually|Particularly|Especially"
)
_OPENERS = r"(?:[\"“‘'(\[*†‡¹²³ᵃᵇᶜ]+ ?)?"
# Not the first word of a sentence: "A. Smith", "No. 5".
_NO_ABBREVIATION = r"\b(?!\.\s?(?:[A-Z]\b|\d))"
# Between the words of a name or title: "Museum of", "Paris, vol. 3".
_NO_SENTENCE = r"(?!(?:of|and|for|vs?|et|de|du|der|und)\b|(?:vol|nos?|pp?|ser|pt|fasc)\.)"
STARTER = lazy_pattern(rf"\s+{_OPENERS}(?:{STARTERS}){_NO_ABBREVIATION}")
# Also a capital with small letters behind its word: "Orders are", unlike "Museum of".
BEGINS = lazy_pattern(
    rf"\s+{_OPENERS}(?:(?:{STARTERS}){_NO_ABBREVIATION}|(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Lady)\b|"
    rf"[A-Z][\w'’-]*,? {_NO_SENTENCE}[a-z]+\b|"
    # The short name of a living thing: "E. coli grew".
    r"[A-Z]\. [a-z]{4,})"
)
# Behind "of", nothing with a capital, as there is in a name: "Parts of it", not "Bank of China".
_ORDINARY = lazy_pattern(
    rf"\s+{_OPENERS}([A-Z][a-z]+)(?:,? {_NO_SENTENCE}[a-z]|"
    r",? (?:of|and|for) [a-z’'-]+ (?:[a-z]|[A-Z]\b)|: )"
)
# A name of several words and what it does: "etc. Mary Holt runs the shop".
NAMED = lazy_pattern(
    rf"\s+{_OPENERS}[A-Z][\w’'-]+ (?:(?:and|[A-Z]\.|[A-Z][\w’'-]*) ){{1,3}}"
    r"(?!(?:of|and|for|vs?|et|de|du|der|und|the|in|on|at|to)\b)[a-z]{2,}\b"
)
# Seldom written with a capital, but behind an abbreviation: "John Q. Public", "the D.C. Circuit".
_LIKE_NAMES = frozenset(("Public", "Circuit", "County", "Coli"))
# What somebody is told to do, or a title that no initial has: "the letter is E. Insert it twice".
_ASKING = lazy_pattern(
    rf"\s+{_OPENERS}(?:[A-Z][a-z]+ (?:it|them|him|you|us|me|your|that|how|whether)\b|"
    r"(?:Mrs?|Ms|Miss|Mme)\b)"
)
# A sentence of one word.
ONE_WORD = lazy_pattern(r"\s+[“\"‘'(]?[A-Z][\w’']+[.!?]")
LOWER = lazy_pattern(r"\s*(?!\(\w{1,4}\)[\s.,;:(])[\"“‘'(\[]*[a-z]")
CAPITAL = lazy_pattern(rf"\s*{_OPENERS}[A-Z]")
# A number or letter of a part of a text; not the word "I" or "A".
NUMBER = lazy_pattern(
    r"\s*(?:[+−±-]?[\d#§¶]|Nos?\.\s?\d|[IVXLC]{2,}\b|\(\w{1,4}\)|[A-Z]{1,4}[ -]?\d|[B-HJ-Z]\b|"
    r"[IA]\b(?! [a-z])|I (?:and|or|to) [IVX]|A (?:was|is|and|or|to|shows|above|below|at|in|of)\b)"
)
DIGIT = lazy_pattern(r"\s*[+−±-]?\.?[\d#§]")
# A name that is written so at the beginning too: "iPhone", "mRNA", "e. e. cummings".
CAMEL = lazy_pattern(r"\s+[“\"‘'(]?(?:[a-z]{1,3}[A-Z]|[a-z]\. ?[a-z]\. ?[a-z]{3})")
VERBS = (
    "(?:is|are|was|were|has|had|have|did|does|will|would|can|could|may|"
    "might|must|shall|should|[a-z]+ed|came|went|took|made|gave|left|became|began|won|lost|held|"
    "sent|met|kept|sold|told|said|saw|fell|rose|grew|knew|got|found|paid|"
    "bought|sat|stood|ran|beat|drew)"
)
FINITE = lazy_pattern(rf"\b{VERBS}\b")
VERB = lazy_pattern(rf"\s+{_OPENERS}[A-Z][a-z]+ {VERBS}\b")
# The same, perhaps behind one more word: "Customs officers found".
VERB_BEHIND = lazy_pattern(rf"\s+{_OPENERS}[A-Z][a-z]+ (?:[a-z]+ )?{VERBS}\b")


def starts(tail: str) -> bool:
    """Whether a sentence starts with what follows a full stop, which may be that of an initial.

    Besides the usual starters, so does an ordinary word that has a capital for no other reason:
    "signed T. E. H. Scholars think", unlike "T. E. Stone thinks".
    """
    return (STARTER.match(tail) or _ASKING.match(tail)) is not None or begins_ordinary(tail)


def begins_ordinary(tail: str) -> bool:
    """Whether an ordinary word has a capital for no other reason than that it begins a sentence."""
    word = _ORDINARY.match(tail)
    return word is not None and word[1] not in _LIKE_NAMES and is_no_name(word[1].lower())


def begins(tail: str) -> bool:
    """Whether a sentence begins behind what may be an abbreviation, but no initial."""
    return BEGINS.match(tail) is not None or begins_ordinary(tail)
