"""Sentence ends in English at other marks than a full stop, and the marks of notes."""

from aligner.languages import MONTHS
from aligner.patterns import lazy_pattern
from aligner.splitters.abbreviations import ALL, MARKED_NAMES, REFERENCES
from aligner.splitters.english_items import judges_move, numbers_move
from aligner.splitters.english_words import BEGINS, CAMEL, LOWER, ONE_WORD, STARTER, STARTERS

_REACH = 120
_LONGEST_WORD = 30

_RAISED = r"[¹²³⁰⁴-⁹ᵃ-ᶿ]+(?:[,–-][¹²³⁰⁴-⁹ᵃ-ᶿ]+)*"
_MARK = (
    r"(?:\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*(?:, pp?\. ?\d+(?:[–-]\d+)?)?|[A-Za-z]|[ivx]{1,4}|"
    rf"[Nn](?:otes?|n)? ?\d+|citation needed)\]|{_RAISED}|\*{{1,3}}|[†‡]{{1,2}}|"
    r"\(\d{1,2}\)|\^\d{1,3})"
)
_NOTES = lazy_pattern(rf"{_MARK}(?: ?{_MARK})*(?=\s|$)")
# Behind white space, only what can be nothing else.
_SPACED_NOTES = lazy_pattern(rf"\s(?:\[\d{{1,3}}\]|{_RAISED})(?=\s+[\"“‘'(]?[A-Z]|\s*$)")
_OPENS_WITH_NOTE = lazy_pattern(rf"\s*{_MARK}\s")
# A note mark that lost its height: "in March.2 The"; not a number: "No.2 The", "Vol.2 The".
_SUNK = lazy_pattern(rf"\d{{1,2}}(?=\s+[\"“‘'(]?(?:{STARTERS})\b)")
# The same behind a word in small letters, whatever begins: "was shown.1,2 Later trials".
_SUNK_NUMBERS = lazy_pattern(r"\d{1,3}(?:[,–-]\d{1,3}){0,9}(?=\s+[\"“‘'(]?[A-Z])")
_SUNK_BEHIND = lazy_pattern(
    rf"\b(?!(?i:{REFERENCES})[.?!])(?:[a-z]{{2,}}|[A-Z][a-z]{{2,}})[.?!][”\"]?$"
)
_SMALL_BEHIND = lazy_pattern(rf"\s(?!(?:{REFERENCES})\.)[a-z]{{3,}}\.[”\"]?$")

_GLUED = lazy_pattern(
    r"(?:(?<=[\s(“\"‘'-])|(?<=^))(?:[a-z]{2,}|(?:19|20)\d\d|\d+%)[)”\"]?[.?!][”\"]?"
    r"(?=([A-Z][a-z]*)[ ,’'-]|()“[A-Z]|(?<=[?!])[A-Z][a-z]+[.!?](?:\s|$))",
)
# The same behind a name or an amount, before a word that names no part of a program: "$5.It was",
# "on Monday.It was", not "Queryable.Where calls".
_GLUED_NAME = lazy_pattern(
    rf"(?<=[\s(“\"‘'-])(?!(?:{ALL})\.)(?:[A-Z][A-Za-z]{{2,30}}|"
    r"[$£€]?\d{1,3}(?:[,.]\d{1,3}){0,3})[)”\"]?[.?!]"
    r"(?=(?:The|This|These|That|Those|There|It|He|She|We|You|"
    r"They|His|Her|Its|Our|Your|Their|No|Nobody|But|However) [a-z])|"
    # Nothing in a program is called like a month and a word.
    rf"(?<=[\s(“\"‘'-])(?:{'|'.join(MONTHS)})[.?!](?=[A-Z][a-z]+ [a-z])"
)
# What every such end has; few texts do, so that it saves time to look for it first.
_TOUCHING = lazy_pattern('[.?!][”"]?[A-Z“]')
_ADDRESS_ENDING = lazy_pattern(
    "Asp|Com|Cn|Csv|Doc|Docx|Exe|Gov|Htm|Html|Js|Json|Md|Net|Org|Pdf|Php|Py|Txt|Xls|Xlsx|Xml|Zip",
)

_HESITATION = lazy_pattern(
    r"[“\"‘']?(?:Well|Er|Um|Erm|So|But|And|Oh|Ah|Uh|Hm+|Perhaps|Maybe|If|Because|Look|I mean)"
)
# The page or sum that dots lead to: "Preface ..... 7".
_LED_TO = lazy_pattern(r"\s*[\divxlc.,()$£€% –-]+")
_DASH = lazy_pattern(r"\s*[–—-]")
_DASHED = lazy_pattern(r"\s[–—-]\s|\w[–—]\w")
_DASH_AND_SMALL = lazy_pattern(r"\s*[–—-]+\s*[a-z]")
# The year of a work: "Where Now? (1972)".
_IN_BRACKETS = lazy_pattern(r"\s*\(\d")
_NAME = lazy_pattern(rf"(?<!\w)(?:{MARKED_NAMES})$")
# A name of several marked words within a sentence: "The film Oh! Calcutta! was".
_WITHIN_NAME = lazy_pattern(r"[a-z,!?][ -][A-Z][\w’']*$")
_NAME_GOES_ON = lazy_pattern(r"(?: [A-Z][\w’']*[!?]){1,4} [a-z]")
# What is told of programs, in which names end with marks: "In Scheme, null? tests for".
_OF_CODE = lazy_pattern(
    r"\b(?:Ruby|Scheme|Clojure|Lisp|Rust|Julia|Elixir|macros?|methods?|functions?|predicates?|"
    r"operators?)\b.* [a-z_]+$"
)
# Behind a small word, "? and", another question follows; behind a name it goes on: "Yahoo! rose".
_SMALL_WORD = lazy_pattern(r"(?<=\S )(?!(?:alas|ah|oh|lo|ay|nay|behold|my|dear|well)\b)[a-z’'-]+$")
# With what a sentence begins that is written small, as it used to be behind such a mark.
_WHO = (
    "i|you|he|she|it|we|they|thou|ye|who|what|when|where|why|how|wherefore|the|this|that|these|"
    "those|there|here|if|my|his|her|our|their|thy|your|no"
)
_FIRST_SMALL = lazy_pattern(
    rf"\shttps?:|\s(?:(?:and|but|or|for|yet) )?(?:(?:{_WHO})\b|"
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|shall|should|may|"
    r"might|am|art|must) (?:not )?(?:i|you|he|she|it|we|they|thou|ye|there|this|that)\b)"
)
# Such texts go on small behind every mark.
_OLD = lazy_pattern(
    r"\b(?:thou|thee|thy|ye|hath|hast|doth|unto|saith|shalt|wilt|art|thine|LORD|behold)\b"
)
# With what none begins there: "How did he get in? was never answered".
_NOT_FIRST = lazy_pattern(
    r"\s(?:of|than|into|is|are|was|were|has|had|have|be|been|will|would|and|but|or|because|as|to|in|on|at|"
    r"by|for|from|with|which)\b"
)
# A question that is a name: "the What do you want? pane".
_ASKED_WITHIN = lazy_pattern(
    r"[a-z] (?:What|Who|Whose|Where|When|Why|How|Which|Is|Are|Do|Does|Did|Can|Could|Should|Shall|"
    r"Will|Would|Am|Has|Have|May|Must)\b[^.?!,]*$"
)
_LAST_WORD = lazy_pattern(r"(\w+)\W*$")

_SAYING = (
    "added?|adds|advised|bawled|chirped|conceded|countered|cursed|guessed|harrumphed|hollered|"
    "instructed|interjected|lamented|moaned|piped up|quavered|rasped|reasoned|rebuked|reminded|"
    "scoffed|scolded|snorted|spat|squeaked|swore|"
    "admitted|agreed|announced|answered|argued|asked|asks|barked|began|begged|bellowed|"
    "blurted|boasted|boomed|called|chanted|cheered|chimed|chuckled|complained|concluded|confessed|"
    "continued|cooed|cried|croaked|crowed|declared|demanded|drawled|echoed|exclaimed|explained|"
    "gasped|giggled|groaned|growled|grumbled|grunted|hissed|howled|implored|inquired|"
    "enquired|insisted|interrupted|jeered|joked|laughed|mumbled|murmured|mused|muttered|"
    "observed|ordered|panted|persisted|pleaded|pressed|prompted|protested|queried|quipped|"
    "recalled|remarked|remembered|repeated|replied|replies|retorted|roared|said|says|sang|"
    "screamed|screeched|shot back|shouted|shrieked|sighed|snapped|snarled|sneered|"
    "sobbed|spluttered|squealed|stammered|stuttered|suggested|taunted|teased|thought|"
    "thundered|told|urged|ventured|volunteered|vowed|wailed|wanted to know|warned|went on|wept|"
    "whimpered|whined|whispered|wondered|wrote|yelled|yelped"
)
_SAYS = (
    "adds|admits|advises|agrees|announces|answers|argues|asks|barks|begins|begs|bellows|blurts|boasts|"
    "bawls|calls|cheers|chuckles|complains|concludes|confesses|continues|cries|croaks|declares|demands|"
    "exclaims|explains|gasps|giggles|groans|growls|grumbles|grunts|hisses|howls|inquires|enquires|"
    "insists|interrupts|jokes|laughs|mumbles|murmurs|mutters|observes|orders|pleads|prompts|"
    "protests|quips|recalls|remarks|repeats|retorts|roars|screams|shouts|shrieks|sighs|snaps|snarls|"
    "sneers|snorts|sobs|stammers|suggests|teases|tells|thinks|urges|wails|warns|weeps|whimpers|"
    "whines|whispers|wonders|writes|yells"
)
# Who says nothing, and what is said of something else: "Nobody answered", "It was answered".
_NO_SPEAKER = (
    "[Nn]obody|[Nn]o|[Nn]one|[Nn]othing|[Nn]either|[Nn]ever|[Ff]ew|hardly|scarcely|barely|rarely|"
    "seldom|not|nor|[Ww]ho|[Tt]hat|[Ww]hich|[Ww]hat|was|were|is|are|been|be|being|[Ii]f|[Ww]hen"
)
# Who said a question or cry is told in small letters, if it is no name: "Done!" The man spat.
_ANEW = (
    "He|She|They|We|It|The|An?|His|Her|Their|My|Our|Its|This|That|These|Those|There|Then|One|Some|"
    "Another|Both|Each|Every|All|Somebody|Someone|Everybody|Everyone"
)
# Where capitals are used carelessly: "Why?" He asked coldly.
_CAPITAL_TELLS = "(?: [A-Za-z]+){0,3}? (?:said|asked|replied|answered|exclaimed)(?: [a-z]+ly)?[.,]"
# An order that is only told of: "A guard ordered them to stop".
_TOLD_TO = " (?:him|her|them|me|us|it|everyone|everybody) to "
# Behind what somebody thinks or says without quotation marks: "Why me? he wondered."
_THOUGHT = lazy_pattern(
    r"\s+(?:(?:s?he|they|we|it|the [a-z]+|(?:my|his|her|their|our) [a-z]+) )?"
    rf"(?:{_SAYING})\b(?! (?:down|in|out|off|away|of|(?:s?he|it|they|we|i|you)(?! [a-z]+ly)) )"
)
_WONDERED = lazy_pattern(
    r"\s+(?:I (?:wondered|asked myself)\b|"
    r"[A-Z][a-z]* (?:wondered|thought|mused|asked (?:him|her)self)(?: [a-z]+ly| aloud)?\.)"
)
# Behind a sound within a sentence: "a loud dong! was heard".
_SOUNDED = lazy_pattern(r"\s+(?:was|were|is|has|had|like|came|rang|went|echoed|signalled)\b")
_CLOSED = lazy_pattern('[”"’]')
_REPORTING = lazy_pattern(
    rf"\s*(?:That (?:was|is) (?:all|what) [a-z]+ (?:{_SAYING}|{_SAYS})\b|"
    rf"(?!(?:{_ANEW})\b(?!{_CAPITAL_TELLS}))(?:(?!(?:{_NO_SPEAKER})\b)(?:[A-Z][\w.’'-]*|[a-z]+)\s+){{1,6}}?"
    rf"(?:(?:{_SAYING})\b(?! (?:down|in|out|off|away|of)\b|{_TOLD_TO})|"
    # Some of these are also things of which there are several: "Loud cries filled the air".
    rf"(?:{_SAYS})(?=[.,;:]|$| (?:[a-z]+ly|aloud|back)\b)))",
)
# The same behind an apposition: "Ned, who had been asleep, asked".
_REPORTING_LATER = lazy_pattern(
    rf"\s*(?:[A-Z][\w.’'-]*|the|my|his|her|an?)(?: [\w’'-]+){{0,3}}, [^,.;:?!“”\"]{{2,50}}, "
    rf"(?:{_SAYING})(?=[.,;:]|$| [a-z]+ly\b)"
)


def behind_notes(plain: str, start: int, end: int) -> int:
    """The end of a sentence moved behind the marks of notes that stand there."""
    found = _NOTES.match(plain, end)
    if found:
        return found.end()
    word = plain[max(start, end - _LONGEST_WORD) : end]
    for numbers, behind in ((_SUNK, _SUNK_BEHIND), (_SUNK_NUMBERS, _SMALL_BEHIND)):
        sunk = numbers.match(plain, end)
        if sunk and behind.search(word):
            return sunk.end()
    spaced = _SPACED_NOTES.match(plain, end)
    if spaced is None or _OPENS_WITH_NOTE.match(plain, start):
        return end
    return spaced.end()


def glued_ends(plain: str) -> set[int]:
    """Sentence ends without white space after them: ``will come.Jinan is``.

    The left word is in lower case and not part of an address; the right one is not a file
    extension or top-level domain.
    """
    if not _TOUCHING.search(plain):
        return set()
    ends = {match.end() for match in _GLUED_NAME.finditer(plain)}
    return ends.union(
        match.end()
        for match in _GLUED.finditer(plain)
        if not _ADDRESS_ENDING.fullmatch(match.group(1) or "")
    )


def ellipsis_ends(plain: str, start: int, place: int, end: int) -> bool:
    """Whether an ellipsis ends a sentence: only if a new one clearly begins.

    It does not where a speaker hesitates ("I... I did not", "Well... I") or small letters follow.
    """
    tail = plain[end : end + _REACH]
    if _HESITATION.fullmatch(plain[start:place].rstrip()):
        return _CLOSED.search(plain, place, end) is not None and BEGINS.match(tail) is not None
    head = plain[max(0, place - _LONGEST_WORD) : place]
    if numbers_move(head, tail):
        return False
    word = _LAST_WORD.search(head)
    again = tail.lstrip(" \"“'‘").lower()
    if word and again.startswith(word.group(1).lower()):
        return False
    if plain[end - 1] not in ".…":
        return not LOWER.match(tail)
    if _LED_TO.fullmatch(tail):
        return False
    return not tail.strip() or (BEGINS.match(tail) or ONE_WORD.match(tail)) is not None


def mark_ends(plain: str, start: int, place: int, end: int) -> bool:
    """Whether ``!`` or ``?`` ends the sentence from `start`; it may belong to a name."""
    tail = plain[end : end + _REACH]
    if LOWER.match(tail) and not CAMEL.match(tail):
        return plain[end - 1] in "?!" and _ends_before_small(plain, start, place, end)
    head = plain[max(start, place - _LONGEST_WORD) : place]
    if _IN_BRACKETS.match(tail) or _WONDERED.match(tail) or judges_move(head, tail):
        return False
    if _NAME.search(head) and not STARTER.match(tail):
        return not tail.strip()
    if _NAME_GOES_ON.match(tail) and _WITHIN_NAME.search(plain, max(start, place - 30), place):
        return False
    return not (
        _DASH.match(tail)
        and (
            _DASH_AND_SMALL.match(tail) or _DASHED.search(plain, max(start, place - _REACH), place)
        )
    )


def _ends_before_small(plain: str, start: int, place: int, end: int) -> bool:
    """Whether ``!`` or ``?`` ends a sentence although a small letter follows."""
    tail = plain[end : end + _REACH]
    if plain[start].islower() and plain[end - 2 : end] in {"!!", "??", "?!"}:
        return True
    is_sound = plain[end - 1] == "!" and _SOUNDED.match(tail) is not None
    is_name = _OF_CODE.search(plain, max(start, place - _REACH), place) is not None
    if is_sound or is_name or _THOUGHT.match(tail):
        return False
    if (plain[start].islower() or plain[start] == "@") and plain[end] == " ":
        # Who begins with a small letter does so again: "hey! how are you?".
        return True
    if not _SMALL_WORD.search(plain, max(start, place - 30), place):
        return False
    if _FIRST_SMALL.match(tail) or _OLD.search(plain, max(start, place - _REACH), end + _REACH):
        return True
    within = _ASKED_WITHIN.search(plain, max(start, place - _REACH), place)
    return plain[end - 1] == "?" and not (within or _NOT_FIRST.match(tail))


def is_reporting(tail: str) -> bool:
    """Whether a reporting clause follows a quotation: ``Tom yelled``."""
    return (_REPORTING.match(tail) or _REPORTING_LATER.match(tail)) is not None
